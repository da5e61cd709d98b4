"""An office paper as .docx in the statutory form: A4, margins, styles and page numbers as the form says.

The file looks the same in Word and LibreOffice: fonts are named for every script, column widths stand on the grid and
on the cells, lines below a heading are borders of their own small paragraphs. Source: Nghị định 30/2020/NĐ-CP, Phụ lục
I, as the pack `forms/nd30` holds it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from phongtrao.adapters.docx_out_tables import (
    add_table,
    add_two_columns,
    clean,
    paragraph,
    rule_below,
    twips,
)
from phongtrao.adapters.paper_form import Form, Style, paper_form
from phongtrao.adapters.paper_model import (
    AnnexTitle,
    Block,
    Closing,
    Letterhead,
    Paper,
    Section,
    Table,
    Text,
    TextKind,
    Title,
)

_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001  a property without zone; a fixed day keeps the content equal
_ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_INDENTED = (TextKind.BASIS, TextKind.BODY, TextKind.SECTION, TextKind.CLAUSE)
_SCRIPTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
_LEFT_SHARE = 0.4  # of the width, for the issuer and the recipients
NUMBER_SPACE = " " * 6  # room in which the clerk writes the number


def write_docx(paper: Paper, *, form: Form | None = None) -> bytes:
    """The paper as .docx. Characters that XML does not take are left out; the same paper gives the same content."""
    form = form or paper_form()
    document = Document()
    properties = document.core_properties
    properties.created = properties.modified = _CREATED
    properties.title, properties.author, properties.language = clean(paper.title)[:250], "", "vi-VN"
    _add_styles(document, form)
    for index, section in enumerate(paper.sections):
        at = document.sections[0] if index == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        width = _set_page(at, section, form)
        for block in section.blocks:
            _add(document, block, width, form)
        if section.blocks and isinstance(section.blocks[-1], Table | Closing):
            # A table must be followed by a paragraph; a small one does not push a full page on.
            document.element.body.insert_element_before(rule_below(0, 0, line=False), "w:sectPr")
    _add_header_and_footer(document.sections[0], paper.mark, form)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def open_number(number: str) -> str:
    """« /KH-UBND » → « Số:      /KH-UBND »; a number that is there is printed as it is."""
    words = paper_form().words["number"]
    return f"{words}{NUMBER_SPACE}{number}" if number.startswith("/") else f"{words} {number}"


def _add_styles(document: Any, form: Form) -> None:
    normal = document.styles["Normal"]
    _set_font(normal, form.font, form.styles["body"])
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    _set_document_font(document, form.font)
    for style in form.styles.values():
        made = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
        made.element.set(qn("w:styleId"), style.code)
        made.base_style, made.quick_style = normal, True
        _set_font(made, form.font, style)
        made.paragraph_format.alignment = _ALIGNMENTS[style.align]
        made.paragraph_format.space_after = Pt(style.space)
        if style.code in _INDENTED:
            made.paragraph_format.first_line_indent = Mm(form.first_line)


def _set_font(made: Any, name: str, style: Style) -> None:
    made.font.name, made.font.size = name, Pt(style.size)
    made.font.bold, made.font.italic = style.bold, style.italic
    properties = made.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in _SCRIPTS:
        fonts.set(qn(script), name)
    for tag, value in (("w:szCs", style.size * 2), ("w:bCs", int(style.bold)), ("w:iCs", int(style.italic))):
        _set(properties, tag, str(value))


def _set(properties: Any, tag: str, value: str) -> None:
    """A run property that python-docx does not know, in the order that the schema asks (after its plain twin)."""
    twin = properties.find(qn(tag.removesuffix("Cs")))
    made = OxmlElement(tag)
    made.set(qn("w:val"), value)
    if twin is not None:
        twin.addnext(made)


def _set_document_font(document: Any, name: str) -> None:
    """The template names theme fonts as default; a reader that prefers them would show another font."""
    for fonts in document.styles.element.iterfind(f"{qn('w:docDefaults')}//{qn('w:rFonts')}"):
        fonts.attrib.clear()
        for script in _SCRIPTS:
            fonts.set(qn(script), name)
    for language in document.styles.element.iterfind(f"{qn('w:docDefaults')}//{qn('w:lang')}"):
        language.set(qn("w:val"), "vi-VN")


def _set_page(at: Any, section: Section, form: Form) -> float:
    """Direction, margins and page numbers from 1; returns the width of the text in millimetres."""
    width, height = (form.height, form.width) if section.wide else (form.width, form.height)
    at.orientation = WD_ORIENT.LANDSCAPE if section.wide else WD_ORIENT.PORTRAIT
    at.page_width, at.page_height = Mm(width), Mm(height)
    at.top_margin, at.bottom_margin = Mm(form.top), Mm(form.bottom)
    at.left_margin, at.right_margin = Mm(form.left), Mm(form.right)
    at.header_distance = at.footer_distance = Mm(form.page_number)
    at.different_first_page_header_footer = True  # page 1 shows no number
    numbers = at._sectPr.find(qn("w:pgNumType"))
    if numbers is None:
        numbers = OxmlElement("w:pgNumType")
        at._sectPr.find(qn("w:pgMar")).addnext(numbers)
    numbers.set(qn("w:start"), "1")
    return width - form.left - form.right


def _add_header_and_footer(first: Any, mark: str, form: Form) -> None:
    """In the first section; the others go on with them."""
    header = first.header.paragraphs[0]._p
    header.getparent().replace(header, _page_field(form))
    first.first_page_header.is_linked_to_previous = False
    for footer in (first.footer, first.first_page_footer):
        footer.is_linked_to_previous = False
        if mark:
            at = footer.paragraphs[0]._p
            at.getparent().replace(at, paragraph(mark, form.styles["mark"]))


def _page_field(form: Form) -> Any:
    made = paragraph("", form.styles["page_number"])
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "2"
    run.append(text)
    field.append(run)
    made.append(field)
    return made


def _add(document: Any, block: Block, width: float, form: Form) -> None:
    for element in _elements(block, width, form):
        document.element.body.insert_element_before(element, "w:sectPr")


def _elements(block: Block, width: float, form: Form) -> list[Any]:
    styles = form.styles
    if isinstance(block, Letterhead):
        return [_letterhead(block, width, form), rule_below(0, 0, line=False)]
    if isinstance(block, Title):
        return _lines([(block.kind, styles["kind"]), (block.subject, styles["subject"])], width, form)
    if isinstance(block, AnnexTitle):
        named = f"{form.words['annex']} {block.ordinal}".strip()
        lines = [(named, styles["annex"]), (block.title, styles["annex_title"])]
        return _lines([*lines, (block.reference, styles["annex_reference"])], width, form)
    if isinstance(block, Text):
        return [paragraph(block.text, styles[block.kind])]
    if isinstance(block, Table):
        return [add_table(block, width, form)]
    return [rule_below(0, 0, line=False), _closing(block, width, form)]


def _lines(lines: Sequence[tuple[str, Style]], width: float, form: Form) -> list[Any]:
    """Lines one below the other, each with the rule of its style under it; a line without words is left out."""
    found: list[Any] = []
    for text, style in lines:
        if not text.strip():
            continue
        found.append(paragraph(text, style))
        if style.rule:
            length = min(form.length_of(text.upper() if style.caps else text, style.code), width)
            found.append(rule_below(width, length * style.rule))
    return found


def _letterhead(block: Letterhead, width: float, form: Form) -> Any:
    styles, left = form.styles, width * _LEFT_SHARE
    names = [(block.parent, styles["parent"]), (block.issuer, styles["issuer"])]
    numbered = [paragraph(open_number(block.number), styles["number"])]
    if block.about:
        numbered.append(paragraph(block.about, styles["letter_subject"]))
    country = [(form.words["country"], styles["national"]), (form.words["motto"], styles["motto"])]
    return add_two_columns(
        [
            (_lines(names, left, form), _lines(country, width - left, form)),
            (numbered, [paragraph(block.place_day, styles["place_day"])]),
        ],
        (left, width - left),
    )


def _closing(block: Closing, width: float, form: Form) -> Any:
    styles, left = form.styles, width * _LEFT_SHARE
    recipients = [paragraph(form.words["recipients"], styles["recipients_word"])]
    recipients += [paragraph(name, styles["recipient"]) for name in block.recipients]
    signing = [paragraph(line, styles["authority"]) for line in block.authority]
    signing.append(paragraph(block.signer, styles["signer"], before=twips(25)))  # room for the signature and the seal
    return add_two_columns([(recipients, signing)], (left, width - left))
