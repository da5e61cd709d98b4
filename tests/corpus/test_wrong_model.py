"""Plans typed, printed, scanned and read by Tesseract with the English model are read after their repair."""

from __future__ import annotations

import json
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
from tests.corpus.test_docx_ways import BESIDES
from tests.corpus.test_metamorphic import headline

LEAST = 0.85


@lru_cache
def _files() -> dict[str, bytes]:
    return carriers.text_pdf({plan.stem: typed.by_hand(plan.read_text(encoding="utf-8")) for plan, _ in BESIDES})


def _scanned(data: bytes) -> Source:
    document = pypdfium2.PdfDocument(data)
    pages = []
    for number in range(len(document)):
        page = document[number]
        width, height = page.get_size()
        words = read_picture(carriers.scan_300(page), number=number + 1, width=width, height=height)
        pages.append(ReadPage(words, "ocr"))
    return source_from_pages(pages, kind=FileKind.PDF, sha256="")


@pytest.mark.parametrize(("plan", "kept"), [pytest.param(*pair, id=pair[0].stem[:12]) for pair in BESIDES])
def test_a_scan_read_by_the_english_model_is_restored_and_read(
    plan: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHONGTRAO_OCR_LANGUAGE", "eng")
    source = _scanned(_files()[plan.stem])
    assert source.restored
    spans = [Span(word.start, word.end) for word in source.restored]
    reading = read(SourceText(source.text), lexicon(), route=source.route, restored_words=spans).as_json()
    figure, misses = headline(reading, json.loads(kept.read_text(encoding="utf-8")))
    assert figure >= LEAST, "\n".join([f"{figure:.3f}", *misses])
