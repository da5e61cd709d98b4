"""Which lines of a text are ruined.

Each line says how much its words look sound or ruined; neighbours lean on each other (two states, Viterbi). A text of
another language is left alone: without their marks its words are mostly no syllables of Vietnamese.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from math import log

from phongtrao.core.text.damage import ONSETS, RHYMES
from phongtrao.core.text.folding import strip_marks
from phongtrao.core.text.repair.candidates import is_trusted
from phongtrao.core.text.repair.language import Language
from phongtrao.core.text.repair.tokens import Kind, Token

_SWITCH = 4.0  # cost of a change between sound and ruined from one line to the next
_LEAST = 12  # words of Vietnamese looks that a ruined text needs
_VIETNAMESE, _SOUND_MARKED = 0.55, 0.25
_GARBLED = 0.03  # share of odd words from which letters are garbled, not only marks lost
_SOUND = {"marked": 0.62, "plain": 0.34, "odd": 0.04}
_RUINED = {"marked": 0.03, "plain": 0.55, "odd": 0.42}
_BARE = re.compile(rf"(?:{'|'.join(sorted({strip_marks(o) for o in ONSETS}, key=len, reverse=True))})?"
                   rf"(?:{'|'.join(sorted({strip_marks(r) for r in RHYMES}, key=len, reverse=True))})\Z")  # fmt: skip
_LATIN_MARK = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Ruin:
    """`lines`: for each line whether it is ruined; `stripped`: marks are lost, letters are sound."""

    lines: tuple[bool, ...]
    stripped: bool


def find_ruin(tokens: list[Token], line_of: list[int], lines: int, language: Language) -> Ruin:
    """The ruined lines of a text with these tokens; `line_of`: the line of each token."""
    words = [(t.text, n) for t, n in zip(tokens, line_of, strict=True) if t.kind is Kind.WORD and len(t.text) > 1]
    words = [(text, n) for text, n in words if text.lower() not in language.abbreviations]
    looks = [(look_of(text, language), n) for text, n in words]
    sound = Ruin((False,) * lines, stripped=False)
    if not words or not _is_vietnamese([text for text, _ in words]):
        return sound
    weights = [0.0] * lines
    for look, line in looks:
        weights[line] += log(_RUINED[look] / _SOUND[look])
    ruined = _smooth(weights)
    inside = [(text, look) for (text, _), (look, n) in zip(words, looks, strict=True) if ruined[n]]
    if len(inside) < _LEAST:
        return sound
    odd = sum((bool(_LATIN_MARK.search(text)) and not is_trusted(text)) or look == "odd" for text, look in inside)
    return Ruin(tuple(ruined), stripped=odd < _GARBLED * len(inside))


def look_of(text: str, language: Language) -> str:
    """« marked »: a syllable with a mark that only sound text bears; « odd »: garbled; « plain »: neither."""
    form = unicodedata.normalize("NFC", text.lower())
    if is_trusted(form):
        return "marked" if _BARE.match(strip_marks(form)) else "odd"
    if not form.isascii():
        return "plain" if _BARE.match(strip_marks(form)) and not _wrong_accent(form) else "odd"
    return "plain" if _BARE.match(form) else "odd"


def _wrong_accent(form: str) -> bool:
    """« dén », « mét » are rare as syllables; « é » before n, m, t and the like is how a foreign model reads « ế »."""
    return bool(re.search(r"é(?:n|m|t|p|u|ng|nh)?\Z", form)) or not set(form) <= _USUAL


_USUAL = frozenset("abcdeghiklmnopqrstuvxyàáâãèéêìíòóôõùúýäëïöü")


def _is_vietnamese(words: list[str]) -> bool:
    """Whether, marks aside, most words are syllables."""
    fitting = sum(bool(_BARE.match(strip_marks(unicodedata.normalize("NFC", w.lower())))) for w in words)
    return fitting >= _VIETNAMESE * len(words)


def _smooth(weights: list[float]) -> list[bool]:
    """The likeliest states: sound (0) or ruined (1), when `weights` are ln(ruined / sound) of each line."""
    costs, trail = [0.0, 0.0], []
    for weight in weights:
        stay = [costs[0], costs[1]]
        move = [costs[1] + _SWITCH, costs[0] + _SWITCH]
        back = [0 if stay[0] <= move[0] else 1, 1 if stay[1] <= move[1] else 0]
        costs = [min(stay[0], move[0]), min(stay[1], move[1]) - weight]
        trail.append(back)
    state = 0 if costs[0] <= costs[1] else 1
    states = []
    for back in reversed(trail):
        states.append(state == 1)
        state = back[state]
    return states[::-1]
