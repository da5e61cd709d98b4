"""A .docx as the plain text that a reader of the printed page sees, one line per paragraph.

Automatic numbers are written out, layout tables (letterhead, signature block) become lines, other tables one line
per row « | cell | cell | », text boxes come once behind the paragraph that holds them, tracked changes are read as
accepted. Page headers and footers, foot- and endnotes, comments, hidden and deleted words are no part of the text; they
are handed over beside it (`aside`), because the checks of the bounds must see whatever is in the file.

Source: ECMA-376 part 1 (WordprocessingML). A damaged, protected or over-large package raises `FileRefused`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from phongtrao.adapters.docx_blocks import BlockReader, Counts, run_font, style_of_paragraph
from phongtrao.adapters.docx_letters import Letters
from phongtrao.adapters.docx_numbering import Numbering, W
from phongtrao.adapters.docx_styles import Styles
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.safe_xml import parse_xml
from phongtrao.adapters.text_in import converted_note
from phongtrao.adapters.zip_package import Package, open_package
from phongtrao.core.text.legacy import NAMES, convert_all

MAX_CHARACTERS = 2_000_000

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ASIDE_KINDS = ("header", "footer", "footnotes", "endnotes", "comments")
_MACROS = (
    "Tệp Word này có macro (.docm) nên không được nhận. "
    "Hãy mở tệp bằng Word, chọn Lưu thành (Save As) kiểu “Word Document (*.docx)” rồi gửi tệp mới."
)
_NOT_WORD = "Tệp nén này không phải văn bản Word (.docx). Hãy gửi tệp .docx lưu từ Word."
_TOO_LONG = (
    "Văn bản dài hơn 2.000.000 ký tự, quá mức của một kế hoạch. Hãy tách phần kế hoạch ra một tệp riêng rồi gửi lại."
)
_TOO_DEEP = (
    "Văn bản có bảng hoặc khung lồng nhau quá sâu nên không đọc được. "
    "Hãy chép nội dung sang một tệp Word mới rồi gửi lại."
)


@dataclass(frozen=True, slots=True)
class DocxText:
    """`text`: lines ended by « \\n » between them; `notes`: Vietnamese sentences on what was read how.

    `aside`: words in the file that are no part of `text`, for the checks only. `has_pictures`: raster pictures or
    embedded files are inside, whose content nobody has read.
    """

    text: str
    notes: tuple[str, ...]
    aside: str = ""
    has_pictures: bool = False


def read_docx(data: bytes) -> DocxText:
    """Text of a Word document; deterministic. Raises `FileRefused` and nothing else."""
    package = open_package(data)
    if package.has_any_ending("vbaproject.bin") or _is_macro_typed(package):
        raise FileRefused("docx-macros", _MACROS)
    main = _main_part(package)
    try:
        return _read(package, main)
    except RecursionError as error:
        raise FileRefused("docx-too-deep", _TOO_DEEP) from error


def _is_macro_typed(package: Package) -> bool:
    return package.has("[Content_Types].xml") and b"macroenabled" in package.read("[Content_Types].xml").lower()


def _main_part(package: Package) -> str:
    for kind, target in _relations(package, ""):
        if kind == "officeDocument" and package.has(target):
            return target
    if package.has("word/document.xml"):
        return "word/document.xml"
    raise FileRefused("docx-not-word", _NOT_WORD)


def _relations(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """(last word of the relation's type, member name) of the inner relations of a part; "" is the package itself."""
    folder, file = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if not package.has(name):
        return
    for relation in parse_xml(package.read(name)).iter(_RELATIONS):
        target = relation.get("Target") or ""
        if relation.get("TargetMode") != "External" and target:
            inner = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield (relation.get("Type") or "").rsplit("/", 1)[-1], inner


def _read(package: Package, main: str) -> DocxText:
    root = parse_xml(package.read(main))
    body = root.find(f"{W}body")
    if root.tag != f"{W}document" or body is None:
        raise FileRefused("docx-not-word", _NOT_WORD)
    parts = list(_relations(package, main))
    styles = Styles(_first_part(package, parts, "styles"), _first_part(package, parts, "theme"))
    numbering = Numbering(_first_part(package, parts, "numbering"), styles.numbering_lists)
    counts = Counts()
    letters = Letters.of(body, lambda run: run_font(styles, run, style_of_paragraph(run)))
    reader = BlockReader(styles, numbering, counts, limit=MAX_CHARACTERS, letters=letters)
    lines = reader.lines(body)
    aside = [*counts.left_out, *_aside(package, parts)]
    # Beside the text the fonts are not looked at: whoever checks the words sees them both ways.
    both = [*aside, *(convert_all(line, encoding) for encoding in letters.encodings for line in aside)]
    return DocxText(
        text=_joined(lines),
        notes=_notes(counts, letters, has_aside=len(aside) > len(counts.left_out)),
        aside="\n".join(both),
        has_pictures=any(name.lower().startswith(("word/media/", "word/embeddings/")) for name in package.names()),
    )


def _first_part(package: Package, parts: list[tuple[str, str]], wanted: str) -> etree._Element | None:
    for kind, name in parts:
        if kind == wanted and package.has(name):
            return parse_xml(package.read(name))
    return None


def _aside(package: Package, parts: list[tuple[str, str]]) -> Iterator[str]:
    for kind, name in parts:
        if kind not in _ASIDE_KINDS or not package.has(name):
            continue
        for paragraph in parse_xml(package.read(name)).iter(f"{W}p"):
            line = "".join(item.text or "" for item in paragraph.iter(f"{W}t")).strip()
            # A page number alone says nothing about the file.
            if line and not line.isdecimal():
                yield line


def _joined(lines: list[str]) -> str:
    """Trailing blanks off, at most one empty line in a row, none at the ends. XML holds no NUL."""
    kept: list[str] = []
    for line in (part.rstrip() for block in lines for part in block.split("\n")):
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    text = "\n".join(kept)
    if len(text) > MAX_CHARACTERS:
        raise FileRefused("text-too-long", _TOO_LONG)
    return text


def _notes(counts: Counts, letters: Letters, *, has_aside: bool) -> tuple[str, ...]:
    notes: list[str] = []
    if counts.inserted or counts.deleted:
        notes.append(
            f"Văn bản còn dấu vết sửa (track changes): {counts.inserted} chỗ thêm, {counts.deleted} chỗ xóa; "
            "được đọc như đã chấp nhận tất cả."
        )
    if counts.hidden:
        notes.append(f"Bỏ qua {counts.hidden} đoạn chữ ẩn.")
    if counts.text_boxes:
        notes.append(f"Có {counts.text_boxes} khung chữ (text box), đọc ngay sau đoạn chứa khung.")
    if letters.encodings:
        notes.append(converted_note(", ".join(NAMES[encoding] for encoding in letters.encodings)))
    if has_aside:
        notes.append("Đầu trang, chân trang, chú thích và ghi chú bên lề không đọc vào nội dung.")
    return tuple(notes)
