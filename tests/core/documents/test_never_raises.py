"""Reading never refuses: any text gives a reading whose spans lie in the text and which JSON can hold."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.core.documents import READ_VERSION, Lexicon, read
from phongtrao.core.text import SourceText, strip_marks
from tests.core.reader_lexicon import lexicon, read_text

PIECES = [
    "KẾ HOẠCH", "Số: 12/KH-UBND", "ngày 03 tháng 02 năm 2026", "I. MỤC ĐÍCH", "II. PHÂN CÔNG NHIỆM VỤ",
    "1. Công an xã", "- Chủ trì, phối hợp với các thôn", "| STT | Nội dung | Chủ trì |", "| 1 | Họp | Công an xã |",
    "Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Tám", "\n", "\n\n", " ", "\t",
    "trước ngày 15/11", "ít nhất 80%", "“", "”", "(", ")", "**", "a) ", "+ ", "1.1. ", "Căn cứ ", "Đề nghị ",
    "thay thế ", "\u0301", "\x00", "|", "Đơn vị chủ trì: Công an xã", ":", ";",
]  # fmt: skip


def _spans(value: Any) -> Iterator[list[int]]:
    if isinstance(value, dict):
        if "span" in value:
            yield value["span"]
        yield from (s for v in value.values() for s in _spans(v))
        yield from value.get("spans", [])
    elif isinstance(value, list):
        yield from (s for v in value for s in _spans(v))


def _check(text: str) -> None:
    found = read_text(text).as_json(with_text=True)
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found
    assert found["source_text"] == text
    for start, end in _spans(found):
        assert 0 <= start <= end <= len(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    _check(text)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_order_of_pieces(text: str) -> None:
    _check(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("\n".join))
def test_any_order_of_lines(text: str) -> None:
    _check(text)


def test_an_empty_lexicon_reads_too() -> None:
    found = read(SourceText("KẾ HOẠCH\nI. MỤC ĐÍCH\n1. Công an xã\n- Chủ trì."), Lexicon.from_packs({}))
    assert found.assignments == ()


def test_source_is_passed_through() -> None:
    found = read(SourceText("Văn bản"), lexicon(), name="a.docx", media_type="x/y", route="docx", sha256="0f", pages=3)
    assert found.as_json()["source"] == {
        "name": "a.docx",
        "media_type": "x/y",
        "sha256": "0f",
        "pages": 3,
        "characters": 7,
        "route": "docx",
        "restored": False,
        "damaged": False,
    }
    assert found.read_version == READ_VERSION
    assert "source_text" not in found.as_json()


@pytest.mark.parametrize("strip", [False, True])
def test_a_text_without_marks_is_read_and_flagged(strip: bool) -> None:
    text = (
        "ỦY BAN NHÂN DÂN XÃ TÂN PHÚ\nSố: 41/KH-UBND\nTân Phú, ngày 04 tháng 3 năm 2026\nKẾ HOẠCH\n"
        "Giữ gìn trật tự trên địa bàn năm 2026\n"
        "Thực hiện Kế hoạch số 9/KH-UBND ngày 02/01/2026 của UBND tỉnh Lâm Hà, UBND xã Tân Phú ban hành kế hoạch:\n"
        "I. PHÂN CÔNG NHIỆM VỤ\n1. Công an xã\n- Chủ trì, phối hợp với Phòng Kinh tế xã kiểm tra các cơ sở kinh doanh "
        "có điều kiện trên địa bàn và hướng dẫn người dân chấp hành pháp luật; hoàn thành trước ngày 30/6/2026.\n"
        "- Tham mưu Ủy ban nhân dân xã khen thưởng các tập thể.\n"
        "2. Các thôn\n- Vận động nhân dân tham gia giữ gìn vệ sinh, trật tự và thực hiện tốt hương ước của thôn.\n"
    )
    found = read_text(strip_marks(text) if strip else text)
    assert found.source.damaged is strip
    assert [a.org_unit for a in found.assignments] == ["Công an xã", "Các thôn"]
    assert [t.role for t in found.assignments[0].tasks] == ["lead", "advise"]
    assert str(found.assignments[0].tasks[0].due) == "2026-06-30"
    assert found.header.number == "41"
