"""« cua », « caa », « ctia » for « của »: how likely a garbled form is for a syllable.

Counts of three kinds, all from pairs of printed and read words: whole words, onsets, rhymes with their tone. Forms are
known by hash. A syllable that was printed often is judged by its whole forms, a rare one by its parts.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from phongtrao.core.text.repair.grams import hash_of
from phongtrao.core.text.repair.syllabary import ALL_ONSETS

ONSET_BASE = 0x1000
"""Numbers of parts: a rhyme's index, or this plus an onset's index."""
_TRUST = 8.0  # printings from which the whole form weighs as much as its parts
_LEAST = 0.0004  # chance of a part below which it is not looked at
_LONGEST_ONSET = 4  # letters of a garbled onset


@dataclass(frozen=True, slots=True)
class Channel:
    """Counts. Keys: hash of the garbled form in 32 bits, then the number of the word or part in 16; rising.

    `printed`: how often each word was printed; `part_printed`: how often each part, by its number.
    """

    wholes: array[int]
    whole_counts: array[int]
    printed: array[int]
    parts: array[int]
    part_counts: array[int]
    part_printed: dict[int, int]

    def whole(self, garbled: str) -> dict[int, int]:
        """Number of a word → how often it was read as `garbled`."""
        return dict(_range(self.wholes, self.whole_counts, garbled))

    def part(self, garbled: str) -> list[tuple[int, float]]:
        """(number of a part, chance that it is read as `garbled`), likely ones only."""
        found = ((n, c / (self.part_printed[n] + 2.0)) for n, c in _range(self.parts, self.part_counts, garbled))
        return [(number, chance) for number, chance in found if chance >= _LEAST]

    def by_parts(self, garbled: str) -> Iterator[tuple[int, int, float]]:
        """(onset, rhyme, chance) of every cut of `garbled` in two read parts."""
        for cut in range(min(_LONGEST_ONSET, len(garbled) - 1) + 1):
            rhymes = [(n, p) for n, p in self.part(garbled[cut:]) if n < ONSET_BASE]
            if not rhymes:
                continue
            onsets = [(n - ONSET_BASE, p) for n, p in self.part(garbled[:cut]) if n >= ONSET_BASE]
            if cut == 0:
                onsets = onsets or [(ALL_ONSETS.index(""), 1.0)]
            for onset, first in onsets:
                for rhyme, second in rhymes:
                    yield onset, rhyme, first * second

    def chance(self, word: int, seen: int, parts: float) -> float:
        """Chance of a garbled form that was read `seen` times for `word` and whose parts have chance `parts`."""
        return (seen + _TRUST * parts) / (self.printed[word] + _TRUST)


def _range(keys: array[int], counts: array[int], garbled: str) -> Iterator[tuple[int, int]]:
    base = hash_of(garbled) << 16
    at = bisect_left(keys, base)
    while at < len(keys) and keys[at] >> 16 == base >> 16:
        yield keys[at] & 0xFFFF, counts[at]
        at += 1
