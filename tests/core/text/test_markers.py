"""What stands before the words of an item."""

import pytest

from phongtrao.core.text.markers import read_marker, roman_value


@pytest.mark.parametrize(
    ("line", "kind", "value", "words"),
    [
        ("IV. PHÂN CÔNG", "roman", 4, "PHÂN CÔNG"),
        ("II- NHIỆM VỤ", "roman", 2, "NHIỆM VỤ"),
        ("II - NHIỆM VỤ", "roman", 2, "NHIỆM VỤ"),
        ("A. MỤC TIÊU", "capital", 1, "MỤC TIÊU"),
        ("Phần thứ hai NỘI DUNG", "part", 0, "NỘI DUNG"),
        ("Điều 3. Tổ chức", "article", 3, "Tổ chức"),
        ("1. Công an xã", "number1", 1, "Công an xã"),
        ("12.Các thôn", "number1", 12, "Các thôn"),
        ("2- Văn phòng", "number1", 2, "Văn phòng"),
        ("2 - Văn phòng", "number1", 2, "Văn phòng"),
        ("2.1. Trạm y tế", "number2", 1, "Trạm y tế"),
        ("2.1.3 Trạm y tế", "number3", 3, "Trạm y tế"),
        ("a) Chủ trì", "small", 1, "Chủ trì"),
        ("đ) Chủ trì", "small", 5, "Chủ trì"),
        ("(2) Báo cáo", "parenthesis", 2, "Báo cáo"),
        ("- Phối hợp", "-", 0, "Phối hợp"),
        ("–Phối hợp", "-", 0, "Phối hợp"),
        ("+ Tuyên truyền", "+", 0, "Tuyên truyền"),
        ("• Tuyên truyền", "•", 0, "Tuyên truyền"),
        ("|. MỤC ĐÍCH", "roman", 1, "MỤC ĐÍCH"),
    ],
)
def test_markers(line: str, kind: str, value: int, words: str) -> None:
    marker = read_marker(line)
    assert marker is not None
    assert (marker.kind, marker.value, line[marker.words_at :]) == (kind, value, words)


@pytest.mark.parametrize(
    "line",
    [
        "10 cơ quan đăng ký",
        "28/KH-UBND ngày 02/3/2026",
        "20/01/2026 của Bộ",
        "Công an xã",
        "",
        "2026. Tiếp",
        "3,5% số hộ",
    ],
)
def test_no_marker(line: str) -> None:
    assert read_marker(line) is None


@pytest.mark.parametrize(("roman", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("Q", 0)])
def test_roman(roman: str, value: int) -> None:
    assert roman_value(roman) == value
