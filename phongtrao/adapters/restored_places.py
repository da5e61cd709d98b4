"""Where the words of pages stand in a text after some of them were restored."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from phongtrao.core.layout import Box, PageSpan, PlacedWord
from phongtrao.core.text.repair import RestoredWord


class Moved:
    """From code points of the text as it came to those of the restored text; inside a restored word: its whole."""

    def __init__(self, words: Sequence[RestoredWord]) -> None:
        self._words = words
        self._starts = [word.original_start for word in words]

    def start(self, at: int) -> int:
        """The place of a word's first character."""
        word = self._before(at)
        if word is None:
            return at
        return word.start if at < word.original_end else at + word.end - word.original_end

    def end(self, at: int) -> int:
        """The place behind a word's last character."""
        word = self._before(at - 1)
        if word is None:
            return at
        return word.end if at <= word.original_end else at + word.end - word.original_end

    def _before(self, at: int) -> RestoredWord | None:
        found = bisect_right(self._starts, at) - 1
        return self._words[found] if found >= 0 else None


def moved_words(placed: Sequence[PlacedWord], moved: Moved) -> tuple[PlacedWord, ...]:
    """The words in the restored text; two that became one are one, with a box around both."""
    found: list[PlacedWord] = []
    for word in placed:
        start, end = moved.start(word.start), moved.end(word.end)
        last = found[-1] if found else None
        if last is not None and start < last.end:
            box = _around(last.box, word.box) if last.page == word.page else last.box
            confidence = min(last.confidence, word.confidence)
            found[-1] = replace(last, end=max(last.end, end), box=box, confidence=confidence)
        else:
            found.append(replace(word, start=start, end=end))
    return tuple(found)


def moved_pages(pages: Sequence[PageSpan], moved: Moved) -> tuple[PageSpan, ...]:
    """The spans of the pages in the restored text."""
    return tuple(
        replace(page, start=moved.start(page.start), end=max(moved.start(page.start), moved.end(page.end)))
        for page in pages
    )


def _around(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )
