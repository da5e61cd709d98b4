"""What a .docx says, construct by construct."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.adapters.docx_in import read_docx
from phongtrao.adapters.docx_numbering import formatted
from phongtrao.adapters.file_refused import FileRefused
from tests.adapters.docx_samples import NAMESPACES, abstract, level, num, p, relation, table, tc, word_package


def text_of(body: str, numbering: str = "", styles: str = "") -> str:
    return read_docx(word_package(body, numbering=numbering, styles=styles)).text


LEGAL = abstract(
    1,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "lowerLetter", "%3)"),
    level(3, "bullet", "\uf0b7"),
)


def test_levels_count_and_restart() -> None:
    body = "".join(
        p(word, number=(1, depth))
        for word, depth in [("Mục", 0), ("Một", 1), ("a", 2), ("b", 2), ("Hai", 1), ("c", 2), ("Mục", 0), ("Ba", 1)]
    )
    assert text_of(body, LEGAL + num(1, 1)).splitlines() == [
        "I. Mục",
        "1. Một",
        "a) a",
        "b) b",
        "2. Hai",
        "a) c",
        "II. Mục",
        "1. Ba",
    ]


def test_multi_level_text_legal_and_bullets() -> None:
    numbering = abstract(
        1,
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%1.%2.", more="<w:isLgl/>"),
        level(2, "bullet", "+"),
        level(3, "bullet", "o"),
    ) + num(1, 1)
    body = p("x", number=(1, 0)) + p("y", number=(1, 1)) + p("z", number=(1, 2)) + p("t", number=(1, 3))
    assert text_of(body, numbering) == "I. x\n1.1. y\n+ z\n- t"


def test_two_lists_of_one_definition_go_on_counting_and_an_override_restarts() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(1, level(0, "decimal", "%1.")) + num(1, 1) + num(2, 1) + num(3, 1, again)
    body = "".join(p("x", number=(n, 0)) for n in (1, 2, 3, 3, 1))
    assert text_of(body, numbering).splitlines() == ["1. x", "2. x", "1. x", "2. x", "3. x"]


def test_a_level_that_never_restarts() -> None:
    numbering = abstract(
        1, level(0, "decimal", "%1."), level(1, "decimal", "%2)", more='<w:lvlRestart w:val="0"/>')
    ) + num(1, 1)
    body = "".join(p("x", number=(1, depth)) for depth in (0, 1, 0, 1))
    assert text_of(body, numbering).splitlines() == ["1. x", "1) x", "2. x", "2) x"]


def test_numbers_by_style_and_through_its_parent() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Muc"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Hai"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    numbering = abstract(
        1, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", more='<w:pStyle w:val="Hai"/>')
    ) + num(1, 1)
    body = p("một", style="Muc") + p("hai", style="Con") + p("ba", style="Hai") + p("trơn", style="Con", number=(0, 0))
    assert text_of(body, numbering, styles).splitlines() == ["1. một", "2. hai", "a) ba", "trơn"]


def test_a_list_that_points_to_a_list_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="KH"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        abstract(1, level(0, "upperRoman", "%1."))
        + abstract(2, more='<w:numStyleLink w:val="KH"/>')
        + num(1, 1)
        + num(2, 2)
    )
    assert text_of(p("x", number=(2, 0)), numbering, styles) == "I. x"


@pytest.mark.parametrize(
    ("number", "number_format", "shown"),
    [
        (4, "upperRoman", "IV"),
        (1994, "lowerRoman", "mcmxciv"),
        (27, "lowerLetter", "aa"),
        (5, "decimalZero", "05"),
        (15, "vietnameseCounting", "mười lăm"),
        (21, "vietnameseCounting", "hai mươi mốt"),
        (3, "none", ""),
        (3, "chicago", "3"),
        (5_000, "upperRoman", "5000"),
    ],
)
def test_number_formats(number: int, number_format: str, shown: str) -> None:
    assert formatted(number, number_format) == shown


def test_letterhead_gives_separate_lines_left_column_first() -> None:
    body = table(
        [
            ["ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
            ["Số: 12/KH-UBND", "Tân Hòa, ngày 06 tháng 3 năm 2026"],
        ],
        lined=False,
    ) + p("KẾ HOẠCH")
    assert text_of(body).splitlines() == [
        "ỦY BAN NHÂN DÂN",
        "XÃ TÂN HÒA",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Tân Hòa, ngày 06 tháng 3 năm 2026",
        "",
        "KẾ HOẠCH",
    ]


def test_signature_block_recipients_before_signer() -> None:
    body = p("Hết.") + table([["Nơi nhận:\n- Như trên;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn Mẫu"]])
    assert text_of(body).splitlines()[1:] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Trần Văn Mẫu",
    ]


def test_table_of_duties_by_row_with_merged_cells() -> None:
    rows = [
        ["STT", "Nội dung", tc("Cơ quan", '<w:gridSpan w:val="2"/>')],
        ["1", "Ký cam kết\nvới hộ dân", tc("Công an xã", '<w:vMerge w:val="restart"/>'), "MTTQ"],
        ["2", "Sơ kết | tổng kết", tc("", "<w:vMerge/>"), ""],
    ]
    assert text_of(table(rows)).splitlines() == [
        "| STT | Nội dung | Cơ quan |  |",
        "| 1 | Ký cam kết / với hộ dân | Công an xã | MTTQ |",
        "| 2 | Sơ kết / tổng kết | Công an xã |  |",
    ]


def test_two_rows_of_headings_become_one_full_row() -> None:
    down, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        [tc("TT", down), tc("Nội dung", down), tc("Cơ quan", '<w:gridSpan w:val="2"/>'), tc("Thời gian", down)],
        [tc("", more), tc("", more), "Chủ trì", "Phối hợp", tc("", more)],
        ["1", "Ra quân", "Công an xã", "Các thôn", "Tháng 4"],
    ]
    assert text_of(table(rows)).splitlines() == [
        "|  |  | Cơ quan |  |  |",
        "| TT | Nội dung | Chủ trì | Phối hợp | Thời gian |",
        "| 1 | Ra quân | Công an xã | Các thôn | Tháng 4 |",
    ]


def test_tracked_changes_read_as_accepted_and_said() -> None:
    body = (
        "<w:p><w:r><w:t>Trước </w:t></w:r>"
        '<w:del w:id="1"><w:r><w:delText>20/11</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>25/11</w:t></w:r></w:ins></w:p>'
    )
    read = read_docx(word_package(body))
    assert read.text == "Trước 25/11"
    assert "20/11" in read.aside
    assert any("track changes" in note for note in read.notes)


def test_text_box_comes_once_though_both_branches_hold_it() -> None:
    content = f"<w:txbxContent>{p('DỰ THẢO')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Đầu</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><wps:txbx>{content}</wps:txbx></a:graphic>'
        f"</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    ) + p("Sau")
    assert text_of(body).splitlines() == ["Đầu", "DỰ THẢO", "Sau"]


def test_hidden_headers_and_footnotes_are_beside_the_text() -> None:
    header = f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{p("MẬT")}{p("2")}</w:hdr>'
    read = read_docx(
        word_package(
            p("Thân") + p("ẩn", run="<w:vanish/>"),
            parts={"word/header1.xml": header.encode()},
            relations=relation("header", "header1.xml"),
        )
    )
    assert read.text == "Thân"
    assert read.aside.splitlines() == ["ẩn", "MẬT"]


def test_inline_containers_breaks_tabs_and_capitals() -> None:
    body = (
        "<w:p><w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t>"
        "<w:noBreakHyphen/></w:r><w:sdt><w:sdtContent><w:r><w:rPr><w:caps/></w:rPr><w:t>đ</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r></w:p>'
    )
    assert text_of(f"<w:sdt><w:sdtContent>{body}</w:sdtContent></w:sdt>") == "a\tb\nc-Đ"


def test_document_of_a_common_writer() -> None:
    document = docx.Document()
    document.add_heading("KẾ HOẠCH", level=1)
    document.add_paragraph("Một", style="List Number")
    document.add_paragraph("Hai", style="List Number")
    document.add_paragraph("Gạch", style="List Bullet")
    grid = document.add_table(rows=2, cols=4, style="Table Grid")
    for cell, word in zip(grid.rows[0].cells, ("TT", "Việc", "Chủ trì", "Thời gian"), strict=True):
        cell.text = word
    grid.cell(1, 1).merge(grid.cell(1, 2)).text = "Ra quân"
    assert document.element.body.tag == qn("w:body")
    target = io.BytesIO()
    document.save(target)
    assert read_docx(target.getvalue()).text.splitlines() == [
        "KẾ HOẠCH",
        "1. Một",
        "2. Hai",
        "- Gạch",
        "",
        "| TT | Việc | Chủ trì | Thời gian |",
        "|  | Ra quân |  |  |",
    ]


OLD_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:rPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:styleId="Hoa"><w:rPr><w:rFonts w:ascii=".VnTimeH"/></w:rPr>'
    "</w:style>"
    '<w:style w:type="character" w:styleId="Moi"><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr></w:style>'
)


def test_old_fonts_become_unicode_wherever_they_are_named() -> None:
    theme = (
        f'<a:theme {NAMESPACES}><a:themeElements><a:fontScheme><a:minorFont><a:latin typeface="VNI-Times"/>'
        "</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
    ).encode()
    body = (
        p("kÕ ho¹ch", style="Hoa")
        + p("Phßng chèng téi ph¹m ë ®Þa ph­¬ng")
        + p("toaøn daân", run='<w:rStyle w:val="Moi"/>')
        + p("Ủy ban", run='<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>')
        + p("c¶ n­íc", run="<w:caps/>")
        + "<w:p><w:r><w:t>B×nh D</w:t><w:softHyphen/><w:t>¬ng</w:t></w:r></w:p>"
    )
    data = word_package(
        body, styles=OLD_STYLES, parts={"word/theme/theme1.xml": theme}, relations=relation("theme", "theme/theme1.xml")
    )
    read = read_docx(data)
    assert read.text.split("\n") == [
        "KẾ HOẠCH", "Phòng chống tội phạm ở địa phương", "toàn dân", "Ủy ban", "CẢ NƯỚC", "Bình Dương",
    ]  # fmt: skip
    assert "Văn bản dùng bảng mã cũ TCVN3 (ABC), VNI-Windows, đã chuyển sang Unicode." in read.notes


def test_an_old_font_over_plain_letters_is_not_worth_a_note() -> None:
    assert read_docx(word_package(p("x", run='<w:rFonts w:ascii=".VnTime"/>'))).notes == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (word_package(p("x"), main_type="application/vnd.ms-word.document.macroEnabled.main+xml"), "docx-macros"),
        (word_package(p("x"), parts={"word/vbaProject.bin": b"\x00"}), "docx-macros"),
        (word_package("<w:p>"), "xml-damaged"),
        (b"PK\x03\x04 broken", "package-damaged"),
    ],
)
def test_refusals(data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read_docx(data)
    assert caught.value.code == code


@pytest.mark.parametrize(("depth", "is_read"), [(60, True), (400, False)])
def test_deep_nesting_is_read_or_refused(depth: int, is_read: bool) -> None:
    data = word_package("<w:tbl><w:tr><w:tc>" * depth + p("x") + "</w:tc></w:tr></w:tbl>" * depth)
    if is_read:
        assert read_docx(data).text == "x"
        return
    with pytest.raises(FileRefused):
        read_docx(data)


TAGS = (
    *("p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "moveTo", "hyperlink", "drawing", "pict"),
    *("txbxContent", "br", "tab", "sym", "pPr", "rPr", "tcPr", "trPr", "tblPr", "numPr", "numId", "ilvl", "gridSpan"),
    *("vMerge", "pStyle", "rStyle", "caps", "vanish", "abstractNum", "num", "lvl", "lvlOverride", "startOverride"),
    *("abstractNumId", "numFmt", "lvlText", "start", "lvlRestart", "style", "basedOn", "numStyleLink", "tblBorders"),
)
VALUES = st.sampled_from(["", "0", "1", "-1", "9", "63", "999999999999", "x", "%1.%2", "restart", "false", "đ"])
NAMES = st.sampled_from(["val", "styleId", "type", "abstractNumId", "numId", "ilvl", "default"])
TREES = st.recursive(
    st.sampled_from(["", "chữ", " "]),
    lambda inner: st.builds(
        lambda tag, given_attributes, children: (
            f"<w:{tag} {' '.join(f'w:{k}={chr(34)}{v}{chr(34)}' for k, v in given_attributes.items())}>"
            f"{''.join(children)}</w:{tag}>"
        ),
        st.sampled_from(TAGS),
        st.dictionaries(NAMES, VALUES, max_size=3),
        st.lists(inner, max_size=5),
    ),
    max_leaves=30,
)


@settings(max_examples=200, deadline=None)
@given(body=TREES, numbering=TREES, styles=TREES)
def test_any_tree_of_word_elements_is_read(body: str, numbering: str, styles: str) -> None:
    assert "\x00" not in read_docx(word_package(body, numbering=numbering, styles=styles)).text
