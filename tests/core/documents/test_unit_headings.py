"""The body that a paragraph gives duties to."""

import pytest

from phongtrao.core.documents.unit_headings import unit_grammar
from phongtrao.core.text.patterns import Dialect
from tests.core.reader_lexicon import lexicon

GRAMMAR = unit_grammar(lexicon(), Dialect())


@pytest.mark.parametrize(
    ("words", "has_under", "body", "form", "mood"),
    [
        ("Công an phường", True, "Công an phường", "whole", "assign"),
        ("Đề nghị Ủy ban MTTQ xã và các đoàn thể", True, "Ủy ban MTTQ xã và các đoàn thể", "whole", "request"),
        ("Trách nhiệm của Văn phòng HĐND và UBND xã:", True, "Văn phòng HĐND và UBND xã", "whole", "assign"),
        ("Sở Nội vụ: Thẩm định hồ sơ khen thưởng", False, "Sở Nội vụ", "colon", "assign"),
        (
            "Trưởng các thôn - Tổ trưởng Tổ bảo vệ an ninh, trật tự",
            True,
            "Trưởng các thôn - Tổ trưởng Tổ bảo vệ an ninh, trật tự",
            "whole",
            "assign",
        ),
        ("Giao Phòng Kinh tế xã cân đối kinh phí", False, "Phòng Kinh tế xã", "sentence", "assign"),
        ("Công an xã chủ trì theo dõi Kế hoạch", False, "Công an xã", "sentence", "assign"),
        ("Công an xã là cơ quan thường trực, có nhiệm vụ:", True, "Công an xã", "whole", "assign"),
        (
            "Ngân hàng Chính sách xã hội khu vực Hòa Vang",
            True,
            "Ngân hàng Chính sách xã hội khu vực Hòa Vang",
            "whole",
            "assign",
        ),
    ],
)
def test_headings(words: str, has_under: bool, body: str, form: str, mood: str) -> None:
    found = GRAMMAR.heading(words, has_under)
    assert found is not None
    assert (words[found.body.start : found.body.end], found.form, found.mood) == (body, form, mood)


@pytest.mark.parametrize(
    ("words", "has_under"),
    [
        ("Nâng cao chất lượng phong trào ở cơ sở", False),
        ("Tổ chức ký cam kết giữa các hộ dân", False),
        ("Công tác tuyên truyền", True),
        ("Nhiệm vụ cụ thể", True),
    ],
)
def test_no_heading(words: str, has_under: bool) -> None:
    assert GRAMMAR.heading(words, has_under) is None


@pytest.mark.parametrize(
    ("words", "body", "mood"),
    [
        ("Căn cứ Kế hoạch này, các thôn, tổ dân phố xây dựng kế hoạch của mình", "các thôn, tổ dân phố", "assign"),
        ("Căn cứ nhiệm vụ được giao, yêu cầu Trưởng các thôn tổ chức thực hiện", "Trưởng các thôn", "assign"),
        ("UBND xã đề nghị Ủy ban MTTQ xã giám sát việc thực hiện", "Ủy ban MTTQ xã", "request"),
        ("Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo UBND xã", "các đơn vị", "assign"),
    ],
)
def test_sentences(words: str, body: str, mood: str) -> None:
    found = GRAMMAR.sentence(words)
    assert found is not None
    assert (words[found.body.start : found.body.end], found.mood) == (body, mood)


@pytest.mark.parametrize(
    "words",
    [
        "Kế hoạch này thay thế Kế hoạch số 12/KH-UBND ngày 03/3/2024 của UBND xã",
        "Kinh phí thực hiện từ nguồn ngân sách của xã",
        "Kết quả thực hiện là tiêu chí bình xét thi đua",
    ],
)
def test_sentences_that_give_no_duty(words: str) -> None:
    assert GRAMMAR.sentence(words) is None
