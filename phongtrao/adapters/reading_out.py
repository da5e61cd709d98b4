"""A reading for people: as sheets for .xlsx and as plain lines for a terminal. Nothing is added to what was read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from datetime import date

from phongtrao.adapters.xlsx_columns import CellKind, Column, Value
from phongtrao.adapters.xlsx_out import Sheet
from phongtrao.core.documents.readings import Reading, TargetRead, TaskRead

_WIDTH = 100
_SIGNS = {">=": "từ", "<=": "nhiều nhất", ">": "trên", "<": "dưới", "=": "bằng"}
_UNITS = {"%": " %", "grade": " trở lên", "count": ""}
_ROLES = {"lead": "chủ trì", "coordinate": "phối hợp", "advise": "tham mưu", "perform": "thực hiện"}
_MOODS = {"assign": "giao", "request": "đề nghị"}
_KINDS = {"date": "một lần", "recurring": "định kỳ", "continuous": "thường xuyên", "period": "giai đoạn"}
_CYCLES = {
    "FREQ=YEARLY": "hằng năm",
    "FREQ=MONTHLY": "hằng tháng",
    "FREQ=WEEKLY": "hằng tuần",
    "FREQ=MONTHLY;INTERVAL=3": "hằng quý",
    "FREQ=MONTHLY;INTERVAL=6": "6 tháng một lần",
}
_SEVERITIES = {"error": "lỗi", "warning": "cần xem", "note": "ghi chú"}

_TARGETS = (
    Column("text", "Chỉ tiêu", width=80),
    Column("subject", "Đối tượng", width=30),
    Column("value", "Mức", width=18),
    Column("due", "Hạn", CellKind.DATE, width=14),
)
_DUTIES = (
    Column("org_unit", "Cơ quan, đơn vị", width=32),
    Column("mood", "Giao / đề nghị", width=12),
    Column("text", "Nhiệm vụ", width=90),
    Column("role", "Vai trò", width=12),
    Column("partners", "Phối hợp với", width=30),
    Column("due", "Hạn", CellKind.DATE, width=14),
    Column("cycle", "Chu kỳ", width=22),
)
_DAYS = (
    Column("text", "Câu trong văn bản", width=70),
    Column("what", "Việc", width=60),
    Column("kind", "Loại", width=14),
    Column("due", "Ngày", CellKind.DATE, width=14),
    Column("cycle", "Chu kỳ", width=22),
    Column("before", "Trước ngày", CellKind.YES_NO, width=10),
    Column("owner", "Cơ quan", width=30),
    Column("report_to", "Gửi", width=30),
)
_FINDINGS = (
    Column("severity", "Mức", width=12),
    Column("message", "Nhận xét", width=80),
    Column("text", "Chỗ trong văn bản", width=60),
)
_HEADER = (Column("name", "Mục", width=24), Column("value", "Đọc được", width=90))
_UNASSIGNED = "(chưa giao)"


def reading_sheets(reading: Reading) -> list[Sheet]:
    """Header, targets, duties by body (general ones under « chưa giao »), days, findings: one sheet each."""
    return [
        Sheet("Văn bản", _HEADER, [{"name": name, "value": value} for name, value in _header(reading)]),
        Sheet("Chỉ tiêu", _TARGETS, _target_rows(reading)),
        Sheet("Nhiệm vụ", _DUTIES, _duty_rows(reading)),
        Sheet("Thời hạn", _DAYS, _day_rows(reading)),
        Sheet("Nhận xét", _FINDINGS, _finding_rows(reading)),
    ]


def reading_lines(reading: Reading) -> str:
    """The same as lines of at most 100 characters, sections in the order of the sheets, ended by a line end."""
    lines = [f"{name}: {value}" for name, value in _header(reading)]
    lines += ["", f"CHỈ TIÊU ({len(reading.targets)})"]
    for number, target in enumerate(reading.targets, 1):
        lines.append(
            _item(f"{number}.", _stated(target.text, _level(target), _shown_day(target.due, target.trace.inferred)))
        )
    count = sum(len(assignment.tasks) for assignment in reading.assignments)
    lines += ["", f"NHIỆM VỤ THEO CƠ QUAN ({len(reading.assignments)} cơ quan, {count} nhiệm vụ)"]
    for assignment in reading.assignments:
        mood = _MOODS.get(assignment.mood, assignment.mood)
        lines.append(f"{assignment.org_unit or assignment.heading} ({mood}; {len(assignment.tasks)})")
        for task in assignment.tasks:
            lines.append(_item("-", _stated(task.text, *_task_facts(task))))
    lines.append(f"Chưa giao ({len(reading.general_tasks)})")
    lines += [_item("-", general.text) for general in reading.general_tasks]
    lines += ["", f"THỜI HẠN ({len(reading.deadlines)})"]
    for deadline in reading.deadlines:
        when = _when(deadline.due, deadline.rrule, deadline.before) or _KINDS.get(deadline.kind, deadline.kind)
        lines.append(_item(f"{when}:", _stated(deadline.what or deadline.text, deadline.owner or "")))
    if reading.findings:
        lines += ["", f"NHẬN XÉT ({len(reading.findings)})"]
        lines += [_item(f"[{_SEVERITIES.get(f.severity, f.severity)}]", f.message or f.text) for f in reading.findings]
    return "\n".join(lines) + "\n"


def cycle_words(rule: str | None) -> str:
    """« FREQ=MONTHLY;BYMONTHDAY=16 » → « ngày 16 hằng tháng »; rules it has no words for are shown as they stand."""
    if not rule:
        return ""
    shown: list[str] = []
    for line in rule.splitlines():
        parts = dict(part.split("=", 1) for part in line.split(";") if "=" in part)
        day, month, frequency = parts.pop("BYMONTHDAY", ""), parts.pop("BYMONTH", ""), parts.get("FREQ")
        cycle = _CYCLES.get(";".join(f"{key}={value}" for key, value in sorted(parts.items())))
        if cycle is None or (month and frequency != "YEARLY"):
            shown.append(line)
        elif day and month:
            days = ", ".join(_day_of(day, each) for each in month.split(","))
            shown.append(f"{days} {cycle}")
        elif month:
            shown.append(f"tháng {month.replace(',', ', ')} {cycle}")
        else:
            shown.append(f"{'ngày cuối' if day == '-1' else f'ngày {day}'} {cycle}" if day else cycle)
    return "; ".join(shown)


def _day_of(day: str, month: str) -> str:
    return f"ngày cuối tháng {month}" if day == "-1" else f"ngày {day.zfill(2)}/{month.zfill(2)}"


def _header(reading: Reading) -> Iterator[tuple[str, str]]:
    header = reading.header
    period = "–".join(dict.fromkeys(str(year) for year in header.period if year)) if header.period else ""
    named = (
        ("Loại văn bản", header.doc_type),
        ("Cơ quan ban hành", header.issuer),
        ("Số, ký hiệu", " ".join(part for part in (header.number, header.symbol) if part)),
        ("Ngày", _shown_day(header.date)),
        ("Trích yếu", header.title),
        ("Thời gian thực hiện", period),
        ("Thay thế", "; ".join(reading.replaces)),
        ("Mô hình", "; ".join(reading.initiatives)),
        ("Nơi nhận", "; ".join(reading.recipients)),
        ("Người ký", ", ".join(part for part in (reading.signer.title, reading.signer.name) if part)),
    )
    for name, value in named:
        yield name, value or "(không có)"


def _level(target: TargetRead) -> str:
    value = f"{target.value:g}".replace(".", ",") if isinstance(target.value, float) else str(target.value)
    return f"{_SIGNS.get(target.op, target.op)} {value}{_UNITS.get(target.measure_unit, f' {target.measure_unit}')}"


def _shown_day(day: date | None, is_inferred: bool = False) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}" + (" (suy ra)" if is_inferred else "")


def _when(due: date | None, rule: str | None, before: bool) -> str:
    shown = _shown_day(due) or cycle_words(rule)
    return f"trước {shown}" if before and shown else shown


def _task_facts(task: TaskRead) -> tuple[str, ...]:
    partners = f"cùng {', '.join(task.partners)}" if task.partners else ""
    outside = "thực hiện ngoài hệ thống" if task.outside_system else ""
    return _ROLES.get(task.role, task.role), partners, _shown_day(task.due), _cycle_of(task), outside


def _cycle_of(task: TaskRead) -> str:
    return cycle_words(task.rrule) or (_KINDS["continuous"] if task.cadence == "continuous" else "")


def _stated(text: str, *facts: str) -> str:
    said = "; ".join(fact for fact in facts if fact)
    return f"{text} [{said}]" if said else text


def _item(mark: str, text: str) -> str:
    first, rest = f"  {mark} ", "    "
    return textwrap.fill(
        " ".join(text.split()), _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def _target_rows(reading: Reading) -> Iterator[Mapping[str, Value]]:
    for target in reading.targets:
        yield {"text": target.text, "subject": target.subject, "value": _level(target), "due": target.due}


def _duty_rows(reading: Reading) -> Iterator[Mapping[str, Value]]:
    for assignment in reading.assignments:
        for task in assignment.tasks:
            yield {
                "org_unit": assignment.org_unit or assignment.heading,
                "mood": _MOODS.get(assignment.mood, assignment.mood),
                "text": task.text,
                "role": _ROLES.get(task.role, task.role),
                "partners": ", ".join(task.partners),
                "due": task.due,
                "cycle": _cycle_of(task),
            }
    for general in reading.general_tasks:
        yield {"org_unit": _UNASSIGNED, "text": general.text}


def _day_rows(reading: Reading) -> Iterator[Mapping[str, Value]]:
    for deadline in reading.deadlines:
        yield {
            "text": deadline.text,
            "what": deadline.what,
            "kind": _KINDS.get(deadline.kind, deadline.kind),
            "due": deadline.due,
            "cycle": cycle_words(deadline.rrule),
            "before": deadline.before,
            "owner": deadline.owner,
            "report_to": deadline.report_to,
        }


def _finding_rows(reading: Reading) -> Iterator[Mapping[str, Value]]:
    for finding in reading.findings:
        severity = _SEVERITIES.get(finding.severity, finding.severity)
        yield {"severity": severity, "message": finding.message, "text": finding.text}
