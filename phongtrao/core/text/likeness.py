"""How alike two texts are, whatever carrier they came by: errors of reading lie scattered, other contents in blocks.

A text is cut into short runs of words without marks. Of the same paper read twice nearly every run of one finds most of
its word pairs close together in one place of the other; of two papers with the same boilerplate the runs that say
something else find theirs scattered, or not at all.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from phongtrao.core.text.folding import fold

SKETCH_SIZE = 128
SURE_ENOUGH = 930  # thousandths of `likeness` from which two texts are taken for one paper
WORTH_COMPARING = 150  # thousandths of `sketch_likeness` under which two texts are not the same paper

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[a-z]+")
_RUN = 20  # words
_NEAR = 0.4  # share of the pairs of a run that the other text must hold in one place
_DATE = re.compile(r"\b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}\b|\b(?:19|20)\d{2}\b")
_ENOUGH_DATES = 4


def sketch_of(text: str) -> tuple[int, ...]:
    """The likeness of a text to others in short: the smallest hashes of its word pairs, rising."""
    pairs = {" ".join(pair) for pair in _pairs(_words(text))}
    hashes = (int.from_bytes(hashlib.blake2b(pair.encode(), digest_size=4).digest(), "big") for pair in pairs)
    return tuple(sorted(hashes)[:SKETCH_SIZE])


def sketch_likeness(one: Sequence[int], other: Sequence[int]) -> int:
    """Estimated share of common word pairs, 0–1000; a first look only."""
    size = min(SKETCH_SIZE, max(len(one), len(other)))
    if not one or not other:
        return 0
    lowest = sorted({*one, *other})[:size]
    both = {*one} & {*other}
    return 1000 * sum(value in both for value in lowest) // len(lowest)


def likeness(one: str, other: str) -> int:
    """How much of each text the other says too, 0–1000: the smaller of both shares. 0 when their dates contradict."""
    first, second = _words(one), _words(other)
    if not first or not second or _dates_contradict(one, other):
        return 0
    return min(_share_known(first, second), _share_known(second, first))


def _share_known(words: Sequence[str], other: Sequence[str]) -> int:
    """Thousandths of the runs of `words` that stand somewhere in `other`, most of their pairs near each other there."""
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for at, pair in enumerate(_pairs(other)):
        places[pair].append(at // _RUN)
    runs = [words[at : at + _RUN] for at in range(0, len(words), _RUN)]
    if len(runs) > 1 and len(runs[-1]) < _RUN // 2:
        runs.pop()
    return 1000 * sum(_stands_in(run, places) for run in runs) // len(runs)


def _stands_in(run: Sequence[str], places: Mapping[tuple[str, str], Sequence[int]]) -> bool:
    pairs = _pairs(run)
    near: Counter[int] = Counter()
    for pair in pairs:
        # A run may lie across the border of two windows: each pair counts for its own and for the one before.
        near.update({window - back for window in places.get(pair, ()) for back in (0, 1)})
    return not pairs or max(near.values(), default=0) >= _NEAR * len(pairs)


def _dates_contradict(one: str, other: str) -> bool:
    """Whether both name many days and years and mostly different ones: last year's paper, copied."""
    first, second = _dates(one), _dates(other)
    fewer = min(first.total(), second.total())
    return fewer >= _ENOUGH_DATES and 2 * (first & second).total() < fewer


def _dates(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s*[/.-]\s*", "/", found) for found in _DATE.findall(text))


def _words(text: str) -> list[str]:
    """Words of letters without marks; figures are left out, as hands write them."""
    return [word for word in _WORD.findall(fold(text)) if _LETTERS.fullmatch(word)]


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    return list(pairwise(words))
