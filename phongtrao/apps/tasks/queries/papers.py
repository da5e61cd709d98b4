"""A plan's board as a paper and as a sheet: the annex of duties (DOCX) and the offices' twelve columns (XLSX).

Both are in Vietnamese whatever the page's language, print bodies and posts and never a person's name, and leave open
what the plan does not say: a number, a day, a leader in charge.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from phongtrao.adapters.docx_out import NUMBER_SPACE, write_docx
from phongtrao.adapters.packs import load_all
from phongtrao.adapters.paper_form import paper_form
from phongtrao.adapters.paper_model import AnnexTitle, Paper, Section, Table, TableColumn, TableRow
from phongtrao.adapters.reading_out import cycle_words
from phongtrao.adapters.xlsx import Column, Sheet, Value, write_sheets
from phongtrao.apps.plans.models import Plan, PlanVersion
from phongtrao.apps.tasks.enums import TimeKind
from phongtrao.apps.tasks.queries.sight import Sight
from phongtrao.apps.tasks.queries.whole import list_whole
from phongtrao.apps.tasks.rows import WholeRow
from phongtrao.apps.tasks.times import DutyTime, days_listed

_ANNEX_COLUMNS = (
    TableColumn("STT", 13, centred=True),
    TableColumn("Nội dung nhiệm vụ", 82),
    TableColumn("Cơ quan chủ trì", 38),
    TableColumn("Cơ quan phối hợp", 38),
    TableColumn("Thời gian hoàn thành", 30, centred=True),
    TableColumn("Sản phẩm", 29),
    TableColumn("Ghi chú", 22),
)
_SHEET_COLUMNS = (
    Column("ordinal", "Số TT", width=6),
    Column("text", "Nhiệm vụ", width=44),
    Column("document", "Số văn bản", width=13),
    Column("issued_on", "Ngày", width=11),
    Column("due", "Hạn", width=14),
    Column("lead", "Chủ trì", width=20),
    Column("partners", "Phối hợp", width=20),
    Column("leader", "Lãnh đạo phụ trách", width=16),
    Column("progress", "Tiến độ", width=11),
    Column("state", "Trạng thái", width=17),
    Column("result", "Kết quả", width=28),
    Column("note", "Ghi chú", width=15),
)


@dataclass(frozen=True)
class PrintedFile:
    """A file made for one person now: `name` in ASCII letters, as browsers and shared drives like it."""

    name: str
    data: bytes


def plan_annex(*, version: PlanVersion, sight: Sight, sample: bool = False) -> PrintedFile:
    """« Phụ lục: phân công nhiệm vụ » of the whole plan as far as it is seen. `sample`: marked as data of the demo."""
    rows = list_whole(plan=version.plan, sight=sight)
    kind = version.document.doc_type or "Kế hoạch"
    title = AnnexTitle(f"Phân công nhiệm vụ thực hiện {kind}", f"(Kèm theo {_cited(version, kind)})")
    table = Table(_ANNEX_COLUMNS, list(_annex_rows(rows)))
    sections = [Section([title, table], wide=True)]
    paper = Paper(f"Phụ lục phân công nhiệm vụ: {version.plan.title}", sections, _mark(sample))
    return PrintedFile(_file_name("phu-luc-phan-cong", version, "docx"), write_docx(paper))


def plan_sheet(*, version: PlanVersion, sight: Sight, sample: bool = False) -> PrintedFile:
    """The board of the whole plan, as far as it is seen, in twelve columns, one row per duty and body in charge."""
    rows = list_whole(plan=version.plan, sight=sight)
    plan, mark = version.plan, _mark(sample)
    own = {"document": _number(plan), "issued_on": plan.issued_on}
    filled = ({"ordinal": n, **own, **_sheet_row(row)} for n, row in enumerate(rows, start=1))
    sheet = Sheet("Bảng theo dõi", _SHEET_COLUMNS, filled, footer=mark, fitted=True)
    notes = [mark.upper()] if mark else []
    return PrintedFile(_file_name("bang-theo-doi", version, "xlsx"), write_sheets([sheet], notes=notes))


def _mark(sample: bool) -> str:
    return paper_form().words["sample"] if sample else ""


def _file_name(what: str, version: PlanVersion, ending: str) -> str:
    number = "".join(letter for letter in version.plan.number if letter.isascii() and letter.isalnum())
    return "-".join(part for part in (what, number, str(version.plan.year)) if part) + f".{ending}"


def _cited(version: PlanVersion, kind: str) -> str:
    """« Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của UBND xã Hòa An »; what is not there yet is left open."""
    plan = version.plan
    number = f" {_number(plan)}" if plan.number else f"{NUMBER_SPACE}/{plan.symbol or _symbol(version)}"
    return f"{kind} số{number} {printed_day(plan.issued_on)} của {plan.issuer or plan.body.name}"


def _number(plan: Plan) -> str:
    """« 12/KH-UBND »; empty while the plan has no number."""
    return "/".join(part for part in (plan.number, plan.symbol) if part) if plan.number else ""


def _symbol(version: PlanVersion) -> str:
    """« KH-UBND » by the kind of the paper and of its body; what no pack knows is left for the pen."""
    kinds = load_all().data("document-types/nd30")["types"]
    kind = next((row["abbreviation"] for row in kinds if row["vi"] == (version.document.doc_type or "Kế hoạch")), "")
    return f"{kind or ''}-{paper_form().issuer_symbols.get(version.plan.body.type, NUMBER_SPACE)}"


def printed_day(day: date | None) -> str:
    """« ngày 05 tháng 01 năm 2026 »: days below 10 and months 1, 2 with a nought (NĐ 30/2020, Phụ lục I, II.4.b)."""
    if day is None:
        return f"ngày{NUMBER_SPACE}tháng{NUMBER_SPACE}năm{NUMBER_SPACE}"
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _annex_rows(rows: Sequence[WholeRow]) -> Iterator[TableRow]:
    given = [row for row in rows if row.lead]
    open_ = [row for row in rows if not row.lead]
    if given and open_:
        yield TableRow(("I", "Nhiệm vụ đã phân công", *[""] * 5), section=True)
    for number, row in enumerate(given, start=1):
        yield _annex_row(number, row)
    if open_:
        yield TableRow(("II" if given else "I", "Nhiệm vụ chưa phân công cơ quan chủ trì", *[""] * 5), section=True)
    for number, row in enumerate(open_, start=len(given) + 1):
        yield _annex_row(number, row)


def _annex_row(number: int, row: WholeRow) -> TableRow:
    lead = f"Đề nghị {row.lead}" if row.requested and row.lead else row.lead
    note = "Thực hiện ngoài hệ thống" if row.outside_system else ""
    when = time_printed(row.time)
    return TableRow(
        (str(number), _sentence(row.text), lead, "; ".join(row.partners), _sentence(when), _sentence(row.product), note)
    )


def _sheet_row(row: WholeRow) -> dict[str, Value]:
    return {
        "text": _sentence(row.text),
        "due": row.last_day or _sentence(time_printed(row.time)),
        "lead": row.lead,
        "partners": "; ".join(row.partners),
        "leader": "; ".join(row.leaders),
        "progress": _progress(row),
        "state": _state(row),
        "result": row.result,
        "note": _sentence("; ".join(_notes(row))),
    }


def _progress(row: WholeRow) -> str:
    """« 12/20 đơn vị », « 3/12 lần », « 42/60 », « 100% »; empty where nobody has said how far it is."""
    if row.total > 1:
        return f"{row.done}/{row.total} {'đơn vị' if row.is_group else 'lần'}"
    if row.counted is not None:
        return "/".join(map(str, row.counted))
    return "100%" if row.total and row.done else ""


def _state(row: WholeRow) -> str:
    if not row.lead:
        return "Chưa giao"
    if row.is_group and row.total:
        late = f", {row.late} chậm" if row.late else ""
        return f"{row.done}/{row.total} đã xong{late}"
    if not row.state_label:
        return "Chưa có báo cáo"
    return _sentence(row.state_label) + (", quá hạn" if row.late else "")


def _notes(row: WholeRow) -> Iterator[str]:
    if row.requested:
        yield "đề nghị"
    if row.general:
        yield "nhiệm vụ chung"
    if row.time.awaits_day:
        yield "chưa ấn định ngày"
    if row.outside_system:
        yield "thực hiện ngoài hệ thống"
    if row.document:
        yield f"theo {row.document}"


def time_printed(time: DutyTime) -> str:
    """« trước ngày 20/06/2026 », « ngày 16 hằng tháng », « thường xuyên »: the reader reads these words back.

    Empty when the plan does not say, or a day is still to be given.
    """
    if time.kind in (TimeKind.DATE, TimeKind.RECURRING):
        days = [time.said_on] if time.said_on else []
        days += sorted(day for line in time.rrule.splitlines() for day in days_listed(line) if _lists_days(line))
        cycles = [cycle_words(line) for line in time.rrule.splitlines() if not _lists_days(line)]
        begin = "trước " if time.before else ""
        words = [f"{begin or 'đến '}ngày {day:%d/%m/%Y}" for day in days] + [begin + cycle for cycle in cycles]
        return "; ".join(words) or ("định kỳ" if time.kind == TimeKind.RECURRING else "")
    return {TimeKind.CONTINUOUS: "thường xuyên", TimeKind.ON_EVENT: "khi phát sinh"}.get(TimeKind(time.kind), "")


def _lists_days(line: str) -> bool:
    return line.startswith("RDATE:")


def _sentence(words: str) -> str:
    """With a capital at the beginning; the rest as it is."""
    return words[:1].upper() + words[1:]
