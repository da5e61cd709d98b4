"""What a garbled word may have been: syllables with the cost (-ln of the chance) that they look like it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log

from phongtrao.core.text.folding import strip_marks
from phongtrao.core.text.repair.grams import UNKNOWN
from phongtrao.core.text.repair.language import Language
from phongtrao.core.text.repair.tokens import ODD
from phongtrao.core.text.syllables import plain_form

_MOST = 14  # candidates of a word that the search looks at
_LETTERS = "abcdeghiklmnopqrstuvxy"
_AS_LETTER = str.maketrans({"0": "o", "1": "l", "3": "a", "4": "a", "5": "s", "6": "o", "8": "o", "9": "o", "@": "o", "&": "o",
                            "§": "a", "¢": "c", "€": "e", "¥": "y", "£": "e", "|": "i", "$": "s", "?": "", "w": "u", "j": "i", "z": "x", "f": "i"})  # fmt: skip
_TRUSTED_COST, _STRANGE_COST, _FOLD_COST, _SLIP_COST, _KEEP_COST = 0.05, 9.0, 4.2, 8.0, 11.0
_LOSES = 0.35  # cost of one mark lost in a stripped text, so that a form without marks is not for free


@dataclass(frozen=True, slots=True)
class Candidate:
    """`words`: one syllable or, for two that ran together, two; `numbers` of them; `cost` of looking so."""

    words: tuple[str, ...]
    numbers: tuple[int, ...]
    cost: float


def is_trusted(text: str) -> bool:
    """Whether a word bears a mark of Vietnamese that no foreign model writes: « ư », « ạ », « ế », not « é », « ö »."""
    return any("\u1ea0" <= c <= "\u1ef9" or c in "ăđơưĂĐƠƯ" for c in text)


@dataclass(slots=True)
class Candidates:
    """Candidates by form; made for one text. `stripped`: the marks are gone but the letters are sound.

    `own`: lower-case forms that this text (or the installation) writes soundly, such as names and abbreviations.
    """

    language: Language
    stripped: bool
    own: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)

    def of(self, text: str) -> tuple[Candidate, ...]:
        """The candidates of a word as printed, likely ones first; never empty."""
        form = unicodedata.normalize("NFC", text.lower())
        known = self._known.get(form)
        if known is None:
            known = self._known[form] = self._find(form)
        return known

    def _find(self, form: str) -> tuple[Candidate, ...]:
        language = self.language
        plain = plain_form(form)
        number = language.grams.number(plain)
        if is_trusted(form) and number != UNKNOWN and number in language.spellings:
            return (Candidate((plain,), (number,), _TRUSTED_COST),)
        costs = self._by_fold(form) if self.stripped else self._by_channel(form)
        found = [Candidate((language.spellings[n],), (n,), cost) for n, cost in costs.items()]
        if plain.isalpha() and number != UNKNOWN and number not in costs:
            found.append(Candidate((plain,), (number,), _TRUSTED_COST if form in self.own else _KEEP_COST * 0.8))
        weight = language.grams.chances
        found.sort(key=lambda c: c.cost + 0.7 * weight[c.numbers[0]] / 256)
        kept = found[:_MOST]
        if len(form) >= 5:
            kept += self._in_two(form, bool(kept) and kept[0].cost < _SLIP_COST)
        if not kept or not any(c.cost < _KEEP_COST for c in kept):
            kept.append(Candidate((form,), (number,), _KEEP_COST))
        return tuple(kept)

    def _by_fold(self, form: str) -> dict[int, float]:
        """Every syllable of the same letters; when there is none, of letters that are near."""
        folded = strip_marks(form)
        same = self.language.by_fold.get(folded, ())
        if same:
            return {n: _marks(self.language.spellings[n], form) for n in same}
        return self._near(folded)

    def _by_channel(self, form: str) -> dict[int, float]:
        language, channel = self.language, self.language.channel
        parts: dict[int, float] = {}
        for onset, rhyme, chance in channel.by_parts(form):
            number = language.syllables.get(onset << 16 | rhyme)
            if number is not None:
                parts[number] = parts.get(number, 0.0) + chance
        seen = {n: c for n, c in channel.whole(form).items() if n in language.spellings}
        costs = {n: -log(max(channel.chance(n, seen.get(n, 0), parts.get(n, 0.0)), 1e-9)) for n in {*parts, *seen}}
        letters = "".join(c for c in strip_marks(form).translate(_AS_LETTER) if c not in ODD)
        for folded in {strip_marks(form), letters}:
            for n in language.by_fold.get(folded, ()):
                costs[n] = min(costs.get(n, 99.0), _FOLD_COST)
        if len(costs) < 4 or min(costs.values()) > 6.0:
            for n, cost in self._near(letters).items():
                costs[n] = min(costs.get(n, 99.0), cost)
        return costs

    def _near(self, folded: str) -> dict[int, float]:
        """Syllables whose letters are one slip away."""
        if not 0 < len(folded) <= 8:
            return {}
        cuts = [(folded[:i], folded[i:]) for i in range(len(folded) + 1)]
        forms = {a + b[1:] for a, b in cuts if b} | {a + c + b[1:] for a, b in cuts if b for c in _LETTERS}
        forms |= {a + c + b for a, b in cuts for c in _LETTERS}
        return {n: _SLIP_COST for near in forms for n in self.language.by_fold.get(near, ())}

    def _in_two(self, form: str, has_one: bool) -> list[Candidate]:
        """Two syllables that ran together."""
        found = []
        base = 9.0 if has_one else 5.0
        for cut in range(2, len(form) - 1):
            left, right = self._short(form[:cut]), self._short(form[cut:])
            for a, first in left:
                for b, second in right:
                    words = (self.language.spellings[a], self.language.spellings[b])
                    found.append(Candidate(words, (a, b), base + first + second))
        found.sort(key=lambda c: c.cost)
        return found[:4]

    def _short(self, form: str) -> list[tuple[int, float]]:
        """The two best syllables for a half."""
        if strip_marks(form) not in self.language.by_fold:
            return []
        costs = self._by_fold(form) if self.stripped else self._by_channel(form)
        weight = self.language.grams.chances
        return sorted(costs.items(), key=lambda item: item[1] + weight[item[0]] / 256)[:2]


def _marks(syllable: str, form: str) -> float:
    """Cost of marks lost or changed."""
    return 0.02 if syllable == form else 0.1 if form.isascii() else 2.0 + _STRANGE_COST * is_trusted(form)
