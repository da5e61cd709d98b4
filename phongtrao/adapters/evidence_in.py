"""A file that proves something, before it is kept: what it is, its bytes without hidden data, its words for the checks.

Nothing is stored here. Pictures are written anew without place and time; pictures inside .docx and .xlsx too. What the
checks cannot see (photographs, scans, pictures, attachments) is marked for quarantine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from phongtrao.adapters.docx_in import read_docx
from phongtrao.adapters.file_kind import MEDIA_TYPES, FileKind, sniff
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.pdf_text import read_pdf_text
from phongtrao.adapters.picture_in import clean_picture
from phongtrao.adapters.safe_xml import parse_xml
from phongtrao.adapters.xlsx_in import read_sheets
from phongtrao.adapters.zip_package import Package, open_package, rewritten

MAX_BYTES = 15 * 1024 * 1024

_PICTURES = (FileKind.JPEG, FileKind.PNG, FileKind.WEBP)
_PICTURE_PART = re.compile(r".*\.(jpe?g|png|webp|jfif)", re.IGNORECASE)
_UNREAD_PART = re.compile(r"(word|xl)/(media|embeddings|activex)/.+", re.IGNORECASE)
_ASIDE_PART = re.compile(
    r"xl/(drawings/[^/]+|comments[^/]*|threadedcomments/[^/]+|worksheets/[^/]+)\.xml", re.IGNORECASE
)
_ASIDE_TAGS = ("t", "text", "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_HEADER_CODE = re.compile(r"&(?:[LCRPNDTFAZGBIUESXYOH]|\d+|\"[^\"]*\"|K[0-9A-F]{6})")

_WANTED = "Minh chứng cần là ảnh JPEG, PNG, WebP hoặc tệp PDF, .docx, .xlsx."
_EMPTY = f"Tệp trống. {_WANTED} Hãy kiểm tra lại tệp rồi gửi lại."
_TOO_BIG = "Tệp lớn quá 15 MB. Hãy thu nhỏ ảnh hoặc tách bớt trang rồi gửi lại."
_NOT_TAKEN: dict[FileKind, str] = {
    FileKind.TEXT: f"Đây là tệp chữ (.txt). {_WANTED} Hãy gõ nội dung vào ô kết quả, hoặc lưu thành .docx rồi gửi lại.",
    FileKind.TEXT_LEGACY: f"Đây là tệp chữ bảng mã cũ. {_WANTED} Hãy mở bằng Word, lưu thành .docx rồi gửi lại.",
    FileKind.DOCM: f"Tệp Word có macro (.docm) không được nhận. {_WANTED} Hãy lưu kiểu .docx rồi gửi lại.",
    FileKind.XLSM: f"Tệp Excel có macro hoặc dạng nhị phân không được nhận. {_WANTED} Hãy lưu kiểu .xlsx rồi gửi lại.",
    FileKind.DOC: f"Đây là tệp Word cũ (.doc). {_WANTED} Hãy mở bằng Word, lưu kiểu .docx rồi gửi lại.",
    FileKind.XLS: f"Đây là tệp Excel cũ (.xls). {_WANTED} Hãy mở bằng Excel, lưu kiểu .xlsx rồi gửi lại.",
    FileKind.RTF: f"Đây là tệp RTF. {_WANTED} Hãy mở bằng Word, lưu kiểu .docx rồi gửi lại.",
    FileKind.ODF: f"Đây là tệp LibreOffice. {_WANTED} Hãy lưu kiểu .docx hoặc .xlsx rồi gửi lại.",
    FileKind.PPTX: f"Đây là bài trình chiếu. {_WANTED} Hãy lưu thành PDF rồi gửi lại.",
    FileKind.HEIC: (
        f"Đây là ảnh HEIC của điện thoại. {_WANTED} "
        "Hãy đặt máy ảnh ở chế độ “Tương thích nhất” hoặc gửi ảnh qua tin nhắn để thành JPEG rồi gửi lại."
    ),
    FileKind.OTHER_IMAGE: f"Đây là ảnh GIF, TIFF hoặc BMP. {_WANTED} Hãy lưu thành JPEG hoặc PDF rồi gửi lại.",
    FileKind.ENCRYPTED_OFFICE: "Tệp có mật khẩu nên không kiểm tra được. Hãy bỏ mật khẩu, lưu lại rồi gửi lại.",
    FileKind.ZIP: f"Đây là tệp nén hoặc tệp bị hỏng. {_WANTED} Hãy giải nén rồi gửi từng tệp.",
    FileKind.ARCHIVE: f"Đây là tệp nén. {_WANTED} Hãy giải nén rồi gửi từng tệp.",
    FileKind.MARKUP: f"Đây là trang HTML hoặc tệp XML. {_WANTED} Hãy in trang ra PDF rồi gửi lại.",
}
_UNKNOWN = f"Không nhận ra loại của tệp này. {_WANTED} Hãy lưu lại theo một trong các dạng ấy rồi gửi lại."


@dataclass(frozen=True, slots=True)
class Inspected:
    """`clean_bytes`: what may be kept. `text_for_checks`: all words found, None for a picture.

    `aside`: the part of them in page headers, comments, drawings and the like, where any line counts as near a
    letterhead (`core.text.gate.check_file`). `needs_quarantine`: something inside was not seen by the checks; only its
    uploader may see the file until they confirm.
    """

    kind: FileKind
    media_type: str
    clean_bytes: bytes
    text_for_checks: str | None
    needs_quarantine: bool
    aside: str = ""


def inspect(data: bytes, *, name: str) -> Inspected:
    """Judges by content, never by `name`. Raises `FileRefused` and nothing else."""
    if len(data) > MAX_BYTES:
        raise FileRefused("evidence-too-big", _TOO_BIG)
    kind = sniff(data, name=name)
    if kind in _PICTURES:
        return Inspected(kind, MEDIA_TYPES[kind], clean_picture(data, kind), None, True)
    if kind is FileKind.PDF:
        read = read_pdf_text(data)
        return Inspected(kind, MEDIA_TYPES[kind], data, "\n\n".join(read.pages), read.has_unread)
    if kind is FileKind.DOCX:
        text = read_docx(data)
        return _package(data, kind, text.text, text.aside)
    if kind is FileKind.XLSX:
        return _package(data, kind, _sheet_text(data), "\n".join(_sheet_aside(open_package(data))))
    if kind is FileKind.EMPTY:
        raise FileRefused("evidence-empty", _EMPTY)
    raise FileRefused(f"evidence-{kind.value}", _NOT_TAKEN.get(kind, _UNKNOWN))


def _package(data: bytes, kind: FileKind, text: str, aside: str) -> Inspected:
    package = open_package(data)
    has_unread = any(_UNREAD_PART.fullmatch(name) for name in package.names())
    has_pictures = any(_PICTURE_PART.fullmatch(name) for name in package.names())
    clean = rewritten(package, _without_hidden_data) if has_pictures else data
    words = "\n".join(part for part in (text, aside) if part)
    return Inspected(kind, MEDIA_TYPES[kind], clean, words, has_unread, aside)


def _without_hidden_data(name: str, content: bytes) -> bytes:
    if _PICTURE_PART.fullmatch(name) is None:
        return content
    kind = sniff(content, name=name)
    return clean_picture(content, kind) if kind in _PICTURES else content


def _sheet_text(data: bytes) -> str:
    """Rows as « | cell | cell | », the form in which the checks know a table."""
    lines: list[str] = []
    for grid in read_sheets(data).values():
        for row in grid:
            cells = [" ".join(str(cell).split()) for cell in row]
            if any(cells):
                lines.append(f"| {' | '.join(cells)} |" if len(cells) > 1 else cells[0])
    return "\n".join(lines)


def _sheet_aside(package: Package) -> Iterator[str]:
    for name in package.names():
        if _ASIDE_PART.fullmatch(name) is None:
            continue
        tags = _ASIDE_TAGS[2:] if "worksheets" in name.lower() else _ASIDE_TAGS
        for element in parse_xml(package.read(name)).iter(*(f"{{*}}{tag}" for tag in tags)):
            for line in _HEADER_CODE.sub("\n", "".join(map(str, element.itertext()))).split("\n"):
                if line.strip():
                    yield line.strip()
