"""The plans typed as Word documents in three ways are read as well as the headline asks of a clean plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from phongtrao.adapters.documents_in import read_source
from phongtrao.core.documents import read
from phongtrao.core.text import SourceText
from tests.core.reader_lexicon import lexicon
from tests.corpus import typed
from tests.corpus.test_metamorphic import BESIDE, HERE, headline

LEAST = 0.95
SAMPLES = [(path, HERE / "gold" / f"{path.stem}.json") for path in sorted((HERE / "samples").glob("*.txt"))]
BESIDES = [
    (plan, gold)
    for gold in sorted((BESIDE / "reading" / "gold").glob("*.json"))
    for plan in sorted((BESIDE / "seeds").glob(f"{gold.stem}_*.txt"))
]
PLANS = [pytest.param(plan, gold, id=plan.stem[:12]) for plan, gold in (*SAMPLES, *BESIDES)]


def _typed(way: str, text: str, gold: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
    if way == "annex":
        annexed = typed.by_annex(text, gold)
        return annexed.data, annexed.gold
    return (typed.by_hand(text) if way == "hand" else typed.by_numbering(text)), gold


@pytest.mark.parametrize("way", ["hand", "numbering", "annex"])
@pytest.mark.parametrize(("plan", "kept"), PLANS)
def test_a_plan_typed_in_word_is_read(plan: Path, kept: Path, way: str) -> None:
    data, gold = _typed(way, plan.read_text(encoding="utf-8"), json.loads(kept.read_text(encoding="utf-8")))
    source = read_source(data, name="ke-hoach.docx")
    reading = read(SourceText(source.text), lexicon(), route=source.route).as_json()
    figure, misses = headline(reading, gold)
    assert figure >= LEAST, "\n".join([*misses, source.text[:3000]])
