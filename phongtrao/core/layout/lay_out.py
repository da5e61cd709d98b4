"""From words with boxes to one text: lines in reading order, two-column heads and feet put together column by column.

« UBND XÃ HÒA AN | CỘNG HÒA XÃ HỘI … » becomes the lines of the left column, then those of the right one; a page number
standing alone in the margin and a word turned against the page are left out. Every line of the page is a line of the
text: which of them make a paragraph is found by the reader (`core.text.lines`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from phongtrao.core.layout.words import LaidOut, PageSpan, PageWord, PageWords, PlacedWord

_SAME_ROW = 0.5  # share of the lower height by which words of one row overlap
_WIDE_GAP = 2.2  # heights of a letter: from here on a gap parts columns
_BROKEN, _BROKEN_WIDE = 1.6, 8.0  # heights of a letter: a word so high and wide is broken over a line end
_MARGIN = 0.09  # share of the page at its top and bottom in which a number alone is the page's number
_NARROW = 0.55  # share of the text's width: a line of a column is narrower
_HEAD_ROWS = 12  # a letterhead has fewer
_FOOT_WORDS = "nơi nhận"


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one row without a wide gap between them."""

    words: tuple[PageWord, ...]

    @property
    def left(self) -> float:
        return self.words[0].box.left

    @property
    def right(self) -> float:
        return max(word.box.right for word in self.words)

    @property
    def top(self) -> float:
        return min(word.box.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.box.bottom for word in self.words)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


Row = tuple[Segment, ...]


def lay_out(pages: Sequence[PageWords]) -> LaidOut:
    """One text of all pages: a line of the page is a line of the text, an empty line parts pages. Never fails."""
    parts: list[str] = []
    words: list[PlacedWord] = []
    spans: list[PageSpan] = []
    at = 0
    for page in pages:
        start = at
        for segment in _in_reading_order(_rows(page), page):
            for word in segment.words:
                words.append(PlacedWord(at, at + len(word.text), page.number, word.box, word.confidence))
                at += len(word.text) + 1
            parts.append(segment.text)
        spans.append(PageSpan(page.number, start, max(start, at - 1), page.width, page.height))
        parts.append("")
        at += 1
    text = "\n".join(parts).rstrip("\n")
    return LaidOut(text, tuple(words), tuple(_within(span, len(text)) for span in spans))


def _within(span: PageSpan, length: int) -> PageSpan:
    """Empty pages at the end stand at the end of the text."""
    start, end = min(span.start, length), min(span.end, length)
    return PageSpan(span.number, start, end, span.width, span.height)


def _rows(page: PageWords) -> list[Row]:
    """Rows from the top, each cut at its wide gaps."""
    words = [word for word in page.words if word.text.strip() and word.box.bottom > word.box.top]
    if not words:
        return []
    height = median(word.box.bottom - word.box.top for word in words)
    rows: list[list[_Standing]] = []
    for word in sorted((_standing(word, height) for word in words), key=lambda w: ((w.top + w.bottom) / 2, w.left)):
        row = max(rows[-4:], key=lambda row: _overlap(row, word), default=None)
        if row is None or _overlap(row, word) < _SAME_ROW:
            rows.append([word])
        else:
            row.append(word)
    return [_segments(row, height) for row in rows]


@dataclass(frozen=True, slots=True)
class _Standing:
    """A word with the place that orders it: one broken over a line end stands at the end of its first line."""

    word: PageWord
    left: float
    right: float
    top: float
    bottom: float


def _standing(word: PageWord, height: float) -> _Standing:
    box = word.box
    if box.bottom - box.top > _BROKEN * height and box.right - box.left > _BROKEN_WIDE * height:
        return _Standing(word, box.right, box.right, box.top, box.top + height)
    return _Standing(word, box.left, box.right, box.top, box.bottom)


def _overlap(row: Sequence[_Standing], word: _Standing) -> float:
    """Share of the lower one's height that the word and its nearest neighbour in the row have in common."""
    nearest = min(row, key=lambda other: abs(other.left - word.left))
    shared = min(nearest.bottom, word.bottom) - max(nearest.top, word.top)
    return shared / max(0.01, min(nearest.bottom - nearest.top, word.bottom - word.top))


def _segments(row: Sequence[_Standing], height: float) -> Row:
    ordered = sorted(row, key=lambda word: word.left)
    found: list[list[_Standing]] = [[ordered[0]]]
    for word in ordered[1:]:
        if word.left - found[-1][-1].right > _WIDE_GAP * height:
            found.append([word])
        else:
            found[-1].append(word)
    return tuple(Segment(tuple(standing.word for standing in words)) for words in found)


def _in_reading_order(rows: Sequence[Row], page: PageWords) -> Iterator[Segment]:
    kept = [row for row in rows if not _is_page_number(row, page)]
    if not kept:
        return
    left = min(segment.left for row in kept for segment in row)
    right = max(segment.right for row in kept for segment in row)
    middle = (left + right) / 2
    head = _head_length(kept, middle, right - left)
    foot = _foot_start(kept, middle)
    yield from _by_columns(kept[:head], middle)
    for row in kept[head:foot]:
        yield Segment(tuple(word for segment in row for word in segment.words))
    yield from _by_columns(kept[foot:], middle)


def _is_page_number(row: Row, page: PageWords) -> bool:
    if len(row) != 1 or not row[0].text.strip(" -–.").isdigit() or len(row[0].text) > 7:
        return False
    return row[0].bottom < _MARGIN * page.height or row[0].top > (1 - _MARGIN) * page.height


def _head_length(rows: Sequence[Row], middle: float, width: float) -> int:
    """How many rows from the top stand in two columns; 0 when none does."""
    last = 0
    for number, row in enumerate(rows[:_HEAD_ROWS], 1):
        if len(row) == 2 and row[0].right <= middle + 0.1 * width and row[1].left >= middle - 0.2 * width:
            last = number
        elif any(_ends_head(segment, middle, width, begun=bool(last)) for segment in row):
            break
    return last


def _ends_head(segment: Segment, middle: float, width: float, *, begun: bool) -> bool:
    """A line over the middle ends a head that has begun; a line as wide as the text's is never part of one."""
    over = segment.left < middle < segment.right
    return (begun and over) or segment.right - segment.left > _NARROW * width


def _foot_start(rows: Sequence[Row], middle: float) -> int:
    for number, row in enumerate(rows):
        if row[0].text.lower().startswith(_FOOT_WORDS) and (len(row) > 1 or row[0].right < middle):
            return number
    return len(rows)


def _by_columns(rows: Sequence[Row], middle: float) -> Iterator[Segment]:
    for is_left in (True, False):
        for row in rows:
            words = tuple(word for s in row if (s.middle < middle) is is_left for word in s.words)
            if words:
                yield Segment(words)
