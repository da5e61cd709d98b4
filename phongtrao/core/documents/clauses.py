"""« … ; … ; … »: a paragraph cut into clauses.

Grammar: a clause ends at « ; », « : » or at « . » before a capital; not inside quotation marks or brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from phongtrao.core.text.spans import Span

_MARK = re.compile(r"[“”\"()\[\];:.…]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and the sentence it stands in."""

    span: Span
    sentence: int


def find_clauses(text: str, span: Span) -> list[Clause]:
    """The clauses of a stretch of `text`; spans are in the whole text, blanks and end marks left out."""
    found: list[Clause] = []
    start, depth, quoted, sentence = span.start, 0, False, 0
    for match in _MARK.finditer(text, span.start, span.end):
        mark, at = match.group(), match.start()
        if mark in "([":
            depth += 1
        elif mark in ")]":
            depth = max(0, depth - 1)
        elif mark in '“”"':
            quoted = mark == "“" if mark != '"' else not quoted
        elif depth == 0 and not quoted and _ends(text, at, mark, span.end):
            found.append(Clause(Span(start, at), sentence))
            start = at + 1
            sentence += mark not in ";:"
    found.append(Clause(Span(start, span.end), sentence))
    trimmed = [Clause(_trimmed(text, c.span), c.sentence) for c in found]
    return [c for c in trimmed if c.span.start < c.span.end]


def _ends(text: str, at: int, mark: str, end: int) -> bool:
    if mark in ";":
        return True
    after = text[at + 1 : end]
    if mark == ":":
        return after[:1].isspace()
    return not after.strip() or (after[:1].isspace() and after.lstrip()[:1].isupper())


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in " \t,.;:-–+\n":
        start += 1
    while end > start and text[end - 1] in " \t,.;:\n/":
        end -= 1
    return Span(start, end)
