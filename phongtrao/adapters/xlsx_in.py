"""Rows of an .xlsx under limits: values only, never a formula, errors by cell.

The package is re-written by `zip_package` and measured before a library lays it out in memory: one cell at the far end
of a sheet would otherwise ask for billions of empty ones.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from python_calamine import CalamineWorkbook, SheetTypeEnum

from phongtrao.adapters.file_kind import FileKind, sniff
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.safe_xml import parse_xml
from phongtrao.adapters.xlsx_columns import (
    EXAMPLE_MARK,
    MAX_COLUMNS,
    MAX_ROWS,
    CellError,
    CellKind,
    Column,
    Row,
    Table,
    Value,
    column_letters,
)
from phongtrao.adapters.zip_package import open_package, rewritten
from phongtrao.core.text.folding import fold

MAX_BYTES = 15 * 1024 * 1024
MAX_CELLS = 400_000
MAX_CHARACTERS = 60_000_000
HEADER_SEARCH_ROWS = 20

_PARTS = re.compile(
    r"(\[content_types\]\.xml|_rels/\.rels|xl/(_rels/)?[^/]+\.(xml|rels)|xl/worksheets/[^/]+\.xml)", re.IGNORECASE
)
# A cell or row names its place in `r`; whatever looks like one is measured, so that no spelling escapes.
_PLACE = re.compile(rb"""[\s:]r\s*=\s*["']\s*([A-Za-z]{0,9})(\d{1,19})""")
_DIMENSION = re.compile(rb"""\bref\s*=\s*["'][^"']{0,40}:\s*([A-Za-z]{1,9})(\d{1,19})""")
_SHEET_DATA = re.compile(rb"<(?:\w+:)?sheetData\b")
_SHARED = re.compile(rb"<(?:\w+:)?si[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ERROR_TYPE = re.compile(rb"""(<(?:\w+:)?c\s[^<>]{0,200}?\bt=)["']e["']""")
_NAMED = re.compile(rb"<(?:\w+:)?v[^>]*>\s*(\d{1,9})\s*<")
_DAY_TYPED = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_DAY_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00:00)?")
_INTEGER = re.compile(r"[+-]?(?:\d{1,15}|\d{1,3}(?:[.\s]\d{3}){1,4})")
_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")
_YES = frozenset(("x", "co", "1", "true", "dung", "yes", "v"))
_NO = frozenset(("khong", "0", "false", "sai", "no"))

_NOT_XLSX = (
    "Tệp không phải bảng tính Excel (.xlsx). Hãy tải tệp mẫu, điền bằng Excel, lưu kiểu “Excel Workbook (*.xlsx)” "
    "rồi gửi lại."
)
_MACROS = "Bảng tính có macro (.xlsm) nên không được nhận. Hãy lưu kiểu “Excel Workbook (*.xlsx)” rồi gửi lại."
_DAMAGED = "Tệp Excel bị hỏng, không mở được. Hãy mở bằng Excel, lưu lại rồi gửi lại."
_TOO_BIG = "Tệp Excel lớn quá 15 MB. Hãy xóa ảnh và trang tính thừa, lưu lại rồi gửi lại."
_TOO_WIDE = (
    "Bảng tính có ô nằm ngoài 20.000 dòng × 200 cột đầu. "
    "Hãy xóa hẳn (Delete) các dòng, cột trống ở cuối trang tính, lưu lại rồi gửi lại."
)
_TOO_LONG = "Bảng tính chứa quá nhiều chữ. Hãy chia thành nhiều tệp nhỏ hơn rồi gửi lại."
_NO_HEADER = (
    "Không thấy dòng tiêu đề có đủ các cột {missing} trong 20 dòng đầu. Hãy dùng tệp mẫu và giữ nguyên dòng tiêu đề."
)


def read_table(data: bytes, *, columns: Sequence[Column], name: str = "") -> Table:
    """Rows of the first sheet whose first lines hold the headings of all required columns.

    Empty rows and the example are passed over. Raises `FileRefused` when no sheet has such a line or the bytes are no
    workbook.
    """
    for grid in read_sheets(data, name=name).values():
        header = _header(grid, columns)
        if header is not None:
            return _table(grid, header[0], header[1], columns)
    missing = ", ".join(f"“{column.heading}”" for column in columns if column.required)
    raise FileRefused("xlsx-no-header", _NO_HEADER.format(missing=missing or f"“{columns[0].heading}”"))


def read_sheets(data: bytes, *, name: str = "") -> dict[str, list[list[object]]]:
    """Cell values of every worksheet (hidden ones too) from A1, by its name. Raises `FileRefused` and nothing else."""
    if len(data) > MAX_BYTES:
        raise FileRefused("xlsx-too-big", _TOO_BIG)
    kind = sniff(data, name=name)
    if kind is FileKind.XLSM:
        raise FileRefused("xlsx-macros", _MACROS)
    if kind is not FileKind.XLSX:
        raise FileRefused("not-xlsx", _NOT_XLSX)
    return _sheets(_measured(data))


def _measured(data: bytes) -> bytes:
    """The package with the parts that hold values, each within the limits as it really inflates."""
    sheets: list[bytes] = []
    strings: list[int] = []

    def checked(_: str, content: bytes) -> bytes:
        # Another encoding would hide the places from the patterns below; Excel writes UTF-8.
        if b"\x00" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise FileRefused("xlsx-damaged", _DAMAGED)
        if b"<!doctype" in content[:4096].lower():
            raise FileRefused("xml-document-type", _DAMAGED)
        if _SHEET_DATA.search(content):
            sheets.append(content)
            # The library shows an error cell as empty; as text it can be named to the person.
            content = _ERROR_TYPE.sub(rb'\1"str"', content)
        # A shared string is copied into every cell that names it.
        if _SHARED.search(content):
            items = parse_xml(content).iter("{*}si")
            strings.extend(len("".join(map(str, item.itertext()))) for item in items)
        return content

    clean = rewritten(open_package(data), checked, lambda name: _PARTS.fullmatch(name) is not None)
    if sum(map(_cells, sheets)) > MAX_CELLS:
        raise FileRefused("xlsx-too-wide", _TOO_WIDE)
    if sum(_characters(sheet, strings) for sheet in sheets) > MAX_CHARACTERS:
        raise FileRefused("xlsx-too-long", _TOO_LONG)
    return clean


def _cells(sheet: bytes) -> int:
    """Cells that the sheet takes when laid out (rows × columns). Raises `FileRefused` beyond the limits."""
    height = width = 0
    for pattern in (_PLACE, _DIMENSION):
        for letters, digits in pattern.findall(sheet):
            column = 0
            for letter in letters.upper():
                column = column * 26 + letter - 64
            height, width = max(height, int(digits)), max(width, column)
    # Rows and cells without a place follow one another.
    rows = _ROW.split(sheet)
    height = max(height, len(rows) - 1)
    width = max(width, *(len(_CELL.findall(row)) for row in rows))
    if height > MAX_ROWS or width > MAX_COLUMNS:
        raise FileRefused("xlsx-too-wide", _TOO_WIDE)
    return height * width


def _characters(sheet: bytes, strings: list[int]) -> int:
    """An upper bound: every whole number in a cell is taken as naming a shared string."""
    named = (int(digits) for digits in _NAMED.findall(sheet))
    return len(sheet) + sum(strings[index] for index in named if index < len(strings))


def _sheets(clean: bytes) -> dict[str, list[list[object]]]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(clean))
        return {
            sheet.name: [list(row) for row in workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)]
            for sheet in workbook.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet
        }
    except (KeyboardInterrupt, SystemExit):
        raise
    # A panic inside the library arrives as a BaseException of its own, which has no name to catch.
    except BaseException as error:
        raise FileRefused("xlsx-damaged", _DAMAGED) from error


def _heading_key(text: object) -> str:
    return " ".join(re.sub(r"[*:()]", " ", fold(str(text))).split())


def _header(grid: list[list[object]], columns: Sequence[Column]) -> tuple[int, dict[str, int]] | None:
    """(row index, place by column key) of the first row with every required heading."""
    for index, row in enumerate(grid[:HEADER_SEARCH_ROWS]):
        found = {_heading_key(cell): place for place, cell in reversed(list(enumerate(row))) if cell not in ("", None)}
        places: dict[str, int] = {}
        for column in columns:
            keys = [_heading_key(text) for text in (column.heading, *column.aliases)]
            place = next((found[key] for key in keys if key in found), None)
            if place is not None:
                places[column.key] = place
        if places and all(column.key in places for column in columns if column.required):
            return index, places
    return None


def _table(grid: list[list[object]], start: int, places: dict[str, int], columns: Sequence[Column]) -> Table:
    rows: list[Row] = []
    errors: list[CellError] = []
    for index in range(start + 1, len(grid)):
        cells = grid[index]
        if _is_empty(cells) or _is_example(cells):
            continue
        values: dict[str, Value] = {}
        for column in columns:
            place = places.get(column.key)
            raw = cells[place] if place is not None and place < len(cells) else ""
            try:
                values[column.key] = parse_cell(raw, column)
            except ValueError as error:
                values[column.key] = False if column.kind is CellKind.YES_NO else None
                where = f"{column_letters(place or 0)}{index + 1}"
                errors.append(CellError(where, f"cột “{column.heading}”: {error}"))
        rows.append(Row(index + 1, values))
    known = set(places.values())
    headings = ((place, str(cell).strip()) for place, cell in enumerate(grid[start]))
    ignored = tuple(text for place, text in headings if text and place not in known)
    return Table(tuple(rows), tuple(errors), places, ignored)


def _is_empty(cells: list[object]) -> bool:
    return all(str(cell).strip() == "" for cell in cells)


def _is_example(cells: list[object]) -> bool:
    first = next((str(cell) for cell in cells if str(cell).strip()), "")
    return fold(first).startswith(fold(EXAMPLE_MARK))


def parse_cell(raw: object, column: Column) -> Value:
    """The value of one cell. Raises `ValueError` with a Vietnamese sentence: what came, what was expected."""
    text = _as_text(raw)
    if text in _ERRORS:
        raise ValueError(f"ô có lỗi công thức {text}; cần một giá trị.")
    if column.kind is CellKind.YES_NO:
        return _yes_no(text)
    if not text:
        if column.required:
            raise ValueError("để trống; cột này phải có giá trị.")
        return None
    if column.kind is CellKind.DATE:
        return _day(raw, text)
    if column.kind is CellKind.INTEGER:
        return _integer(text)
    if column.kind is CellKind.CHOICE:
        return _choice(text, column)
    if len(text) > column.max_length:
        raise ValueError(f"dài {len(text)} ký tự; cần nhiều nhất {column.max_length}.")
    return text


def _as_text(raw: object) -> str:
    """What Excel shows, near enough: a whole number without « .0 », a day as dd/mm/yyyy."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "1" if raw else "0"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, date):
        return f"{raw:%d/%m/%Y}"
    return str(raw).replace("\x00", "").strip()


def _day(raw: object, text: str) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    typed, iso = _DAY_TYPED.fullmatch(text), _DAY_ISO.fullmatch(text)
    try:
        if typed is not None:
            return date(int(typed[3]), int(typed[2]), int(typed[1]))
        if iso is not None:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        raise ValueError(f"nhận được “{text[:30]}”, không có ngày này; cần dạng ngày/tháng/năm.") from None
    raise ValueError(f"nhận được “{text[:30]}”; cần ngày dạng dd/mm/yyyy, ví dụ 05/12/2026.")


def _integer(text: str) -> int:
    if _INTEGER.fullmatch(text) is None:
        raise ValueError(f"nhận được “{text[:30]}”; cần số nguyên, ví dụ 12.")
    return int(re.sub(r"[.\s]", "", text))


def _yes_no(text: str) -> bool:
    key = fold(text)
    if key in _YES:
        return True
    if not key or key in _NO:
        return False
    raise ValueError(f"nhận được “{text[:30]}”; cần “x” (có) hoặc để trống (không).")


def _choice(text: str, column: Column) -> str:
    by_key: Mapping[str, str] = {fold(choice): choice for choice in reversed(column.choices)}
    exact = next((choice for choice in column.choices if choice == text), None)
    found = exact or by_key.get(fold(text))
    if found is None:
        shown = ", ".join(column.choices[:12]) + (" …" if len(column.choices) > 12 else "")
        raise ValueError(f"nhận được “{text[:30]}”; cần một trong: {shown}.")
    return found
