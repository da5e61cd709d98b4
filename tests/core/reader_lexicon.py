"""The lexicon of the reader, built from the pack files as they are."""

from functools import lru_cache
from pathlib import Path

import yaml

from phongtrao.core.documents import Lexicon, Reading, read
from phongtrao.core.text import SourceText

_PACKS = Path(__file__).parents[2] / "phongtrao" / "packs" / "lexicons"


@lru_cache
def lexicon() -> Lexicon:
    """Every pack below packs/lexicons."""
    packs = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(_PACKS.glob("*.yaml"))]
    return Lexicon.from_packs({pack["id"]: pack["data"] for pack in packs})


def read_text(text: str) -> Reading:
    """The reading of a text."""
    return read(SourceText(text), lexicon())
