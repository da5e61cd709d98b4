"""Working days: weekends, holidays, exchanged days, and overrides that are stronger than all."""

from datetime import date

import pytest

from phongtrao.adapters.packs import load_all
from phongtrao.core.dates.working_days import (
    WorkingCalendar,
    check_pack,
    first_working_day_after,
    holiday_name,
    is_working_day,
    last_working_day_before,
    read_calendar,
)
from phongtrao.core.packs import parse_pack


@pytest.fixture
def calendar() -> WorkingCalendar:
    return read_calendar(load_all().get("calendars/vn"))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 3, 6), True),
        (date(2026, 3, 7), False),
        (date(2026, 3, 8), False),
        (date(2026, 2, 16), False),
        (date(2026, 2, 20), False),
        (date(2026, 4, 27), False),
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2014, 12, 27), True),
        (date(2019, 1, 5), True),
        (date(2027, 5, 3), False),
    ],
)
def test_is_working_day(calendar: WorkingCalendar, day: date, works: bool) -> None:
    assert is_working_day(day, calendar) is works


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2026, 11, 15), date(2026, 11, 13), date(2026, 11, 16)),
        (date(2026, 2, 18), date(2026, 2, 13), date(2026, 2, 23)),
        (date(2026, 3, 11), date(2026, 3, 10), date(2026, 3, 12)),
        (date(2026, 8, 23), date(2026, 8, 22), date(2026, 8, 24)),
        (date(2027, 1, 1), date(2026, 12, 31), date(2027, 1, 4)),
    ],
)
def test_neighbouring_working_days(calendar: WorkingCalendar, day: date, before: date, after: date) -> None:
    assert last_working_day_before(day, calendar) == before
    assert first_working_day_after(day, calendar) == after


def test_override_is_stronger_than_weekend_and_holiday() -> None:
    calendar = WorkingCalendar(
        weekend=frozenset({5, 6}),
        overrides={
            date(2026, 3, 7): (True, "Làm bù"),
            date(2026, 3, 9): (False, "Nghỉ bù"),
            date(2026, 9, 2): (True, "Trực"),
        },
    )
    assert is_working_day(date(2026, 3, 7), calendar)
    assert not is_working_day(date(2026, 3, 9), calendar)
    assert is_working_day(date(2026, 9, 2), calendar)
    assert holiday_name(date(2026, 3, 9), calendar) == "Nghỉ bù"
    assert holiday_name(date(2026, 9, 2), calendar) == ""


def test_holiday_names_are_vietnamese(calendar: WorkingCalendar) -> None:
    assert holiday_name(date(2026, 9, 2), calendar) == "Quốc khánh"
    assert holiday_name(date(2026, 3, 7), calendar) == ""


def test_the_pack_must_answer_its_own_examples() -> None:
    text = (
        "id: a\nversion: 1\ntitle: t\nsource: s\nvalid_from: 2026-01-01\n"
        "examples:\n  - {day: 2026-03-09, working: false, because: bịa}\n"
        "data: {country: VN, weekend: [5, 6], overrides: []}\n"
    )
    found = check_pack(parse_pack(text, file="f"))
    assert [(error.line, "bịa" in error.message) for error in found] == [(7, True)]
