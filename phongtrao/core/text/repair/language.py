"""What the repair knows of the language: counts (from one file of numbers) and the words of the packs.

The file holds columns of whole numbers; each column is kept byte plane by byte plane, which packs rising hashes well.
"""

from __future__ import annotations

import lzma
import struct
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from phongtrao.core.text.folding import strip_marks
from phongtrao.core.text.repair.channel import Channel
from phongtrao.core.text.repair.grams import UNKNOWN, Grams, hash_of
from phongtrao.core.text.repair.syllabary import spelled

MAGIC = b"PTLANG1\n"
COLUMNS = (
    ("words", "I"),
    ("chances", "H"),
    ("pairs", "I"),
    ("pair_counts", "B"),
    ("triples", "Q"),
    ("triple_counts", "B"),
    ("wholes", "Q"),
    ("whole_counts", "H"),
    ("printed", "H"),
    ("parts", "Q"),
    ("part_counts", "H"),
    ("part_numbers", "H"),
    ("part_printed", "H"),
)
"""Names and item types of the columns, in their order in the file."""


class BadLanguage(ValueError):
    """The bytes are no file of this kind."""


def pack_columns(columns: Mapping[str, Sequence[int]]) -> bytes:
    """The bytes of the file."""
    head, body = [], []
    for name, code in COLUMNS:
        values = array(code, columns[name])
        if sys.byteorder == "big":
            values.byteswap()
        raw, size = values.tobytes(), values.itemsize
        head.append(struct.pack("<I", len(values)))
        body += [raw[plane::size] for plane in range(size)]
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9}]
    return MAGIC + b"".join(head) + lzma.compress(b"".join(body), lzma.FORMAT_XZ, filters=filters)


def read_columns(data: bytes) -> dict[str, array[int]]:
    """The columns in `data`, as `pack_columns` made them; raises `BadLanguage`."""
    if not data.startswith(MAGIC):
        raise BadLanguage("no file of counts")
    try:
        counts = struct.unpack_from(f"<{len(COLUMNS)}I", data, len(MAGIC))
        body = memoryview(lzma.decompress(data[len(MAGIC) + 4 * len(COLUMNS) :]))
    except (lzma.LZMAError, struct.error, EOFError) as error:
        raise BadLanguage("a file of counts that is cut short") from error
    found, at = {}, 0
    for (name, code), count in zip(COLUMNS, counts, strict=True):
        size = array(code).itemsize
        raw = bytearray(count * size)
        if len(body) < at + len(raw):
            raise BadLanguage("a file of counts of another length")
        for plane in range(size):
            raw[plane::size] = body[at : at + count]
            at += count
        values = array(code)
        values.frombytes(bytes(raw))
        if sys.byteorder == "big":
            values.byteswap()
        found[name] = values
    return found


@dataclass(frozen=True, slots=True)
class Language:
    """`grams` and `channel`; `syllables`: (onset << 16 | rhyme) → number; `spellings`: number → syllable or word;
    `by_fold`: letters without marks → numbers; `symbols`: the printed symbols and parts of symbols that are known;
    `by_letters`: letters without marks → the one abbreviation with marks.
    """

    grams: Grams
    channel: Channel
    syllables: dict[int, int]
    spellings: dict[int, str]
    by_fold: dict[str, list[int]]
    abbreviations: frozenset[str]
    symbols: frozenset[str]
    by_letters: dict[str, str]

    @classmethod
    def from_bytes(cls, data: bytes, *, abbreviations: Iterable[str] = (), symbols: Iterable[str] = ()) -> Language:
        """The language of a file of counts, with the abbreviations and symbols of the packs. Raises `BadLanguage`."""
        c = read_columns(data)
        grams = Grams(
            c["words"], c["chances"], c["pairs"], c["pair_counts"].tobytes(), c["triples"], c["triple_counts"].tobytes()
        )
        printed = dict(zip(c["part_numbers"], c["part_printed"], strict=True))
        channel = Channel(c["wholes"], c["whole_counts"], c["printed"], c["parts"], c["part_counts"], printed)
        numbers = {key: number for number, key in enumerate(c["words"])}
        syllables: dict[int, int] = {}
        spellings: dict[int, str] = {}
        folds: dict[str, list[int]] = {}
        for onset, rhyme, syllable in spelled():
            number = numbers.get(hash_of(syllable), UNKNOWN)
            if number != UNKNOWN:
                syllables[onset << 16 | rhyme] = number
                if number not in spellings:
                    spellings[number] = syllable
                    folds.setdefault(strip_marks(syllable), []).append(number)
        short = frozenset(abbreviations)
        marked = {strip_marks(word): word for word in sorted(short) if not word.isascii()}
        marked = {letters: word for letters, word in marked.items() if letters not in short}
        return cls(grams, channel, syllables, spellings, folds, short, frozenset(symbols), marked)
