"""Paragraphs, rules and tables of a .docx as elements: large tables are built in linear time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from phongtrao.adapters.paper_form import Form, Style
from phongtrao.adapters.paper_model import Table, TableRow

_ORDINAL = 0  # the column of the running number; a section row leaves it its own cell
_CELL_MARGIN = 1.5  # millimetres left and right of the words in a table with lines
_CELL_PADDING = 0.6  # above and below them
_RULE_LINE = 60  # twentieths of a point: the height of the small paragraph that carries a rule


def twips(millimetres: float) -> int:
    """Word's unit of length: twentieths of a point."""
    return round(millimetres / 25.4 * 1440)


def clean(text: str) -> str:
    """The characters that XML 1.0 takes."""
    kept = "".join(letter for letter in text if letter >= " " or letter in "\t\n")
    return kept.encode("utf-8", "ignore").decode("utf-8").replace("\ufffe", "").replace("\uffff", "")


def paragraph(text: str, style: Style, *, before: int = 0, align: str = "") -> Any:
    """A paragraph of one style; a line break in the text stays a line break. `before`: space above it, in twips."""
    made = OxmlElement("w:p")
    properties = _under(made, "w:pPr")
    _under(properties, "w:pStyle", val=style.code)
    if before:
        _under(properties, "w:spacing", before=before)
    if align and align != style.align:
        _under(properties, "w:jc", val=align)
    words = clean(text.upper() if style.caps else text)
    for index, line in enumerate(words.split("\n") if words else ()):
        run = _under(made, "w:r")
        if index:
            _under(run, "w:br")
        said = _under(run, "w:t")
        said.text = line
        said.set(qn("xml:space"), "preserve")
    return made


def rule_below(width: float, length: float, *, line: bool = True) -> Any:
    """A small empty paragraph with a solid line of `length` mm in the middle of `width` mm; or only the small space."""
    made = OxmlElement("w:p")
    properties = _under(made, "w:pPr")
    if line:
        borders = _under(properties, "w:pBdr")
        _under(borders, "w:top", val="single", sz=6, space=3, color="000000")
    _under(properties, "w:spacing", before=60, after=120, line=_RULE_LINE, lineRule="exact")
    if line:
        side = max(0, twips((width - length) / 2))
        _under(properties, "w:ind", left=side, right=side, firstLine=0)
    return made


def add_two_columns(rows: Sequence[tuple[Sequence[Any], Sequence[Any]]], widths: tuple[float, float]) -> Any:
    """A table without lines that places paragraphs side by side: letterhead, recipients and signature."""
    table = _table(widths, lined=False)
    for left, right in rows:
        row = _under(table, "w:tr")
        _under(_under(row, "w:trPr"), "w:cantSplit")
        for column, width in ((left, widths[0]), (right, widths[1])):
            _cell(row, column, width)
    return table


def add_table(block: Table, width: float, form: Form) -> Any:
    """A table with lines: its first row on every page, no row over two pages, widths on the grid and on the cells."""
    total = sum(column.share for column in block.columns)
    widths = [width * column.share / total for column in block.columns]
    table = _table(widths, lined=True)
    heading = _row(table, heading=True)
    for column, share in zip(block.columns, widths, strict=True):
        _cell(heading, [paragraph(column.heading, form.styles["table_heading"])], share, middle=True)
    for row in block.rows:
        _add_row(table, row, block, widths, form)
    return table


def _add_row(table: Any, row: TableRow, block: Table, widths: Sequence[float], form: Form) -> None:
    at = _row(table)
    if row.section:
        style = form.styles["table_section"]
        _cell(at, [paragraph(row.cells[_ORDINAL], style, align="center")], widths[_ORDINAL])
        rest = widths[_ORDINAL + 1 :]
        _cell(at, [paragraph(row.cells[_ORDINAL + 1], style)], sum(rest), columns=len(rest))
        return
    style = form.styles["table_text"]
    for column, words, width in zip(block.columns, row.cells, widths, strict=True):
        _cell(at, [paragraph(words, style, align="center" if column.centred else "")], width)


def _table(widths: Sequence[float], *, lined: bool) -> Any:
    table = OxmlElement("w:tbl")
    properties = _under(table, "w:tblPr")
    _under(properties, "w:tblW", w=twips(sum(widths)), type="dxa")
    _under(properties, "w:tblInd", w=0, type="dxa")
    borders = _under(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        look = {"val": "single", "sz": 4, "space": 0, "color": "000000"} if lined else {"val": "none"}
        _under(borders, f"w:{side}", **look)
    _under(properties, "w:tblLayout", type="fixed")
    margins = _under(properties, "w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        padding = _CELL_MARGIN if side in ("left", "right") else _CELL_PADDING
        _under(margins, f"w:{side}", w=twips(padding) if lined else 0, type="dxa")
    grid = _under(table, "w:tblGrid")
    for width in widths:
        _under(grid, "w:gridCol", w=twips(width))
    return table


def _row(table: Any, *, heading: bool = False) -> Any:
    row = _under(table, "w:tr")
    properties = _under(row, "w:trPr")
    _under(properties, "w:cantSplit")
    if heading:
        _under(properties, "w:tblHeader")
    return row


def _cell(row: Any, content: Sequence[Any], width: float, *, columns: int = 1, middle: bool = False) -> None:
    cell = _under(row, "w:tc")
    properties = _under(cell, "w:tcPr")
    _under(properties, "w:tcW", w=twips(width), type="dxa")
    if columns > 1:
        _under(properties, "w:gridSpan", val=columns)
    if middle:
        _under(properties, "w:vAlign", val="center")
    for element in content:
        cell.append(element)
    if not content:
        _under(cell, "w:p")


def _under(parent: Any, tag: str, **attributes: object) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    parent.append(made)
    return made
