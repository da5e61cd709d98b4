"""Letterhead and foot: rows whose left and right halves belong to two columns.

A band is a run of rows that leave one strip open. It counts when four rows agree on the strip, or its words say what it
is (« CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM », « Nơi nhận: », « TM. »).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from phongtrao.core.layout.rows import Row, Segment

_KNOWN = re.compile(r"(?:CỘNG H[ÒO]|ĐẢNG CỘNG SẢN|Độc lập|Nơi\s+nhận|TM\.|T/M|KT\.|TL\.|TUQ\.|Số\s?:)")
_RECIPIENTS = re.compile(r"Nơi\s+nh")
_LEFT_ALONE = re.compile(r"(?:Số\s?:|S[ốo]\s|V/v|Nơi\s+nh)")
_AGREEING = 4  # rows on both sides of a strip that make it one without known words
_MARK = 4  # letters: items' marks with a wide gap behind them are no column
_BLANK = 0.5  # of the height
_SLACK = 2.0  # points


@dataclass(frozen=True, slots=True)
class Band:
    """Rows `start` to `end` (not included) in two columns, each a list of lines from top to bottom."""

    start: int
    end: int
    left: tuple[Segment, ...]
    right: tuple[Segment, ...]


def find_bands(rows: Sequence[Row]) -> list[Band]:
    """The bands of a page, from top to bottom."""
    bands: list[Band] = []
    at = 0
    while at < len(rows):
        band = _band(rows, at, bands[-1].end if bands else 0)
        if band is not None:
            bands.append(band)
        at = band.end if band is not None else at + 1
    return bands


def _gaps(row: Row) -> list[tuple[float, float]]:
    return [(a.right, b.left) for a, b in pairwise(row.segments)]


def _word_gaps(row: Row) -> list[tuple[float, float]]:
    """Every gap between two words that is wider than a blank: where the strip is known, that is enough."""
    least = _BLANK * row.height
    return [(a.right, b.left) for a, b in pairwise(row.spots) if b.left - a.right > least]


def _gap_to_next(rows: Sequence[Row], start: int) -> list[tuple[float, float]]:
    """« Nơi nhận: » in small letters, the signature in large ones beside it, but not on one height."""
    row = rows[start]
    if not _RECIPIENTS.match(row.text):
        return []
    beside = [other.left for other in rows[start + 1 : start + 3] if other.left > row.right + 3 * row.height]
    return [(row.right, beside[0])] if beside else []


def _band(rows: Sequence[Row], start: int, floor: int) -> Band | None:
    best: tuple[int, float, int, float, float] | None = None
    for left, right in _gaps(rows[start]) or _gap_to_next(rows, start):
        end, agreeing, strip = _reach(rows, start, (left, right))
        found = (agreeing, strip[1] - strip[0], end, *strip)
        best = max(best, found) if best is not None else found
    if best is None:
        return None
    agreeing, _, end, left, right = best
    known = any(_KNOWN.match(segment.text) for row in rows[start:end] for segment in row.segments)
    if agreeing < _AGREEING and not known:
        return None
    while start > floor and rows[start - 1].left >= right - _SLACK and _KNOWN.match(rows[start - 1].text):
        start -= 1
    middle = (left + right) / 2
    if all(len(row.segments[0].text) <= _MARK for row in rows[start:end]):
        return None
    sides = [(_side(row, middle, right=False), _side(row, middle, right=True)) for row in rows[start:end]]
    return Band(start, end, tuple(s for s, _ in sides if s), tuple(s for _, s in sides if s))


def _reach(rows: Sequence[Row], start: int, strip: tuple[float, float]) -> tuple[int, int, tuple[float, float]]:
    """The row behind the band, how many rows have words on both sides, and what stays open."""
    left, right = strip
    end, agreeing = start + 1, 1
    has_recipients = bool(_RECIPIENTS.match(rows[start].text))
    while end < len(rows):
        row = rows[end]
        if row.left >= right - _SLACK or (row.right <= left + _SLACK and not _is_over_behind(row, has_recipients)):
            has_recipients = has_recipients or bool(_RECIPIENTS.match(row.text))
            end += 1
            continue
        if has_recipients and row.right <= right - 2 * _SLACK and not row.text.isupper():
            left = max(left, row.right)  # a recipient longer than the words above it
            end += 1
            continue
        shared = [
            (max(left, a), min(right, b)) for a, b in _word_gaps(row) if min(right, b) - max(left, a) > 2 * _SLACK
        ]
        if not shared:
            break
        left, right = max(shared, key=lambda gap: gap[1] - gap[0])
        has_recipients = has_recipients or bool(_RECIPIENTS.match(row.text))
        agreeing += 1
        end += 1
    return end, agreeing, (left, right)


def _is_over_behind(row: Row, has_recipients: bool) -> bool:
    """« KẾ HOẠCH », « PHỤ LỤC »: a line at the left edge that is no line of the left column."""
    if _LEFT_ALONE.match(row.text):
        return False
    return not has_recipients or row.text.isupper()


def _side(row: Row, middle: float, *, right: bool) -> Segment | None:
    spots = tuple(spot for spot in row.spots if ((spot.left + spot.right) / 2 > middle) is right)
    return Segment(spots) if spots else None
