"""A PDF printed from a Word file in old fonts: its text layer holds codes, which are read as letters in their boxes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from phongtrao.adapters.documents_in import read_source
from phongtrao.adapters.pages_in import with_letters
from phongtrao.adapters.pdf_pages import PdfPage
from phongtrao.core.documents import read
from phongtrao.core.layout.words import Box, PageWord, PageWords
from phongtrao.core.text import SourceText
from tests.adapters.test_office_in import saved_as
from tests.core.reader_lexicon import lexicon
from tests.corpus import old_fonts, typed
from tests.corpus.test_docx_ways import PLANS
from tests.corpus.test_metamorphic import headline

BOX = Box(1.0, 2.0, 3.0, 4.0)


def _page(text: str) -> PdfPage:
    words = tuple(PageWord(word, BOX, line=at) for at, word in enumerate(text.split(" ")))
    return PdfPage(PageWords(1, 595.0, 842.0, words), turned=0, covered=0.0, is_drawn=True)


def test_words_keep_their_boxes() -> None:
    page = with_letters(_page("KÕ ho¹ch phßng chèng téi ph¹m (n¨m 2026)"))
    assert " ".join(word.text for word in page.words.words) == "Kế hoạch phòng chống tội phạm (năm 2026)"
    assert [(word.box, word.line) for word in page.words.words] == [(BOX, at) for at in range(8)]


def test_a_sound_page_is_the_same_page() -> None:
    page = _page("Kế hoạch phòng chống tội phạm năm 2026")
    assert with_letters(page) is page


@pytest.mark.parametrize(("plan", "gold"), PLANS)
def test_a_plan_printed_in_old_fonts_is_read(plan: Path, gold: Path, tmp_path: Path) -> None:
    """VNI: LibreOffice prints nothing for the soft hyphen, which is « ư » in TCVN3."""
    data = old_fonts.in_vni(typed.by_hand(plan.read_text(encoding="utf-8")))
    source = read_source(saved_as(data, "pdf", tmp_path), name="ke-hoach.pdf")
    assert source.route == "pdf-text"
    reading = read(SourceText(source.text), lexicon(), route=source.route).as_json()
    figure, misses = headline(reading, json.loads(gold.read_text(encoding="utf-8")))
    assert figure >= 0.95, "\n".join([f"{figure:.3f}", *misses, source.text[:3000]])
