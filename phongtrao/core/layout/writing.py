"""The text under way: words are written one behind the other and keep their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from phongtrao.core.layout.rows import Spot, is_cut_at_hyphen
from phongtrao.core.layout.words import Box, LaidOut, PageSpan, PageWord, PageWords, PlacedWord


class Writer:
    """Pages are begun in order; what is written belongs to the page begun last."""

    def __init__(self, pages: Sequence[PageWords]) -> None:
        self._words: Mapping[int, tuple[PageWord, ...]] = {page.number: page.words for page in pages}
        self._sizes = {page.number: (page.width, page.height) for page in pages}
        self._parts: list[str] = []
        self._length = 0
        self._placed: list[PlacedWord] = []
        self._spans: list[PageSpan] = []
        self._page = 0
        self._start: int | None = None
        self._end = 0
        self._last = ""
        self._wanted = ""
        self._goes_on = False

    def begin_page(self, number: int) -> None:
        self._close_page()
        self._page, self._start = number, None

    def part(self, separator: str) -> None:
        """What stands before the next word, unless the text begins with it; the strongest wanted wins."""
        self._wanted = max(self._wanted, separator, key=lambda wanted: (wanted.count("\n"), len(wanted)))

    def words(self, spots: Sequence[Spot]) -> None:
        """Words with a blank between; words of another page are written without a place."""
        words = self._words[self._page]
        for at, spot in enumerate(spots):
            if at:
                self._put(" ")
            else:
                self._open(spot.text)
            start = self._length
            self._put(spot.text)
            if spot.page == self._page:
                parts = [words[at] for at in spot.places]
                confidence = min([part.confidence for part in parts])
                self._placed.append(PlacedWord(start, self._length, spot.page, _around(parts), confidence))

    def literal(self, text: str) -> None:
        """Marks of ours, such as those between the cells of a table."""
        self._open()
        self._put(text)

    def laid_out(self) -> LaidOut:
        self._close_page()
        return LaidOut("".join(self._parts), tuple(self._placed), tuple(self._spans))

    def _open(self, word: str = "") -> None:
        is_cut = self._goes_on and is_cut_at_hyphen(self._last, word)
        if self._length and self._wanted and not is_cut:
            self._put(self._wanted)
        self._wanted, self._goes_on = "", False
        if self._start is None:
            self._start = self._length

    def go_on(self) -> None:
        """The next words go on with the line: a document number cut at its hyphen is put together."""
        self.part(" ")
        self._goes_on = True

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._last = text
        self._end = self._length

    def _close_page(self) -> None:
        if self._page:
            start = self._length if self._start is None else self._start
            end = self._length if self._start is None else self._end
            self._spans.append(PageSpan(self._page, start, end, *self._sizes[self._page]))
            self._page = 0


def _around(parts: Sequence[PageWord]) -> Box:
    if len(parts) == 1:
        return parts[0].box
    boxes = [part.box for part in parts]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
