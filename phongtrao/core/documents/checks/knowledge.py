"""What the checks know beside the document: wordings, the register of cited law, counts of syllables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from phongtrao.core.citations.law_register import CitedWork, WorkRef
from phongtrao.core.documents.checks.rules import Rules
from phongtrao.core.text.syllables import SyllableTable


@dataclass(frozen=True)
class Knowledge:
    """`works`: rows of the register; `syllables` None: the spelling of syllables is not looked at."""

    rules: Rules = field(default_factory=Rules)
    works: tuple[CitedWork, ...] = ()
    syllables: SyllableTable | None = None

    @classmethod
    def from_packs(cls, packs: Mapping[str, Any], syllables: SyllableTable | None = None) -> Knowledge:
        """Pack id → its `data`; a pack that is missing knows nothing."""
        rows = packs.get("law/register", {}).get("works", ())
        return cls(Rules.from_data(packs.get("findings/findings", {})), tuple(map(_work, rows)), syllables)

    @cached_property
    def by_number(self) -> dict[tuple[int, str], tuple[CitedWork, ...]]:
        """Works by the number and year of their key."""
        found: dict[tuple[int, str], list[CitedWork]] = {}
        for work in self.works:
            head, _, year = work.number.partition("/")
            found.setdefault((int(head), year), []).append(work)
        return {key: tuple(works) for key, works in found.items()}


def _work(row: Mapping[str, Any]) -> CitedWork:
    pointers = {name: tuple(WorkRef(**ref) for ref in row.get(name) or ()) for name in ("replaces", "amends")}
    return CitedWork(**{**row, **pointers})
