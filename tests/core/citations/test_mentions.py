"""How documents are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.citations import find_mentions
from phongtrao.core.orgs import body_grammar
from phongtrao.core.text.patterns import Dialect
from tests.core.reader_lexicon import lexicon

DIALECT = Dialect()


def mentions(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """Name, type, day and issuer of every naming in a text."""
    grammar = body_grammar(lexicon().bodies, DIALECT)
    found = find_mentions(text, lexicon().citations, grammar, DIALECT)
    return [(m.name, m.type, m.date.isoformat() if m.date else None, m.issuer) for m in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Quyết định số 88/QĐ-UBND ngày 02/3/2026 của UBND tỉnh Sơn La về",
            ("88/QĐ-UBND", "Quyết định", "2026-03-02", "UBND tỉnh Sơn La"),
        ),
        (
            "Chỉ thị số 18-CT/TU, ngày 15/7/2026 của Ban Thường vụ Tỉnh ủy",
            ("18-CT/TU", "Chỉ thị", "2026-07-15", "Ban Thường vụ Tỉnh ủy"),
        ),
        (
            "Thông tư 08/2024/TT-BCA ngày 20 tháng 3 năm 2024 của Bộ trưởng Bộ Công an",
            ("08/2024/TT-BCA", "Thông tư", "2024-03-20", "Bộ trưởng Bộ Công an"),
        ),
        ("Luật Cư trú số 68/2020/QH14", ("68/2020/QH14", "Luật", None, None)),
        (
            "Công văn số 31/BCĐ ngày 05/5/2026 của Ban Chỉ đạo xã",
            ("31/BCĐ", "Công văn", "2026-05-05", "Ban Chỉ đạo xã"),
        ),
        ("kế hoạch số 71/KH- UBND ngày 06/3/2026 của UBND xã", ("71/KH-UBND", "Kế hoạch", "2026-03-06", "UBND xã")),
        (
            "Chương trình phối hợp số 02/CTr-CAX-HPN ngày 08/3/2026 giữa Công an xã và Hội LHPN xã",
            ("02/CTr-CAX-HPN", "Chương trình phối hợp", "2026-03-08", "Công an xã và Hội LHPN xã"),
        ),
        ("Quyết định số 90/QĐ—UBND ngày 04/4/2026", ("90/QĐ-UBND", "Quyết định", "2026-04-04", None)),
        ("Nghị quyết số 07-NQ/ĐU của Đảng ủy", ("07-NQ/ĐU", "Nghị quyết", None, "Đảng ủy")),
    ],
)
def test_numbered(text: str, found: tuple[str, str | None, str | None, str | None]) -> None:
    assert mentions(text) == [found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "theo Luật Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở và các văn bản",
            "Luật Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở",
        ),
        ("theo quy định của Luật Thi đua, Khen thưởng.", "Luật Thi đua, Khen thưởng"),
        ("sống theo Hiến pháp, pháp luật", "Hiến pháp"),
        ("theo Đề án 06 trên địa bàn", "Đề án 06"),
        ("thực hiện Quy tắc ứng xử của cán bộ, công chức; hướng dẫn", "Quy tắc ứng xử của cán bộ, công chức"),
    ],
)
def test_unnumbered(text: str, name: str) -> None:
    assert [m[0] for m in mentions(text)] == [name]


@pytest.mark.parametrize(
    "text",
    ["ngày 20/11/2026", "trực 24/7", "giai đoạn 2026-2030", "tỷ lệ 3/4 số hộ", "theo Quyết định này", "HIV-AIDS"],
)
def test_no_citation(text: str) -> None:
    assert mentions(text) == []


def test_the_drafting_unit_makes_no_other_document() -> None:
    grammar = body_grammar(lexicon().bodies, DIALECT)
    text = "Quyết định số 510/QĐ-BCA-V05 và Quyết định số 510/QĐ-BCA, Quyết định số 511/QĐ-BCA"
    one, two, other = find_mentions(text, lexicon().citations, grammar, DIALECT)
    assert one.number is not None and two.number is not None and other.number is not None
    assert one.number.core == two.number.core != other.number.core


@given(st.text(alphabet="0123456789/-QĐUBNDngàycủ .", max_size=100))
def test_mentions_lie_in_the_text(text: str) -> None:
    grammar = body_grammar(lexicon().bodies, DIALECT)
    for mention in find_mentions(text, lexicon().citations, grammar, DIALECT):
        assert 0 <= mention.claims.start <= mention.span.start < mention.span.end <= mention.claims.end <= len(text)
