"""« 3554/QĐ-BCA-V05 », « 61-NQ/ĐU », « 124/2021/TT-BCA », « 19/BCĐ »: the number and symbol of a document.

Grammar: number [/ year] (/ | -) symbol; the symbol begins with a capital and goes on over « - », « / », « & » with at
most one blank beside the mark (a line end inside a number). It does not read bare numbers, dates or « 24/7 ». Source:
Nghị định 30/2020/NĐ-CP, Điều 9 and Phụ lục I mục II.3; Hướng dẫn 36-HD/VPTW for papers of the Party.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DASH = r"\-–—−~"  # a scan shows a hyphen as any of these
NUMBER = (
    rf"(?<![\w/.{_DASH}])(?P<number>\d{{1,5}})\s?(?:/\s?(?P<year>(?:19|20)\d{{2}})\s?)?[/{_DASH}]\s?"
    rf"(?P<symbol>(?:[A-ZĐƯƠ][A-Za-zĐđƯư]{{0,6}}|[A-ZĐ]{{2,12}})\d{{0,3}}"
    rf"(?:(?:[/&.{_DASH}]\s?|\s[/&{_DASH}](?!\s))[A-ZĐƯ][\wĐƯ]*){{0,5}})(?!\w)"
)
"""The pattern of a number with symbol; groups number, year, symbol."""


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number as printed (`key`, blanks removed) and what makes two of them the same."""

    key: str
    number: int
    year: str
    symbol: str

    @property
    def core(self) -> tuple[int, str, str]:
        """Equal for « 3554/QĐ-BCA » and « 3554/QĐ-BCA-V05 »: the drafting unit's suffix does not count."""
        return self.number, self.year, re.sub(r"[^A-ZĐƯ]", "", re.sub(r"-?[VPX]\d+$", "", self.symbol.upper()))


def read_number(match: re.Match[str]) -> DocumentNumber:
    """The number of a match of `NUMBER`."""
    return DocumentNumber(
        clean_key(match.group()), int(match["number"]), match["year"] or "", clean_key(match["symbol"])
    )


def clean_key(printed: str) -> str:
    """« 510/QĐ – BCA » → « 510/QĐ-BCA »: no blanks, one kind of hyphen, no end mark."""
    return re.sub(rf"[{_DASH}]", "-", re.sub(r"\s+", "", printed)).rstrip(".-/&,")
