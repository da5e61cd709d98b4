"""The result of a repair: the restored text and where each restored word came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RestoredWord:
    """`text[start:end]` stands for `original[original_start:original_end]`; `confidence` 0 to 1000.

    A symbol that could not be restored is listed unchanged, with a low confidence.
    """

    start: int
    end: int
    original_start: int
    original_end: int
    confidence: int


@dataclass(frozen=True, slots=True)
class Repaired:
    """`words` rise in both texts and do not overlap; what lies between them is the same in both."""

    text: str
    words: tuple[RestoredWord, ...]
