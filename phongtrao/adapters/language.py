"""What the repair of ruined text knows, from the packs on disk: the file of counts, abbreviations, symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from phongtrao.adapters.packs import PackSet, load_all
from phongtrao.core.packs import Pack, PackError
from phongtrao.core.packs.schema import Flag, Record, Text, check_data, check_examples
from phongtrao.core.text.repair import Language

PACK = "statistics/language"
_ABBREVIATION = re.compile(r"(?<!\w)[A-ZĐƯƠ]{2,}[A-ZĐƯƠa-z]*(?!\w)")
_SYMBOL_HEAD = re.compile(r"^\d+(?:/\d{4})?[/-]")
SCHEMA = Record({"file": Text(r"[a-z]+\.bin", example="language.bin"), "sha256": Text(r"[0-9a-f]{64}")})
EXAMPLE = Record({"read": Text(r"\S+", example="toan"), "word": Text(r"\S+", example="toàn"), "known": Flag()})


def check_pack(pack: Pack) -> list[PackError]:
    """Errors of the pack's shape; whether the file answers as the examples say is tested where files are read."""
    return check_data(pack, SCHEMA) + check_examples(pack, EXAMPLE)


@cache
def load_language() -> Language:
    """The language of the installed packs, read once per process. Raises `BadLanguage` for a file of another kind."""
    packs = load_all()
    pack = packs.get(PACK)
    data = (Path(pack.file).parent / str(pack.data["file"])).read_bytes()
    return Language.from_bytes(data, abbreviations=_abbreviations(packs), symbols=_symbols(packs))


def _abbreviations(packs: PackSet) -> frozenset[str]:
    """Words in capitals that the lexicons write: « UBND », « ANTQ »."""
    names = ("lexicons/bodies", "lexicons/document-kinds", "lexicons/office-words", "glossary", "org-units/types")
    texts = (text for name in names if name in packs.ids for text in _texts(packs.data(name)))
    return frozenset(m.group() for text in texts for m in _ABBREVIATION.finditer(text) if len(m.group()) <= 6)


def _symbols(packs: PackSet) -> frozenset[str]:
    """Symbols of the register with their parts, and the abbreviations of Phụ lục III."""
    found: set[str] = set()
    for work in packs.data("law/register")["works"]:
        symbol = _SYMBOL_HEAD.sub("", work["key"])
        found.update([symbol, *re.split(r"[-/&]", symbol)])
    found.update(t["abbreviation"] for t in packs.data("document-types/nd30")["types"] if t["abbreviation"])
    found.update(packs.data("lexicons/document-kinds")["symbol_parts"])
    return frozenset(found)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
