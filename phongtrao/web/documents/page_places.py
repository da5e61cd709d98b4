"""Where on the pictures of its pages a paper says what was read: boxes over the picture, ready to be drawn."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.documents import page_queries
from phongtrao.apps.documents.page_rows import PageRow
from phongtrao.apps.documents.review_rows import Review
from phongtrao.apps.documents.rows import Span
from phongtrao.core.layout import Box

_FRAME = 2.0  # points that a box stands away from its words


@dataclass(frozen=True)
class Drawn:
    """A rectangle as an SVG writes it: points, with a point for decimals in every language."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Spot:
    """What was read in one place of a page. `key` and `kind` as the marks of the source text have them."""

    key: str
    kind: str
    boxes: tuple[Drawn, ...]


@dataclass(frozen=True)
class ShownPage:
    """A page with what stands on it. `width`, `height`: whole points; `is_read`: its words came from a picture."""

    number: int
    width: int
    height: int
    is_read: bool
    spots: tuple[Spot, ...]


def shown_pages(review: Review, *, by: Actor, today: date) -> tuple[ShownPage, ...]:
    """The pages of a paper in order; none for a paper without pages, or while its file is its uploader's alone."""
    if not review.page_count:
        return ()
    try:
        pages = page_queries.list_pages(uid=review.document_uid, by=by, today=today)
    except NotVisible:
        return ()
    places = list(_places(review))
    return tuple(_shown(page, places) for page in pages)


def _places(review: Review) -> Iterator[tuple[str, str, Span]]:
    """Units first, so that the items inside them are drawn above."""
    for unit in review.units:
        if unit.span:
            yield unit.key, "unit", unit.span
    for item in review.items():
        if item.span and item.decision != "dropped":
            yield item.key, item.kind, item.span
    for finding in review.findings:
        if finding.span:
            yield finding.key, "finding", finding.span


def _shown(page: PageRow, places: Iterable[tuple[str, str, Span]]) -> ShownPage:
    own = page.span or (0, 0)
    found = ((key, kind, page.boxes(span)) for key, kind, span in places if span[0] < own[1] and span[1] > own[0])
    return ShownPage(
        number=page.number,
        width=round(page.width),
        height=round(page.height),
        is_read=page.route == "ocr",
        spots=tuple(Spot(key, kind, tuple(_drawn(box) for box in boxes)) for key, kind, boxes in found if boxes),
    )


def _drawn(box: Box) -> Drawn:
    left, top = box.left - _FRAME, box.top - _FRAME
    return Drawn(
        x=f"{left:.1f}",
        y=f"{top:.1f}",
        width=f"{box.right - left + _FRAME:.1f}",
        height=f"{box.bottom - top + _FRAME:.1f}",
    )


@dataclass(frozen=True)
class RestoredWord:
    """A word as the file had it and as it was restored; `line` is the number of the line where it stands first."""

    came: str
    text: str
    line: int


@dataclass(frozen=True)
class Restored:
    """What was restored in a paper's text, for the page. `doubtful`: those that a person should look at first."""

    count: int
    doubtful: tuple[RestoredWord, ...]
    original: str


SURE_FROM = 800  # thousandths; a restored word below is shown among the doubtful
_DOUBTFUL_AT_MOST = 200


def restored_of(review: Review) -> Restored | None:
    """None when nothing was restored. `doubtful`: each pair once, in reading order."""
    words = review.restored.words
    if not words:
        return None
    first = {(word.original, word.text): word for word in reversed(words) if word.confidence < SURE_FROM}
    found = sorted(first.values(), key=lambda word: word.span)[:_DOUBTFUL_AT_MOST]
    starts = [line.start for line in review.lines]
    lines = [review.lines[bisect_right(starts, word.span[0]) - 1].number for word in found]
    doubtful = (RestoredWord(word.original, word.text, line) for word, line in zip(found, lines, strict=True))
    return Restored(len(words), tuple(doubtful), review.restored.original)
