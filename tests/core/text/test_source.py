"""Normalising keeps the way back to the source."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.text import SourceText, Span, normalise

VIETNAMESE = st.text(
    alphabet=st.sampled_from("aăâđêếộƯ Ngày.;-–+*|\n\t\r\u00a0\u0301\u0302\u200b0123/“”()"), max_size=300
)


@given(st.one_of(st.text(max_size=300), VIETNAMESE))
def test_every_character_has_its_place_in_the_source(text: str) -> None:
    reading = normalise(text)
    assert len(reading.starts) == len(reading.ends) == len(reading.text)
    assert all(0 <= s < e <= len(text) for s, e in zip(reading.starts, reading.ends, strict=True))
    assert list(reading.starts) == sorted(reading.starts)
    assert list(reading.ends) == sorted(reading.ends)


@given(st.one_of(st.text(max_size=300), VIETNAMESE))
def test_words_are_only_composed_and_never_reordered(text: str) -> None:
    source = SourceText(text)
    for start in range(0, len(source.reading.text), 7):
        piece = source.reading.text[start : start + 5]
        span = source.original(Span(start, start + len(piece)))
        origin = unicodedata.normalize("NFC", text[span.start : span.end])
        assert all(c in origin or c.isspace() or c == "-" for c in piece)


def test_composed_and_decomposed_texts_read_alike() -> None:
    text = "Kế hoạch của Ủy ban nhân dân phường Đông Hải"
    decomposed = SourceText(unicodedata.normalize("NFD", text))
    assert decomposed.reading.text == text
    at = text.index("phường")
    span = decomposed.original(Span(at, at + len("phường")))
    assert unicodedata.normalize("NFC", decomposed.text[span.start : span.end]) == "phường"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "- Tổ chức **xong trước ngày 5/3/2026** (*thường xuyên*).",
            ["- Tổ chức xong trước ngày 5/3/2026 (thường xuyên)."],
        ),
        ("* Công an xã\n* Các thôn", ["* Công an xã", "* Các thôn"]),
        ("Đoạn một.\r\nĐoạn hai.\u00a0", ["Đoạn một.", "Đoạn hai."]),
        ("Trang đầu kết thúc ở đây\n\n2\n\nbằng chữ thường.", ["Trang đầu kết thúc ở đây bằng chữ thường."]),
        ("Quyết định số 9/QĐ\ufffeUBND của tỉnh", ["Quyết định số 9/QĐ-UBND của tỉnh"]),
        ("KẾ HOẠCH\n-----------\nNăm 2026", ["KẾ HOẠCH", "Năm 2026"]),
        ("> 1. Công an xã\n> > - tuần tra", ["1. Công an xã", "- tuần tra"]),
        (
            "Tỷ lệ đạt chuẩn của các thôn\n\n> 95 % trong năm 2026.\n",
            ["Tỷ lệ đạt chuẩn của các thôn", "> 95 % trong năm 2026."],
        ),
        ("Công&nbsp;an xã", ["Công an xã"]),
        ("| STT | Việc |\n| 1 | họp thôn |", ["| STT | Việc |", "| 1 | họp thôn |"]),
    ],
)
def test_paragraphs(text: str, lines: list[str]) -> None:
    assert SourceText(text).reading.text.split("\n") == lines


BROKEN = """II. NỘI DUNG
1. Công tác tuyên truyền
- Tuyên truyền sâu rộng đến từng hộ gia đình về phương thức, thủ đoạn mới của tội
phạm; vận động người dân cài đặt ứng dụng và tham gia nhóm liên lạc của tổ dân phố do
Công an phường quản lý theo quy định tại Quyết định số 88/QĐ-
UBND ngày 02/3/2026.
- Phát triển kinh tế
- xã hội gắn với giữ gìn trật tự trên địa bàn, không để phát sinh điểm phức tạp về
trật tự đô thị.
2. Các tổ dân phố
Tổ chức họp dân hằng tháng.
"""


def test_lines_broken_by_hand_are_joined() -> None:
    assert SourceText(BROKEN).reading.text.split("\n") == [
        "II. NỘI DUNG",
        "1. Công tác tuyên truyền",
        "- Tuyên truyền sâu rộng đến từng hộ gia đình về phương thức, thủ đoạn mới của tội phạm; vận động người dân "
        "cài đặt ứng dụng và tham gia nhóm liên lạc của tổ dân phố do Công an phường quản lý theo quy định tại "
        "Quyết định số 88/QĐ-UBND ngày 02/3/2026.",
        "- Phát triển kinh tế",
        "- xã hội gắn với giữ gìn trật tự trên địa bàn, không để phát sinh điểm phức tạp về trật tự đô thị.",
        "2. Các tổ dân phố",
        "Tổ chức họp dân hằng tháng.",
    ]
