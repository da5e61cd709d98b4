"""« củng cố », « an ninh »: how common syllables and pairs of syllables are in Vietnamese, as numbers without any
text.

A table holds, for hashes of syllables and of pairs, whether a dictionary knows them and how often they occur. Two
texts may share a hash (about one look-up in fifty thousand); whoever asks must not rest a verdict on one look-up
alone. Source of the counts: the pack that names the file (« statistics/vietnamese »); made by
`bench/syllable_table.py`.
"""

from __future__ import annotations

import re
import struct
import sys
import unicodedata
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from phongtrao.core.text.patterns import place_tones

MAGIC = b"PTSTAT1\n"
KNOWN = 0x80  # a syllable: the dictionary has it; a pair: it is a whole word of the dictionary
INSIDE = 0x40  # a pair: it stands inside a longer word of the dictionary
COUNT = 0x3F
"""Bits of a value; the low six bits: a syllable's commonness (0 = unheard of), a pair's count in official texts."""

_WORD = re.compile(r"[^\W\d_]+")
TONES = "\u0300\u0301\u0303\u0309\u0323"
_NO_TONE = {ord(tone): None for tone in TONES}
_VOWELS = frozenset("aăâeêioôơuưy")


class BadTable(ValueError):
    """The bytes are no table of this kind."""


def plain_form(syllable: str) -> str:
    """Lower case, NFC, tone mark in its one place: the form under which syllables are looked up."""
    return place_tones(unicodedata.normalize("NFC", syllable.lower()))


def key_of(*syllables: str) -> int:
    """The hash of a syllable or a pair, given in `plain_form`."""
    return zlib.crc32(" ".join(syllables).encode())


@dataclass(frozen=True, slots=True)
class SyllableTable:
    """Counts by hash. Both arrays of hashes rise strictly."""

    syllables: array[int]
    syllable_values: bytes
    pairs: array[int]
    pair_values: bytes

    def commonness(self, syllable: str) -> int:
        """0 (not seen in a large corpus) to 63; office words lie above 20."""
        return _value(self.syllables, self.syllable_values, key_of(syllable)) & COUNT

    def is_syllable(self, syllable: str) -> bool:
        """Whether the dictionary has a word with this syllable."""
        return bool(_value(self.syllables, self.syllable_values, key_of(syllable)) & KNOWN)

    def pair(self, first: str, second: str) -> int:
        """The value of a pair, 0 when unknown; see `KNOWN`, `INSIDE`, `COUNT`."""
        return _value(self.pairs, self.pair_values, key_of(first, second))

    def is_word(self, first: str, second: str) -> bool:
        """Whether the pair is a word of the dictionary or stands inside one."""
        return bool(self.pair(first, second) & (KNOWN | INSIDE))


def _value(keys: array[int], values: bytes, key: int) -> int:
    at = bisect_left(keys, key)
    return values[at] if at < len(keys) and keys[at] == key else 0


def pack_table(syllables: Mapping[int, int], pairs: Mapping[int, int]) -> bytes:
    """The bytes of a table: hash → value of syllables and of pairs."""
    parts = [struct.pack("<II", len(syllables), len(pairs))]
    for table in (syllables, pairs):
        keys = array("I", sorted(table))
        values = bytes(table[key] for key in keys)
        if sys.byteorder == "big":
            keys.byteswap()
        parts += [keys.tobytes(), values]
    return MAGIC + zlib.compress(b"".join(parts), 9)


def read_table(data: bytes) -> SyllableTable:
    """The table in `data`, as `pack_table` made it; raises `BadTable`."""
    if not data.startswith(MAGIC):
        raise BadTable("no table of syllables")
    try:
        body = zlib.decompress(data[len(MAGIC) :])
        count, pair_count = struct.unpack_from("<II", body)
        at, found = 8, []
        for length in (count, pair_count):
            keys = array("I")
            keys.frombytes(body[at : at + 4 * length])
            if sys.byteorder == "big":
                keys.byteswap()
            found.append((keys, body[at + 4 * length : at + 5 * length]))
            at += 5 * length
    except (zlib.error, struct.error, ValueError) as error:
        raise BadTable("a table of syllables that is cut short") from error
    if at != len(body):
        raise BadTable("a table of syllables of another length")
    return SyllableTable(found[0][0], found[0][1], found[1][0], found[1][1])


@lru_cache(maxsize=4096)
def toned(syllable: str) -> tuple[str, ...]:
    """The syllable with every other tone: « cùng » → « cung », « cúng », « cũng », « củng », « cụng »."""
    parts = unicodedata.normalize("NFD", syllable)
    bare = unicodedata.normalize("NFC", parts.translate(_NO_TONE))
    found = {bare}
    for at in range(len(bare)):
        if unicodedata.normalize("NFD", bare[at])[0] in _VOWELS or bare[at] in _VOWELS:
            found.update(plain_form(bare[: at + 1] + tone + bare[at + 1 :]) for tone in TONES)
    found.discard(syllable)
    return tuple(sorted(found))


_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"


@lru_cache(maxsize=1024)
def respelled(syllable: str) -> tuple[str, ...]:
    """The syllable with one letter more, less, changed or swapped; its tone stays."""
    base = unicodedata.normalize("NFD", syllable)
    tone = next((c for c in base if c in TONES), "")
    bare = unicodedata.normalize("NFC", base.translate(_NO_TONE))
    cuts = [(bare[:i], bare[i:]) for i in range(len(bare) + 1)]
    forms = {a + b[1:] for a, b in cuts if b}
    forms |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    forms |= {a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS}
    forms |= {a + letter + b for a, b in cuts for letter in _LETTERS}
    forms.discard(bare)
    if not tone:
        return tuple(sorted(form for form in forms if form))
    found: set[str] = set()
    for form in forms:
        found.update(
            plain_form(form[: i + 1] + tone + form[i + 1 :]) for i, c in enumerate(form) if _bare(c) in _VOWELS
        )
    return tuple(sorted(found))


def _bare(letter: str) -> str:
    return letter if letter in _VOWELS else ""


def words_of(text: str) -> list[re.Match[str]]:
    """Every run of letters of `text`."""
    return list(_WORD.finditer(text))
