"""The names of document kinds and laws, from the pack « lexicons/document-kinds »."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class CitationWords:
    """Words by use; see the pack for what each list holds."""

    kinds: tuple[str, ...]
    unnumbered: tuple[str, ...]
    laws: tuple[str, ...]
    rules: tuple[str, ...]
    law_names: tuple[str, ...]
    symbol_parts: tuple[str, ...]

    @classmethod
    def from_pack(cls, data: Mapping[str, Any]) -> CitationWords:
        """The words of a pack's `data`; a list that is missing is empty."""
        return cls(**{name: tuple(data.get(name, ())) for name in cls.__slots__})
