"""Plans as PDF with text, by three producers, are read as well as the same plans in Word.

Expected: the headline, tasks and units of the gold; where the gold's own texts are cut short (one plan: its tasks are
0.857 also of the plain text), tasks as good as in the reading of the Word document.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from phongtrao.adapters.documents_in import Source, read_source
from phongtrao.core.documents import read
from phongtrao.core.text import SourceText
from tests.core.reader_lexicon import lexicon
from tests.corpus import carriers, typed
from tests.corpus import score as scorer
from tests.corpus.test_docx_ways import BESIDES, SAMPLES
from tests.corpus.test_metamorphic import headline

LEAST, LEAST_PARTS = 0.95, 0.90
PLANS = [*SAMPLES, *BESIDES]
WAYS = ("hand", "numbering", "annex")
DRESSES = ("plain", "office")
CASES = [
    pytest.param(plan, gold, way, dress, id=f"{plan.stem[:12]}-{way}-{dress}")
    for plan, gold in PLANS
    for way in WAYS
    for dress in DRESSES
]


@dataclass(frozen=True, slots=True)
class Paper:
    """A plan typed in Word, what must be read of it, and the document."""

    document: bytes
    gold: dict[str, Any]


def _paper(plan: Path, kept: Path, way: str) -> Paper:
    text, gold = plan.read_text(encoding="utf-8"), json.loads(kept.read_text(encoding="utf-8"))
    if way == "annex":
        annexed = typed.by_annex(text, gold)
        return Paper(annexed.data, annexed.gold)
    return Paper(typed.by_hand(text) if way == "hand" else typed.by_numbering(text), gold)


@lru_cache
def _all() -> tuple[dict[str, Paper], dict[str, bytes]]:
    """All papers, and all PDFs by « plan-way-dress », out of one run of LibreOffice."""
    papers = {f"{plan.stem[:12]}-{way}": _paper(plan, gold, way) for plan, gold in PLANS for way in WAYS}
    documents = {f"{name}-plain": paper.document for name, paper in papers.items()}
    documents |= {f"{name}-office": carriers.in_office_dress(paper.document) for name, paper in papers.items()}
    return papers, carriers.text_pdf(documents)


def _figures(source: Source, gold: dict[str, Any]) -> tuple[float, dict[str, float], list[str]]:
    reading = read(SourceText(source.text), lexicon(), route=source.route).as_json()
    figure, misses = headline(reading, gold)
    return figure, scorer.score(reading, gold, []), misses


def _check(source: Source, paper: Paper) -> None:
    figure, parts, misses = _figures(source, paper.gold)
    typed_parts = _figures(read_source(paper.document, name="a.docx"), paper.gold)[1]
    told = "\n".join([*misses, source.text])
    assert figure >= LEAST, told
    assert parts["org_units"] >= LEAST_PARTS, told
    assert parts["tasks"] >= min(LEAST_PARTS, typed_parts["tasks"]), told


@pytest.mark.parametrize(("plan", "kept", "way", "dress"), CASES)
def test_a_plan_as_pdf_of_an_office_program_is_read(plan: Path, kept: Path, way: str, dress: str) -> None:
    papers, files = _all()
    source = read_source(files[f"{plan.stem[:12]}-{way}-{dress}"], name="ke-hoach.pdf")
    assert source.route == "pdf-text"
    assert carriers.RUNNING_FOOT not in source.text
    _check(source, papers[f"{plan.stem[:12]}-{way}"])


@pytest.mark.parametrize(("plan", "kept"), [pytest.param(*pair, id=pair[0].stem[:12]) for pair in PLANS])
def test_a_plan_printed_by_a_browser_is_read(plan: Path, kept: Path) -> None:
    text = plan.read_text(encoding="utf-8")
    source = read_source(carriers.printed_by_browser(carriers.web_page(text)), name="ke-hoach.pdf")
    _check(source, _paper(plan, kept, "hand"))


@pytest.mark.parametrize(("way", "least"), [("hand", 0.98), ("annex", 0.5)])
@pytest.mark.parametrize(("plan", "kept"), [pytest.param(*pair, id=pair[0].stem[:12]) for pair in PLANS])
def test_every_word_lies_where_the_text_has_it(plan: Path, kept: Path, way: str, least: float) -> None:
    source = read_source(_all()[1][f"{plan.stem[:12]}-{way}-office"], name="ke-hoach.pdf")
    spans = {page.number: page for page in source.pages}
    assert [page.number for page in source.pages] == list(range(1, len(source.pages) + 1))
    for word in source.placed:
        page = spans[word.page]
        assert page.start <= word.start < word.end <= page.end
        assert not any(letter.isspace() for letter in source.text[word.start : word.end])
        assert -1 <= word.box.left < word.box.right <= page.width + 1
        assert -1 <= word.box.top < word.box.bottom <= page.height + 1
    assert all(a.end <= b.start for a, b in zip(source.placed, source.placed[1:], strict=False))
    # A row that a page break cuts is told where it begins, in one piece: its words on the next page have no frame.
    placed = sum(word.end - word.start for word in source.placed)
    assert placed >= least * sum(not letter.isspace() for letter in source.text if letter != "|")
