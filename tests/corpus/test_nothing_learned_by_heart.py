"""No name of a person or mô hình and no document number of the plans beside the repository stands in code or packs.

The reader must know forms, not five papers. What the law register or a pack of official places holds has its own source
and is excepted. Nothing of the plans is written here: names and numbers are computed from them when they are present.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from phongtrao.core.citations.document_numbers import NUMBER, clean_key
from phongtrao.core.text import SourceText
from tests.core.reader_lexicon import read_text

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
GOLD = ROOT.parent / "shared" / "reading" / "gold"
SOURCED = {"law/register.yaml", "places/facts.yaml"}  # rows with a source of their own
CODE = ("core", "adapters", "apps", "cli", "web", "config", "packs")

pytestmark = pytest.mark.skipif(not SEEDS, reason="the plans do not lie beside the repository")


@lru_cache
def _written() -> dict[str, str]:
    """Every file of code and packs, by its path, with blanks folded."""
    root = ROOT / "phongtrao"
    files = [p for room in CODE for kind in ("*.py", "*.yaml", "*.html", "*.js") for p in (root / room).rglob(kind)]
    return {
        str(p.relative_to(root)): " ".join(p.read_text(encoding="utf-8").split())
        for p in files
        if str(p.relative_to(root / "packs") if p.is_relative_to(root / "packs") else p) not in SOURCED
    }


def _registered() -> set[str]:
    rows = yaml.safe_load((ROOT / "phongtrao" / "packs" / "law" / "register.yaml").read_text(encoding="utf-8"))
    return {row["key"] for row in rows["data"]["works"]}


def _numbers(text: str) -> set[str]:
    found = {clean_key(m.group()) for m in re.finditer(NUMBER, SourceText(text).reading.text)}
    registered = _registered()
    return {key for key in found if not any(work == key or work.startswith(f"{key}-") for work in registered)}


def _names(seed: Path) -> set[str]:
    """Who signed, who is named, and the mô hình: as read, and as somebody read them by hand."""
    reading = read_text(seed.read_text(encoding="utf-8")).as_json()
    kept = GOLD / f"{seed.name[:3]}.json"
    readings = [reading, *([json.loads(kept.read_text(encoding="utf-8"))] if kept.exists() else [])]
    names = {name for r in readings for name in r["initiatives"]}
    return names | {r["signer"]["name"] for r in readings if r["signer"]["name"]}


@pytest.mark.parametrize("seed", SEEDS, ids=lambda p: p.name[:3])
def test_no_name_of_the_plan_stands_in_code_or_packs(seed: Path) -> None:
    found = {(name, path) for name in _names(seed) for path, text in _written().items() if name.lower() in text.lower()}
    assert not found


@pytest.mark.parametrize("seed", SEEDS, ids=lambda p: p.name[:3])
def test_no_document_number_of_the_plan_stands_in_code_or_packs(seed: Path) -> None:
    numbers = _numbers(seed.read_text(encoding="utf-8"))
    patterns = {n: re.compile(rf"(?<![\w/]){re.escape(n)}(?![\w-])") for n in numbers}
    assert not {(n, path) for n, p in patterns.items() for path, text in _written().items() if p.search(text)}


def test_names_and_numbers_are_found_in_the_plans() -> None:
    """So that the tests above can fail."""
    assert sum(len(_names(seed)) for seed in SEEDS) >= len(SEEDS)
    assert sum(len(_numbers(seed.read_text(encoding="utf-8"))) for seed in SEEDS) >= len(SEEDS)
