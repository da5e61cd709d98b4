"""The likeliest words of a text: beam search over candidates with the language's counts.

Two passes: what the first pass restored is what the second knows of this text (`Cache`), so that a word restored
surely in one place helps in the others.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from phongtrao.core.text.repair.candidates import Candidate
from phongtrao.core.text.repair.grams import BOUNDARY, NUMBER, UNKNOWN, Cache, Grams

_BEAM = 14
_SLACK = 14.0  # a path this much worse than the best is given up
_OWN_SHARE = 0.2  # weight of the text's own pairs
_LOOKS = 0.75  # weight of the looks against the language; the parts of the looks lean on each other


@dataclass(frozen=True, slots=True)
class Slot:
    """One token for the search; `opens`: a clause begins before it."""

    candidates: tuple[Candidate, ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen candidate and how sure it is, 0 to 1."""

    candidate: Candidate
    sure: float


@dataclass(slots=True)
class Search:
    """The search with one language."""

    grams: Grams

    def run(self, slots: list[Slot], names: Sequence[Sequence[int]] = ()) -> list[Choice]:
        """A choice for each slot. `names`: numbers of the words of names that are likely to occur."""
        first = self._best(slots, _names_known(names) if names else None)
        cache = self._remember(slots, first, names)
        chosen = self._best(slots, cache)
        return self._judge(slots, chosen, cache)

    def _cost(self, before: int, previous: int, word: int, cache: Cache | None) -> float:
        cost = self.grams.cost(before, previous, word)
        if cache is None:
            return cost
        share = cache.share(previous, word)
        if share:
            return -log((1 - _OWN_SHARE) * exp(-cost) + _OWN_SHARE * share)
        return cost + 0.2231  # -ln(1 - _OWN_SHARE)

    def _best(self, slots: list[Slot], cache: Cache | None) -> list[Candidate]:
        end = self.grams.number(BOUNDARY)
        states: dict[tuple[int, int], tuple[float, int]] = {(UNKNOWN, end): (0.0, -1)}
        trail: list[tuple[int, Candidate | None]] = []  # (index of the step before, what was chosen)
        for slot in slots:
            if slot.opens:
                states = self._close(states, end, cache)
            following: dict[tuple[int, int], tuple[float, int, Candidate]] = {}
            for (before, previous), (cost, step) in states.items():
                for candidate in slot.candidates:
                    total, a, b = cost + _LOOKS * candidate.cost, before, previous
                    for number in candidate.numbers:
                        total += self._cost(a, b, number, cache)
                        a, b = b, number
                    known = following.get((a, b))
                    if known is None or total < known[0]:
                        following[a, b] = (total, step, candidate)
            ranked = sorted(following.items(), key=lambda item: item[1][0])[:_BEAM]
            limit = ranked[0][1][0] + _SLACK
            states = {}
            for key, (total, step, candidate) in ranked:
                if total <= limit:
                    trail.append((step, candidate))
                    states[key] = (total, len(trail) - 1)
        return _walk(trail, min(states.values())[1] if slots else -1)

    def _close(
        self, states: dict[tuple[int, int], tuple[float, int]], end: int, cache: Cache | None
    ) -> dict[tuple[int, int], tuple[float, int]]:
        """The states after the end of a clause: only the best is left."""
        closed = min(
            (cost + self._cost(before, previous, end, cache), step)
            for (before, previous), (cost, step) in states.items()
        )
        return {(UNKNOWN, end): closed}

    def _remember(self, slots: list[Slot], chosen: list[Candidate], names: Sequence[Sequence[int]]) -> Cache:
        pairs: Counter[tuple[int, int]] = Counter()
        singles: Counter[int] = Counter()
        previous = UNKNOWN
        for slot, candidate in zip(slots, chosen, strict=True):
            if slot.opens:
                previous = self.grams.number(BOUNDARY)
            for number in candidate.numbers:
                singles[previous] += 1
                pairs[previous, number] += 1
                previous = number
        known = _names_known(names)
        seen = {pair: n - 1 for pair, n in pairs.items() if n > 1}
        for pair, n in known.pairs.items():
            seen[pair] = seen.get(pair, 0) + n
        singles.update(known.singles)
        return Cache(seen, singles)

    def _judge(self, slots: list[Slot], chosen: list[Candidate], cache: Cache) -> list[Choice]:
        """How sure each choice is, its neighbours given."""
        numbers = [c.numbers for c in chosen]
        end = self.grams.number(BOUNDARY)
        found = []
        for at, slot in enumerate(slots):
            left = [UNKNOWN, end] if slot.opens else _around(numbers, at, -1, end)
            right = _around(numbers, at, 1, end) if at + 1 < len(slots) and not slots[at + 1].opens else [end]
            costs = []
            for candidate in slot.candidates:
                words = [*left, *candidate.numbers, *right]
                cost = _LOOKS * candidate.cost
                for i in range(2, len(words)):
                    cost += self._cost(words[i - 2], words[i - 1], words[i], cache)
                costs.append((cost, candidate))
            least = min(c for c, _ in costs)
            whole = sum(exp(least - c) for c, _ in costs)
            own = sum(exp(least - c) for c, candidate in costs if candidate is chosen[at])
            strange = 0.5 if chosen[at].numbers[0] == UNKNOWN else 1.0
            found.append(Choice(chosen[at], strange * own / whole))
        return found


def _names_known(names: Sequence[Sequence[int]]) -> Cache:
    """What the names tell: each as if the text had it once."""
    pairs = Counter(pair for name in names for pair in itertools.pairwise(name) if UNKNOWN not in pair)
    singles = Counter(first for first, _ in pairs)
    return Cache(pairs, singles)


def _around(numbers: list[tuple[int, ...]], at: int, way: int, end: int) -> list[int]:
    """The two numbers before (way -1) or after (1) a place."""
    if way < 0:
        before = [n for group in numbers[max(0, at - 2) : at] for n in group][-2:]
        return [UNKNOWN] * (2 - len(before)) + before if before else [UNKNOWN, end]
    return [n for group in numbers[at + 1 : at + 3] for n in group][:2]


def _walk(trail: list[tuple[int, Candidate | None]], step: int) -> list[Candidate]:
    found = []
    while step >= 0:
        step, candidate = trail[step]
        if candidate is not None:
            found.append(candidate)
    return found[::-1]


def number_slot(grams: Grams, opens: bool) -> Slot:
    """The slot of a figure."""
    return Slot((Candidate((NUMBER,), (grams.number(NUMBER),), 0.0),), opens)
