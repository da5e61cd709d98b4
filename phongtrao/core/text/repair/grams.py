"""« tổ chức thực … hiện »: how likely a word is after two others, from counts of words, pairs and triples.

Words are known by hash and numbered by their place among the sorted hashes; no text is kept. A count is a byte in
quarters of an occurrence, at most 255. Probability: counts less a discount, the rest handed down to the shorter
context (absolute discounting; a dictionary pair that no text has seen keeps half of its weight).
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log

UNKNOWN = 0xFFFF
"""Number of a word that the table does not hold."""
BOUNDARY = "."
NUMBER = "0"
"""Tokens beside words: the end of a clause, and anything written in figures."""

_DISCOUNTS = bytes(min((c + 1) // 2, 5) for c in range(256))
_FLOOR = 1e-7
_NUMBER_BITS = 16
_MOST_KEPT = 200_000


def hash_of(word: str) -> int:
    """The hash of a word in `syllables.plain_form`."""
    return zlib.crc32(word.encode())


@dataclass(frozen=True, slots=True)
class Grams:
    """Counts. `words`: hashes, rising; `chances`: 256 × -ln of each word's probability; `pairs` and `triples`:
    numbers of the words side by side in 16 bits each, rising, with their counts.
    """

    words: array[int]
    chances: array[int]
    pairs: array[int]
    pair_counts: bytes
    triples: array[int]
    triple_counts: bytes
    _seen: dict[int, tuple[int, float, float]] = field(default_factory=dict, compare=False, repr=False)
    _after_one: dict[int, float] = field(default_factory=dict, compare=False, repr=False)
    _costs: dict[tuple[int, int, int], float] = field(default_factory=dict, compare=False, repr=False)

    def number(self, word: str) -> int:
        """The number of a word in plain form, `UNKNOWN` when it was never seen."""
        key = hash_of(word)
        at = bisect_left(self.words, key)
        return at if at < len(self.words) and self.words[at] == key else UNKNOWN

    def chance(self, word: int) -> float:
        """Probability of a word by itself."""
        return float(2.718281828459045 ** (-self.chances[word] / 256)) if word != UNKNOWN else _FLOOR

    def after(self, first: int, second: int, word: int) -> float:
        """Probability of `word` after `first` and `second`."""
        lower = self.after_one(second, word)
        if first == UNKNOWN or second == UNKNOWN:
            return lower
        return self._discounted(self.triples, self.triple_counts, first << _NUMBER_BITS | second, word, lower)

    def after_one(self, before: int, word: int) -> float:
        """Probability of `word` after `before`."""
        key = before << _NUMBER_BITS | word
        known = self._after_one.get(key)
        if known is None:
            known = self.chance(word)
            if before != UNKNOWN:
                known = self._discounted(self.pairs, self.pair_counts, before, word, known)
            self._after_one[key] = known
        return known

    def _discounted(self, keys: array[int], counts: bytes, context: int, word: int, lower: float) -> float:
        mark = context if keys is self.pairs else context | 1 << 40
        known = self._seen.get(mark)
        if known is None:
            known = self._seen[mark] = self._totals(keys, counts, context)
        start, total, left = known
        if not total:
            return lower
        key = context << _NUMBER_BITS | word
        at = bisect_left(keys, key, start)
        if word == UNKNOWN or at >= len(keys) or keys[at] != key:
            return left * lower
        count = counts[at]
        return (count - _DISCOUNTS[count]) / total + left * lower

    @staticmethod
    def _totals(keys: array[int], counts: bytes, context: int) -> tuple[int, float, float]:
        """Where a context begins, its total, and the share that is handed down."""
        low = bisect_left(keys, context << _NUMBER_BITS)
        high = bisect_left(keys, (context + 1) << _NUMBER_BITS, low)
        if low == high:
            return low, 0.0, 1.0
        here = counts[low:high]
        total = sum(here) + 2.0  # a context seen once is trusted less
        return low, total, (sum(here.translate(_DISCOUNTS)) + 2.0) / total

    def cost(self, first: int, second: int, word: int) -> float:
        """-ln of `after`; kept for the next time."""
        key = (first, second, word)
        known = self._costs.get(key)
        if known is None:
            if len(self._costs) > _MOST_KEPT:
                self._costs.clear()
                self._after_one.clear()
            known = self._costs[key] = -log(max(self.after(first, second, word), 1e-12))
        return known


@dataclass(slots=True)
class Cache:
    """Pairs of numbers that the same text holds already, with how often: what a text says twice it means twice."""

    pairs: Mapping[tuple[int, int], int]
    singles: Mapping[int, int]

    def share(self, before: int, word: int) -> float:
        """Probability of `word` after `before` by this text alone."""
        seen = self.singles.get(before, 0)
        return self.pairs.get((before, word), 0) / (seen + 2.0) if seen else 0.0
