"""« xong trước ngày 15/4/2026 » in a plan whose basis is of 14/4/2026; two days for one dossier: days that cannot
both hold.

Flags (a) a duty whose last possible day is not after the day of the plan or of its latest basis; (b) one thing (a
dossier, a review …, pack list `things`) with two days for the same body and addressee: the day that fewer places
give, else the first. Silent on cycles and phases, on things of different bodies, and on damaged texts. No clause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.documents.readings import DeadlineRead

_LONGEST_PAST = 400  # days; a day much earlier is history told, not a day set


def date_conflict(paper: Paper) -> Iterator[Flagged]:
    """Impossible days first, then things with two days."""
    if paper.plain:
        return
    dated = [d for d in paper.deadlines if d.kind == "date" and d.due]
    impossible = set()
    for deadline, flagged in _impossible(paper, dated):
        impossible.add(deadline.trace.span)
        yield flagged
    yield from _two_days(paper, [d for d in dated if d.trace.span not in impossible])


def _impossible(paper: Paper, dated: Sequence[DeadlineRead]) -> Iterator[tuple[DeadlineRead, Flagged]]:
    latest = _latest_basis(paper)
    if latest is None:
        return
    day, key = latest
    for deadline in dated:
        if deadline.due is None or deadline.trace.inferred:
            continue
        last = deadline.due - timedelta(days=1) if deadline.before else deadline.due
        if last <= day and (day - last).days <= _LONGEST_PAST:
            values = {"due": f"{deadline.due:%d/%m/%Y}", "basis": key, "day": f"{day:%d/%m/%Y}"}
            case = "basis" if key else "itself"
            yield (
                deadline,
                Flagged("date-conflict", paper.readable(deadline.trace.span), case, values, 0.85, "error"),
            )


def _latest_basis(paper: Paper) -> tuple[date, str] | None:
    """The latest day of the plan and of what it is based on, with the number of the latter."""
    days = [(c.date, c.key) for c in paper.citations if c.role == "basis" and c.date]
    if paper.header.date:
        days.append((paper.header.date, ""))
        days = [d for d in days if d[0] <= paper.header.date]
    return max(days, default=None)


def _two_days(paper: Paper, dated: Sequence[DeadlineRead]) -> Iterator[Flagged]:
    for thing in paper.rules.things:
        pattern = paper.search(thing.words)
        named = [d for d in dated if pattern.search(_sentence(paper, d))]
        days = Counter(d.due for d in named)
        if len(days) < 2:
            continue
        most = days.most_common()
        usual = most[0][0] if most[0][1] > most[1][1] else max(days, key=lambda day: day or date.min)
        others = [d for d in named if d.due == usual]
        for deadline in named:
            other = next((o for o in others if _same_duty(paper, deadline, o)), None)
            if deadline.due is None or deadline.due == usual or other is None or other.due is None:
                continue
            values = {"thing": thing.label, "due": f"{deadline.due:%d/%m/%Y}", "other": f"{other.due:%d/%m/%Y}"}
            span = paper.around(paper.readable(deadline.trace.span), 0, 12)
            yield Flagged("date-conflict", span, "two_days", values, 0.7)


def _sentence(paper: Paper, deadline: DeadlineRead) -> str:
    """The clause in which a day stands, up to the next day; a deadline's own text may be only its opening words."""
    span = paper.readable(deadline.trace.span)
    end = paper.text.find(";", span.end)
    stops = [paper.line(span).end, *([end] if end >= 0 else [])]
    stops += [start for d in paper.deadlines if (start := paper.readable(d.trace.span).start) >= span.end]
    return paper.text[span.start : min(stops)]


def _same_duty(paper: Paper, first: DeadlineRead, second: DeadlineRead) -> bool:
    if first.report_to and second.report_to and first.report_to != second.report_to:
        return False
    units = {a.org_unit for a in paper.assignments}
    owners = {d.owner for d in (first, second) if d.owner in units}
    return len(owners) < 2
