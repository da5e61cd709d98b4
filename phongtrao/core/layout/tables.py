"""Tables of duties on a page: found by their head (« STT », « Nội dung », « Chủ trì »), columns by the empty strips
between them, rows by the number in the first column.

A row becomes cells of words; a row that a page break cuts goes on with what stands above the first number of the next
page. Other tables are not told apart from lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from phongtrao.core.layout.rows import Row, Segment, Spot, is_cut_at_hyphen

Cells = tuple[tuple[Spot, ...], ...]
Strip = tuple[float, float]

_ORDER = re.compile(r"(?:S[TIl1]T|TT|S\s?[ốo]\s?TT)\Z", re.I)
_COLUMN_WORDS = re.compile(
    r"nội dung|nhiệm vụ|công việc|chủ trì|thực hiện|phối hợp|thời gian|hoàn thành|sản phẩm", re.I
)
_ANCHOR = re.compile(r"(?:\d{1,3}|[IVXLC]{1,6}|[A-E])[.)]?\Z")
_ENDS = re.compile(r"(?:Nơi\s+nhận|PHỤ\s+LỤC|TM\.|T/M|KT\.|TL\.)")
_HEAD_GAP = 0.55  # times the height: between two cells of a head
_NUMBER_OPEN = re.compile(r"\d+/\S*[A-ZĐƯ/-]\Z")
_NUMBER_GOES_ON = re.compile(r"[A-ZĐƯ-]")
_NARROW = 2.0  # points: a strip that words leave open
_HEAD_ROWS = 8
_PROOF_ROWS = 4
_FAR = 3.2  # times the usual distance of rows: behind it the table is over


@dataclass(frozen=True, slots=True)
class Table:
    """`head`: rows of the head, empty for a table that goes on; `rest`: cells above the first number, then `rows`."""

    strips: tuple[Strip, ...]
    head: tuple[Cells, ...]
    rest: Cells
    rows: tuple[Cells, ...]


def find_table(rows: Sequence[Row], start: int, usual: float, going_on: Sequence[Strip]) -> tuple[Table, int] | None:
    """A table that begins at row `start`, and the row behind it. `going_on`: strips of a table on the page before,
    given for its first row only.
    """
    head = _head(rows, start, usual)
    if head is not None:
        end_of_head, strips = head
        return _table(rows, start, end_of_head, strips, usual)
    if going_on and _fits(rows[start], going_on):
        return _table(rows, start, start, tuple(going_on), usual)
    return None


def _head(rows: Sequence[Row], start: int, usual: float) -> tuple[int, tuple[Strip, ...]] | None:
    """Rows up to the first number below « STT », and the strips that they leave open."""
    near = rows[start : start + _HEAD_ROWS]
    ordinal = next((s for row in near[:4] for s in row.spots[:1] if _ORDER.match(s.text)), None)
    if ordinal is None or (len(rows[start].segments) < 2 and ordinal not in rows[start].spots):
        return None
    if ordinal not in rows[start].spots and not any(_COLUMN_WORDS.search(s.text) for s in rows[start].segments):
        return None
    end = start
    while end < len(rows) and end - start < _HEAD_ROWS and not _anchor(rows[end], ordinal.right + 2 * usual):
        end += 1
    if _is_scan(rows[start]):
        end = min(end, _end_of_scanned_head(rows, start, usual))
    told = " ".join(row.text for row in rows[start:end])
    if end == start or len(_COLUMN_WORDS.findall(told)) < 2:
        return None
    strips = _open_strips(rows[start:end], usual)
    strips = _proved(strips, rows[end : end + _PROOF_ROWS])
    return (end, strips) if len(strips) >= 2 else None


def _proved(strips: tuple[Strip, ...], below: Sequence[Row]) -> tuple[Strip, ...]:
    """Without the wide blanks of a head, which the rows below it do not leave open."""
    kept = []
    for strip in strips:
        passing = [row for row in below if row.left < strip[0] and row.right > strip[1]]
        if sum(_is_open(row, strip) for row in passing) * 2 >= len(passing):
            kept.append(strip)
    return tuple(kept) if len(kept) >= 2 else strips


def _anchor(row: Row, limit: float) -> Spot | None:
    first = row.segments[0].spots[0]
    return first if _ANCHOR.match(first.text) and first.right < limit else None


def _open_strips(rows: Sequence[Row], usual: float) -> tuple[Strip, ...]:
    """Where no word of a head stands. A heading over two columns hides the strip below it, so the longest cells of the
    upper rows count only when they are no wider than what stands under them."""
    edges = sorted((s.left, s.right) for row in rows for s in _close_groups(row, usual))
    wide = [e for e in edges if sum(o != e and o[0] >= e[0] - 2 and o[1] <= e[1] + 2 for o in edges) >= 2]
    kept = [e for e in edges if e not in wide] or edges
    strips: list[Strip] = []
    reach = kept[0][1]
    for left, right in kept[1:]:
        if left - reach > _HEAD_GAP * usual:
            strips.append((reach, left))
        reach = max(reach, right)
    return tuple(strips)


def _close_groups(row: Row, usual: float) -> list[Segment]:
    """Words of a head nearer to each other than its cells are."""
    groups: list[list[Spot]] = []
    for spot in row.spots:
        if groups and spot.left - groups[-1][-1].right <= _HEAD_GAP * usual:
            groups[-1].append(spot)
        else:
            groups.append([spot])
    return [Segment(tuple(group)) for group in groups]


def _fits(row: Row, strips: Sequence[Strip]) -> bool:
    """Whether the words of the row keep to the columns: at least half of the strips that it passes stay open."""
    if _ENDS.match(row.text):
        return False
    passed = [strip for strip in strips if row.left < strip[0] + _NARROW and row.right > strip[1] - _NARROW]
    if not passed:
        return True
    is_open = [_is_open(row, strip) for strip in passed]
    return sum(is_open) * 2 >= len(passed) or (is_open[0] and _ANCHOR.match(row.spots[0].text) is not None)


def _is_open(row: Row, strip: Strip) -> bool:
    """Whether two words part somewhere on the strip, wider than by a blank."""
    least = _NARROW + 0.35 * row.height
    return any(
        b.left - a.right > least and min(b.left, strip[1]) - max(a.right, strip[0]) > _NARROW
        for a, b in pairwise(row.spots)
    )


def _table(rows: Sequence[Row], start: int, body: int, strips: tuple[Strip, ...], usual: float) -> tuple[Table, int]:
    end = _end(rows, body, strips)
    strips = _narrowed(rows[body:end], strips, usual)
    limit = sum(strips[0]) / 2
    starts = _row_starts(rows, body, end, limit, strips, is_behind_head=body > start)
    rest = _cells(rows[body : starts[0] if starts else end], strips)
    found = [_cells(rows[a:b], strips) for a, b in zip(starts, [*starts[1:], end], strict=False)]
    head = _head_rows(rows[start:body], strips)
    return Table(strips, head, rest, tuple(found)), end


def _end(rows: Sequence[Row], body: int, strips: Sequence[Strip]) -> int:
    pitches = sorted(b.base - a.base for a, b in zip(rows[body:], rows[body + 1 :], strict=False))
    usual = pitches[len(pitches) // 2] if pitches else 0.0
    end = body
    while end < len(rows) and _fits(rows[end], strips):
        if end > body and usual and rows[end].base - rows[end - 1].base > _FAR * usual:
            break
        end += 1
    return end


def _narrowed(rows: Sequence[Row], strips: Sequence[Strip], usual: float) -> tuple[Strip, ...]:
    """Each strip as the rows below the head leave it open; a cell over two columns narrows none."""
    taken = [(s.left, s.right) for row in rows for s in _close_groups(row, usual)]
    return tuple(_emptiest(strip, taken) for strip in strips)


def _emptiest(strip: Strip, taken: Sequence[Strip]) -> Strip:
    """The widest part of the strip over which the fewest cells reach."""
    inside = [(max(a, strip[0]), min(b, strip[1])) for a, b in taken if a < strip[1] and b > strip[0]]
    edges = sorted({*strip, *(edge for part in inside for edge in part)})
    parts = [(sum(a < (x + y) / 2 < b for a, b in inside), x, y) for x, y in pairwise(edges)]
    if not parts:
        return strip
    fewest = min(count for count, _, _ in parts)
    _, left, right = max((y - x, x, y) for count, x, y in parts if count == fewest)
    return left, right


def _row_starts(
    rows: Sequence[Row], body: int, end: int, limit: float, strips: Sequence[Strip], *, is_behind_head: bool
) -> list[int]:
    """First row of each row of the table. Numbers set in the middle of their cells stand below its first row."""
    anchors = [at for at in range(body, end) if _anchor(rows[at], limit)]
    if body < end and _is_scan(rows[body]) and (not anchors or anchors[0] == body or not is_behind_head):
        return _starts_of_scan(rows, body, end, limit, strips, is_behind_head=is_behind_head)
    if not anchors or anchors[0] == body or not is_behind_head:
        return anchors
    starts = [body]
    for before, after in pairwise(anchors):
        down = before + (before - starts[-1]) + 1
        starts.append(min(max(down, before + 1), after))
    return starts


def _is_scan(row: Row) -> bool:
    return any(spot.line >= 0 for spot in row.spots)


def _end_of_scanned_head(rows: Sequence[Row], start: int, usual: float) -> int:
    """Where a number or words of several columns begin anew below those of the head."""
    strips = _open_strips(rows[start : start + 1], usual)
    before = {_column(spot, strips) for spot in rows[start].spots}
    for at in range(start + 1, min(len(rows), start + _HEAD_ROWS)):
        filled = {_column(spot, strips) for spot in rows[at].spots}
        if 1 in filled and (0 in filled - before or len(filled) > len(before)):
            return at
        before = filled
    return min(len(rows), start + _HEAD_ROWS)


def _starts_of_scan(
    rows: Sequence[Row], body: int, end: int, limit: float, strips: Sequence[Strip], *, is_behind_head: bool
) -> list[int]:
    """A scan loses lone figures: where the words of another column begin anew, a row begins as well."""
    starts: list[int] = []
    before: set[int] = set()
    for at in range(body, end):
        filled = {_column(spot, strips) for spot in rows[at].spots}
        begins = any(column > 1 and column not in before for column in filled) and 1 in filled
        is_first = at == body
        if _anchor(rows[at], limit) or (begins and not is_first) or (is_first and is_behind_head):
            starts.append(at)
        before = filled
    return starts


def _column(spot: Spot, strips: Sequence[Strip]) -> int:
    middle = (spot.left + spot.right) / 2
    return sum(middle > (left + right) / 2 for left, right in strips)


def _cells(rows: Sequence[Row], strips: Sequence[Strip]) -> Cells:
    """The words of each column; one that a narrow column broke in the middle is put together."""
    cells: list[list[Spot]] = [[] for _ in range(len(strips) + 1)]
    alone = [False] * len(cells)
    for row in rows:
        counts = [0] * len(cells)
        for spot in row.spots:
            column = _column(spot, strips)
            cell = cells[column]
            if counts[column] == 0 and cell and _is_broken(cell[-1], spot, alone=alone[column]):
                cell[-1] = cell[-1]._replace(text=cell[-1].text + spot.text)
            else:
                cell.append(spot)
            counts[column] += 1
        alone = [count == 1 if count else was for count, was in zip(counts, alone, strict=True)]
    return tuple(tuple(cell) for cell in cells)


def cell_joined(above: tuple[Spot, ...], below: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """The words of a cell that a page break cut."""
    if above and below and _is_broken(above[-1], below[0], alone=False):
        return (*above[:-1], above[-1]._replace(text=above[-1].text + below[0].text), *below[1:])
    return above + below


def _is_broken(before: Spot, spot: Spot, *, alone: bool) -> bool:
    """« HĐND- » over « UBND »; « 124/2021/T » over « T-BCA » where the number filled its line alone."""
    if is_cut_at_hyphen(before.text, spot.text):
        return True
    return alone and _NUMBER_OPEN.search(before.text) is not None and _NUMBER_GOES_ON.match(spot.text) is not None


def _head_rows(rows: Sequence[Row], strips: Sequence[Strip]) -> tuple[Cells, ...]:
    """The head as one row, with what stands over several columns in a row above it."""
    if not rows:
        return ()
    upper: list[Spot] = []
    for row in rows:
        for segment in row.segments:
            columns = {_column(spot, strips) for spot in segment.spots}
            crossed = any(segment.left < (a + b) / 2 < segment.right and _is_over(segment, a, b) for a, b in strips)
            if len(columns) > 1 and crossed:
                upper.extend(segment.spots)
    lower = [
        Row((Segment(tuple(s for s in row.spots if s not in upper)),), row.base, row.height)
        for row in rows
        if any(s not in upper for s in row.spots)
    ]
    cells = _cells(lower, strips)
    if not upper:
        return (cells,)
    over: list[tuple[Spot, ...]] = [() for _ in cells]
    over[_column(upper[0], strips)] = tuple(upper)
    return (tuple(over), cells)


def _is_over(segment: Segment, left: float, right: float) -> bool:
    """Whether a word lies on the strip, or two words stand nearer to each other than cells do."""
    return any(
        a.right > left + 1 and b.left < right - 1 for a, b in zip(segment.spots, segment.spots[1:], strict=False)
    )
