"""Pages set by hand: words at given places, as wide as their letters, on lines of a given height."""

from __future__ import annotations

from phongtrao.core.layout import Box, PageWord, PageWords

LETTER, HEIGHT, PITCH = 6.0, 12.0, 16.0
WIDTH, TALL = 595.0, 842.0
LEFT, RIGHT = 80.0, 540.0


def words_at(text: str, left: float, top: float, *, line: int = -1, confidence: int = 1000) -> list[PageWord]:
    """The words of `text` on one line from (`left`, `top`), one letter's width between them."""
    out: list[PageWord] = []
    for word in text.split(" "):
        right = left + LETTER * len(word)
        if word:
            out.append(PageWord(word, Box(left, top, right, top + HEIGHT), confidence, line))
        left = right + LETTER / 2
    return out


def wide(text: str) -> float:
    return sum(LETTER * len(word) for word in text.split(" ")) + LETTER / 2 * text.count(" ")


def centred(text: str, middle: float, top: float) -> list[PageWord]:
    return words_at(text, middle - wide(text) / 2, top)


def paragraph(text: str, top: float, *, left: float = LEFT, right: float = RIGHT, indent: float = 0) -> list[PageWord]:
    """`text` broken where the next word has no room."""
    out: list[PageWord] = []
    line, start = "", left + indent
    for word in text.split(" "):
        tried = f"{line} {word}".strip()
        if line and start + wide(tried) > right:
            out += words_at(line, start, top)
            line, start, top = word, left, top + PITCH
        else:
            line = tried
    return out + words_at(line, start, top)


def bottom_of(words: list[PageWord]) -> float:
    return max(word.box.bottom for word in words)


def page(*groups: list[PageWord], number: int = 1) -> PageWords:
    return PageWords(number, WIDTH, TALL, tuple(word for group in groups for word in group))
