"""Plans typed, printed, then scanned or photographed by fixed recipes are read nearly as well as in Word.

Expected: the headline, tasks and units of the gold; where the gold's own texts are cut short (see `test_text_pdf`),
tasks as good as in the reading of the Word document.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import pypdfium2
import pytest

from phongtrao.adapters.documents_in import Source, source_from_pages
from phongtrao.adapters.file_kind import FileKind
from phongtrao.adapters.ocr import read_picture
from phongtrao.adapters.pages_in import ReadPage
from phongtrao.core.documents import read
from phongtrao.core.text import SourceText, Span
from tests.core.reader_lexicon import lexicon
from tests.corpus import carriers, typed
from tests.corpus import score as scorer
from tests.corpus.test_docx_ways import BESIDES, SAMPLES
from tests.corpus.test_metamorphic import headline

SCAN, SCAN_PARTS, PHOTOGRAPH = 0.92, 0.90, 0.85
Recipe = Callable[[pypdfium2.PdfPage], bytes]


@lru_cache
def _files() -> dict[str, bytes]:
    plans = [plan for plan, _ in [*SAMPLES, *BESIDES]]
    return carriers.text_pdf({plan.stem: typed.by_hand(plan.read_text(encoding="utf-8")) for plan in plans})


def _read(data: bytes, recipe: Recipe) -> Source:
    """The paper after the recipe, two pages at a time: PDFium itself works in one thread only."""
    document = pypdfium2.PdfDocument(data)
    pictures = [(recipe(document[at]), document[at].get_size()) for at in range(len(document))]

    def page(at: int) -> ReadPage:
        picture, (width, height) = pictures[at]
        return ReadPage(read_picture(picture, number=at + 1, width=width, height=height), "ocr")

    with ThreadPoolExecutor(2) as pool:
        pages = list(pool.map(page, range(len(pictures))))
    return source_from_pages(pages, kind=FileKind.PDF, sha256="")


def _score(source: Source, kept: Path) -> tuple[float, dict[str, float], str]:
    gold = json.loads(kept.read_text(encoding="utf-8"))
    spans = [Span(word.start, word.end) for word in source.restored]
    reading = read(SourceText(source.text), lexicon(), route=source.route, restored_words=spans).as_json()
    figure, misses = headline(reading, gold)
    parts: dict[str, float] = scorer.score(reading, gold, [])
    return figure, parts, "\n".join([f"{figure:.3f}", *misses, source.text])


def _plain_tasks(plan: Path, kept: Path) -> float:
    gold = json.loads(kept.read_text(encoding="utf-8"))
    reading = read(SourceText(plan.read_text(encoding="utf-8")), lexicon()).as_json()
    return float(scorer.score(reading, gold, [])["tasks"])


CASES = [pytest.param(plan, kept, id=plan.stem[:12]) for plan, kept in [*SAMPLES, *BESIDES]]


@pytest.mark.parametrize(("plan", "kept"), CASES)
def test_a_scan_is_read(plan: Path, kept: Path) -> None:
    figure, parts, told = _score(_read(_files()[plan.stem], carriers.scan_300), kept)
    assert figure >= SCAN, told
    assert parts["org_units"] >= SCAN_PARTS, told
    assert parts["tasks"] >= min(SCAN_PARTS, _plain_tasks(plan, kept)), told


@pytest.mark.parametrize(("plan", "kept"), CASES)
def test_a_photograph_is_read(plan: Path, kept: Path) -> None:
    figure, _, told = _score(_read(_files()[plan.stem], carriers.photograph_200), kept)
    assert figure >= PHOTOGRAPH, told


OTHER: dict[str, carriers.Scan | carriers.Photograph] = {
    "turned-back": carriers.Scan(turn=-1.5, noise=12.0, quality=50),
    "grey": carriers.Scan(turn=0.6, is_grey=True, fill=0),
    "on-its-side": carriers.Scan(quarter_turns=1),
    "upside-down": carriers.Scan(turn=0.4, quarter_turns=2),
    "hard-shadow": carriers.Photograph(is_hard=True, background="white"),
    "black-ground": carriers.Photograph(background="black", moved=0.03),
}


@pytest.mark.parametrize("name", OTHER)
def test_other_recipes_give_the_same_words(name: str) -> None:
    """One page of our own sample: at least 96 of 100 words of the typed page are found again."""
    document = pypdfium2.PdfDocument(_files()[SAMPLES[0][0].stem])
    page = document[0]
    width, height = page.get_size()
    recipe = OTHER[name]
    turned = isinstance(recipe, carriers.Scan) and recipe.quarter_turns % 2 == 1
    size = (height, width) if turned else (width, height)
    expected = page.get_textpage().get_text_range().split()
    found = [word.text for word in read_picture(recipe.of(page), number=1, width=size[0], height=size[1]).words]
    known = set(found)
    share = sum(word in known for word in expected) / len(expected)
    assert share >= 0.96, f"{share:.3f}: {' '.join(found)}"
