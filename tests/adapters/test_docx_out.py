"""Papers out: the form of the decree, as LibreOffice shows it and as our own reader reads it back."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import ImageFont

from phongtrao.adapters.docx_in import read_docx
from phongtrao.adapters.docx_out import open_number, write_docx
from phongtrao.adapters.packs import PACKS_FOLDER, load_all
from phongtrao.adapters.paper_form import check_pack, form_of, paper_form
from phongtrao.adapters.paper_model import (
    AnnexTitle,
    Block,
    Closing,
    Letterhead,
    Paper,
    Section,
    Table,
    TableColumn,
    TableRow,
    Text,
    TextKind,
    Title,
)
from phongtrao.core.packs import Pack, parse_pack
from tests.adapters.office import pages_of

HEAD = Letterhead("Ủy ban nhân dân xã Hòa An", "/KH-UBND", "Hòa An, ngày     tháng 01 năm 2026", parent="Tỉnh Hòa Bình")
COLUMNS = (TableColumn("STT", 1, centred=True), TableColumn("Nội dung", 8), TableColumn("Cơ quan chủ trì", 4))
DUTY = "Tổ chức tuyên truyền, ký cam kết không vi phạm pháp luật về an ninh, trật tự tới từng hộ gia đình"


def paper(*, rows: int = 40, mark: str = "") -> Paper:
    body = [Text("Nội dung của văn bản, đủ dài để sang dòng và căn đều hai lề trang giấy. " * 5) for _ in range(14)]
    closing = Closing(["- Như trên;", "- Lưu: VT."], ["TM. Ủy ban nhân dân", "Chủ tịch"])
    head: list[Block] = [HEAD, Title("Kế hoạch", "Xây dựng phong trào"), Text("Căn cứ Luật;", TextKind.BASIS)]
    front: list[Block] = [*head, *body, closing]
    listed = [TableRow(("I", "Nhiệm vụ", ""), section=True)]
    listed += [TableRow((str(n), f"{DUTY} {n}", "Công an xã")) for n in range(1, rows + 1)]
    annex: list[Block] = [AnnexTitle("Phân công nhiệm vụ", "(Kèm theo Kế hoạch)", "I"), Table(COLUMNS, listed)]
    return Paper("Kế hoạch", [Section(front), Section(annex, wide=True)], mark=mark)


def opened(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def test_the_page_and_the_styles_are_those_of_the_decree() -> None:
    document = opened(write_docx(paper()))
    first, annex = document.sections
    millimetres = [round(side.mm, 1) for side in (first.page_width, first.page_height)]
    assert millimetres == [210, 297]
    assert [round(side.mm, 1) for side in (annex.page_width, annex.page_height)] == [297, 210]
    for section in document.sections:
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        top, bottom, left, right = (round(margin.mm, 1) for margin in margins)
        assert 20 <= top <= 25 and 20 <= bottom <= 25 and 30 <= left <= 35 and 15 <= right <= 20
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    said = {p.text: p.style for p in [*document.paragraphs, *cells(document)] if p.text}
    expected: dict[str, tuple[int, bool, bool]] = {
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (12, True, False),
        "Độc lập - Tự do - Hạnh phúc": (13, True, False),
        "TỈNH HÒA BÌNH": (12, False, False),
        "ỦY BAN NHÂN DÂN XÃ HÒA AN": (12, True, False),
        "Số:      /KH-UBND": (13, False, False),
        "Hòa An, ngày     tháng 01 năm 2026": (13, False, True),
        "KẾ HOẠCH": (14, True, False),
        "Xây dựng phong trào": (14, True, False),
        "Căn cứ Luật;": (14, False, True),
        "Nơi nhận:": (12, True, True),
        "- Như trên;": (11, False, False),
        "TM. ỦY BAN NHÂN DÂN": (14, True, False),
        "Phụ lục I": (14, True, False),
        "PHÂN CÔNG NHIỆM VỤ": (14, True, False),
        "(Kèm theo Kế hoạch)": (13, False, True),
    }
    for text, (size, bold, italic) in expected.items():
        font = said[text].font
        assert (font.size.pt, font.bold, font.italic) == (size, bold, italic), text


def cells(document: Any) -> list[Any]:
    return [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]


def test_every_font_is_times_for_every_script() -> None:
    styles = opened(write_docx(paper())).styles.element
    found = [fonts for fonts in styles.iter(qn("w:rFonts")) if "Times New Roman" in fonts.values()]
    assert len(found) >= len(paper_form().styles)
    for fonts in found:
        assert {fonts.get(qn(f"w:{s}")) for s in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    default = styles.find(f"{qn('w:docDefaults')}//{qn('w:rFonts')}")
    assert default.get(qn("w:asciiTheme")) is None


def test_widths_stand_on_the_grid_and_rows_stay_whole() -> None:
    table = opened(write_docx(paper())).tables[-1]._tbl
    grid = [int(column.get(qn("w:w"))) for column in table.tblGrid.iter(qn("w:gridCol"))]
    assert sum(grid) == pytest.approx((297 - 30 - 15) / 25.4 * 1440, abs=3)
    rows = list(table.iter(qn("w:tr")))
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows[:3]] == [True, False, False]
    widths = [int(width.get(qn("w:w"))) for width in rows[2].iter(qn("w:tcW"))]
    assert widths == grid


def test_libreoffice_shows_it(tmp_path: Path) -> None:
    pages = pages_of(write_docx(paper(mark="Dữ liệu minh họa")), tmp_path)
    standing = [(round(width), round(height)) for width, height, _ in pages]
    first_wide = standing.index((297, 210))
    assert first_wide >= 2 and set(standing[:first_wide]) == {(210, 297)} and len(pages) > first_wide + 1
    assert not pages[0][2].lstrip().startswith("1\n"), "page 1 shows no number"
    assert pages[1][2].lstrip().startswith("2\n")
    assert pages[first_wide][2].lstrip().startswith("Phụ lục I")
    assert pages[first_wide + 1][2].lstrip().startswith("2\n"), "an annex counts its pages by itself"
    assert all("DỮ LIỆU MINH HỌA" in text for _, _, text in pages)
    assert all("Cơ quan chủ trì" in text for _, _, text in pages[first_wide:]), "the heading row on every page"


def test_without_a_mark_there_is_none() -> None:
    assert "MINH HỌA" not in read_docx(write_docx(paper())).aside.upper()


def test_the_reader_takes_it_apart_again() -> None:
    lines = read_docx(write_docx(paper(rows=2, mark="Dữ liệu minh họa"))).text.split("\n")
    assert lines[:3] == ["TỈNH HÒA BÌNH", "ỦY BAN NHÂN DÂN XÃ HÒA AN", "Số:      /KH-UBND"]
    assert lines[3:5] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert [line for line in lines if line.startswith("|")] == [
        "| STT | Nội dung | Cơ quan chủ trì |",
        "| I | NHIỆM VỤ |  |",
        f"| 1 | {DUTY} 1 | Công an xã |",
        f"| 2 | {DUTY} 2 | Công an xã |",
    ]


def test_odd_words_do_not_break_the_file() -> None:
    odd = "a\x00b\x0b\ud800<w:p>&amp;\n dòng hai\uffff"
    text = read_docx(write_docx(Paper(odd, [Section([Text(odd), Table(COLUMNS, [TableRow((odd, "", "x"))])])]))).text
    assert "ab<w:p>&amp;" in text and "dòng hai" in text


def test_a_table_of_five_thousand_rows_is_written_in_seconds() -> None:
    rows = [TableRow((str(n), DUTY, "Công an xã")) for n in range(5_000)]
    data = write_docx(Paper("x", [Section([Table(COLUMNS, rows)])]))
    assert len(opened(data).tables[0]._tbl.findall(qn("w:tr"))) == 5_001


def test_a_number_is_left_open_or_printed() -> None:
    assert open_number("/KH-UBND") == "Số:      /KH-UBND"
    assert open_number("12/KH-UBND") == "Số: 12/KH-UBND"


def test_widths_of_letters_are_those_of_the_font() -> None:
    """Tinos has the widths of Times New Roman (Debian: fonts-croscore)."""
    try:
        font = ImageFont.truetype("Tinos-Bold.ttf", 1000)
    except OSError:
        pytest.fail("Tinos is missing; apt-get install fonts-croscore")
    for text in ("Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN XÃ HÒA AN", "Về phòng, chống tội phạm năm 2026"):
        true = font.getlength(text) / 1000 * paper_form().styles["motto"].size * 25.4 / 72
        assert paper_form().length_of(text, "motto") == pytest.approx(true, rel=0.05), text


def changed(old: str, new: str) -> Pack:
    text = (PACKS_FOLDER / "forms/nd30.yaml").read_text(encoding="utf-8")
    assert old in text
    return parse_pack(text.replace(old, new, 1), file="nd30.yaml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("top: {mm: 20,", "top: {mm: 19,", "ngoài khoảng 20–25 mm"),
        ("vi: Quốc hiệu, size: 12,", "vi: Quốc hiệu, size: 14,", "ngoài khoảng 12–13"),
        ("code: motto,", "code: national,", "lặp lại"),
        ("style: national, size: 12", "style: national, size: 13", "ví dụ khác kiểu"),
    ],
)
def test_a_form_outside_the_decree_is_refused(old: str, new: str, said: str) -> None:
    assert any(said in error.message for error in check_pack(changed(old, new)))


def test_another_form_gives_another_paper() -> None:
    """An installation's own pack decides, not the code."""
    form = form_of(load_all().data("forms/nd30"))
    document = opened(write_docx(paper(rows=1), form=replace(form, top=25, font="Tinos")))
    assert round(document.sections[0].top_margin.mm) == 25
    assert document.styles["Nội dung"].font.name == "Tinos"
