"""Counts of how words are garbled, from pairs of printed and read lines (`bench/ocr_pairs.py`)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from phongtrao.core.text.folding import strip_marks
from phongtrao.core.text.repair.channel import ONSET_BASE
from phongtrao.core.text.repair.grams import hash_of
from phongtrao.core.text.repair.syllabary import ALL_ONSETS, split_syllable, toned_rhymes
from phongtrao.core.text.repair.tokens import Kind, tokens_of
from phongtrao.core.text.syllables import plain_form

_FAR = 0.75  # share of letters changed from which two words are no pair
_MOST_PRINTED = 60000


def count_channel(pairs: Path, numbers: Mapping[str, int]) -> dict[str, list[int]]:
    """The columns of the channel; `numbers`: word → its number."""
    wholes: Counter[int] = Counter()
    printed: Counter[int] = Counter()
    parts: Counter[int] = Counter()
    part_printed: Counter[int] = Counter()
    rhymes = {rhyme: at for at, rhyme in enumerate(toned_rhymes())}
    onsets = {onset: at + ONSET_BASE for at, onset in enumerate(ALL_ONSETS)}
    for word, read in word_pairs(pairs):
        if word in numbers:
            printed[numbers[word]] += 1
            wholes[hash_of(read) << 16 | numbers[word]] += 1
        onset, rhyme = split_syllable(word)
        if rhyme in rhymes:
            cut = _cut(onset, rhyme, read)
            for number, piece in ((onsets[onset], read[:cut]), (rhymes[rhyme], read[cut:])):
                part_printed[number] += 1
                parts[hash_of(piece) << 16 | number] += 1
    return {
        "wholes": sorted(wholes),
        "whole_counts": [min(_MOST_PRINTED, wholes[key]) for key in sorted(wholes)],
        "printed": [min(_MOST_PRINTED, printed[at]) for at in range(max(numbers.values()) + 1)],
        "parts": sorted(parts),
        "part_counts": [min(_MOST_PRINTED, parts[key]) for key in sorted(parts)],
        "part_numbers": sorted(part_printed),
        "part_printed": [min(_MOST_PRINTED, part_printed[key]) for key in sorted(part_printed)],
    }


def word_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """(printed word in plain form, read form in lower case)."""
    for row in path.read_text(encoding="utf-8").split("\n"):
        cells = row.split("\t")
        if len(cells) != 3 or not cells[1]:
            continue
        printed = [t.text for t in tokens_of(cells[1]) if t.kind is Kind.WORD]
        read = [t.text for t in tokens_of(cells[2])]
        yield from ((plain_form(a), unicodedata.normalize("NFC", b.lower())) for a, b in aligned(printed, read))


def aligned(printed: list[str], read: list[str]) -> list[tuple[str, str]]:
    """Words side by side; what has no partner is left out."""
    rows, columns = len(printed) + 1, len(read) + 1
    best = [[0.0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            if i == 0 or j == 0:
                best[i][j] = float(i + j)
                continue
            best[i][j] = min(
                best[i - 1][j - 1] + 2 * apart(printed[i - 1], read[j - 1]), best[i - 1][j] + 1, best[i][j - 1] + 1
            )
    found, i, j = [], rows - 1, columns - 1
    while i and j:
        distance = apart(printed[i - 1], read[j - 1])
        if best[i][j] == best[i - 1][j - 1] + 2 * distance:
            i, j = i - 1, j - 1
            if distance < _FAR:
                found.append((printed[i], read[j]))
        elif best[i][j] == best[i - 1][j] + 1:
            i -= 1
        else:
            j -= 1
    return found[::-1]


def apart(first: str, second: str) -> float:
    """0 (same letters) to 1."""
    return Levenshtein.normalized_distance(strip_marks(first.lower()), strip_marks(second.lower()))


def _cut(onset: str, rhyme: str, read: str) -> int:
    """Where the read form of the rhyme begins."""
    plain, rest = strip_marks(onset), strip_marks(rhyme)
    costs = [
        (
            Levenshtein.distance(plain, read[:at]) + Levenshtein.distance(rest, strip_marks(read[at:])),
            abs(at - len(onset)),
            at,
        )
        for at in range(min(len(read), len(onset) + 2) + 1)
    ]
    return min(costs)[2]
