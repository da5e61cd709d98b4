"""The words that name bodies, from the pack « lexicons/bodies »."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class BodyWords:
    """Words by use; see the pack for what each list holds."""

    levels: tuple[tuple[str, tuple[str, ...]], ...]
    spellings: tuple[tuple[str, tuple[str, ...]], ...]
    organs: tuple[str, ...]
    named: tuple[str, ...]
    heads: tuple[str, ...]
    name_words: tuple[str, ...]
    capital_words: tuple[str, ...]
    duty_openings: tuple[str, ...]
    groups: tuple[str, ...]
    quantifiers: tuple[str, ...]
    posts: tuple[str, ...]
    openings: tuple[str, ...]
    silent_posts: tuple[str, ...]
    takes_level: tuple[str, ...]
    central_cities: tuple[str, ...]

    @classmethod
    def from_pack(cls, data: Mapping[str, Any]) -> BodyWords:
        """The words of a pack's `data`; a list that is missing is empty."""
        lists = {name: tuple(data.get(name, ())) for name in cls.__slots__ if name not in ("levels", "spellings")}
        levels: Mapping[str, list[str]] = data.get("levels", {})
        return cls(
            levels=tuple((level, tuple(words)) for level, words in levels.items()),
            spellings=tuple((s["name"], tuple(s["also"])) for s in data.get("spellings", ())),
            **lists,
        )

    @property
    def level_words(self) -> tuple[str, ...]:
        """Every word of a level, all levels together."""
        return tuple(word for _, words in self.levels for word in words)

    def level_of(self, word: str) -> str | None:
        """« phường » → « commune »; None when the word is no level."""
        lowered = word.lower()
        return next((level for level, words in self.levels if lowered in {w.lower() for w in words}), None)
