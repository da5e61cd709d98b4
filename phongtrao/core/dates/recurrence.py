"""Recurrences of RFC 5545 as lists of days, with ends of months as people mean them.

« ngày 31 hằng tháng » means the last day of every month; RFC 5545 skips the months that have no such day. A cycle
without a day (« hằng quý », « hằng năm ») has the last day of each calendar period: on that day it is still in time.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr

_ONE = timedelta(days=1)
_MAXIMUM = 400  # days that one rule may give: a daily rule over a year; more is a mistake in the rule
_CYCLES = {"WEEKLY", "MONTHLY", "YEARLY"}


class UnreadableRule(ValueError):
    """The text is no recurrence rule, or one that gives more days than a plan can mean."""


def days_of(rules: str, *, start: date, end: date) -> tuple[date, ...]:
    """The days from `start` to `end`, both included, sorted, each once.

    `rules`: one RFC 5545 rule a line, without DTSTART, e.g. “FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15”.
    Raises UnreadableRule.
    """
    if end < start:
        return ()
    found: set[date] = set()
    for line in rules.splitlines():
        if line.strip():
            found.update(_days_of_rule(_parts(line), start, end))
    return tuple(sorted(found))


def last_day_in_time(said_on: date, *, before: bool) -> date:
    """« trước ngày 20/6 » → 19/6; « đến ngày 20/6 », « chậm nhất 20/6 » → 20/6."""
    return said_on - _ONE if before else said_on


def _parts(line: str) -> dict[str, str]:
    """“RRULE:FREQ=MONTHLY;BYMONTHDAY=16” → {"FREQ": "MONTHLY", "BYMONTHDAY": "16"}."""
    parts: dict[str, str] = {}
    for part in line.strip().upper().removeprefix("RRULE:").strip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value:
            raise UnreadableRule(line)
        parts[name] = value
    if parts.get("FREQ") not in {"DAILY", *_CYCLES}:
        raise UnreadableRule(line)
    return parts


def _days_of_rule(parts: dict[str, str], start: date, end: date) -> Iterator[date]:
    if parts["FREQ"] in _CYCLES and not any(name.startswith("BY") for name in parts):
        yield from _ends_of_periods(parts, start, end)
        return
    for rule in _month_end_rules(parts):
        yield from _expanded(rule, start, end)


def _expanded(parts: dict[str, str], start: date, end: date) -> Iterator[date]:
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    # Counted from the first of the year: INTERVAL falls on calendar periods (quarters), not on the day of reading.
    origin = datetime(start.year, 1, 1)  # noqa: DTZ001  dateutil needs a datetime; only its date is used
    try:
        rule = rrulestr(text, dtstart=origin)
        for number, moment in enumerate(rule.xafter(origin, inc=True)):
            day = moment.date()
            if day > end:
                return
            if number > _MAXIMUM:
                raise UnreadableRule(text)
            if day >= start:
                yield day
    except UnreadableRule:
        raise
    except (ValueError, TypeError, KeyError, AttributeError) as error:  # what dateutil raises for malformed rules
        raise UnreadableRule(text) from error


def _month_end_rules(parts: dict[str, str]) -> Iterator[dict[str, str]]:
    """One rule per month day above 28, as “the last of 28 … that day”; the other days stay one rule."""
    days = [d for d in parts.get("BYMONTHDAY", "").split(",") if d]
    late = [d for d in days if d.isdigit() and 28 < int(d) <= 31]
    if not late or parts["FREQ"] not in ("MONTHLY", "YEARLY") or "BYSETPOS" in parts:
        yield parts
        return
    rest = [d for d in days if d not in late]
    if rest:
        yield {**parts, "BYMONTHDAY": ",".join(rest)}
    months = parts.get("BYMONTH", "").split(",") if parts["FREQ"] == "YEARLY" else [parts.get("BYMONTH", "")]
    for day in late:
        choice = ",".join(str(d) for d in range(28, int(day) + 1))
        for month in months:
            by_month = {"BYMONTH": month} if month else {}
            yield {**parts, **by_month, "BYMONTHDAY": choice, "BYSETPOS": "-1"}


def _ends_of_periods(parts: dict[str, str], start: date, end: date) -> Iterator[date]:
    """The last day of each week, month, quarter, half year or year; INTERVAL is aligned to the calendar."""
    if set(parts) - {"FREQ", "INTERVAL"} or not parts.get("INTERVAL", "1").isdigit():
        raise UnreadableRule(str(parts))
    interval = int(parts.get("INTERVAL", "1"))
    if interval < 1:
        raise UnreadableRule(str(parts))
    if parts["FREQ"] == "WEEKLY":
        sunday = start + _ONE * (6 - start.weekday())
        while sunday <= end:
            yield sunday
            sunday += timedelta(weeks=interval)
        return
    months = interval if parts["FREQ"] == "MONTHLY" else 12 * interval
    for count in range(start.year * 12, end.year * 12 + 12):  # months since year 0, January = 0
        year, month = divmod(count, 12)
        if (count - start.year * 12 + 1) % months == 0:
            day = date(year, month + 1, monthrange(year, month + 1)[1])
            if start <= day <= end:
                yield day
