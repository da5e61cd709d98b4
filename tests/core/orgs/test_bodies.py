"""Bodies in a sentence: where a name ends, how it is called, with whom a duty is done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.orgs import body_grammar, canonical_name, find_partners, level_of_name, marked_name
from phongtrao.core.text.patterns import Dialect
from tests.core.reader_lexicon import lexicon

DIALECT = Dialect()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Công an phường chủ trì tuần tra", "Công an phường"),
        ("Sở Nông nghiệp và Môi trường tham mưu", "Sở Nông nghiệp và Môi trường"),
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Tài chính", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Phòng Kinh tế, Hạ tầng và Đô thị xây dựng kế hoạch", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        ("Văn phòng HĐND và UBND xã bố trí", "Văn phòng HĐND và UBND xã"),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy định hướng", "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
        ("Ban Thường trực Ủy ban MTTQ Việt Nam xã vận động", "Ban Thường trực Ủy ban MTTQ Việt Nam xã"),
        ("UBND các xã, phường, đặc khu ban hành", "UBND các xã, phường, đặc khu"),
        ("Trường THCS Lê Lợi phối hợp", "Trường THCS Lê Lợi"),
        ("các phòng, ban, đoàn thể có liên quan của xã rà soát", "các phòng, ban, đoàn thể có liên quan của xã"),
        ("Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm", "Thủ trưởng các cơ quan, đơn vị"),
        ("Bí thư chi bộ, Trưởng thôn vận động", "Bí thư chi bộ, Trưởng thôn"),
        ("lực lượng Công an xã tuần tra", "Công an xã"),
        ("đồng chí Phó Chủ tịch UBND phường phụ trách", "Phó Chủ tịch UBND phường"),
        ("Tổ bảo vệ an ninh, trật tự thôn Đồng Tâm nhắc nhở", "Tổ bảo vệ an ninh, trật tự"),
        ("Các thôn, bản, tổ dân phố trên địa bàn xã tổ chức", "Các thôn, bản, tổ dân phố trên địa bàn xã"),
        ("Chi bộ Quân sự xã lãnh đạo", "Chi bộ"),
        ("CÔNG AN XÃ", "CÔNG AN XÃ"),
    ],
)
def test_where_a_name_ends(text: str, name: str) -> None:
    body = body_grammar(lexicon().bodies, DIALECT).at(text)
    assert body is not None
    assert body.name == name


@pytest.mark.parametrize(
    "text", ["Tổ chức họp dân", "Tuyên truyền sâu rộng", "phối hợp với", "Nâng cao ý thức", "Hội nghị tổng kết", ""]
)
def test_no_body(text: str) -> None:
    assert body_grammar(lexicon().bodies, DIALECT).at(text) is None


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Uỷ ban nhân dân xã Tân Hòa", "UBND xã Tân Hòa"),
        ("Ủy ban nhân dân xã, phường", "UBND các xã, phường"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam phường", "Ủy ban MTTQ Việt Nam phường"),
        ("Văn phòng HĐND – UBND", "Văn phòng HĐND-UBND"),
        ("Văn phòng HĐND&UBND xã", "Văn phòng HĐND-UBND xã"),
        ("Phòng Văn hóa-Xã hội", "Phòng Văn hóa - Xã hội"),
        ("đồng chí Trưởng Công an xã", "Trưởng Công an xã"),
        ("Lãnh đạo Đảng ủy", "Đảng ủy xã"),
        ("BCĐ xã", "Ban Chỉ đạo xã"),
        ("CÔNG AN XÃ", "Công an xã"),
        ("Công an xã (cơ quan thường trực)", "Công an xã"),
        ("các thôn", "Các thôn"),
    ],
)
def test_canonical_names(printed: str, name: str) -> None:
    assert canonical_name(printed, lexicon().bodies, "xã") == name
    assert canonical_name(name, lexicon().bodies, "xã") == name


@pytest.mark.parametrize(
    ("name", "level"),
    [("UBND xã An Phú", "commune"), ("Công an tỉnh", "province"), ("UBND huyện Ba Vì", "district"), ("Sở Y tế", None)],
)
def test_levels(name: str, level: str | None) -> None:
    assert level_of_name(name, lexicon().bodies) == level


def test_marks_of_known_words_are_put_back() -> None:
    assert marked_name("Phong Kinh te xa", lexicon().bodies) == "Phòng Kinh tế xã"
    assert marked_name("Cong an phuong Zyx", lexicon().bodies) == "Công an phường Zyx"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Chủ trì, phối hợp với Công an xã, Đoàn Thanh niên xã và các thôn tuần tra",
            ["Công an xã", "Đoàn Thanh niên xã", "các thôn"],
        ),
        (
            "Phối hợp chặt chẽ với Trưởng thôn và Tổ bảo vệ an ninh, trật tự nhắc nhở",
            ["Trưởng thôn", "Tổ bảo vệ an ninh, trật tự"],
        ),
        ("phối hợp các phòng, ban, đoàn thể liên quan thực hiện", ["các phòng, ban, đoàn thể liên quan"]),
        ("Phối hợp duy trì hoạt động của mô hình", []),
        ("thực hiện chương trình phối hợp đã ký", []),
        ("Công an xã cùng các thôn ra quân", ["các thôn"]),
    ],
)
def test_partners(text: str, names: list[str]) -> None:
    grammar = body_grammar(lexicon().bodies, DIALECT)
    found = find_partners(text, grammar, lexicon().roles.partner_words, DIALECT)
    assert [b.name for b in found] == names


@given(st.text(max_size=120))
def test_bodies_lie_in_the_text(text: str) -> None:
    for body in body_grammar(lexicon().bodies, DIALECT).find(text):
        assert 0 <= body.span.start < body.span.end <= len(text)
