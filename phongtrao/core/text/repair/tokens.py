"""A text as tokens: words (garbled or not), figures, and what stands between them.

Tokens cover every character that is not white space or a mark between words. A word may hold odd characters that a
wrong model puts for letters (« x§ », « v&i », « t@ »); figures, dates and the numbers of documents are never words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

ODD = "@&§¢£€¥$#°±|<>{}\\\\^~©®«»=!%‘’'¬*"
"""Characters that a wrong model puts inside words; those of them that are marks count only between letters."""
_PIECE = re.compile(
    rf"[^\W_](?:[\w{ODD}\u0300-\u036f]*[\w§¢£€¥@&$°\u0300-\u036f])?|[§¢£€¥@&#|$][\w{ODD}]*[^\W_]|[§¢@&¥€£]"
)
_CHUNK = re.compile(r"\S+")
_NUMERAL = re.compile(r"[\d.,:/%+–—-]*\d[\d.,:/%+–—-]*\Z")
_SYMBOL = re.compile(r"\d{1,5}\s?(?:/\s?(?:19|20)\d\d\s?)?[/-]\s?[^\W\d_0]|\d{1,5}/(?:\d{4}/)?0[A-Z]")
_DECIMAL = re.compile(r"\d+")
_CODE = re.compile(
    r"[A-ZĐ]{1,5}\d{2,}\Z|\d+(?:[A-Z]{1,2}|m[23]?|k[gm]2?|cm|ha|h\d*|g)\Z|[A-ZĐ]{2,}\d+\Z|[A-Z]\d\Z(?<![SBTCXNVDL][468])"
)


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    FIGURES = "figures"
    SYMBOL = "symbol"


@dataclass(frozen=True, slots=True)
class Token:
    """`text[start:end]`; `opens`: a clause or paragraph begins here; `glued`: no blank stands before it."""

    start: int
    end: int
    text: str
    kind: Kind
    opens: bool
    glued: bool


_STOP = re.compile(r"[.;:!?…](?=\W*\Z)|[.;:!?…]\W*\s")
_ITEM = re.compile(r"\s*(?:[-+*•–—]|\d{1,2}[.)/]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[a-zđ][.)]|[IVXl|1]{1,4}\.)\s")


def tokens_of(text: str) -> list[Token]:
    """Every token of `text`, rising."""
    found: list[Token] = []
    done = 0
    for chunk in _CHUNK.finditer(text):
        if _SYMBOL.match(chunk.group().lstrip("(“\"'")):
            lead = len(chunk.group()) - len(chunk.group().lstrip("(“\"'"))
            tail = len(chunk.group().rstrip(".,;:)”\"'"))
            spans = [(chunk.start() + lead, chunk.start() + tail, Kind.SYMBOL)]
        else:
            pieces = _PIECE.finditer(text, chunk.start(), chunk.end())
            spans = [span for piece in pieces for span in _spans(text, *piece.span())]
        for start, end, kind in spans:
            found.append(
                Token(start, end, text[start:end], kind, _opens(text, done, start), start == done and done > 0)
            )
            done = end
    return found


def _spans(text: str, start: int, end: int) -> list[tuple[int, int, Kind]]:
    """A piece as one token; « 7To » behind « 4. » is a figure of 4.7 and a word: figures of a number stay."""
    figures = _DECIMAL.match(text, start, end) if text[max(0, start - 2) : start - 1].isdigit() else None
    if figures is None or figures.end() == end or text[start - 1] not in ".,/":
        return [(start, end, _kind(text[start:end]))]
    return [(start, figures.end(), Kind.FIGURES), (figures.end(), end, _kind(text[figures.end() : end]))]


def _kind(piece: str) -> Kind:
    if _NUMERAL.match(piece) or _CODE.match(piece):
        return Kind.FIGURES
    return Kind.WORD


def _opens(text: str, before: int, start: int) -> bool:
    """Whether a clause begins at `start`, when the token before ended at `before`."""
    between = text[before:start]
    if before == 0 or _STOP.search(between) or between.count("\n") > 1:
        return True
    if "\n" in between:
        line = between[between.rfind("\n") + 1 :]
        return bool(_ITEM.match(line + text[start : start + 8]))
    return bool(re.search(r"[.;:]\W*\Z", between)) and not between.isspace()
