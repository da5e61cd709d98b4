"""The lexicon of the reader, built from the pack files as they are."""

from functools import lru_cache
from pathlib import Path

import yaml

from phongtrao.core.documents import Lexicon, Reading, read
from phongtrao.core.documents.checks.knowledge import Knowledge
from phongtrao.core.text import SourceText
from phongtrao.core.text.syllables import read_table

_PACKS = Path(__file__).parents[2] / "phongtrao" / "packs" / "lexicons"
_KNOWLEDGE = ("findings/findings", "law/register", "statistics/vietnamese")


@lru_cache
def lexicon() -> Lexicon:
    """Every pack below packs/lexicons."""
    packs = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(_PACKS.glob("*.yaml"))]
    return Lexicon.from_packs({pack["id"]: pack["data"] for pack in packs})


@lru_cache
def knowledge() -> Knowledge:
    """What the findings know, with the table of syllables."""
    root = _PACKS.parent
    packs = {name: yaml.safe_load((root / f"{name}.yaml").read_text(encoding="utf-8"))["data"] for name in _KNOWLEDGE}
    table = read_table((root / "statistics" / packs["statistics/vietnamese"]["file"]).read_bytes())
    return Knowledge.from_packs(packs, table)


def read_text(text: str) -> Reading:
    """The reading of a text, with its findings."""
    return read(SourceText(text), lexicon(), knowledge=knowledge())
