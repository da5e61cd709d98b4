"""Days, months, quarters and halves of a year as values; nothing here looks at a text."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

QUARTER_ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
"""Last month and day of each quarter."""
HALF_ENDS = {1: (6, 30), 2: (12, 31)}
"""Last month and day of each half of a year."""


def day(year: int, month: int, day_of_month: int) -> date | None:
    """The day, or None when there is no such day (« 31/6 »)."""
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date | None:
    """The last day of a month, None when there is no such month."""
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 and 1 <= year <= 9999 else None


def yearly_month_end(month: int) -> int:
    """The last day of a month that every year has (28 for February)."""
    return monthrange(2001, month)[1]


def read_year(figures: str) -> int:
    """« 2026 » → 2026. Years of plans only: the caller's pattern has four figures."""
    return int(figures)


def read_quarter(figures: str) -> int:
    """« IV » or « 4 » → 4; 0 when it is no quarter."""
    return {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}.get(figures.upper(), 0)
