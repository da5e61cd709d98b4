"""Restoring ruined Vietnamese: cases worked out by hand, and what must hold for every text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.adapters.language import load_language
from phongtrao.core.text.folding import strip_marks
from phongtrao.core.text.repair import Language, Repaired, repair

SAMPLES = sorted((Path(__file__).parents[3] / "phongtrao" / "samples").rglob("*.txt"))
STRIPPED = """UY BAN NHAN DAN XA
KE HOACH
Tang cuong cong tac bao dam an ninh, trat tu tren dia ban xa nam 2026

1. Cong an xa chu tri, phoi hop voi cac don vi lien quan xay dung ke hoach, to chuc tuyen truyen den nhan dan.
2. Phong Van hoa - Xa hoi huong dan cac truong hoc to chuc thuc hien, bao cao ket qua truoc ngay 15/11/2026.
"""
RESTORED = """ỦY BAN NHÂN DÂN XÃ
KẾ HOẠCH
Tăng cường công tác bảo đảm an ninh, trật tự trên địa bàn xã năm 2026

1. Công an xã chủ trì, phối hợp với các đơn vị liên quan xây dựng kế hoạch, tổ chức tuyên truyền đến nhân dân.
2. Phòng Văn hóa - Xã hội hướng dẫn các trường học tổ chức thực hiện, báo cáo kết quả trước ngày 15/11/2026.
"""
GARBLED = """1. Céng an x4 chu tri, phéi hop véi cac don vi lién quan xay dung ké hoach, t6 chirc tuyén truyén dén nhan
dan; kiém tra viéc thuc hién caa céc thén, bao cdo két qua vé Uy ban nhan dan x& truéc ngay 15/11/2026.
Thuc hién Quyét dinh s6 3554/0D-BCA cia Bo truéng B6 Céng an vé cong tac bao dam an ninh trat tu.
"""
ENGLISH = """The committee shall publish its annual report before the end of March and send a copy to every member.
In the first section the report names the tasks that were finished, those that were late, and the reasons for it.
A second section holds the figures of the year, in tables, with notes on how they were counted and by whom.
"""
FRENCH = """\
Le comité publie chaque année un rapport sur les activités de la société et le présente à l'assemblée générale.
Les résultats sont vérifiés par un expert désigné à cet effet; les réserves éventuelles sont annexées au procès-verbal.
Chaque membre peut demander une copie des pièces déposées, à condition de justifier de sa qualité auprès du secrétaire.
"""


@pytest.fixture(scope="module")
def language() -> Language:
    return load_language()


def share_right(expected: str, restored: str) -> float:
    words, others = expected.split(), restored.split()
    return sum(a == b for a, b in zip(words, others, strict=False)) / len(words)


def test_text_without_marks_gets_them_back(language: Language) -> None:
    assert share_right(RESTORED, repair(STRIPPED, language).text) >= 0.97


def test_garbled_text_is_restored(language: Language) -> None:
    text = repair(GARBLED, language).text
    for words in (
        "Công an xã chủ trì, phối hợp với các đơn vị liên quan",
        "tổ chức tuyên truyền đến nhân",
        "kiểm tra việc thực hiện của các thôn",
        "Ủy ban nhân dân xã trước ngày 15/11/2026",
        "Bộ trưởng Bộ Công an về công tác bảo đảm an ninh trật tự",
    ):
        assert words in text


def test_letters_of_a_symbol_become_a_known_form(language: Language) -> None:
    repaired = repair(GARBLED, language)
    assert "số 3554/QĐ-BCA của Bộ" in repaired.text
    symbol = next(w for w in repaired.words if repaired.text[w.start : w.end] == "3554/QĐ-BCA")
    assert symbol.confidence >= 900


def test_an_unknown_symbol_stays_and_is_doubtful(language: Language) -> None:
    repaired = repair(GARBLED.replace("3554/0D-BCA", "3554/0X-ZWK"), language)
    assert "3554/0X-ZWK" in repaired.text
    symbol = next(w for w in repaired.words if repaired.text[w.start : w.end] == "3554/0X-ZWK")
    assert symbol.confidence < 500


def test_heading_numerals_follow_the_sequence(language: Language) -> None:
    text = "|. MUC DICH, YEU CAU\n" + STRIPPED + "\nIl. NOI DUNG THUC HIEN\n" + STRIPPED
    lines = repair(text, language).text.split("\n")
    assert lines[0] == "I. MỤC ĐÍCH, YÊU CẦU"
    assert "II. NỘI DUNG THỰC HIỆN" in lines


def test_a_numeral_read_as_figures_stays(language: Language) -> None:
    lines = repair("|. MUC DICH\n" + STRIPPED + "\n11. NOI DUNG\n" + STRIPPED, language).text.split("\n")
    assert any(line.startswith("11. ") for line in lines)


def test_only_the_ruined_stretch_changes(language: Language) -> None:
    text = RESTORED + "\n" + GARBLED + "\n" + RESTORED
    repaired = repair(text, language)
    assert repaired.text.startswith(RESTORED) and repaired.text.endswith(RESTORED)
    assert "phối hợp với các đơn vị liên quan" in repaired.text[len(RESTORED) : -len(RESTORED)]


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, RESTORED, "", "\n\n", "Sơn Dương", "123/45 - 6", "全国人民代表大会"])
def test_sound_and_foreign_text_stays(language: Language, text: str) -> None:
    assert repair(text, language) == Repaired(text, ())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_stay(language: Language, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert repair(text, language) == Repaired(text, ())


def test_restored_text_is_left_alone_afterwards(language: Language) -> None:
    once = repair(STRIPPED, language).text
    assert repair(once, language) == Repaired(once, ())


def test_names_of_the_installation_help(language: Language) -> None:
    text = STRIPPED.replace("tren dia ban xa nam 2026", "tren dia ban thon Na Lau nam 2026")
    assert "thôn Nà Lạu" in repair(text, language, extra_words=("thôn Nà Lạu",)).text


_RUINS = st.sampled_from([*sorted(set((STRIPPED + GARBLED).split())), "s6", "11.", "x§", "t@", "|.", "0P", "~", "é"])
_PIECES = st.lists(st.one_of(_RUINS, st.text(max_size=6), st.sampled_from(["\n", ", ", ". "])), max_size=60)


def check_map(text: str, repaired: Repaired) -> None:
    done = original_done = 0
    for word in repaired.words:
        assert done <= word.start <= word.end <= len(repaired.text)
        assert original_done <= word.original_start < word.original_end <= len(text)
        assert repaired.text[done : word.start] == text[original_done : word.original_start]
        assert 0 <= word.confidence <= 1000
        done, original_done = word.end, word.original_end
    assert repaired.text[done:] == text[original_done:]


@given(_PIECES)
@settings(max_examples=150, deadline=None)
def test_holds_for_every_text(pieces: list[str]) -> None:
    text = GARBLED + " ".join(pieces)
    repaired = repair(text, load_language())
    check_map(text, repaired)
    assert figures(repaired.text) == figures(text)


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_never_raises(text: str) -> None:
    check_map(text, repair(text, load_language()))


def figures(text: str) -> list[str]:
    """Numbers of their own: chunks of figures and marks without a letter or an odd character, ends trimmed."""
    chunks = (chunk.strip(".,;:()“”\"'-") for chunk in text.split())
    return [chunk for chunk in chunks if re.fullmatch(r"[\d.,/:%-]*\d", chunk, re.ASCII)]


def test_the_samples_stripped_come_back(language: Language) -> None:
    text = SAMPLES[0].read_text(encoding="utf-8")
    restored = repair(strip_marks(text), language).text
    assert share_right(text, restored) >= 0.95
