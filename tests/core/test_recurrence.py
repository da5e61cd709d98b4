"""Recurrences: month ends, calendar periods, mistakes."""

import contextlib
from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.dates.recurrence import UnreadableRule, days_of, last_day_in_time

YEAR = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)}


def days(rule: str, start: date = YEAR["start"], end: date = YEAR["end"]) -> list[str]:
    return [day.strftime("%d/%m") for day in days_of(rule, start=start, end=end)]


def test_a_month_without_the_day_has_its_last_day():
    assert days("FREQ=MONTHLY;BYMONTHDAY=31") == [f"{monthrange(2026, m)[1]}/{m:02d}" for m in range(1, 13)]
    assert days("FREQ=MONTHLY;BYMONTHDAY=30")[:3] == ["30/01", "28/02", "30/03"]
    assert days_of("FREQ=MONTHLY;BYMONTHDAY=29", start=date(2028, 2, 1), end=date(2028, 2, 29)) == (date(2028, 2, 29),)


def test_a_february_rule_survives_a_common_year():
    assert days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29") == ["28/02"]
    assert days("FREQ=YEARLY;BYMONTH=2,6,12;BYMONTHDAY=30") == ["28/02", "30/06", "30/12"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15", ["15/06", "15/12"]),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31", ["31/03"]),
        ("RRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=20", ["20/01"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;BYMONTH=2", ["28/02"]),
        ("FREQ=MONTHLY;BYMONTHDAY=10,31;BYMONTH=4", ["10/04", "30/04"]),
        ("FREQ=YEARLY", ["31/12"]),
        ("FREQ=MONTHLY;INTERVAL=3", ["31/03", "30/06", "30/09", "31/12"]),
        ("FREQ=MONTHLY;INTERVAL=6", ["30/06", "31/12"]),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15\nFREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", ["15/06", "15/12"]),
    ],
)
def test_days_of_a_year(rule: str, expected: list[str]):
    assert days(rule) == expected


def test_only_days_in_the_range_count():
    assert days("FREQ=MONTHLY;BYMONTHDAY=16", date(2026, 11, 17)) == ["16/12"]
    assert days("FREQ=MONTHLY;BYMONTHDAY=16", date(2026, 11, 16), date(2026, 11, 16)) == ["16/11"]
    assert days("FREQ=MONTHLY;BYMONTHDAY=16", date(2027, 1, 1), date(2026, 12, 31)) == []
    assert days("FREQ=WEEKLY", date(2026, 3, 10), date(2026, 3, 31)) == ["15/03", "22/03", "29/03"]
    assert days("FREQ=WEEKLY;BYDAY=FR", date(2026, 3, 10), date(2026, 3, 31)) == ["13/03", "20/03", "27/03"]


@pytest.mark.parametrize(
    "rule",
    [
        "mỗi tháng",
        "FREQ=",
        "FREQ=SOMETIMES",
        "BYMONTHDAY=3",
        "FREQ=MONTHLY;INTERVAL=0",
        "FREQ=MONTHLY;BYMONTHDAY=x",
        "FREQ=SECONDLY",
    ],
)
def test_a_mistake_is_named(rule: str):
    with pytest.raises(UnreadableRule):
        days_of(rule, **YEAR)


def test_before_is_one_day_earlier():
    assert last_day_in_time(date(2026, 3, 1), before=True) == date(2026, 2, 28)
    assert last_day_in_time(date(2026, 3, 1), before=False) == date(2026, 3, 1)


@given(st.integers(1, 31), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 700))
def test_every_month_has_exactly_one_day(wanted: int, start: date, length: int):
    """Brute force: for each month in the range, the wanted day or the month's last one."""
    end = date.fromordinal(start.toordinal() + length)
    expected = [
        day
        for day in map(date.fromordinal, range(start.toordinal(), end.toordinal() + 1))
        if day.day == min(wanted, monthrange(day.year, day.month)[1])
    ]
    assert list(days_of(f"FREQ=MONTHLY;BYMONTHDAY={wanted}", start=start, end=end)) == expected


@given(st.text(max_size=60))
def test_any_text_gives_days_or_the_one_error(text: str):
    with contextlib.suppress(UnreadableRule):
        days_of(text, **YEAR)
