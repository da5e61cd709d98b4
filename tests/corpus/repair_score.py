"""How many words of a restored text are right.

Counting rule. A word is a run of letters and figures that holds a letter, in NFC and lower case with its marks; marks
of punctuation, figures alone and the parts of a symbol's punctuation are no words. The words of a restored line are
put beside the expected ones in their order (longest common subsequence), so a word too many or too few costs only
itself. Expected words of the garbled plan are kept as [line, number of the word, SHA-256], never as text; the lines
(1-based) were drawn once with a fixed seed from those with six chunks and more.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

KEPT = Path(__file__).parent / "repair_words.json"
_WORD = re.compile(r"[^\W_]*[^\W\d_][^\W_]*")


def words_of(line: str) -> list[str]:
    """The words of a line by the counting rule."""
    return _WORD.findall(unicodedata.normalize("NFC", line).lower())


def digest(word: str) -> str:
    """The kept form of a word."""
    return hashlib.sha256(word.encode()).hexdigest()


def expected_lines() -> dict[int, list[str]]:
    """Line → the digests of its words."""
    found: dict[int, list[str]] = {}
    for line, _, kept in json.loads(KEPT.read_text(encoding="utf-8")):
        found.setdefault(line, []).append(kept)
    return found


def matched(expected: Sequence[str], restored: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(restored) + 1)
    for word in expected:
        before = row[:]
        for at, other in enumerate(restored, 1):
            row[at] = before[at - 1] + 1 if word == other else max(before[at], row[at - 1])
    return row[-1]


def score_lines(text: str) -> tuple[int, int]:
    """(words right, words expected) of a restored text of the garbled plan."""
    lines = text.split("\n")
    right = total = 0
    for number, expected in expected_lines().items():
        right += matched(expected, [digest(word) for word in words_of(lines[number - 1])])
        total += len(expected)
    return right, total
