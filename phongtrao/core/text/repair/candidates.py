"""What a garbled word may have been: syllables with the cost (-ln of the chance) that they look like it."""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import dataclass, field, replace
from math import log

from phongtrao.core.text.folding import strip_marks
from phongtrao.core.text.repair.grams import UNKNOWN
from phongtrao.core.text.repair.language import Language
from phongtrao.core.text.repair.tokens import ODD
from phongtrao.core.text.syllables import plain_form

_SLACK = 7.0  # a candidate this much worse than the best, its neighbours aside, is not looked at
_SURE_COST, _SURE_EXTRA = 1.5, 1.5  # where a likely syllable is at hand, a slip is less likely
_MOST_SLIPS = 6
_MOST = 14  # candidates of a word that the search looks at
_LETTERS = "abcdeghiklmnopqrstuvxy"
_AS_LETTER = str.maketrans("01345689@&§¢€¥£|$wjzf", "olaasoooooaceyeisuixi")
_OWN_GAIN = 2.0
_TRUSTED_COST, _STRANGE_COST, _FOLD_COST, _SLIP_COST, _KEEP_COST = 0.05, 9.0, 4.2, 8.0, 11.0
_SHAPE_COST = 5.0
_BROKEN_D, _BROKEN_COST = ("P", "B"), 3.0
"""What a scan shows for a capital « Đ »: « Pay manh », « Binh ky »."""
_SHOWN = "im=un ii=u li=u rn=m ir=u tr=u iu=u in=un hn=hun mg=ng lg=ng cl=d dn=an ur=u uu=u it=u if=u hi=h"
_SHAPES = tuple((shown[:2], shown[3:]) for shown in _SHOWN.split())
"""Letters that a scan shows for others: (read, printed)."""


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

    `own`: words of names that the installation knows, in plain form; a little likelier than others.
    """

    language: Language
    stripped: bool
    own: frozenset[str] = frozenset()
    _known: dict[tuple[str, bool], tuple[Candidate, ...]] = field(default_factory=dict)

    def of(self, text: str) -> tuple[Candidate, ...]:
        """The candidates of a word as printed, likely ones first; never empty."""
        form = unicodedata.normalize("NFC", text.lower())
        capital = text[:1] in _BROKEN_D and not text.isupper()
        known = self._known.get((form, capital))
        if known is None:
            known = self._known[form, capital] = self._find(form, capital)
        return known

    def _find(self, form: str, capital: bool) -> tuple[Candidate, ...]:
        language = self.language
        plain = plain_form(form)
        number = language.grams.number(plain)
        if is_trusted(form) and number != UNKNOWN and number in language.spellings:
            return (Candidate((plain,), (number,), _TRUSTED_COST),)
        costs = self._by_fold(form) if self.stripped else self._by_channel(form)
        if capital and not self.stripped:
            for n in language.by_fold.get("d" + _letters(form)[1:], ()):
                if language.spellings[n][0] == "đ":
                    costs[n] = min(costs.get(n, 99.0), _BROKEN_COST)
        found = [Candidate((language.spellings[n],), (n,), cost) for n, cost in costs.items()]
        found = [replace(c, cost=max(0.0, c.cost - _OWN_GAIN)) if c.words[0] in self.own else c for c in found]
        if plain.isalpha() and number != UNKNOWN and number not in costs:
            found.append(Candidate((plain,), (number,), _KEEP_COST * 0.8))
        weight = language.grams.chances
        found.sort(key=lambda c: _rank(c, weight))
        kept = found[:_MOST]
        if not self.stripped:
            sure = _SURE_EXTRA if kept and min(c.cost for c in kept) < _SURE_COST else 0.0
            slips = self._slips(form, {c.numbers[0] for c in kept})
            kept += [replace(c, cost=c.cost + sure) for c in slips]
        if kept:
            limit = min(_rank(c, weight) for c in kept) + _SLACK
            kept = [c for c in kept if _rank(c, weight) <= limit]
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
        letters = _letters(form)
        alike = {strip_marks(form): _FOLD_COST, letters: _FOLD_COST}
        for read, printed in _SHAPES:
            if read in letters:
                alike.setdefault(letters.replace(read, printed, 1), _SHAPE_COST)
        for folded, cost in alike.items():
            for n in language.by_fold.get(folded, ()):
                costs[n] = min(costs.get(n, 99.0), cost)
        near = self._near(letters)
        return {n: min(cost, near.get(n, cost)) for n, cost in costs.items()} or near

    def _slips(self, form: str, taken: set[int]) -> list[Candidate]:
        """Common syllables one slip away that are not among those of the channel."""
        language, weight = self.language, self.language.grams.chances
        near = self._near(_letters(form))
        ranked = sorted((weight[n] / 256 + cost, n, cost) for n, cost in near.items() if n not in taken)
        vowels = [row for row in ranked if row[2] < _SLIP_COST][:_MOST_SLIPS]
        others = [row for row in ranked if row[2] >= _SLIP_COST][: _MOST_SLIPS // 2]
        return [Candidate((language.spellings[n],), (n,), cost) for _, n, cost in (*vowels, *others)]

    def _near(self, folded: str) -> dict[int, float]:
        """Syllables whose letters are one slip away."""
        if not 0 < len(folded) <= 8:
            return {}
        cuts = [(folded[:i], folded[i:]) for i in range(len(folded) + 1)]
        forms = {a + b[1:]: _SLIP_COST for a, b in cuts if b} | {
            a + c + b: _SLIP_COST for a, b in cuts for c in _LETTERS
        }
        forms |= {a + c + b[1:]: _slip(b[0], c) for a, b in cuts if b for c in _LETTERS}
        return {n: cost for near, cost in forms.items() for n in self.language.by_fold.get(near, ())}

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


def _rank(candidate: Candidate, chances: array[int]) -> float:
    """Cost of the looks and, at less weight, of the word by itself."""
    return candidate.cost + 0.7 * chances[candidate.numbers[0]] / 256


def _letters(form: str) -> str:
    """The letters that a garbled form stands for at first sight."""
    return "".join(c for c in strip_marks(form).translate(_AS_LETTER) if c not in ODD)


def _slip(read: str, printed: str) -> float:
    """Cost of one letter for another: vowels are mixed up more often."""
    return _SLIP_COST - 2.0 if read in _VOWELS and printed in _VOWELS else _SLIP_COST


_VOWELS = frozenset("aeiouy")


def _marks(syllable: str, form: str) -> float:
    """Cost of marks lost or changed."""
    return 0.02 if syllable == form else 0.1 if form.isascii() else 2.0 + _STRANGE_COST * is_trusted(form)
