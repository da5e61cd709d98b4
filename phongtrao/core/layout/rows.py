"""Words of a page as rows of segments: what stands on one height, cut where a wide gap separates columns.

Places are made level first: a scan turned by a degree, or photographed from the side, has slanting lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from phongtrao.core.layout.words import PageWord, PageWords

WIDE_GAP = 1.5  # times the usual height of a word
_SAME_ROW = 0.45  # of the height: how far the middle of a word may lie from that of its row
_ETH, _D_STROKE = "\u00d0", "\u0110"  # two letters of one look; no Vietnamese word has the first
_CUT = re.compile(r"(?:\d+/\S*|[A-ZĐƯÊÔ]{2,})-\Z")
_RULE = re.compile(r"[|¦_‗=~^¬`´]+\Z")
_MARKER = re.compile(
    r"(?:[-–—+•*·▪\uf000-\uf0ff]|\d{1,3}[.)/]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[a-zđ][.)]|[IVXLC]{1,5}[.)])\Z"
)
_MISREAD_NUMBER = re.compile(r"\d{1,2},\Z")
_MARKER_GAP = 6.0  # times the height: room behind an item's mark
_SHORT_RUN, _LONG_RUN = 0.06, 0.25  # of the page's width: lines whose slope says something, and much
_FEW_LINES = 4
_STEEPEST = 0.2
_SLOPE_SPREAD = 0.03
_TIGHT = 1.25  # a scan's boxes lie close around the letters, a PDF's are as high as the font
_TOUCHING = 0.07  # of the height: nearer than any two words
_MOTTO = ("CỘNG", "ĐẢNG", "Độc")
_MOTTO_NEXT = ("HÒA", "HOÀ", "CỘNG", "lập")


class Spot(NamedTuple):
    """A word on its page made level; `places`: of which words of the page it is made, by their numbers."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    page: int
    places: tuple[int, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that follow each other on one row without a wide gap."""

    spots: tuple[Spot, ...]

    @property
    def left(self) -> float:
        return self.spots[0].left

    @property
    def right(self) -> float:
        return self.spots[-1].right

    @property
    def text(self) -> str:
        return " ".join(spot.text for spot in self.spots)


@dataclass(frozen=True, slots=True)
class Row:
    """Segments from left to right. `base`: where its letters stand."""

    segments: tuple[Segment, ...]
    base: float
    height: float

    @property
    def spots(self) -> tuple[Spot, ...]:
        return tuple(spot for segment in self.segments for spot in segment.spots)

    @property
    def left(self) -> float:
        return self.segments[0].left

    @property
    def right(self) -> float:
        return self.segments[-1].right

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)


def level_spots(page: PageWords) -> list[Spot]:
    """The words that are words, made level; in the order in which they came."""
    slope, growth = _slant(page)
    usual = usual_height(page.words)
    middle_x, middle_y = page.width / 2, page.height / 2
    spots: list[Spot] = []
    for index, word in enumerate(page.words):
        if _is_speck(word, usual):
            continue
        box, text = word.box, word.text.replace(_ETH, _D_STROKE)
        if slope == 0.0 and growth == 0.0:
            spots.append(Spot(box.left, box.top, box.right, box.bottom, text, page.number, (index,), word.line))
            continue
        across, down = (box.left + box.right) / 2 - middle_x, (box.top + box.bottom) / 2 - middle_y
        lean = slope + growth * down
        x, y = slope * down, -lean * across
        spots.append(
            Spot(box.left + x, box.top + y, box.right + x, box.bottom + y, text, page.number, (index,), word.line)
        )
    return spots


def is_cut_at_hyphen(before: str, after: str) -> bool:
    """« 510/QĐ- » + « BCA-V05 », « HĐND- » + « UBND »: one word that a line end cut at its hyphen."""
    return _CUT.search(before) is not None and after[:1].isupper()


def usual_height(words: Sequence[PageWord]) -> float:
    """The height of most words of letters, 10 points when there is none."""
    heights = [word.box.bottom - word.box.top for word in words if len(word.text) > 1]
    factor = _TIGHT if any(word.line >= 0 for word in words) else 1.0
    return max(1.0, factor * median(heights)) if heights else 10.0


def _slant(page: PageWords) -> tuple[float, float]:
    """How steep lines run in the middle of the page, and how much steeper for each point farther down."""
    lines: dict[int, list[PageWord]] = {}
    for word in page.words:
        if word.line >= 0:
            lines.setdefault(word.line, []).append(word)
    seen: list[tuple[float, float, float]] = []
    for words in lines.values():
        first, last = words[0].box, words[-1].box
        run = last.left - first.left
        if run > page.width * _SHORT_RUN:
            rise = (last.top + last.bottom - first.top - first.bottom) / 2
            seen.append(((first.top + last.bottom) / 2 - page.height / 2, rise / run, run))
    seen = [line for line in seen if abs(line[1]) < _STEEPEST]
    if len(seen) < _FEW_LINES:
        return 0.0, 0.0
    middle = median(slope for _, slope, _ in seen)
    sound = [line for line in seen if abs(line[1] - middle) < _SLOPE_SPREAD]
    weight = sum(run * run for _, _, run in sound) or 1.0
    mean = sum(slope * run * run for _, slope, run in sound) / weight
    long = [(y, slope) for y, slope, run in sound if run > page.width * _LONG_RUN]
    if len(long) < 2 * _FEW_LINES:
        return mean, 0.0
    mean_y, mean = sum(y for y, _ in long) / len(long), sum(slope for _, slope in long) / len(long)
    spread = sum((y - mean_y) ** 2 for y, _ in long)
    growth = sum((y - mean_y) * (slope - mean) for y, slope in long) / max(1.0, spread)
    return mean - growth * mean_y, growth


def _is_speck(word: PageWord, usual: float) -> bool:
    """Strokes of a table, of a stamp or of a pen, which a program took for letters."""
    if _RULE.match(word.text):
        return True
    if word.line < 0:
        return False
    height = word.box.bottom - word.box.top
    if not any(letter.isalnum() for letter in word.text):
        return word.confidence < 400 and word.text not in ("-", "–", "+")
    return (word.confidence < 200 and len(word.text) <= 2) or height > 4 * usual


def rows_of(spots: Sequence[Spot], usual: float) -> list[Row]:
    """Rows from top to bottom. Words that a program found on one line stay together, whatever their heights."""
    groups: list[list[Spot]] = []
    middle = limit = 0.0
    for line in sorted(_lines(spots), key=_middle_of):
        here = _middle_of(line)
        if groups and here - middle <= limit and _is_beside(groups[-1], line):
            groups[-1].extend(line)
            continue
        groups.append(list(line))
        height = max(spot.bottom - spot.top for spot in line) if len(line) == 1 else usual
        middle, limit = here, _SAME_ROW * max(usual, min(height, 3 * usual))
    return [_row(group, usual) for group in groups]


def _lines(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Words by the lines that the program found; one by one where it says nothing of lines."""
    lines: dict[int, list[Spot]] = {}
    alone: list[list[Spot]] = []
    for spot in spots:
        if spot.line < 0:
            alone.append([spot])
        else:
            lines.setdefault(spot.line, []).append(spot)
    return [*alone, *lines.values()]


def _middle_of(line: Sequence[Spot]) -> float:
    if len(line) == 1:
        return (line[0].top + line[0].bottom) / 2
    return median((spot.top + spot.bottom) / 2 for spot in line)


def _is_beside(group: Sequence[Spot], line: Sequence[Spot]) -> bool:
    """Lines that a program found one above the other are two rows."""
    if line[0].line < 0:
        return True
    left, right = line[0].left, line[-1].right
    return all(spot.right <= left + 2 or spot.left >= right - 2 for spot in group)


def _row(group: list[Spot], usual: float) -> Row:
    group.sort()
    spots = _spaced_letters_joined(_touching_joined(group) if group[0].line < 0 else _with_stop(group))
    bottoms = sorted(spot.bottom for spot in spots)
    height = max(spot.bottom - spot.top for spot in spots)
    return Row(tuple(_segments(spots, usual)), bottoms[len(bottoms) // 2], height)


def _segments(spots: Sequence[Spot], usual: float) -> Iterator[Segment]:
    start = 0
    for index in range(1, len(spots)):
        before, spot = spots[index - 1], spots[index]
        gap = spot.left - before.right
        if gap <= WIDE_GAP * usual and not _begins_motto(spots, index):
            continue
        if index - start == 1 and _MARKER.match(before.text) and gap < _MARKER_GAP * usual:
            continue
        yield Segment(tuple(spots[start:index]))
        start = index
    yield Segment(tuple(spots[start:]))


def _begins_motto(spots: Sequence[Spot], index: int) -> bool:
    """« ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI … »: a letterhead whose columns nearly touch."""
    return (
        spots[index].text in _MOTTO
        and index + 1 < len(spots)
        and spots[index + 1].text in _MOTTO_NEXT
        and spots[index].left - spots[index - 1].right > 4
    )


def _with_stop(spots: list[Spot]) -> list[Spot]:
    """« 5, Ban Chỉ huy » at the beginning of a scanned line is « 5. Ban Chỉ huy »."""
    if len(spots) > 1 and _MISREAD_NUMBER.match(spots[0].text) and spots[1].text[:1].isupper():
        spots[0] = spots[0]._replace(text=f"{spots[0].text[:-1]}.")
    return spots


def _touching_joined(spots: list[Spot]) -> list[Spot]:
    """« T h ườn g » without room between is « Thường »: a program took rounded places of letters for blanks."""
    out = spots[:1]
    for spot in spots[1:]:
        before = out[-1]
        if spot.left - before.right < _TOUCHING * (spot.bottom - spot.top) and _are_parts(before, spot):
            out[-1] = _joined((before, spot))
        else:
            out.append(spot)
    return out


def _are_parts(before: Spot, spot: Spot) -> bool:
    """Letters on one line, not one over the other."""
    return spot.left >= before.left + 1 and min(before.bottom, spot.bottom) - max(before.top, spot.top) > 0


def _joined(parts: Sequence[Spot]) -> Spot:
    first, last = parts[0], parts[-1]
    top, bottom = min(part.top for part in parts), max(part.bottom for part in parts)
    text, places = "".join(part.text for part in parts), tuple(at for part in parts for at in part.places)
    return Spot(first.left, top, max(last.right, first.right), bottom, text, first.page, places, first.line)


def _spaced_letters_joined(spots: list[Spot]) -> list[Spot]:
    """« K Ế H O Ạ C H » set with wide letters is « KẾ HOẠCH »: single capitals in a row, words at the wider gaps."""
    if sum(len(spot.text) == 1 and spot.text.isupper() for spot in spots) < 4:
        return spots
    out: list[Spot] = []
    at = 0
    while at < len(spots):
        end = at
        while end < len(spots) and len(spots[end].text) == 1 and spots[end].text.isalpha():
            end += 1
        if end - at >= 4:
            out.extend(_words_of_letters(spots[at:end]))
        else:
            end = max(end, at + 1)
            out.extend(spots[at:end])
        at = end
    return out


def _words_of_letters(letters: list[Spot]) -> Iterator[Spot]:
    gaps = [b.left - a.right for a, b in pairwise(letters)]
    usual = median(gaps)
    start = 0
    for index in range(1, len(letters) + 1):
        if index < len(letters) and gaps[index - 1] <= 1.8 * usual + 1:
            continue
        yield _joined(letters[start:index])
        start = index
