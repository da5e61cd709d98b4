"""The plans as offices kept them before Unicode: text in TCVN3 and VNI, Word in .VnTime and VNI-Times, decomposed."""

from __future__ import annotations

import copy
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from phongtrao.adapters.documents_in import Source, read_source
from phongtrao.core.documents import read
from phongtrao.core.text import SourceText
from tests.core.reader_lexicon import lexicon
from tests.corpus import old_fonts, typed
from tests.corpus import rewrites as to
from tests.corpus.test_docx_ways import PLANS
from tests.corpus.test_metamorphic import headline
from tests.old_encodings import to_cp1258, to_tcvn3, to_vni, to_vps

LEAST = 0.95

_PLAIN = str.maketrans("“”‘’–—…", "\"\"''--.")  # VPS has letters where Windows has these

AS_TEXT: dict[str, Callable[[str], bytes]] = {
    "tcvn3": lambda text: to_tcvn3(text).encode("cp1252", "replace"),
    "vni": lambda text: to_vni(text).encode("cp1252", "replace"),
    "vps": lambda text: to_vps(text.translate(_PLAIN)).encode("latin-1", "replace"),
    "cp1258": lambda text: to_cp1258(text).encode("cp1258", "replace"),
    "tcvn3 saved as utf-8": lambda text: to_tcvn3(text).encode(),
    "vni saved as utf-16": lambda text: to_vni(text).encode("utf-16"),
    "nfd": lambda text: unicodedata.normalize("NFD", text).encode(),
}
AS_WORD: dict[str, Callable[[bytes], bytes]] = {
    ".VnTime": old_fonts.in_vntime,
    "VNI-Times": old_fonts.in_vni,
    "TCVN3 in Times": old_fonts.in_times,
    "Unicode in .VnTime": old_fonts.unicode_in_vntime,
}


def _score(source: Source, gold: Path) -> tuple[float, list[str]]:
    reading = read(SourceText(source.text), lexicon(), route=source.route).as_json()
    wanted: dict[str, Any] = json.loads(gold.read_text(encoding="utf-8"))
    return headline(to.rewritten(reading, to.tones_new), to.rewritten(copy.deepcopy(wanted), to.tones_new))


@pytest.mark.parametrize("way", AS_TEXT)
@pytest.mark.parametrize(("plan", "gold"), PLANS)
def test_a_text_in_an_old_encoding_is_read(plan: Path, gold: Path, way: str) -> None:
    source = read_source(AS_TEXT[way](plan.read_text(encoding="utf-8")), name="ke-hoach.txt")
    figure, misses = _score(source, gold)
    assert figure >= LEAST, "\n".join([f"{figure:.3f}", *misses, source.text[:2000]])
    assert bool(source.notes) == (way != "nfd")


@pytest.mark.parametrize("way", AS_WORD)
@pytest.mark.parametrize(("plan", "gold"), PLANS)
def test_a_document_in_an_old_font_is_read(plan: Path, gold: Path, way: str) -> None:
    data = AS_WORD[way](typed.by_hand(plan.read_text(encoding="utf-8")))
    source = read_source(data, name="ke-hoach.docx")
    figure, misses = _score(source, gold)
    assert figure >= LEAST, "\n".join([f"{figure:.3f}", *misses, source.text[:2000]])
    assert any("bảng mã cũ" in note for note in source.notes) == (way != "Unicode in .VnTime")
