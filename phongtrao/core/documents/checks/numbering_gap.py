"""« III. … V. … »: a number left out between two items of one list.

Flags the item after the gap when its number is more than one above the item before it under the same heading. Silent
on damaged texts, numbering that restarts, on bullets and on letters in brackets. Clause: Nghị định 30/2020/NĐ-CP, Phụ
lục I mục II.6 (bố cục).
"""

from __future__ import annotations

from collections.abc import Iterator

from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.documents.outline import Paragraph
from phongtrao.core.text.markers import RANK_BULLET
from phongtrao.core.text.spans import Span


def numbering_gap(paper: Paper) -> Iterator[Flagged]:
    """The items whose number does not follow."""
    if paper.plain:  # a poor scan garbles the numbers themselves
        return
    last: dict[tuple[int | None, str], Paragraph] = {}
    for paragraph in paper.outline.body:
        marker = paragraph.marker
        if marker is None or not marker.value or paragraph.rank >= RANK_BULLET:
            continue
        if marker.kind in ("small", "parenthesis"):
            continue
        key = (paragraph.above, marker.kind)
        before = last.get(key)
        last[key] = paragraph
        if before is None or before.marker is None or marker.value <= before.marker.value + 1:
            continue
        span = Span(paragraph.span.start, min(paragraph.words.end, paragraph.words.start + 90))
        yield Flagged("numbering-gap", span, "plain", {"before": before.marker.label, "after": marker.label})
