"""What leaves the installation is masked: every case of the table, everything seeded, and it reads alike."""

import unicodedata
from pathlib import Path

import pytest

from phongtrao.adapters.mask_words import mask_words
from phongtrao.core.documents.masking import mask, names_in, span_in
from phongtrao.core.text import Span
from tests.core.reader_lexicon import read_text

WORDS = mask_words()
SAMPLES = sorted((Path(__file__).parents[2] / "corpus" / "samples").glob("*.txt"))

CASES = [
    ("Giao đồng chí Lò Văn Pâng theo dõi", "Giao đồng chí Người A theo dõi"),
    ("đ/c Pâng và bà Lý Thị Sử", "đ/c Người A và bà Người B"),
    ("Đại tá Y Blơm Niê phát biểu", "Đại tá Người A phát biểu"),
    ("Trưởng thôn Giàng A Phử ký", "Trưởng thôn Người A ký"),
    ("Trưởng thôn Khe Thử, thôn Khe Thử", "Trưởng thôn P1, thôn P1"),
    ("Nguyễn Văn Thử báo cáo; Nguyễn Văn Thử ký", "Người A báo cáo; Người A ký"),
    ("CHỦ TỊCH\nNGUYỄN VĂN THỬ", "CHỦ TỊCH\nNGƯỜI A"),
    ("đồng chí Bí thư Chi bộ, đồng chí Chủ tịch UBND xã", "đồng chí Bí thư Chi bộ, đồng chí Chủ tịch UBND xã"),
    ("Đoàn TNCS Hồ Chí Minh xã", "Đoàn TNCS Hồ Chí Minh xã"),
    ("xã Yên Thử, XÃ YÊN THỬ, Yên Thử", "xã P1, XÃ P1, P1"),
    ("các xã Đồng Thử, Hạ Thử và Krông Nắc", "các xã P1, P2 và P3"),
    ("thành phố Hồ Chí Minh", "thành phố P1"),
    ("tỉnh Bà Rịa - Vũng Thử tổ chức", "tỉnh P1 tổ chức"),
    ("Công an xã Chủ trì, phối hợp", "Công an xã Chủ trì, phối hợp"),
    ("UBND xã Tổ chức hội nghị", "UBND xã Tổ chức hội nghị"),
    ("Phòng Văn hóa - Xã hội xã", "Phòng Văn hóa - Xã hội xã"),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("thôn 7, Phường 12.", "thôn P1, Phường P2."),
    ("100% thôn 95% hộ; mỗi thôn 01 mô hình", "100% thôn 95% hộ; mỗi thôn 01 mô hình"),
    ("Trường THCS Thử Mẫu, Công ty TNHH Thử Nghiệm Xanh", "Trường THCS P1, Công ty TNHH P2"),
    ("số 12/4 đường Thử Lớn", "số 00/0 đường P1"),
    ("Số: 4711/KH-UBND và 815/QĐ-UBND, 4711/KH-UBND", "Số: 1/KH-UBND và 2/QĐ-UBND, 1/KH-UBND"),
    ("Kế hoạch số 4711; Kế hoạch 2026; Kế hoạch 6 tháng", "Kế hoạch số 1; Kế hoạch 2026; Kế hoạch 6 tháng"),
    ("gọi 0912 345 678, 012345678901, xe 29A-123.45", "gọi 0000 000 000, 000000000000, xe 00X-000.00"),
    ("thu.mau@xa.gov.vn, https://xa.gov.vn/tin", "ten@example.invalid, https://example.invalid"),
    ("ngày 15/3/2026, 30/11, 87,5 %, 1.500.000.000 đồng", "ngày 15/3/2026, 30/11, 87,5 %, 1.500.000.000 đồng"),
]  # fmt: skip


def _mask(text: str) -> str:
    return mask(text, names_in([text], WORDS), WORDS).text


@pytest.mark.parametrize(("text", "masked"), CASES, ids=[case[0][:30] for case in CASES])
def test_case(text: str, masked: str) -> None:
    assert _mask(text) == masked


@pytest.mark.parametrize(("text", "masked"), CASES[:5], ids=[case[0][:30] for case in CASES[:5]])
def test_letters_apart_are_masked_alike(text: str, masked: str) -> None:
    assert _mask(unicodedata.normalize("NFD", text)) == masked


def test_what_is_known_is_masked_without_a_word_before_it() -> None:
    names = names_in(["Kpă Thử về Sông Thử"], WORDS, people=["Kpă Thử"], places=["Sông Thử", "Nơi Khác"])
    assert mask("Kpă Thử về Sông Thử", names, WORDS).text == "Người A về P1"


def test_a_name_broken_over_lines_is_masked_whole() -> None:
    line = "Thực hiện kế hoạch của cấp trên, giao cho các đơn vị thuộc xã Yên\nThử tổ chức; xã Yên Thử báo cáo."
    assert "Thử" not in _mask(line)


def test_texts_that_belong_together_share_placeholders() -> None:
    names = names_in(["xã Đồng Thử, xã Hạ Thử", "Hạ Thử"], WORDS)
    assert mask("Hạ Thử", names, WORDS).text == "P2"


def test_a_span_names_the_same_words_in_the_masked_text() -> None:
    text = "đồng chí Lò Văn Pâng: Báo cáo UBND xã Yên Thử trước ngày 16/3/2026; gửi về"
    masked = mask(text, names_in([text], WORDS), WORDS)
    start = text.index("Báo cáo")
    span = span_in(masked, Span(start, text.index("; gửi")))
    assert masked.text[span.start : span.end] == "Báo cáo UBND xã P1 trước ngày 16/3/2026"


@pytest.mark.parametrize("text", ["", "xã", "đồng chí ", "Số:", "XÃ\n", "Nguyễn", "Ngu\u0301", "thôn 7", "a@b"])
def test_never_raises(text: str) -> None:
    assert isinstance(_mask(text), str)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_masked_paper_reads_alike(sample: Path) -> None:
    text = sample.read_text(encoding="utf-8")
    before, after = read_text(text), read_text(_mask(text))
    assert _shape(before.as_json()) == _shape(after.as_json())
    assert len(before.assignments) > 3
    assert before.signer.name
    assert before.signer.name not in _mask(text)


def _shape(reading: dict) -> dict:  # type: ignore[type-arg]  # JSON
    """Kinds and counts of items, their roles, moods, times and values; no word of the paper."""
    return {
        "targets": [(t["op"], t["value"], t["measure_unit"], t["due"]) for t in reading["targets"]],
        "deadlines": [(d["kind"], d["due"], d["rrule"], d["before"]) for d in reading["deadlines"]],
        "assignments": [
            (a["mood"], [(t["role"], t["cadence"], t["due"], len(t["with"])) for t in a["tasks"]])
            for a in reading["assignments"]
        ],
        "general_tasks": len(reading["general_tasks"]),
        "recipients": len(reading["recipients"]),
        "signer": (bool(reading["signer"]["name"]), reading["signer"]["title"]),
        "issued": (reading["header"]["date"], reading["header"]["symbol"]),
    }
