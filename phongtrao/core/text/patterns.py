"""How the words of a lexicon become patterns, for sound texts and for texts whose marks are lost.

A reader reads every text in one of two dialects: with marks (the usual one), or plain, where text and patterns are
both stripped of marks because a poor scan lost them. Both keep the length, so spans hold in the text as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from phongtrao.core.text.folding import strip_marks

_VIETNAMESE = "".join(chr(c) for c in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)) if chr(c).isalpha())
UPPER = "[A-Z" + "".join(c for c in _VIETNAMESE if c.isupper()) + "]"
"""A character class: one capital letter of Vietnamese."""
LOWER = "[a-z" + "".join(c for c in _VIETNAMESE if c.islower()) + "]"
"""A character class: one small letter of Vietnamese."""

_OLD_TONES = {
    "oà": "òa",
    "oá": "óa",
    "oả": "ỏa",
    "oã": "õa",
    "oạ": "ọa",
    "oè": "òe",
    "oé": "óe",
    "oẻ": "ỏe",
    "oẽ": "õe",
}
_OLD_TONES |= {"oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}
_OLD_TONES |= {
    variant: new
    for old, low in list(_OLD_TONES.items())
    for variant, new in ((old.upper(), low.upper()), (old.capitalize(), low.capitalize()))
}
_OLD_TONE = re.compile(r"(?<![qQ])(?:" + "|".join(_OLD_TONES) + r")(?!\w)")


def place_tones(text: str) -> str:
    """« Uỷ ban, hoà giải » → « Ủy ban, hòa giải »: one place for the tone mark. Same length."""
    return _OLD_TONE.sub(lambda m: _OLD_TONES[m.group()], text)


_FIGURES = str.maketrans({"6": "o", "0": "o", "1": "l", "4": "a", "&": "a", "§": "a", "@": "a"})
_FIGURE_IN_WORD = re.compile(r"(?<![\w/.,-])(?:[A-Za-z][a-z]*[60134&§@][a-z]*|[0146][a-z]+)(?![\w/-])")


def _figures_as_letters(text: str) -> str:
    """« T6 chuc », « 16i » → « To chuc », « loi »: figures that a poor scan put for letters. Same length."""
    return _FIGURE_IN_WORD.sub(lambda m: m.group().translate(_FIGURES), text)


def alternation(words: Iterable[str]) -> str:
    """A group matching any of `words`, longest first; a blank matches any white space, a hyphen any dash."""
    return _alternation(tuple(words))


@lru_cache(maxsize=512)
def _alternation(words: tuple[str, ...]) -> str:
    unique = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(_flexible(w) for w in unique) + ")" if unique else r"(?!)"


def _flexible(words: str) -> str:
    dashed = re.sub(r"\s*[-–—]\s*", "\0", place_tones(words))
    return re.escape(dashed).replace(r"\ ", r"\s+").replace(" ", r"\s+").replace("\0", r"\s*[-–—]\s*")


@dataclass(frozen=True, slots=True)
class Dialect:
    """Whether text and patterns are looked at with marks or without (`plain`)."""

    plain: bool = False

    def see(self, text: str) -> str:
        """The text that patterns of this dialect run over; same length as `text`."""
        return _figures_as_letters(strip_marks(text)) if self.plain else place_tones(text)

    def compile(self, pattern: str, flags: int = 0) -> re.Pattern[str]:
        """`pattern` (written with marks) compiled for this dialect."""
        return _compile(strip_marks(pattern) if self.plain else pattern, flags)


@lru_cache(maxsize=1024)
def _compile(pattern: str, flags: int) -> re.Pattern[str]:
    return re.compile(pattern, flags)
