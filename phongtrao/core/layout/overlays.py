"""What lies over or around the text of a page and is none of it: signature panels, page numbers, running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from phongtrao.core.layout.rows import Row, Spot

_PANEL_OPENS = re.compile(
    r"(?:Người ký|Ký bởi|Được ký bởi|Ký số bởi|Signature (?:Not Verified|Valid)|Digitally signed|Chữ ký số)\b", re.I
)
_PANEL_LINE = re.compile(
    r"(?:Người ký|Ký bởi|Ký ngày|E-?mail|Cơ quan|Tổ chức|Đơn vị|Chức vụ|Thời gian(?: ký)?|Ngày ký|Lý do|Địa điểm"
    r"|Date|Reason|Location|Foxit|DN|Signature|Digitally|OID)\b[^:]{0,24}:"
    r"|\d{2}[./-]\d{2}[./-]\d{4}\b.*\d{2}:\d{2}|[+-]\d{2}:\d{2}",
    re.I,
)
_PAGE_NUMBER = re.compile(r"(?:trang\s+)?[-–—]?\s?\d{1,3}\s?(?:[-–—]|/\s?\d{1,3})?\Z", re.I)
_EDGE = 0.11  # of the page's height, above and below
_PANEL_LINES = 9
_REPEATS = 3  # pages on which a running head stands at least


def without_panels(spots: list[Spot]) -> list[Spot]:
    """Drops the panels that programs for electronic signatures print (« Người ký: …, Thời gian ký: … »)."""
    lines = _lines_as_found(spots)
    texts = [" ".join(spot.text for spot in line) for line in lines]
    dropped: set[int] = set()
    for start, text in enumerate(texts):
        if _PANEL_OPENS.match(text):
            dropped.update(_panel(lines, texts, start))
    if not dropped:
        return spots
    return [spot for at, line in enumerate(lines) if at not in dropped for spot in line]


def _lines_as_found(spots: Sequence[Spot]) -> list[list[Spot]]:
    lines: list[list[Spot]] = []
    for spot in spots:
        if lines:
            last = lines[-1][-1]
            shared = min(last.bottom, spot.bottom) - max(last.top, spot.top)
            near = spot.left - last.right < 3 * (last.bottom - last.top)
            if (
                spot.left >= last.right - 2
                and near
                and shared > 0.4 * min(last.bottom - last.top, spot.bottom - spot.top)
            ):
                lines[-1].append(spot)
                continue
        lines.append([spot])
    return lines


def _panel(lines: Sequence[Sequence[Spot]], texts: Sequence[str], start: int) -> list[int]:
    """The lines of the panel that opens at `start`: labels, and what goes on with them to the right or below."""
    found = [start]
    left, height = lines[start][0].left, lines[start][0].bottom - lines[start][0].top
    named = 1
    for at in range(start + 1, min(len(lines), start + _PANEL_LINES)):
        first, before = lines[at][0], lines[found[-1]][-1]
        is_near = abs(first.top - before.top) < 2.2 * height and first.left > left - 3 * height
        is_small = first.bottom - first.top < 1.6 * height
        is_labelled = bool(_PANEL_LINE.match(texts[at]))
        if not (is_near and is_small and (is_labelled or (at - found[-1] == 1 and len(lines[at]) <= 8))):
            break
        named = at if is_labelled else named
        found.append(at)
    return [at for at in found if at <= max(named, start)]


def without_edges(pages: Sequence[tuple[float, Sequence[Row]]]) -> list[list[Row]]:
    """Rows of all pages (each with its page's height) without page numbers and running heads or feet."""
    told: Counter[tuple[str, int]] = Counter()
    for height, rows in pages:
        told.update({_told(row, height) for row in rows if _at_edge(row, height)})
    return [list(_inside(rows, height, told)) for height, rows in pages]


def _inside(rows: Sequence[Row], height: float, told: Counter[tuple[str, int]]) -> Iterator[Row]:
    outermost = (0, 1, len(rows) - 2, len(rows) - 1)
    for at, row in enumerate(rows):
        if not _at_edge(row, height):
            yield row
        elif _PAGE_NUMBER.match(row.text):
            if at not in outermost:
                yield row
        elif told[_told(row, height)] < _REPEATS or len(row.text) <= 3:
            yield row


def _told(row: Row, height: float) -> tuple[str, int]:
    return re.sub(r"\d+", "#", row.text.casefold()), round(row.base / height * 50)


def _at_edge(row: Row, height: float) -> bool:
    return row.base < _EDGE * height or row.base > (1 - _EDGE) * height


def without_overflow(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """« Ủ » alone below the last line, « 8. Đề nghị Ủy ban … » on the next page: a letter whose mark reaches over the
    page's upper edge is painted on both pages; the one that stands alone is left out.
    """
    found = [list(rows) for rows in pages]
    for rows, following in pairwise(found):
        if not rows or not following or len(rows[-1].spots) != 1:
            continue
        alone = rows[-1].spots[0]
        painted = (spot for spot in following[0].spots if abs(spot.left - alone.left) < 1)
        if len(alone.text) == 1 and any(spot.text.startswith(alone.text) for spot in painted):
            del rows[-1]
    return found
