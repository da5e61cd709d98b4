"""A number alone names a document of its type that was named before it, and nothing else."""

import pytest

from tests.core.reader_lexicon import read_text

BASIS = "KẾ HOẠCH\nGiữ gìn trật tự năm 2026\nCăn cứ Quyết định số 4117/QĐ-BCA-V05 ngày 02/02/2026 của Bộ Công an;\n"


@pytest.mark.parametrize(
    ("words", "mentions"),
    [
        ("Tổ chức quán triệt Quyết định 4117 đến các thôn.", 2),
        ("Tổ chức quán triệt Quyết định số 4117, báo cáo kết quả.", 2),
        ("Tổ chức quán triệt quyết định số 4117/QĐ-BCA đến các thôn.", 2),
        ("Tổ chức quán triệt Kế hoạch 4117 đến các thôn.", 1),  # another type
        ("Quyết định 41 người được khen thưởng.", 1),
        ("Quyết định 4117 người được khen thưởng.", 1),  # a count
        ("Chi theo Quyết định 4117.000 đồng.", 1),  # a sum of money
    ],
)
def test_number_alone(words: str, mentions: int) -> None:
    found = read_text(f"{BASIS}I. NHIỆM VỤ TRỌNG TÂM\n1. {words}\n").citations
    assert [(c.key, len(c.spans)) for c in found] == [("4117/QĐ-BCA-V05", mentions)]
