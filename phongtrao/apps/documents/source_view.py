"""The source text cut into lines and pieces, so that a page can mark what was read where. Values in, values out.

Spans are code points, may nest, overlap and go over line ends. Every piece says which marks cover it, so that nothing
is lost when two overlap; a mark's first piece carries its anchor. Put together again, the pieces of all lines with the
line ends between them are the text, character for character.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from phongtrao.apps.documents.rows import Span

FINDING = "finding"  # the kind of a mark that says what is wrong, over what was read


@dataclass(frozen=True)
class Mark:
    """Something that stands in the text: `key` names it on the page, `kind` says how it looks."""

    key: str
    kind: str
    span: Span


@dataclass(frozen=True)
class Piece:
    """A stretch of one line under the same marks. `marks`: outermost first; `anchors`: marks that begin here."""

    text: str
    marks: tuple[Mark, ...]
    anchors: tuple[str, ...]

    @property
    def inner(self) -> Mark | None:
        """The smallest mark, which gives the piece its look; a finding only where nothing else stands."""
        read = [mark for mark in self.marks if mark.kind != FINDING]
        return (read or self.marks)[-1] if self.marks else None


@dataclass(frozen=True)
class Line:
    """One line of the source text, without its line end. `number` from 1; `start`: its first code point."""

    number: int
    start: int
    text: str
    pieces: tuple[Piece, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def cut(text: str, marks: Iterable[Mark]) -> list[Line]:
    """The lines of `text` with their pieces. Marks are cut down to the text; empty ones are left out."""
    inside = [mark for mark in (_clipped(mark, len(text)) for mark in marks) if mark is not None]
    waiting = sorted(inside, key=lambda mark: (mark.span[0], -mark.span[1]))
    lines: list[Line] = []
    open_marks: list[Mark] = []
    begun: set[str] = set()
    start = 0
    for number, raw in enumerate(text.split("\n"), 1):
        end = start + len(raw)
        while waiting and waiting[0].span[0] <= end:
            open_marks.append(waiting.pop(0))
        open_marks = [mark for mark in open_marks if mark.span[1] > start]
        shown = raw.removesuffix("\r")
        lines.append(Line(number, start, shown, _pieces(shown, start, open_marks, begun)))
        start = end + 1
    return lines


def _clipped(mark: Mark, length: int) -> Mark | None:
    start, end = max(0, mark.span[0]), min(length, mark.span[1])
    return Mark(mark.key, mark.kind, (start, end)) if start < end else None


def _pieces(text: str, start: int, marks: Sequence[Mark], begun: set[str]) -> tuple[Piece, ...]:
    end = start + len(text)
    edges = {start, end}
    for mark in marks:
        edges |= {edge for edge in mark.span if start < edge < end}
    bounds = sorted(edges)
    pieces = []
    for low, high in pairwise(bounds):
        covering = [mark for mark in marks if mark.span[0] < high and mark.span[1] > low]
        covering.sort(key=lambda mark: (mark.span[0] - mark.span[1], mark.span[0]))
        anchors = tuple(dict.fromkeys(mark.key for mark in covering if mark.key not in begun))
        begun.update(anchors)
        pieces.append(Piece(text[low - start : high - start], tuple(covering), anchors))
    return tuple(pieces)
