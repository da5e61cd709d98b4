"""Whether two duties speak of the same matter, by the words they share."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 0.5  # share of the shorter one's words
_FEWEST = 3  # words


@lru_cache(maxsize=512)
def content_words(text: str) -> frozenset[tuple[str, str]]:
    """Pairs of neighbouring words, in small letters: « kinh phí », « phí thực »."""
    words = [m.group().lower() for m in _WORD.finditer(text)]
    return frozenset(pairwise(words))


def is_same_matter(first: frozenset[tuple[str, str]], second: frozenset[tuple[str, str]]) -> bool:
    """Whether at least half of the shorter one's pairs stand in the other."""
    shorter = min(len(first), len(second))
    return shorter >= _FEWEST and len(first & second) >= max(_FEWEST, _LEAST * shorter)
