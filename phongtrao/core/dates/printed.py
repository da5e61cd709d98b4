"""« ngày 06 tháng 03 năm 2026 », « 19/5/2025 »: a day printed with its year.

Grammar: [ngày] d/m/yyyy with « / », « - » or « . », or ngày d tháng m năm yyyy; blanks allowed around the marks.
It does not read a day without year (see `times`) and not the figures of a document number.
Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4 (ngày, tháng, năm).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from phongtrao.core.dates.days import day
from phongtrao.core.text.patterns import Dialect
from phongtrao.core.text.spans import Span

PRINTED_DAY = (
    r"(?:ngày\s*)?(?<![\d/])(?P<d1>\d{1,2})\s?[/.-]\s?(?P<m1>\d{1,2})\s?[/.-]\s?(?P<y1>\d{4})(?![\d/])"
    r"|ngày\s*(?P<d2>\d{1,2})\s*(?:tháng|[/.-])\s*(?P<m2>\d{1,2})\s*,?\s*năm\s*(?P<y2>\d{4})(?!\d)"
)
"""The pattern of a whole day; groups d1 m1 y1 or d2 m2 y2."""


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day and where it stands."""

    day: date
    span: Span


def read_day(match: re.Match[str]) -> date | None:
    """The day of a match of `PRINTED_DAY`, None when the calendar has no such day."""
    year = match["y1"] or match["y2"]
    return day(int(year), int(match["m1"] or match["m2"]), int(match["d1"] or match["d2"])) if year else None


def find_days(text: str, dialect: Dialect) -> list[PrintedDay]:
    """Every printed day of `text`, in order."""
    found = []
    for match in dialect.compile(PRINTED_DAY, re.I).finditer(text):
        value = read_day(match)
        if value is not None:
            found.append(PrintedDay(value, Span(*match.span())))
    return found
