"""Sheets out as .xlsx in constant memory: a heading, rows, a template with notes, an example and choices to pick from.

Whatever a person typed is written as text: « =1+1 », « +84 … », « @… » can never become a formula. The same input gives
the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from phongtrao.adapters.xlsx_columns import EXAMPLE_MARK, MAX_ROWS, CellKind, Column, Value, column_letters

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# Excel takes at most 32,767 characters in a cell and 255 in a list of choices.
_MAX_CELL = 32_767
_MAX_CHOICES_TEXT = 255
_TEMPLATE_ROWS = 2_000
_LINE = 15  # points of one line of words; a row holds at most 409
_MAX_HEIGHT = 409
_LETTER = 1.1  # Vietnamese words break earlier than the plain count of letters says
_A4 = 9  # Excel's number of the paper
_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001  Excel's property has no zone; a fixed day keeps the bytes equal
_CHOICES_SHEET = "Danh mục"
_GUIDE_SHEET = "Hướng dẫn"
_KIND_NOTES = {
    CellKind.TEXT: "chữ",
    CellKind.INTEGER: "số nguyên, ví dụ 12",
    CellKind.DATE: "ngày dạng dd/mm/yyyy, ví dụ 05/12/2026",
    CellKind.CHOICE: "chọn trong danh sách",
    CellKind.YES_NO: "gõ x nếu có, để trống nếu không",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows`: values by column key; keys that are no column are left out. `for_filling`: with example and choices.

    `footer`: at the foot of every printed page. A sheet prints on A4 lying, as wide as the page, its heading repeated.
    `fitted`: made to be printed: rows as high as their words need, with lines.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Mapping[str, Value]] = ()
    for_filling: bool = False
    footer: str = ""
    fitted: bool = False


def write_table(
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Value]] = (),
    *,
    title: str,
    notes: Sequence[str] = (),
    for_filling: bool = False,
) -> bytes:
    """One table, with a sheet « Hướng dẫn » when it is for filling or there are notes; `read_table` takes it back."""
    return write_sheets([Sheet(title, columns, rows, for_filling)], notes=notes)


def write_sheets(sheets: Sequence[Sheet], *, notes: Sequence[str] = ()) -> bytes:
    """A workbook of several tables, in order. Titles are cut to what Excel allows and made different."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "dd/mm/yyyy",
        },
    )
    workbook.set_properties({"created": _CREATED})
    styles = _Styles(workbook)
    names: set[str] = {_GUIDE_SHEET.casefold(), _CHOICES_SHEET.casefold()}
    lists: list[tuple[str, ...]] = []
    for sheet in sheets:
        _write_sheet(workbook.add_worksheet(_sheet_name(sheet.title, names)), sheet, styles, lists)
    if notes or any(sheet.for_filling for sheet in sheets):
        _write_guide(workbook.add_worksheet(_GUIDE_SHEET), sheets, notes, styles)
    if lists:
        _write_choices(workbook.add_worksheet(_CHOICES_SHEET), lists)
    workbook.close()
    return target.getvalue()


class _Styles:
    """Formats of one workbook (the library is untyped)."""

    def __init__(self, workbook: Any) -> None:
        self.heading = workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1", "border": 1}
        )
        self.text = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self.sign = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True})
        self.number = workbook.add_format({"valign": "top", "num_format": "#,##0"})
        self.day = workbook.add_format({"valign": "top", "num_format": "dd/mm/yyyy", "align": "left"})
        self.example = workbook.add_format(
            {"italic": True, "font_color": "#7F7F7F", "text_wrap": True, "valign": "top"}
        )


def _sheet_name(title: str, taken: set[str]) -> str:
    """Excel: 1–31 characters, none of []:*?/\\, no apostrophe at the ends, different without case."""
    clean = "".join(" " if letter in "[]:*?/\\" else letter for letter in title).strip("' ")[:28].strip("' ")
    clean = clean or "Bảng"
    name, count = clean, 1
    while name.casefold() in taken:
        count += 1
        name = f"{clean[:26]} {count}"
    taken.add(name.casefold())
    return name


def _write_sheet(worksheet: Any, sheet: Sheet, styles: _Styles, lists: list[tuple[str, ...]]) -> None:
    if sheet.fitted:
        worksheet.set_row(0, _height({column.key: column.heading for column in sheet.columns}, sheet.columns))
    for place, column in enumerate(sheet.columns):
        worksheet.set_column(place, place, column.width, styles.text if sheet.for_filling else None)
        worksheet.write_string(0, place, column.heading + (" *" if column.required else ""), styles.heading)
    worksheet.freeze_panes(1, 0)
    _set_up_print(worksheet, sheet)
    line = _write_example(worksheet, sheet, styles)
    if sheet.for_filling:
        _add_choices(worksheet, sheet.columns, line, lists)
    for row in sheet.rows:
        if line >= MAX_ROWS:
            raise ValueError(f"more than {MAX_ROWS} rows in one sheet")
        if sheet.fitted:
            worksheet.set_row(line, _height(row, sheet.columns))
        for place, column in enumerate(sheet.columns):
            _write_cell(worksheet, line, place, row.get(column.key), styles)
        line += 1
    if line > 1:
        worksheet.autofilter(0, 0, line - 1, max(len(sheet.columns) - 1, 0))


def _write_example(worksheet: Any, sheet: Sheet, styles: _Styles) -> int:
    """The example row of a template, if it has one; returns the line on which rows begin."""
    if not sheet.for_filling or all(column.example is None for column in sheet.columns):
        return 1
    for place, column in enumerate(sheet.columns):
        shown = _shown(column.example)
        worksheet.write_string(1, place, f"{EXAMPLE_MARK}{shown}" if place == 0 else shown, styles.example)
    return 2


def _height(row: Mapping[str, Value], columns: Sequence[Column]) -> float:
    """Points for the cell with the most lines; Excel fits rows by itself only while somebody edits them."""
    lines = [
        sum(max(1, math.ceil(len(part) * _LETTER / column.width)) for part in _shown(row.get(column.key)).split("\n"))
        for column in columns
    ]
    return min(max(lines, default=1) * _LINE, _MAX_HEIGHT)


def _set_up_print(worksheet: Any, sheet: Sheet) -> None:
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)
    if sheet.fitted:
        worksheet.hide_gridlines(0)  # shown on paper too
        worksheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)  # inches
    if sheet.footer:
        worksheet.set_footer(f"&C&B{_storable(sheet.footer).replace('&', '&&')}&R&P/&N")


def _write_cell(worksheet: Any, line: int, place: int, value: Value, styles: _Styles) -> None:
    if value is None or value == "" or value is False:
        return
    if value is True:
        worksheet.write_string(line, place, "x", styles.text)
    elif isinstance(value, date):
        # Excel has no day before 1900; as text it is still right for people and for `read_table`.
        if value.year >= 1901:
            worksheet.write_datetime(line, place, datetime(value.year, value.month, value.day), styles.day)  # noqa: DTZ001  a day
        else:
            worksheet.write_string(line, place, _shown(value), styles.text)
    elif isinstance(value, int):
        # Excel keeps 15 digits.
        if abs(value) < 10**15:
            worksheet.write_number(line, place, value, styles.number)
        else:
            worksheet.write_string(line, place, str(value), styles.text)
    else:
        text = _storable(value)
        worksheet.write_string(line, place, text, styles.sign if text.startswith(_FORMULA_SIGNS) else styles.text)


def _storable(text: str) -> str:
    """Characters that XML 1.0 takes, at most as many as a cell holds."""
    kept = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    return kept.encode("utf-8", "replace").decode("utf-8")[:_MAX_CELL]


def _shown(value: Value) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "x"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _add_choices(worksheet: Any, columns: Sequence[Column], first: int, lists: list[tuple[str, ...]]) -> None:
    for place, column in enumerate(columns):
        rule: dict[str, Any] | None = None
        if column.choices:
            rule = {"validate": "list", "source": _choice_source(column.choices, lists), "error_type": "warning"}
        elif column.kind is CellKind.YES_NO:
            rule = {"validate": "list", "source": ["x"], "error_type": "warning"}
        elif column.kind is CellKind.INTEGER:
            rule = {"validate": "integer", "criteria": ">=", "value": 0, "error_type": "warning"}
        if rule is not None:
            rule |= {"error_title": column.heading[:32], "error_message": f"Cần {_KIND_NOTES[column.kind]}."[:255]}
            worksheet.data_validation(first, place, first + _TEMPLATE_ROWS, place, rule)


def _choice_source(choices: tuple[str, ...], lists: list[tuple[str, ...]]) -> list[str] | str:
    if len(",".join(choices)) <= _MAX_CHOICES_TEXT and not any("," in choice for choice in choices):
        return list(choices)
    if choices not in lists:
        lists.append(choices)
    letters = column_letters(lists.index(choices))
    return f"='{_CHOICES_SHEET}'!${letters}$1:${letters}${len(choices)}"


def _write_choices(worksheet: Any, lists: list[tuple[str, ...]]) -> None:
    worksheet.hide()
    for line in range(max(map(len, lists))):
        for place, choices in enumerate(lists):
            if line < len(choices):
                worksheet.write_string(line, place, _storable(choices[line]))


def _write_guide(worksheet: Any, sheets: Sequence[Sheet], notes: Sequence[str], styles: _Styles) -> None:
    worksheet.set_column(0, 0, 32)
    worksheet.set_column(1, 1, 90)
    line = 0
    for note in notes:
        worksheet.write_string(line, 1, _storable(note), styles.text)
        line += 1
    for sheet in (sheet for sheet in sheets if sheet.for_filling):
        worksheet.write_string(line, 0, _storable(sheet.title), styles.heading)
        worksheet.write_string(line, 1, "Cách điền (dấu * là bắt buộc)", styles.heading)
        for column in sheet.columns:
            line += 1
            needed = " *" if column.required else ""
            said = f"{_KIND_NOTES[column.kind].capitalize()}. {column.note}".strip()
            worksheet.write_string(line, 0, _storable(column.heading + needed), styles.text)
            worksheet.write_string(line, 1, _storable(said), styles.text)
        line += 2
