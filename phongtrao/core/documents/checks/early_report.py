"""« báo cáo năm trước ngày 01/12 »: a report that is due before the data of its period are closed.

Flags a yearly, half-yearly, quarterly or monthly report of a State body whose day lies in the last month of the
period, before the standard closing day (pack list `closing_days`). A note only: Nghị định 09/2019/NĐ-CP, Điều 5 khoản
2 lets other days be set. Silent on reports of another kind, on days after the closing day and on papers of the Party.
Clause: Điều 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.documents.readings import DeadlineRead

_REPORT = re.compile(r"(?<!\w)báo\s+cáo(?!\w)", re.I)


def early_report(paper: Paper) -> Iterator[Flagged]:
    """Recurring reports in reading order."""
    if paper.plain or paper.of_party:
        return
    days = {row.cycle: row.days for row in paper.rules.closing_days}
    for deadline in paper.deadlines:
        if deadline.kind != "recurring" or not deadline.rrule or not _REPORT.search(deadline.text + deadline.what):
            continue
        for month, day in _days(deadline):
            closing = _closing(month, days.get(_cycle(deadline.rrule), ()))
            last = day - 1 if deadline.before else day
            if closing is None or last >= closing:
                continue
            due = f"{day:02d}/{month:02d}" if month else f"ngày {day:02d}"
            shown = f"{closing:02d}/{month:02d}" if month else f"ngày {closing:02d}"
            yield Flagged(
                "early-report", paper.readable(deadline.trace.span), "plain", {"due": due, "closing": shown}, 0.6
            )
            break


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.splitlines()[0].split(";") if "=" in part)


def _cycle(rule: str) -> str:
    parts = _parts(rule)
    months = len(parts.get("BYMONTH", "").split(",")) if parts.get("BYMONTH") else 0
    if parts.get("FREQ") == "YEARLY":
        return {1: "year", 2: "half", 4: "quarter"}.get(months, "")
    every = {"3": "quarter", "6": "half", "12": "year"}
    return every.get(parts.get("INTERVAL", "1"), "month" if "INTERVAL" not in parts else "")


def _days(deadline: DeadlineRead) -> list[tuple[int, int]]:
    """(month or 0, day) of a rule; a day counted from the month's end is none."""
    parts = _parts(deadline.rrule or "")
    months = [int(m) for m in parts.get("BYMONTH", "0").split(",") if m.isdigit()]
    days = [int(d) for d in parts.get("BYMONTHDAY", "").split(",") if d.isdigit()]
    return [(month, day) for month in months for day in days]


def _closing(month: int, days: tuple[str, ...]) -> int | None:
    """The closing day in that month; None when no period closes in it."""
    for day in days:
        at, _, number = day.rpartition("-")
        if not at or int(at) == month:
            return int(number)
    return None
