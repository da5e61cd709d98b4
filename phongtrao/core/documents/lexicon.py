"""The words a reader knows, put together from lexicon packs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from phongtrao.core.dates import TimeWords


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists of the reader, by room."""

    times: TimeWords

    @classmethod
    def from_packs(cls, packs: Mapping[str, Mapping[str, Any]]) -> Lexicon:
        """Pack id (« lexicons/deadlines ») → its `data`. A pack that is missing gives empty lists."""
        return cls(times=TimeWords.from_pack(packs.get("lexicons/deadlines", {})))
