"""Tables out and in again, and what a hostile workbook does."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
import xlsxwriter

from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.xlsx import (
    CellKind,
    Column,
    Sheet,
    Value,
    column_letters,
    read_sheets,
    read_table,
    write_sheets,
    write_table,
)
from tests.adapters.docx_samples import zipped

COLUMNS = (
    Column("code", "Mã", required=True, example="an-hoa", max_length=10),
    Column("name", "Tên cơ quan", required=True, example="Công an xã An Hòa", aliases=("Tên",)),
    Column("level", "Cấp", CellKind.CHOICE, choices=("xã", "tỉnh"), example="xã"),
    Column("members", "Số hội viên", CellKind.INTEGER, example=12),
    Column("valid_from", "Có từ ngày", CellKind.DATE, example=date(2025, 7, 1)),
    Column("is_lead", "Thường trực", CellKind.YES_NO, example=True),
)
ROW: dict[str, Value] = {
    "code": "cax",
    "name": "Công an xã",
    "level": "tỉnh",
    "members": 1234,
    "valid_from": date(2025, 7, 1),
    "is_lead": True,
}


def workbook(rows: list[list[object]]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for line, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(line, place, value, day)
            else:
                sheet.write(line, place, value)
    book.close()
    return target.getvalue()


def test_a_template_comes_back_without_its_example() -> None:
    data = write_table(
        COLUMNS, [ROW, {"code": "b", "name": "Đoàn"}], title="Cơ quan", notes=["Ghi chú"], for_filling=True
    )
    table = read_table(data, columns=COLUMNS)
    assert table.errors == ()
    assert [row.number for row in table.rows] == [3, 4]
    assert table.rows[0].values == ROW
    assert table.rows[1].values["members"] is None
    assert table.rows[1].values["is_lead"] is False


def test_the_same_rows_give_the_same_bytes() -> None:
    assert write_table(COLUMNS, [ROW], title="x") == write_table(COLUMNS, [ROW], title="x")


def test_typed_values_and_errors_name_their_cell() -> None:
    data = workbook(
        [
            ["Danh sách cơ quan"],
            ["TÊN", "Mã *", "Có từ ngày", "Số hội viên", "Cấp", "Cột lạ"],
            ["Một", "1", "05/12/2026", "1.234", "XA", "?"],
            [],
            ["Hai", "", "31/02/2026", "mười", "huyện", ""],
            ["Ba", "12345678901", date(2026, 12, 5), 5, "", ""],
            ["Bốn", 7, "12/2026", 5.5, "", ""],
        ]
    )
    table = read_table(data, columns=COLUMNS)
    assert table.rows[0].values["valid_from"] == date(2026, 12, 5)
    assert table.rows[0].values["members"] == 1234
    assert table.rows[0].values["level"] == "xã"
    assert table.rows[2].values["valid_from"] == date(2026, 12, 5)
    assert table.rows[3].values["code"] == "7"
    assert [error.cell for error in table.errors] == ["B5", "E5", "D5", "C5", "B6", "D7", "C7"]
    assert "05/12/2026" in str(table.errors[-1])
    assert table.ignored_headings == ("Cột lạ",)
    assert table.rows[0].cell(COLUMNS[4], table.columns) == "C3"


def test_a_formula_gives_its_value_and_an_error_is_named() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Mã", "Tên cơ quan", "Số hội viên"])
    sheet.write_row(1, 0, ["a", "A"])
    sheet.write_formula(1, 2, "=2+3", None, 5)
    sheet.write_row(2, 0, ["b", "B"])
    sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
    book.close()
    table = read_table(target.getvalue(), columns=COLUMNS)
    assert table.rows[0].values["members"] == 5
    assert [error.cell for error in table.errors] == ["C3"]


@pytest.mark.parametrize("typed", ["=1+1", "+84912345678", "-2+3", "@SUM(A1)", "\t=1", "http://a.vn"])
def test_typed_signs_never_become_formulas(typed: str) -> None:
    data = write_table((Column("a", "A"),), [{"a": typed}], title="t")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet
    assert read_sheets(data)["t"][1][0] == typed


def test_titles_are_made_fit_and_different_and_long_lists_are_kept_aside() -> None:
    many = Column("c", "Chọn", CellKind.CHOICE, choices=tuple(f"Cơ quan số {n}, nhóm {n}" for n in range(60)))
    data = write_sheets([Sheet("A/B: [1]", (many,), for_filling=True), Sheet("a b  1", (many,)), Sheet("", (many,))])
    names = list(read_sheets(data))
    assert len({name.casefold() for name in names}) == len(names)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "$A$60" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_odd_letters_are_stored_without_damage() -> None:
    data = write_table((Column("a", "A"),), [{"a": "x\x00\x01\ud800" + "đ" * 40_000}], title="t")
    assert str(read_sheets(data)["t"][1][0]).startswith("x")


def sheet_changed(pattern: str, replacement: str, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook([["Mã", "Tên cơ quan"], ["a", "b"]]))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    changed = re.sub(pattern, replacement, members[part].decode())
    assert changed != members[part].decode()
    return zipped({**members, part: changed.encode()})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (sheet_changed('r="B2"', 'r="XFD1048576"'), "xlsx-too-wide"),
        (sheet_changed('<row r="2"', '<row r="1048576"'), "xlsx-too-wide"),
        (sheet_changed("</row></sheetData>", "<c><v>1</v></c>" * 5_000 + "</row></sheetData>"), "xlsx-too-wide"),
        (sheet_changed("</sheetData>", "<row></row>" * 30_000 + "</sheetData>"), "xlsx-too-wide"),
        (
            sheet_changed("^", '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
            "xml-damaged|xml-document-type",
        ),
        (b"", "not-xlsx"),
        (b"\x00" * 100, "not-xlsx"),
        (workbook([["khác"]]), "xlsx-no-header"),
        (b"x" * (16 * 1024 * 1024), "xlsx-too-big"),
    ],
)
def test_refusals(data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read_table(data, columns=COLUMNS)
    assert caught.value.code in code.split("|")


def test_one_long_string_named_by_many_cells_is_refused() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(3, 19_000))
    data = sheet_changed("</sheetData>", cells + "</sheetData>")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    strings = members["xl/sharedStrings.xml"].decode()
    members["xl/sharedStrings.xml"] = strings.replace("<t>Mã</t>", f"<t>{'x' * 30_000}</t>").encode()
    with pytest.raises(FileRefused) as caught:
        read_sheets(zipped(members))
    assert caught.value.code == "xlsx-too-long"


def test_column_letters() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_fitted_sheet_has_rows_as_high_as_their_words() -> None:
    columns = [Column("a", "Nhiệm vụ", width=20), Column("b", "Ghi chú", width=10)]
    rows = [{"a": "ngắn"}, {"a": "từ " * 40, "b": "x"}, {"a": "một\nhai\nba"}, {"a": "dài " * 9000}]
    with zipfile.ZipFile(io.BytesIO(write_sheets([Sheet("Bảng", columns, rows, fitted=True)]))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    heights = {int(n): float(h) for n, h in re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', sheet)}
    assert heights.get(2, 15.0) == 15.0
    assert heights[3] >= 15 * 6
    assert heights[4] == 45
    assert 400 < heights[5] <= 409, "what a row of Excel holds at most"
    assert 'gridLines="1"' in sheet
