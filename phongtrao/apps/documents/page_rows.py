"""Frozen rows of a paper's pages: what a page shows over its picture, photographs on their way, signed copies."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from phongtrao.apps.documents.rows import Span
from phongtrao.core.layout import Box, PlacedWord

_SAME_LINE = 0.5  # share of the lower word's height by which two words of one line overlap


@dataclass(frozen=True)
class PageRow:
    """One page of a PDF, scan or photograph. Lengths are points from its upper left corner.

    `span`: the part of the source text that it gave, None before the text is laid out. `words` rise by `start`.
    `route`: pdf-text | ocr.
    """

    number: int
    width: float
    height: float
    route: str
    span: Span | None
    words: tuple[PlacedWord, ...]

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """Where the words of a stretch of the source text stand on this page: one box for each line."""
        return joined_boxes(word.box for word in self.words if word.start < span[1] and word.end > span[0])


def joined_boxes(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """Boxes of words in the order of reading, those that stand beside each other on one line put together."""
    lines: list[Box] = []
    for box in boxes:
        last = lines[-1] if lines else None
        if last is not None and box.left >= last.left and _on_one_line(last, box):
            lines[-1] = Box(last.left, min(last.top, box.top), max(last.right, box.right), max(last.bottom, box.bottom))
        else:
            lines.append(box)
    return tuple(lines)


def _on_one_line(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= _SAME_LINE * min(one.bottom - one.top, other.bottom - other.top)


@dataclass(frozen=True)
class RestoredRow:
    """A word that was restored: its place in the source text, how it was printed, how sure that is (0–1000)."""

    span: Span
    text: str
    original_span: Span
    original: str
    confidence: int


@dataclass(frozen=True)
class RestoredText:
    """What was restored in a paper. `original`: its text as it came; "" and no words where nothing was restored."""

    original: str
    words: tuple[RestoredRow, ...]


@dataclass(frozen=True)
class PhotoRow:
    """One photograph of a draft. `number` from 1; sizes in pixels."""

    uid: uuid.UUID
    number: int
    width: int
    height: int
    size: int


@dataclass(frozen=True)
class DraftRow:
    """Photographs on their way to become one paper. `document_uid`: of the paper that they became, None before."""

    uid: uuid.UUID
    version: int
    body_uid: uuid.UUID
    body_name: str
    changed_at: datetime
    photos: tuple[PhotoRow, ...]
    document_uid: uuid.UUID | None


@dataclass(frozen=True)
class SameRow:
    """Two papers that seem to be one: `copy_*` (a scan) is offered as the signed copy of `other_*`.

    `similarity`: 0–1000. `state`: offered | accepted | rejected. `decided_by_name` is empty before a decision.
    """

    uid: uuid.UUID
    version: int
    state: str
    similarity: int
    copy_uid: uuid.UUID
    copy_name: str
    copy_state: str
    other_uid: uuid.UUID
    other_name: str
    other_title: str
    other_number: str
    other_symbol: str
    other_issued_on: date | None
    found_at: datetime
    decided_at: datetime | None
    decided_by_name: str

    @property
    def percent(self) -> int:
        return self.similarity // 10
