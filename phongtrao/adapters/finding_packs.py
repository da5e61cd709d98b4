"""What the findings know, from the packs on disk: wordings, the register, and the table of syllables beside its
pack.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from phongtrao.adapters.packs import PackSet
from phongtrao.core.documents.checks.knowledge import Knowledge
from phongtrao.core.packs import Pack
from phongtrao.core.text.syllables import SyllableTable, read_table

TABLE_PACK = "statistics/vietnamese"


def knowledge_of(packs: PackSet) -> Knowledge:
    """The knowledge in `packs`; without a table of syllables when there is none."""
    table = load_table(packs.get(TABLE_PACK)) if TABLE_PACK in packs.ids else None
    return Knowledge.from_packs({pack.id: pack.data for pack in packs}, table)


def load_table(pack: Pack) -> SyllableTable:
    """The table that `pack` names, read once per process. Raises `BadTable` for a file of another kind."""
    return _table(Path(pack.file).parent / str(pack.data["file"]))


@cache
def _table(path: Path) -> SyllableTable:
    return read_table(path.read_bytes())
