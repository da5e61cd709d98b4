"""« | STT | Nội dung | Chủ trì | Phối hợp | Thời gian | »: a table of duties, one row per line.

Grammar: consecutive rows « | cell | cell | »; a row whose cells name at least a task column and a chủ trì / thực hiện
column is the header; each row below with a task is a duty of the body in that column. Role: the row's own words, else
the column (lead); phối hợp column → partners, thời gian column → time, sản phẩm column → product. A cell left empty
under a body goes on with it. Rows whose task cell is a section title (no body, no number) are passed over. It does
not read other tables. Source: conventions of the plan-reading schema; Nghị định 30/2020/NĐ-CP, Phụ lục III (phụ lục
phân công).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from phongtrao.core.documents.duties import Context, list_partners, read_duty
from phongtrao.core.documents.outline import Outline, Paragraph
from phongtrao.core.documents.quotes import Quote
from phongtrao.core.documents.readings import AssignmentRead, DeadlineRead, TaskRead, Trace
from phongtrao.core.text.folding import fold
from phongtrao.core.text.patterns import alternation
from phongtrao.core.text.spans import Span

_CELL = re.compile(r"\|(?P<cell>[^|]*)(?=\|)")


@dataclass(frozen=True, slots=True)
class DutyCell:
    """The cell that holds the words of a duty, and the body that has it."""

    words: Span
    owner: str


@dataclass(frozen=True, slots=True)
class TableRead:
    """What the tables of duties give: assignments by body, the deadlines of their rows, the cells that hold duties."""

    assignments: tuple[AssignmentRead, ...]
    deadlines: tuple[DeadlineRead, ...]
    cells: tuple[DutyCell, ...]


NO_TABLES = TableRead((), (), ())


def read_tables(outline: Outline, context: Context, quote: Quote) -> TableRead:
    """The duties of every table of duties, in reading order, one assignment per body."""
    units: dict[str, AssignmentRead] = {}
    deadlines: list[DeadlineRead] = []
    duties: list[DutyCell] = []
    for table in _tables(outline.rows):
        columns: dict[str, int] = {}
        lead: Span | None = None
        for row in table:
            cells = _cells(outline.text, row)
            named = _columns(cells, outline.text, context)
            if not columns:
                columns = named
                continue
            if _is_section(cells, columns, outline.text):
                lead = None
                continue
            lead = _cell(cells, columns, "lead") or lead
            task = _cell(cells, columns, "task")
            if lead is None or task is None or len(set(cells)) < 2:
                continue
            read = _row(task, lead, cells, columns, context, quote)
            unit = _unit(lead, context, quote)
            held = units.get(unit.org_unit, unit)
            units[unit.org_unit] = replace(held, tasks=(*held.tasks, read))
            duties.append(DutyCell(task, unit.org_unit))
            deadlines += _deadlines(read, task, unit.org_unit, cells, columns, context, quote)
    return TableRead(tuple(units.values()), tuple(deadlines), tuple(duties))


def _tables(rows: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Rows that follow each other, together."""
    table: list[Paragraph] = []
    for row in rows:
        if table and row.index != table[-1].index + 1:
            yield table
            table = []
        table.append(row)
    if table:
        yield table


def _cells(text: str, row: Paragraph) -> list[Span]:
    found = []
    for match in _CELL.finditer(text, row.span.start, row.span.end):
        start, end = match.span("cell")
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        found.append(Span(start, end))
    return found


def _columns(cells: Sequence[Span], text: str, context: Context) -> dict[str, int]:
    """Kind of column → index; empty when the row is no header of a table of duties."""
    names = {fold(word): kind for kind, words in reversed(context.lexicon.roles.columns) for word in words}
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        kind = names.get(" ".join(re.findall(r"\w+(?:,(?= ))?", fold(text[cell.start : cell.end]).replace(" / ", " "))))
        if kind is not None:
            found.setdefault(kind, index)
    return found if "task" in found and "lead" in found else {}


def _is_section(cells: Sequence[Span], columns: dict[str, int], text: str) -> bool:
    """« | II | CÔNG TÁC TỔ CHỨC | | | »: a row that only names the rows below it."""
    order, task = _cell(cells, columns, "order"), _cell(cells, columns, "task")
    if task is None or _cell(cells, columns, "lead") is not None:
        return False
    roman = order is not None and re.fullmatch(r"[IVXLA-D]+\.?", text[order.start : order.end]) is not None
    return roman or text[task.start : task.end].isupper()


def _cell(cells: Sequence[Span], columns: dict[str, int], kind: str) -> Span | None:
    index = columns.get(kind)
    if index is None or index >= len(cells) or cells[index].start == cells[index].end:
        return None
    return cells[index]


def _row(
    task: Span, lead: Span, cells: Sequence[Span], columns: dict[str, int], context: Context, quote: Quote
) -> TaskRead:
    duty = read_duty(task, context)
    own_role = duty.role.rule != "role-none"
    partners = duty.partners
    if (coordinate := _cell(cells, columns, "coordinate")) is not None:
        partners = tuple(dict.fromkeys((*partners, *list_partners(coordinate, context))))
    due, rrule, cadence = duty.due, duty.rrule, duty.cadence
    if (time := _cell(cells, columns, "time")) is not None:
        times = context.times(time, in_column=True)
        due = next((t.due for t in times if t.due), due)
        rrule = next((t.rrule for t in times if t.rrule), rrule)
        cadence = "recurring" if rrule else "once" if due else "continuous" if times else cadence
    product = _cell(cells, columns, "product")
    return TaskRead(
        text=quote.words(task).replace(" / ", " "),
        role=duty.role.role if own_role else "lead",
        partners=partners,
        cadence=cadence,
        due=due,
        rrule=rrule,
        outside_system=duty.outside_system,
        product=quote.words(product) if product else None,
        trace=Trace(quote.span(task), "table-row", 0.9 if lead else 0.7, duty.inferred),
    )


def _unit(lead: Span, context: Context, quote: Quote) -> AssignmentRead:
    """The body of a chủ trì cell; « Đề nghị Ủy ban MTTQ xã » asks it."""
    heading = quote.words(lead)
    words = context.text[lead.start : lead.end]
    asked = context.dialect.compile(rf"(?:{alternation(context.lexicon.roles.request)})\s+", re.I).match(words)
    name = heading[asked.end() :] if asked else heading
    parts = [context.canonical(part) for part in re.split(r"\s+/\s+|;\s*", name) if part.strip()]
    trace = Trace(quote.span(lead), "table-lead", 0.9)
    return AssignmentRead(", ".join(parts) or heading, heading, "request" if asked else "assign", (), trace)


def _deadlines(
    read: TaskRead,
    task: Span,
    owner: str,
    cells: Sequence[Span],
    columns: dict[str, int],
    context: Context,
    quote: Quote,
) -> Iterator[DeadlineRead]:
    time = _cell(cells, columns, "time")
    if time is None:
        return
    said = {(t.kind, t.due, t.rrule) for t in context.times(task)}
    for found in context.times(time, in_column=True):
        if (found.kind, found.due, found.rrule) in said:
            continue  # the words of the duty say it too, and more exactly what is due
        trace = Trace(quote.span(task), found.rule, found.confidence, found.inferred)
        yield DeadlineRead(read.text, read.text, found.kind, found.due, found.rrule, found.before, owner, None, trace)
