"""Plain text of an office paper → DOCX in the layout of Decree 30/2020 (Phụ lục I): letterhead in two columns,
justified paragraphs of Times New Roman 14, recipients beside the signature, tables with lines, the annex on a new page.

The text's own layout says what is what: a line with a tab is two columns, a line that begins with « | » is a row of a
table, capitals alone are a heading. Nothing is added that the text does not say but the footer.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

_FONT = "Times New Roman"
_SIZE = Pt(14)  # body text; 13–14 by the decree
_NATIONAL = Pt(12)  # letterhead and signature; 12–14 by the decree
_SMALL = Pt(11)  # recipients, footer
# Left 30–35 mm, right 15–20 mm, top and bottom 20–25 mm (Phụ lục I, phần I, mục 2).
_MARGINS = {"left_margin": Cm(3), "right_margin": Cm(2), "top_margin": Cm(2), "bottom_margin": Cm(2)}
_WIDTH = Cm(16)
_COLUMNS = (Cm(6.2), Cm(9.8))
_SECTION = re.compile(r"[IVX]+\. ")
_NUMBERED = re.compile(r"\d+\. ")
_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001  a property without zone; a fixed day keeps the bytes equal


def write_paper(text: str, *, footer: str = "") -> bytes:
    """The paper as .docx; the same text gives the same document."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = _CREATED
    _page(document, footer)
    lines = [line.rstrip() for line in text.strip().splitlines()]
    title_follows = False
    for kind, group in groupby(lines, key=_kind):
        block = list(group)
        if kind == "columns":
            _two_columns(document, block)
        elif kind == "table":
            _table(document, [_cells(line) for line in block])
        elif kind == "text":
            for line in block:
                title_follows = _paragraph(document, line, title=title_follows)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _kind(line: str) -> str:
    if line.startswith("|"):
        return "table"
    if "\t" in line or line.startswith("Nơi nhận") or (line.endswith(";") and line.startswith("- ")):
        return "columns"
    return "text" if line.strip() else "blank"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _page(document: Any, footer: str) -> None:
    section = document.sections[0]
    for side, width in _MARGINS.items():
        setattr(section, side, width)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, _SIZE
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), _FONT)
    style.paragraph_format.space_after = Pt(6)
    if footer:
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, footer, size=_SMALL, bold=True)


def _run(paragraph: Any, text: str, *, bold: bool = False, italic: bool = False, size: Any = None) -> None:
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    run.font.size = size


def _paragraph(document: Any, line: str, *, title: bool) -> bool:
    """One paragraph; True when the next line is the paper's title (it stands under KẾ HOẠCH, PHỤ LỤC)."""
    paragraph = document.add_paragraph()
    heading = line == line.upper() and any(letter.isalpha() for letter in line)
    if (heading and not _SECTION.match(line)) or title or line.startswith("(Kèm theo"):
        if line == "PHỤ LỤC":
            paragraph.add_run().add_break(WD_BREAK.PAGE)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, line, bold=not line.startswith("("), italic=line.startswith("("))
        return heading and not title and line != "PHỤ LỤC"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    basis = line.startswith(("Căn cứ ", "Thực hiện "))
    _run(paragraph, line, bold=bool(_SECTION.match(line)) or _is_unit_heading(line), italic=basis)
    return False


def _is_unit_heading(line: str) -> bool:
    """« 1. Công an xã »: a short numbered line without a full stop."""
    return bool(_NUMBERED.match(line)) and len(line) < 90 and not line.endswith((".", ";", "/."))


def _two_columns(document: Any, lines: Sequence[str]) -> None:
    """Letterhead, or recipients on the left and the signature on the right."""
    left = [line.split("\t")[0] for line in lines]
    right = [line.split("\t")[1] for line in lines if "\t" in line]
    signing = left[0].startswith("Nơi nhận")
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, width, words in zip(table.rows[0].cells, _COLUMNS, (left, right), strict=True):
        cell.width = width
        _fill(cell, [word for word in words if word], signing=signing, recipients=signing and words is left)
    for column, width in zip(table.columns, _COLUMNS, strict=True):
        column.width = width


def _fill(cell: Any, lines: Sequence[str], *, signing: bool, recipients: bool) -> None:
    for place, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        if recipients:
            _run(paragraph, line, bold=place == 0, italic=place == 0, size=_SMALL)
            continue
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if signing and place == len(lines) - 1:
            paragraph.paragraph_format.space_before = Pt(60)  # room for the signature
        number_or_place = line.startswith("Số:") or ", ngày" in line
        _run(paragraph, line, bold=not number_or_place, italic=", ngày" in line, size=_NATIONAL)


def _table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    """A table with lines, its first row repeated on every page."""
    count = max(len(row) for row in rows)
    table = document.add_table(rows=0, cols=count, style="Table Grid")
    table.autofit = False
    widths = _widths(rows, count)
    for place, row in enumerate(rows):
        for cell, width, words in zip(table.add_row().cells, widths, [*row, *[""] * (count - len(row))], strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            _run(paragraph, words, bold=place == 0, size=Pt(12))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    marks = table.rows[0]._tr.get_or_add_trPr()
    marks.append(marks.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))


def _widths(rows: Sequence[Sequence[str]], count: int) -> list[Any]:
    """Columns wide enough for their longest word, the rest shared by how much they have to say."""
    columns = [[row[place] for row in rows if place < len(row)] for place in range(count)]
    least = [max(len(word) for cell in column for word in [*cell.split(), "STT"]) + 2 for column in columns]
    wish = [math.sqrt(max(len(cell) for cell in column) * 4) for column in columns]
    weights = [max(one, other) for one, other in zip(least, wish, strict=True)]
    return [int(_WIDTH * weight / sum(weights)) for weight in weights]
