"""Words of a page with their places.

Lengths are points (1/72 inch) of the page as it is shown (after the page's own rotation), from its upper left corner.
A page straightened for reading gives its boxes back in the coordinates of the page as it came.
"""

from __future__ import annotations

from dataclasses import dataclass

SURE = 1000  # thousandths; a word printed as text in a PDF


@dataclass(frozen=True, slots=True)
class Box:
    """`left` < `right`, `top` < `bottom`; it may reach over the page's edge by rounding."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageWord:
    """One run of characters without a blank. `confidence` 0–1000, as the program that read the page gives it.

    `line` numbers the lines as that program found them (words of one line share it); -1: it says nothing of lines.
    """

    text: str
    box: Box
    confidence: int = SURE
    line: int = -1


@dataclass(frozen=True, slots=True)
class PageWords:
    """One page: `number` from 1, its size, its words in the order in which they were found."""

    number: int
    width: float
    height: float
    words: tuple[PageWord, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of the laid-out text: `start`/`end` are code points of the text, `page` its page's number."""

    start: int
    end: int
    page: int
    box: Box
    confidence: int = SURE


@dataclass(frozen=True, slots=True)
class PageSpan:
    """The part of the text that a page gave; empty (`start == end`) for a page without a word."""

    number: int
    start: int
    end: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class LaidOut:
    """One text out of all pages. `words` rise strictly by `start`; each lies inside its page's span."""

    text: str
    words: tuple[PlacedWord, ...]
    pages: tuple[PageSpan, ...]
