"""Old encodings, written by an encoder of the test's own and read back."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.text.legacy import (
    convert_all,
    convert_legacy,
    convert_words,
    find_legacy,
    font_encoding,
    is_sound,
    joined,
)
from tests.old_encodings import ENCODERS, to_tcvn3, to_vni

PLAN = (
    "Kế hoạch xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc của địa phương\n"
    "I. MỤC ĐÍCH, YÊU CẦU\nVề việc tổ chức thực hiện nhiệm vụ, giải pháp của cả hệ thống chính trị\n"
    "Giao Công an xã chủ trì, phối hợp với các ngành, đoàn thể “đúng tiến độ” – trước ngày 15/11/2026.\n"
)
SAMPLES = sorted((Path(__file__).parents[2] / "corpus" / "samples").glob("*.txt"))


@pytest.mark.parametrize("name", ENCODERS)
def test_a_text_comes_back(name: str) -> None:
    old = ENCODERS[name](PLAN)
    assert old != PLAN and find_legacy(old) == name
    assert convert_legacy(old, find_legacy(old) or "vni") == PLAN


@pytest.mark.parametrize("name", ENCODERS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_samples_come_back(path: Path, name: str) -> None:
    """Letters all come back; TCVN3 loses the case of single capitals with tones (« Ủy », « Ấp »)."""
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    old = ENCODERS[name](text)
    back = convert_legacy(old, name)  # type: ignore[arg-type]  # the names of the encodings
    assert find_legacy(old) == name
    assert back.lower() == text.lower()
    wrong = sum(a != b for a, b in zip(back, text, strict=True))
    assert wrong <= (len(text) // 500 if name != "vni" else 0)


SOUND = [
    PLAN,
    unicodedata.normalize("NFD", PLAN),
    "Là où le théâtre a été créé, une fête déjà naïve aura lieu en août : œuvre, Noël, maïs, garçon, reçoù, Élysée.",
    "Müller über Größe für Bäume schön, Straße, Gemüse, äußerst, Öffnung, Übung, zwölf, höher.",
    "© 2020 Acme® naïve café — 5 µm ± 2 °C, £3, ¥4, résumé",
    "España, año, mañana, señor, corazón, jalapeño, Ñandú, pingüino",
    "Là où",
    "",
    "ª º ¹ ² ³ « » · ¸ ®",
    "UBND-QĐ 12/QĐ-UBND, HĐND, QĐ, KHĐT",
    "KÕ",
    "huéng dan cia Nha nuéc, B Cong an, B Quoc phong va UBND xa ve cong tac",  # a poor scan
]


@pytest.mark.parametrize("text", SOUND)
def test_what_is_no_old_encoding_is_left(text: str) -> None:
    assert find_legacy(text) is None


@pytest.mark.parametrize("encode", [to_tcvn3, to_vni])
def test_only_the_old_lines_of_a_text_of_two_kinds_change(encode: object) -> None:
    lines = PLAN.split("\n")
    old = "\n".join(to_vni(line) if encode is to_vni else to_tcvn3(line) for line in lines[2:])
    mixed = "\n".join(lines[:2]) + "\nĐồng chí Nguyễn Văn Tuấn đã được phân công chỉ đạo\n" + old
    found = find_legacy(mixed)
    assert found == ("vni" if encode is to_vni else "tcvn3")
    told = [*lines[:2], "Đồng chí Nguyễn Văn Tuấn đã được phân công chỉ đạo", *lines[2:]]
    assert convert_legacy(mixed, found or "vps") == "\n".join(told)


def test_capitals_of_tcvn3() -> None:
    assert convert_all("KÕ HO¹CH VÒ VIÖC", "tcvn3") == "KẾ HOẠCH VỀ VIỆC"
    assert convert_all("VÒ viÖc Tõ ngµy §· cã", "tcvn3") == "Về việc Từ ngày Đã có"
    assert convert_all("T¹i UBND x·", "tcvn3") == "Tại UBND xã"
    assert convert_all("kÕ ho¹ch", "tcvn3", capitals=True) == "KẾ HOẠCH"


def test_stretches_of_fonts() -> None:
    parts = [("Kế hoạch ", None, False), ("xa", "vni", False), ("õ ", "vni", False), ("®åi", "tcvn3", True)]
    assert joined(parts) == "Kế hoạch xã ĐỒI"  # type: ignore[arg-type]  # the names of the encodings


def test_a_font_that_lies_is_known_by_its_words() -> None:
    assert is_sound(PLAN, "tcvn3") and is_sound(PLAN, "vni")
    assert not is_sound(to_tcvn3(PLAN), "tcvn3") and not is_sound(to_vni(PLAN), "vni")


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", ("tcvn3", False)),
        (".VnTimeH", ("tcvn3", True)),
        (".VnArial NarrowH", ("tcvn3", True)),
        ("ABCDEF+.VnTimeH,Bold", ("tcvn3", True)),
        ("VNI-Times", ("vni", False)),
        ("VPS Times", ("vps", False)),
        ("Times New Roman", (None, False)),
        ("", (None, False)),
    ],
)
def test_fonts(font: str, encoding: tuple[str | None, bool]) -> None:
    assert font_encoding(font) == encoding


def test_words_of_a_pdf_page() -> None:
    codes = "KÕ ho¹ch phßng chèng téi ph¹m ë ®Þa ph-¬ng, th-êng xuyªn tham m-u 12/Q§-UBND -u tiªn chÝnh trÞ- x· héi -"
    told = "Kế hoạch phòng chống tội phạm ở địa phương, thường xuyên tham mưu 12/QĐ-UBND ưu tiên chính trị- xã hội -"
    assert convert_words(codes.split()) == tuple(told.split())
    sound = ("Tổ", "chức", "tự-quản", "12/QĐ-UBND")
    assert convert_words(sound) == sound


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    found = find_legacy(text)
    assert found is None or convert_legacy(text, found)
    assert json.dumps(convert_legacy(text, "vni"))
