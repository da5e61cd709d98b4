"""Paragraphs, text boxes and tables of a .docx in reading order, as lines. `docx_in` says what the text means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from phongtrao.adapters.docx_letters import SOFT_HYPHEN, Letters, Piece
from phongtrao.adapters.docx_numbering import Numbering, W, attribute
from phongtrao.adapters.docx_styles import Styles, draws_lines, is_on
from phongtrao.adapters.docx_tables import Cell, Grid, is_layout, layout_lines, row_lines
from phongtrao.adapters.file_refused import FileRefused

_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TOO_LONG = (
    "Văn bản dài hơn 2.000.000 ký tự, quá mức của một kế hoạch. Hãy tách phần kế hoạch ra một tệp riêng rồi gửi lại."
)
# Containers that add nothing of their own: their children are read in place.
_TRANSPARENT = {
    f"{W}{name}"
    for name in (
        "sdt",
        "sdtContent",
        "customXml",
        "smartTag",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
        "ruby",
        "rubyBase",
    )
}
_MATH_PARTS = {
    f"{_MATH}{name}"
    for name in ("oMath", "oMathPara", "r", "f", "num", "den", "e", "sSup", "sSub", "sup", "sub", "d", "rad", "deg")
}
_INSERTED = {f"{W}ins", f"{W}moveTo"}
_DELETED = {f"{W}del", f"{W}moveFrom"}
_DRAWN = {f"{W}drawing", f"{W}pict", f"{W}object"}
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


@dataclass(slots=True)
class Counts:
    """What was met on the way and needs saying; `left_out` holds deleted and hidden words for the checks."""

    inserted: int = 0
    deleted: int = 0
    hidden: int = 0
    text_boxes: int = 0
    left_out: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Paragraph:
    """Pieces of the paragraph being read, and the text boxes met inside it."""

    style: str | None
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


class BlockReader:
    """Reads blocks once, in document order: the counters of the automatic numbers run with it."""

    def __init__(
        self, styles: Styles, numbering: Numbering, counts: Counts, *, limit: int, letters: Letters | None = None
    ) -> None:
        self._styles = styles
        self._letters = letters or Letters()
        self._numbering = numbering
        self._counts = counts
        self._left = limit

    def lines(self, container: etree._Element) -> list[str]:
        """Lines of all blocks inside; a paragraph with soft breaks is one item that holds « \\n »."""
        found: list[str] = []
        for block in _blocks(container, self._counts):
            if block.tag == f"{W}p":
                found.extend(self._paragraph(block))
            else:
                found.extend(self._table(block))
        return found

    def _paragraph(self, element: etree._Element) -> list[str]:
        properties = element.find(f"{W}pPr")
        style = None if properties is None else attribute(properties.find(f"{W}pStyle"))
        paragraph = _Paragraph(style)
        for child in element:
            self._inline(child, paragraph)
        text = self._letters.text(paragraph.pieces).strip(" \n\u00a0")
        is_gone = properties is not None and properties.find(f"{W}rPr/{W}del") is not None
        # Word numbers empty paragraphs too, but shows a number that nobody means; a deleted one is not counted.
        label = "" if is_gone and not text else self._label(properties, style)
        lines = [label + text.lstrip() if text else ""]
        self._count(len(lines[0]))
        for box in paragraph.boxes:
            self._counts.text_boxes += 1
            lines.extend(line for line in self.lines(box) if line)
        return [] if is_gone and not text and len(lines) == 1 else lines

    def _label(self, properties: etree._Element | None, style: str | None) -> str:
        numbered = None if properties is None else properties.find(f"{W}numPr")
        list_id = None if numbered is None else attribute(numbered.find(f"{W}numId"))
        level = None if numbered is None else attribute(numbered.find(f"{W}ilvl"))
        by_style = self._styles.number_of(style)
        if list_id is None and by_style is not None:
            said, owner = by_style
            list_id = said.list_id
            if level is None and list_id is not None:
                named = self._numbering.level_of_style(list_id, owner)
                level = str(named if named is not None else said.level or 0)
        if list_id is None or list_id == "0":
            return ""
        return self._numbering.label(list_id, int(level) if level and level.isdecimal() and len(level) == 1 else 0)

    def _inline(self, element: etree._Element, paragraph: _Paragraph) -> None:
        tag = element.tag
        if tag == f"{W}r":
            self._run(element, paragraph)
        elif tag in _DELETED:
            self._counts.deleted += 1
            self._leave_out(element)
        elif tag in _INSERTED:
            self._counts.inserted += 1
            self._inline_children(element, paragraph)
        elif tag == f"{_ALTERNATIVE}AlternateContent":
            for child in _chosen(element):
                self._inline(child, paragraph)
        elif tag in _TRANSPARENT or tag in _MATH_PARTS:
            self._inline_children(element, paragraph)
        elif tag == f"{_MATH}t":
            paragraph.pieces.append(Piece(element.text or ""))
        elif tag in _DRAWN:
            paragraph.boxes.extend(_text_boxes(element))

    def _inline_children(self, element: etree._Element, paragraph: _Paragraph) -> None:
        for child in element:
            self._inline(child, paragraph)

    def _run(self, run: etree._Element, paragraph: _Paragraph) -> None:
        properties = run.find(f"{W}rPr")
        if self._is_said("vanish", properties, paragraph.style):
            self._counts.hidden += 1
            self._leave_out(run)
            return
        capitals = self._is_said("caps", properties, paragraph.style)
        font = run_font(self._styles, run, paragraph.style)
        for child in run:
            if child.tag == f"{W}t":
                paragraph.pieces.append(Piece(child.text or "", font, capitals))
            elif child.tag in _SIGNS:
                paragraph.pieces.append(Piece(_SIGNS[child.tag], font, capitals))
            elif child.tag == f"{W}softHyphen":
                paragraph.pieces.append(Piece(SOFT_HYPHEN, font, capitals))
            elif child.tag == f"{W}sym" and not "".join(piece.text for piece in paragraph.pieces[:3]).strip():
                # A picture letter at the beginning is a bullet; elsewhere it is an ornament.
                paragraph.pieces.append(Piece("- "))
            elif child.tag in _DRAWN or child.tag == f"{_ALTERNATIVE}AlternateContent":
                self._inline(child, paragraph)

    def _is_said(self, toggle: str, properties: etree._Element | None, style: str | None) -> bool:
        said = None if properties is None else is_on(properties.find(f"{W}{toggle}"))
        if said is not None:
            return said
        character = None if properties is None else attribute(properties.find(f"{W}rStyle"))
        return self._styles.run_toggle(toggle, (character, style))

    def _leave_out(self, element: etree._Element) -> None:
        text = "".join(item.text or "" for item in element.iter(f"{W}t", f"{W}delText")).strip()
        if text:
            self._counts.left_out.append(text)

    def _count(self, characters: int) -> None:
        self._left -= characters
        if self._left < 0:
            raise FileRefused("text-too-long", _TOO_LONG)

    def _table(self, table: etree._Element) -> list[str]:
        grid = self._grid(table)
        if is_layout(grid):
            return layout_lines(grid)
        lines = row_lines(grid)
        # Merged cells and brackets make the table longer than the paragraphs counted so far.
        self._count(sum(map(len, lines)))
        return lines

    def _grid(self, table: etree._Element) -> Grid:
        rows: list[list[Cell]] = []
        for row in _children(table, f"{W}tr", self._counts):
            if row.find(f"{W}trPr/{W}del") is not None:
                self._counts.deleted += 1
                self._leave_out(row)
                continue
            rows.append([self._cell(cell) for cell in _children(row, f"{W}tc", self._counts)])
        return Grid(rows, has_lines=self._has_lines(table))

    def _cell(self, element: etree._Element) -> Cell:
        properties = element.find(f"{W}tcPr")
        span = None if properties is None else attribute(properties.find(f"{W}gridSpan"))
        merge = None if properties is None else properties.find(f"{W}vMerge")
        lines = [part.strip() for block in self.lines(element) for part in block.split("\n")]
        return Cell(
            lines=[line for line in lines if line],
            columns=min(int(span), 63) if span and span.isdecimal() and len(span) < 4 else 1,
            continues=merge is not None and attribute(merge) != "restart",
        )

    def _has_lines(self, table: etree._Element) -> bool:
        said = draws_lines(table.find(f"{W}tblPr/{W}tblBorders"))
        if said is None:
            said = self._styles.table_has_lines(attribute(table.find(f"{W}tblPr/{W}tblStyle")))
        return said or any(draws_lines(cell) for cell in table.iter(f"{W}tcBorders"))


def run_font(styles: Styles, run: etree._Element, paragraph_style: str | None) -> str:
    """Name of the font of a run, itself or through its styles."""
    properties = run.find(f"{W}rPr")
    own = None if properties is None else properties.find(f"{W}rFonts")
    character = None if properties is None else attribute(properties.find(f"{W}rStyle"))
    return styles.run_font(own, (character, paragraph_style))


def style_of_paragraph(run: etree._Element) -> str | None:
    """Style id of the paragraph around a run."""
    for parent in run.iterancestors(f"{W}p"):
        return attribute(parent.find(f"{W}pPr/{W}pStyle"))
    return None


def _chosen(alternatives: etree._Element) -> Iterator[etree._Element]:
    """Children of the first branch only: both branches hold the same words."""
    for branch in alternatives:
        yield from branch
        return


def _blocks(container: etree._Element, counts: Counts) -> Iterator[etree._Element]:
    return _children(container, (f"{W}p", f"{W}tbl"), counts)


def _children(container: etree._Element, wanted: str | tuple[str, ...], counts: Counts) -> Iterator[etree._Element]:
    """Children of the wanted tags, looked up also inside content controls, custom XML and tracked moves."""
    tags = (wanted,) if isinstance(wanted, str) else wanted
    for child in container:
        if child.tag in tags:
            yield child
        elif child.tag in _TRANSPARENT or child.tag in _INSERTED:
            yield from _children(child, wanted, counts)
        elif child.tag == f"{_ALTERNATIVE}AlternateContent":
            for branch in list(child)[:1]:
                yield from _children(branch, wanted, counts)
        elif child.tag in _DELETED:
            counts.deleted += 1


def _text_boxes(drawn: etree._Element) -> Iterator[etree._Element]:
    """`w:txbxContent` of the drawing, outermost only, first branch of alternatives only."""
    for child in drawn:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{_ALTERNATIVE}AlternateContent":
            for branch in list(child)[:1]:
                yield from _text_boxes(branch)
        else:
            yield from _text_boxes(child)
