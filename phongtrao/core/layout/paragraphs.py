"""Whether a line goes on with the one before: by its margins, its indent, the room behind the line before, its words.

A line ends a paragraph for certain when the next word would have had room behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from phongtrao.core.layout.rows import Row
from phongtrao.core.text.markers import read_marker

_ENDS = (".", "!", "?", ":", ";", "…")
_NEAR = 7  # rows above and below whose margins count: a photographed page is wider at one end
_INDENT = 0.7  # times the height of a word
_LOOSE = 1.22  # times the usual distance of lines
_OPENS = re.compile(r"(?:Căn\s+cứ|Nơi\s+nhận|Kính\s+gửi|Số\s*:|TM\.|KT\.|TL\.|PHỤ\s+LỤC|Điều\s+\d)")
_HANGING = re.compile(r"(?<!\w)(?:ngày|tháng|năm|số|điều|khoản|mục|quý|từ|đến|và|của|các|về|với)\Z", re.I)
_FAR = 3.0  # times the height: no line goes on so far below
_SPACE = 0.28  # times the height: a blank


@dataclass(frozen=True, slots=True)
class Flow:
    """How the lines of the body are set: `pitch` between lines of one paragraph, whether paragraphs are indented or
    stand apart."""

    pitch: float
    is_indented: bool
    is_apart: bool


def flow_of(pages: Sequence[Sequence[Row]]) -> Flow:
    """Measured where the words leave no doubt: a small letter goes on, a short line ends."""
    inside: list[float] = []
    after_end: list[float] = []
    indents: list[bool] = []
    for rows in pages:
        for at in range(1, len(rows)):
            before, row = rows[at - 1], rows[at]
            if row.text[:1].islower() and read_marker(row.text) is None:
                inside.append(row.base - before.base)
            elif before.text.endswith(_ENDS) and not _is_full(rows, at):
                after_end.append(row.base - before.base)
                indents.append(row.left > _left(rows, at) + _INDENT * row.height)
    pitch = median(inside) if inside else 0.0
    is_apart = bool(after_end) and pitch > 0 and median(after_end) > _LOOSE * pitch
    return Flow(pitch, len(indents) > 2 and sum(indents) > 0.6 * len(indents), is_apart)


def goes_on(rows: Sequence[Row], at: int, flow: Flow) -> bool:
    """Whether row `at` (not the first) goes on with the row before it."""
    return _goes_on(rows[at - 1], rows[at], flow, is_full=_is_full(rows, at), left=_left(rows, at), is_cut=False)


def goes_on_over_pages(before: Sequence[Row], rows: Sequence[Row], flow: Flow) -> bool:
    """Whether the first row of a page goes on with the last one of the page before."""
    last, first = before[-1], rows[0]
    margin = max(row.right for row in before[-_NEAR:])
    is_full = last.right + first.height * _SPACE + _width(first) > margin
    return _goes_on(last, first, flow, is_full=is_full, left=_left(rows, 0), is_cut=True)


def _goes_on(before: Row, row: Row, flow: Flow, *, is_full: bool, left: float, is_cut: bool) -> bool:
    told, text = before.text, row.text
    has_ended = told.endswith(_ENDS)
    if _OPENS.match(text):
        return False
    marker = read_marker(text)
    if marker is not None:
        return is_full and not has_ended and _is_no_item(told, text[marker.words_at :], marker.kind)
    if not is_cut and row.base - before.base > _farthest(flow, row):
        return False
    if text[:1].islower() or text[:1] in ",.;:)”’»]%":
        return is_full or not has_ended
    if not is_full or _is_shouted(told) != _is_shouted(text):
        return False
    is_indented = row.left > left + _INDENT * row.height
    if flow.is_indented:
        return not is_indented
    return flow.is_apart or not told.endswith((":", "./."))


def _farthest(flow: Flow, row: Row) -> float:
    """How far below a line the next one of its paragraph stands at most."""
    return max(_LOOSE * flow.pitch, flow.pitch + 4) if flow.pitch else _FAR * row.height


def _is_no_item(told: str, rest: str, kind: str) -> bool:
    """« kinh tế ⏎ - xã hội », « tháng ⏎ 12. »."""
    return (kind == "-" and rest[:1].islower()) or (kind.startswith("number") and bool(_HANGING.search(told)))


def _is_full(rows: Sequence[Row], at: int) -> bool:
    """Whether the first word of row `at` had no room behind the row before."""
    before, row = rows[at - 1], rows[at]
    margin = max(r.right for r in rows[max(0, at - _NEAR) : at + _NEAR])
    return before.right + row.height * _SPACE + _width(row) > margin


def _width(row: Row) -> float:
    first = row.segments[0].spots[0]
    return first.right - first.left


def _left(rows: Sequence[Row], at: int) -> float:
    return min(row.left for row in rows[max(0, at - _NEAR) : at + _NEAR])


def _is_shouted(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) > 3 and " " in words and all(c.isupper() for c in letters)
