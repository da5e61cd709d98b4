"""« 1.1. Rà soát … / - Cơ quan chủ trì: Công an tỉnh. / - Thời gian thực hiện: quý II/2026. »: who does a general duty.

Grammar: in sections of nhiệm vụ, a line « Cơ quan / Đơn vị chủ trì: body » gives the duty above it (the paragraph it
stands under, else the one before it) to the body; lines « phối hợp: » and « thời gian: » beside it complete it. It
does not read « (Công an xã chủ trì) » inside a sentence. Source: usage of plans with a body per duty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from phongtrao.core.dates import Time
from phongtrao.core.documents.duties import Context, list_partners, read_duty
from phongtrao.core.documents.outline import Outline, Paragraph
from phongtrao.core.documents.quotes import Quote
from phongtrao.core.documents.readings import AssignmentRead, TaskRead, Trace
from phongtrao.core.text.patterns import alternation
from phongtrao.core.text.spans import Span


@dataclass(frozen=True, slots=True)
class Line:
    """A responsible line: its kind (lead, coordinate, time) and where what it says stands."""

    kind: str
    said: Span


def read_line(outline: Outline, paragraph: Paragraph, context: Context) -> Line | None:
    """The responsible line that a paragraph is, or None."""
    words = outline.words(paragraph)
    for kind, names in context.lexicon.roles.lines:
        match = context.dialect.compile(rf"(?:[-+•]\s*)?{alternation(names)}\s*:\s*(?=\S)", re.I).match(words)
        if match:
            return Line(kind, Span(paragraph.words.start + match.end(), paragraph.words.end))
    return None


def complete(task: TaskRead, line: Line, context: Context) -> TaskRead:
    """`task` with what a « phối hợp » or « thời gian » line says."""
    if line.kind == "coordinate":
        return replace(task, partners=tuple(dict.fromkeys((*task.partners, *list_partners(line.said, context)))))
    times: list[Time] = context.times(line.said, in_column=True)
    due = next((t.due for t in times if t.due), task.due)
    rrule = next((t.rrule for t in times if t.rrule), task.rrule)
    cadence = "recurring" if rrule else "once" if due else "continuous" if times else task.cadence
    return replace(task, due=due, rrule=rrule, cadence=cadence)


def read_responsible(outline: Outline, context: Context, quote: Quote) -> list[AssignmentRead]:
    """The assignments of general duties that name their body on a line of its own."""
    found: list[AssignmentRead] = []
    duty: Paragraph | None = None
    open_at: int | None = None
    for paragraph in outline.body:
        if paragraph.kind != "general" or paragraph.heading:
            duty, open_at = None, None
            continue
        line = read_line(outline, paragraph, context)
        if line is None:
            duty, open_at = paragraph, None
        elif line.kind == "lead" and duty is not None:
            found.append(_assignment(duty, line, context, quote))
            open_at = len(found) - 1
        elif line.kind != "lead" and open_at is not None:
            held = found[open_at]
            found[open_at] = replace(held, tasks=(complete(held.tasks[0], line, context),))
    return found


def _assignment(duty: Paragraph, line: Line, context: Context, quote: Quote) -> AssignmentRead:
    read = read_duty(duty.words, context)
    own_role = read.role.rule != "role-none"
    task = TaskRead(
        text=quote.words(duty.words),
        role=read.role.role if own_role else "lead",
        partners=read.partners,
        cadence=read.cadence,
        due=read.due,
        rrule=read.rrule,
        outside_system=read.outside_system,
        product=None,
        trace=Trace(quote.span(duty.words), "responsible-line", 0.8, read.inferred),
    )
    name = quote.words(line.said).rstrip(" .;")
    trace = Trace(quote.span(line.said), "responsible-line", 0.8)
    return AssignmentRead(context.canonical(name), name, "assign", (task,), trace)
