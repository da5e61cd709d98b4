"""From the times that a duty's words give to the days on which it is owed. Values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from phongtrao.apps.documents.rows import TimeFact
from phongtrao.apps.tasks.enums import TimeKind
from phongtrao.core.dates.recurrence import UnreadableRule, days_of, last_day_in_time

MAX_RULES = 500  # characters of all rules of one duty (Task.rrule)


@dataclass(frozen=True)
class DutyTime:
    """The time of one duty, as `Task` keeps it (see there)."""

    kind: str = TimeKind.NONE
    said_on: date | None = None
    before: bool = False
    last_day: date | None = None
    rrule: str = ""
    report_to: str = ""
    awaits_day: bool = False


@dataclass(frozen=True)
class OwedDay:
    """One day on which a duty is owed. `key` is its period key."""

    key: str
    said_on: date
    before: bool
    last_day: date


def duty_time(times: Sequence[TimeFact], *, awaits_day: bool = False) -> DutyTime:
    """One duty, one row: the first time is the duty's own, further days and rules become lines of its rule.

    A phase (giai đoạn 2026–2028) is no day. “Định kỳ” without a cycle, and a rule that nobody can read, wait for a day.
    `awaits_day`: the plan should say a day for this duty and does not (a finding of the reader).
    """
    days = [fact for fact in times if fact.kind == "date" and fact.due]
    rules = [fact for fact in times if fact.kind == "recurring" and _readable(fact.rrule)]
    report_to = next((fact.report_to for fact in times if fact.report_to), "")
    first = next((fact for fact in times if fact in days or fact in rules), None)
    if first is None:
        return _without_day(times, report_to, awaits_day)
    before = first.before
    said_on = first.due if first in days else None
    lines = [fact.rrule for fact in rules]
    others = sorted({_as_before(fact, before) for fact in days if fact.due != said_on})
    lines += [f"RDATE:{','.join(day.strftime('%Y%m%d') for day in others)}"] if others else []
    return DutyTime(
        kind=TimeKind.RECURRING if rules else TimeKind.DATE,
        said_on=said_on,
        before=before,
        last_day=last_day_in_time(said_on, before=before) if said_on else None,
        rrule="\n".join(dict.fromkeys(lines))[:MAX_RULES],
        report_to=report_to[:200],
    )


def _without_day(times: Sequence[TimeFact], report_to: str, awaits_day: bool) -> DutyTime:
    kinds = {fact.kind for fact in times}
    if "recurring" in kinds:
        return DutyTime(kind=TimeKind.RECURRING, report_to=report_to, awaits_day=True)
    if "continuous" in kinds or "period" in kinds:
        return DutyTime(kind=TimeKind.CONTINUOUS, report_to=report_to, awaits_day=awaits_day)
    if "on_event" in kinds:
        return DutyTime(kind=TimeKind.ON_EVENT, report_to=report_to)
    return DutyTime(report_to=report_to, awaits_day=awaits_day)


def _readable(rrule: str) -> bool:
    """A rule that gives days, and not every day: daily work is continuous work."""
    try:
        found = days_of(rrule, start=date(2024, 1, 1), end=date(2024, 12, 31)) if rrule else ()
    except UnreadableRule:
        return False
    return bool(rrule) and len(found) <= 60


def _as_before(fact: TimeFact, before: bool) -> date:
    """The said day of a further date, moved by a day where one says “đến” and the other “trước”."""
    assert fact.due is not None  # chosen by `duty_time`
    return fact.due + timedelta(days=int(before) - int(fact.before))


def owed_days(time: DutyTime, *, start: date, end: date) -> tuple[OwedDay, ...]:
    """The days on which a duty is owed: every date it says, and its recurrences from `start` to `end`."""
    said = {time.said_on} if time.said_on else set()
    for line in time.rrule.splitlines():
        if line.startswith("RDATE:"):
            said |= days_listed(line)
        else:
            said |= set(days_of(line, start=start, end=end))
    return tuple(
        OwedDay(day.isoformat(), day, time.before, last_day_in_time(day, before=time.before)) for day in sorted(said)
    )


def days_listed(line: str) -> set[date]:
    """« RDATE:20260620,20261220 » → the two days."""
    listed = line.removeprefix("RDATE:").split(",")
    return {date(int(d[:4]), int(d[4:6]), int(d[6:8])) for d in listed if len(d) == 8 and d.isdigit()}


def horizon(*, today: date, period_from: int | None, period_to: int | None) -> tuple[date, date]:
    """From when to when recurrences become rows: from today to the end of the year, within the plan's period.

    A plan of next year begins with its year; what lies before the day of confirming was before this program.
    """
    year = max(today.year, period_from or today.year)
    start = max(today, date(period_from, 1, 1)) if period_from else today
    end = date(min(year, period_to or year), 12, 31)
    return start, end
