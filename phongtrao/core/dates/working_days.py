"""Working days and holidays of Viet Nam: the library ``holidays``, corrected by ``packs/calendars``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

from phongtrao.core.packs.schema import Day, Flag, ListOf, OneOf, Record, Text, Whole, check_data, check_examples
from phongtrao.core.packs.values import Pack, PackError

SCHEMA = Record(
    {
        "country": OneOf(("VN",)),
        "weekend": ListOf(Whole(0, 6), minimum=1, unique=("",)),
        "overrides": ListOf(
            Record({"day": Day(), "working": Flag(), "name": Text(), "source": Text()}), unique=("day",)
        ),
    }
)
EXAMPLE = Record({"day": Day(), "working": Flag(), "because": Text()})

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """``weekend``: weekday numbers, 0 = Monday. ``overrides``: day → (works, name), stronger than all else."""

    weekend: frozenset[int]
    overrides: Mapping[date, tuple[bool, str]]


def check_pack(pack: Pack) -> list[PackError]:
    """Errors of the pack: its shape, and examples that the calendar does not answer as they say."""
    errors = check_data(pack, SCHEMA) + check_examples(pack, EXAMPLE)
    if errors:
        return errors
    calendar = read_calendar(pack)
    for index, example in enumerate(pack.examples):
        if is_working_day(example["day"], calendar) != example["working"]:
            expected = "làm việc" if example["working"] else "nghỉ"
            message = f"{example['day']} phải là ngày {expected} ({example['because']}) mà lịch tính khác."
            errors.append(pack.error(("examples", index), message))
    return errors


def read_calendar(pack: Pack) -> WorkingCalendar:
    """The calendar; the pack must have passed the schema."""
    return WorkingCalendar(
        weekend=frozenset(pack.data["weekend"]),
        overrides={row["day"]: (row["working"], row["name"]) for row in pack.data["overrides"]},
    )


def is_working_day(day: date, calendar: WorkingCalendar) -> bool:
    """True when offices work on ``day``: by override, as an exchanged day, or as a plain weekday."""
    if day in calendar.overrides:
        return calendar.overrides[day][0]
    public = _holidays(day.year)
    # An exchanged day is listed with the year of the holiday it pays for, which may be the next.
    if day in public.weekend_workdays or day in _holidays(day.year + 1).weekend_workdays:
        return True
    return day.weekday() not in calendar.weekend and day not in public


def holiday_name(day: date, calendar: WorkingCalendar) -> str:
    """Vietnamese name of the holiday on ``day``, empty when it is none (a plain Sunday has no name)."""
    if day in calendar.overrides:
        works, name = calendar.overrides[day]
        return "" if works else name
    return str(_holidays(day.year).get(day) or "")


def last_working_day_before(day: date, calendar: WorkingCalendar) -> date:
    """The nearest working day strictly before ``day``. Tết takes at most some ten days, so the way is short."""
    found = day - _ONE
    while not is_working_day(found, calendar):
        found -= _ONE
    return found


def first_working_day_after(day: date, calendar: WorkingCalendar) -> date:
    """The nearest working day strictly after ``day``."""
    found = day + _ONE
    while not is_working_day(found, calendar):
        found += _ONE
    return found


@cache
def _holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=year, expand=False, language="vi")
