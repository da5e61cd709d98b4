"""Pages of words become text: every expectation is the text that a person reads off the page."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.core.layout import Box, LaidOut, PageWord, PageWords, lay_out
from tests.core.layout.pages import HEIGHT, LEFT, PITCH, RIGHT, TALL, WIDTH, centred, page, paragraph, words_at

LONG = (
    "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc, các cơ quan, "
    "đơn vị, thôn trên địa bàn xã chủ động tổ chức triển khai các nội dung, phần việc được giao trong năm nay."
)
NEXT = "Công an xã theo dõi, đôn đốc, hướng dẫn việc thực hiện ở các thôn và báo cáo kết quả về Ủy ban nhân dân xã."


def text_of(*pages: PageWords) -> str:
    laid = lay_out(pages)
    check(laid)
    return laid.text


def check(laid: LaidOut) -> None:
    """What the contract says of places."""
    spans = {span.number: span for span in laid.pages}
    assert all(0 <= span.start <= span.end <= len(laid.text) for span in laid.pages)
    assert all(a.end <= b.start for a, b in zip(laid.pages, laid.pages[1:], strict=False))
    assert all(a.end <= b.start for a, b in zip(laid.words, laid.words[1:], strict=False))
    for word in laid.words:
        assert spans[word.page].start <= word.start < word.end <= spans[word.page].end


def test_lines_of_a_paragraph_are_one_line() -> None:
    first = paragraph(LONG, 100)
    second = paragraph(NEXT, 100 + 5 * PITCH)
    assert text_of(page(first, second)).split("\n") == [LONG, NEXT]


def test_words_come_in_any_order() -> None:
    words = paragraph(LONG, 100)
    assert text_of(page(words[::-1])) == LONG


def test_an_indent_begins_a_paragraph() -> None:
    parts: list[PageWord] = []
    texts = [f"{LONG[:-1]} {ending}." for ending in ("một", "hai ba", "bốn năm sáu", "bảy")]
    top = 100.0
    for text in texts:
        words = paragraph(text, top, indent=28)
        parts += words
        top = max(word.box.top for word in words) + PITCH
    assert text_of(page(parts)).split("\n") == texts


def test_a_paragraph_goes_on_over_the_page() -> None:
    words = paragraph(LONG, 100)
    lines = sorted({word.box.top for word in words})
    upper = [word for word in words if word.box.top < lines[-1]]
    lower = [PageWord(w.text, Box(w.box.left, 90, w.box.right, 90 + HEIGHT)) for w in words if w.box.top == lines[-1]]
    number = centred("2", WIDTH / 2, 40)
    laid = lay_out([page(upper), page(number, lower, number=2)])
    check(laid)
    assert laid.text == LONG
    assert [span.number for span in laid.pages] == [1, 2]
    assert laid.text[laid.pages[1].start :].startswith(lower[0].text)


def test_items_stay_apart() -> None:
    items = ["1. Mục đích", "- Nâng cao nhận thức của người dân.", "a) Ở thôn;", "+ Họp thôn."]
    groups = [words_at(text, LEFT, 100 + PITCH * at) for at, text in enumerate(items)]
    assert text_of(page(*groups)).split("\n") == items


def test_the_letterhead_is_read_column_by_column() -> None:
    left, right = 150.0, 410.0
    head = [
        *centred("ỦY BAN NHÂN DÂN", left, 60),
        *centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", right, 60),
        *centred("XÃ YÊN HẠ", left, 76),
        *centred("Độc lập - Tự do - Hạnh phúc", right, 76),
        *centred("Số: 37/KH-UBND", left, 100),
        *centred("Yên Hạ, ngày 14 tháng 01 năm 2026", right, 100),
        *centred("KẾ HOẠCH", WIDTH / 2, 130),
    ]
    assert text_of(page(head, paragraph(LONG, 170))).split("\n") == [
        "ỦY BAN NHÂN DÂN",
        "XÃ YÊN HẠ",
        "Số: 37/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Yên Hạ, ngày 14 tháng 01 năm 2026",
        "",
        "KẾ HOẠCH",
        LONG,
    ]


def test_the_foot_is_read_column_by_column() -> None:
    foot = [
        *words_at("Nơi nhận:", LEFT, 400),
        *centred("TM. ỦY BAN NHÂN DÂN", 430, 400),
        *words_at("- Công an tỉnh;", LEFT, 416),
        *centred("CHỦ TỊCH", 430, 416),
        *words_at("- Các thôn;", LEFT, 432),
        *words_at("- Lưu: VT.", LEFT, 448),
        *centred("Nguyễn Văn Mẫu", 430, 480),
    ]
    lines = text_of(page(paragraph(LONG, 300), foot)).strip().split("\n")
    assert lines == [
        LONG,
        "Nơi nhận:",
        "- Công an tỉnh;",
        "- Các thôn;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn Mẫu",
    ]


COLUMNS = (80.0, 115.0, 300.0, 400.0, 480.0)


def _table_row(cells: list[list[str]], top: float) -> list[PageWord]:
    out: list[PageWord] = []
    for left, lines in zip(COLUMNS, cells, strict=True):
        for at, line in enumerate(lines):
            out += words_at(line, left, top + PITCH * at)
    return out


HEAD = [["TT"], ["Nội dung nhiệm vụ"], ["Cơ quan", "chủ trì"], ["Phối hợp"], ["Thời gian"]]
FIRST = [["1"], ["Tổ chức họp thôn, thông", "qua bản đăng ký"], ["Các thôn"], ["Công an xã"], ["16/3/2026"]]
SECOND = [["2"], ["Lập dự toán kinh phí"], ["Phòng Kinh", "tế"], [""], ["Quý I"]]


def test_a_table_of_duties_is_told_by_rows() -> None:
    words = [*_table_row(HEAD, 200), *_table_row(FIRST, 240), *_table_row(SECOND, 272)]
    assert text_of(page(paragraph(LONG, 80), words, words_at("Nơi nhận:", LEFT, 330))).split("\n") == [
        LONG,
        "",
        "| TT | Nội dung nhiệm vụ | Cơ quan chủ trì | Phối hợp | Thời gian |",
        "| 1 | Tổ chức họp thôn, thông qua bản đăng ký | Các thôn | Công an xã | 16/3/2026 |",
        "| 2 | Lập dự toán kinh phí | Phòng Kinh tế |  | Quý I |",
        "",
        "Nơi nhận:",
    ]


def test_a_table_goes_on_over_pages_with_its_head_once() -> None:
    cut = [[""], ["của năm"], [""], [""], [""]]
    one = page(_table_row(HEAD, 700), _table_row(FIRST, 740))
    two = page(_table_row(HEAD, 60), _table_row(cut, 100), _table_row(SECOND, 116), number=2)
    assert [line for line in text_of(one, two).split("\n") if line] == [
        "| TT | Nội dung nhiệm vụ | Cơ quan chủ trì | Phối hợp | Thời gian |",
        "| 1 | Tổ chức họp thôn, thông qua bản đăng ký của năm | Các thôn | Công an xã | 16/3/2026 |",
        "| 2 | Lập dự toán kinh phí | Phòng Kinh tế |  | Quý I |",
    ]


def test_signature_panels_are_left_out() -> None:
    small = 100.0
    panel = [
        *words_at("Người ký: Ủy ban nhân dân xã Yên Hạ", 330, 20),
        *words_at("Cơ quan: Tỉnh Sông Lam", 330, 33),
        *words_at("Thời gian ký: 14.01.2026 08:15:30 +07:00", 330, 46),
    ]
    assert text_of(page(paragraph(LONG, small), panel)) == LONG


def test_running_feet_and_page_numbers_are_left_out() -> None:
    pages = [
        page(
            centred(str(number), WIDTH / 2, 30),
            paragraph(f"Trang chữ thứ {number}. {LONG}", 100),
            words_at(f"Kế hoạch của xã, tờ {number}", LEFT, TALL - 40),
            number=number,
        )
        for number in (1, 2, 3)
    ]
    text = text_of(*pages)
    assert text.split("\n") == [f"Trang chữ thứ {number}. {LONG}" for number in (1, 2, 3)]


def test_words_torn_apart_and_set_wide_are_put_together() -> None:
    torn = [PageWord(letter, Box(100 + 6 * at, 100, 106 + 6 * at, 112)) for at, letter in enumerate("xã")]
    set_wide = [PageWord(x, Box(100 + 10 * at, 200, 106 + 10 * at, 212)) for at, x in enumerate("HOẠCH")]
    assert text_of(page(torn, set_wide)).split("\n") == ["xã", "HOẠCH"]


def test_a_number_cut_at_its_hyphen_is_whole() -> None:
    upper = words_at("Căn cứ Quyết định đã ban hành trong năm trước của cấp trên về công tác số 510/QĐ-", LEFT, 100)
    lower = words_at("UBND của Ủy ban", LEFT, 100 + PITCH)
    assert "510/QĐ-UBND của Ủy ban" in text_of(page(upper, lower))


def test_a_turned_scan_reads_as_a_straight_one() -> None:
    angle = math.radians(1.5)
    words = paragraph(LONG, 100) + paragraph(NEXT, 100 + 6 * PITCH) + paragraph(LONG, 100 + 12 * PITCH)
    tops = sorted({word.box.top for word in words})
    turned = []
    for word in words:
        shift = math.tan(angle) * (word.box.left - LEFT)
        box = Box(word.box.left, word.box.top + shift, word.box.right, word.box.bottom + shift)
        turned.append(PageWord(word.text, box, 950, tops.index(word.box.top)))
    speck = PageWord("~", Box(300, 700, 309, 705), 120, 99)
    assert text_of(page(turned, [speck])).split("\n") == [LONG, NEXT, LONG]


def test_a_page_without_words_is_empty() -> None:
    laid = lay_out([page(), page(paragraph(LONG, 100), number=2), page(number=3)])
    check(laid)
    assert laid.text == LONG
    assert [span.start == span.end for span in laid.pages] == [True, False, True]
    assert lay_out([]).text == ""


_PLACES = st.floats(-50, 900, allow_nan=False)
_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Z", "Cc"]), min_size=1, max_size=12)
_KNOWN = st.sampled_from(
    ["STT", "TT", "Nội", "dung", "chủ", "trì", "1", "2.", "-", "Nơi", "nhận:", "TM.", "Người", "ký:", "|"]
)


@st.composite
def _word(draw: st.DrawFn) -> PageWord:
    left, top = draw(_PLACES), draw(_PLACES)
    box = Box(left, top, left + draw(st.floats(0.1, 200)), top + draw(st.floats(0.1, 60)))
    return PageWord(draw(st.one_of(_TEXTS, _KNOWN)), box, draw(st.integers(0, 1000)), draw(st.integers(-1, 6)))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_word(), max_size=25), max_size=4))
def test_any_words_give_a_text_that_holds_them(pages: list[list[PageWord]]) -> None:
    laid = lay_out([PageWords(at, WIDTH, TALL, tuple(words)) for at, words in enumerate(pages, 1)])
    check(laid)
    assert [span.number for span in laid.pages] == list(range(1, len(pages) + 1))
    assert RIGHT < WIDTH
