"""Every syllable that Vietnamese spelling allows, as onset and rhyme with its tone.

Source: syllable structure of Vietnamese; the lists are those of `damage`. Which of the possible syllables exist is
told by the table of words (`grams`), not here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from phongtrao.core.text.damage import ONSETS, RHYMES

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = frozenset("aăâeêioôơuưy")
_STOPS = ("c", "ch", "p", "t")
ALL_ONSETS = ("", *sorted(ONSETS))


@cache
def toned_rhymes() -> tuple[str, ...]:
    """Rhymes with each tone they can bear, sorted; the tone in its old place (« òa », « ủy »)."""
    found = set()
    for rhyme in RHYMES:
        closed = rhyme.endswith(_STOPS)
        at = _tone_place(rhyme)
        for tone in _TONES:
            if closed and tone not in ("\u0301", "\u0323"):
                continue
            found.add(unicodedata.normalize("NFC", rhyme[: at + 1] + tone + rhyme[at + 1 :]))
    return tuple(sorted(found))


def _tone_place(rhyme: str) -> int:
    """Index of the letter that bears the tone."""
    marked = [i for i, c in enumerate(rhyme) if c in "ăâêôơư"]
    if marked:
        return marked[-1] if rhyme[marked[-1]] != "ư" or len(marked) == 1 else marked[0]
    cluster = [i for i, c in enumerate(rhyme) if c in _VOWELS]
    if len(cluster) == 3 or (len(cluster) == 2 and cluster[-1] < len(rhyme) - 1):
        return cluster[1]
    return cluster[0]


def spelled() -> Iterator[tuple[int, int, str]]:
    """(index of the onset in `ALL_ONSETS`, index of the rhyme in `toned_rhymes`, syllable) of all combinations."""
    rhymes = toned_rhymes()
    for first, onset in enumerate(ALL_ONSETS):
        for second, rhyme in enumerate(rhymes):
            yield first, second, onset + rhyme


def split_syllable(syllable: str) -> tuple[str, str]:
    """« nghiêng » → (« ngh », « iêng »): the longest onset that leaves a vowel."""
    for length in (3, 2, 1):
        onset = syllable[:length]
        if onset in ONSETS and len(syllable) > length and _bare(syllable[length]) in _VOWELS:
            return onset, syllable[length:]
    return "", syllable


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", letter) if c not in _TONES[1:]))
