"""Any bytes as the source text of a plan: one function for the upload, the command and the tests.

Nothing is written anywhere. What is not read (spreadsheets, archives, other pictures) is refused with what to do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from phongtrao.adapters import office_in
from phongtrao.adapters.docx_in import read_docx
from phongtrao.adapters.file_kind import MEDIA_TYPES, FileKind, sniff
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.language import load_language
from phongtrao.adapters.pages_in import PAGED, ReadPage, open_paged, read_pages
from phongtrao.adapters.restored_places import Moved, moved_pages, moved_words
from phongtrao.adapters.text_in import read_text
from phongtrao.core.layout import PageSpan, PlacedWord, lay_out
from phongtrao.core.text.repair import RestoredWord, repair

MAX_BYTES = 20 * 1024 * 1024
MAX_PAGED_BYTES = 100 * 1024 * 1024  # of a PDF, a scan, a picture

Route = Literal["text", "docx", "pdf-text", "ocr"]

_EMPTY = "Tệp trống, không có chữ nào. Hãy kiểm tra lại tệp rồi gửi tệp .docx hoặc .txt có nội dung kế hoạch."
_TOO_BIG = (
    "Tệp lớn {size} MB, quá giới hạn {limit} MB của một văn bản. "
    "Hãy bớt ảnh, lưu lại bằng Word thành .docx rồi gửi lại."
)
_NO_WORDS = (
    "Không đọc được chữ nào trên các trang. Hãy kiểm tra tệp: trang trắng, ảnh quá mờ, quá tối hoặc úp ngược; "
    "chụp, quét lại rõ hơn rồi gửi lại."
)
_ONLY_PICTURES = (
    "Tệp Word này không có chữ, có lẽ chỉ có ảnh chụp văn bản. "
    "Hãy gửi tệp .docx gốc có chữ gõ, hoặc lưu thành PDF rồi gửi lại."
)
_WORD = "Hãy mở bằng Word, chọn Lưu thành (Save As) kiểu “Word Document (*.docx)” rồi gửi lại."

# What came, and what to do; one sentence for each kind that is told apart.
_NOT_READ: dict[FileKind, str] = {
    FileKind.HEIC: (
        "Đây là ảnh HEIC của điện thoại. "
        "Hãy đặt máy ảnh ở chế độ “Tương thích nhất” để thành JPEG, chụp lại rồi gửi lại."
    ),
    FileKind.OTHER_IMAGE: "Đây là tệp ảnh GIF hoặc BMP. Hãy lưu thành JPEG, PNG hoặc PDF rồi gửi lại.",
    FileKind.DOC: f"Đây là tệp Word cũ (.doc); máy chủ này chưa cài LibreOffice để mở. {_WORD}",
    FileKind.RTF: f"Đây là tệp RTF; máy chủ này chưa cài LibreOffice để mở. {_WORD}",
    FileKind.ODF: f"Đây là tệp LibreOffice (.odt, .ods); máy chủ này chưa cài LibreOffice để mở. {_WORD}",
    FileKind.DOCM: f"Tệp Word này có macro (.docm) nên không được nhận; cần tệp .docx. {_WORD}",
    FileKind.MARKUP: f"Đây là trang HTML hoặc tệp XML, không phải văn bản Word; cần tệp .docx hoặc .txt. {_WORD}",
    FileKind.ENCRYPTED_OFFICE: "Tệp có mật khẩu nên không đọc được. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi gửi lại.",
    FileKind.XLSX: "Đây là bảng tính Excel; kế hoạch cần ở dạng .docx hoặc .txt. Hãy gửi văn bản Word của kế hoạch.",
    FileKind.XLSM: "Đây là bảng tính Excel; kế hoạch cần ở dạng .docx hoặc .txt. Hãy gửi văn bản Word của kế hoạch.",
    FileKind.XLS: "Đây là bảng tính Excel cũ; kế hoạch cần ở dạng .docx hoặc .txt. Hãy gửi văn bản Word của kế hoạch.",
    FileKind.PPTX: "Đây là bài trình chiếu; kế hoạch cần ở dạng .docx hoặc .txt. Hãy gửi văn bản Word của kế hoạch.",
    FileKind.ARCHIVE: "Đây là tệp nén; cần tệp .docx hoặc .txt. Hãy giải nén rồi gửi từng văn bản.",
    FileKind.ZIP: (
        "Đây là tệp nén (.zip) hoặc tệp Word bị hỏng; cần tệp .docx hoặc .txt. "
        "Hãy giải nén rồi gửi từng văn bản, hoặc mở bằng Word và lưu lại."
    ),
}
_PAGED_NAMES: dict[FileKind, tuple[tuple[str, ...], str]] = {
    FileKind.PDF: (("pdf",), "tệp PDF"),
    FileKind.JPEG: (("jpg", "jpeg"), "ảnh JPEG"),
    FileKind.PNG: (("png",), "ảnh PNG"),
    FileKind.WEBP: (("webp",), "ảnh WebP"),
    FileKind.OTHER_IMAGE: (("tif", "tiff", "gif", "bmp"), "ảnh"),
}
_UNKNOWN = (
    "Không nhận ra loại của tệp này; cần tệp .docx lưu từ Word hoặc tệp .txt lưu với mã UTF-8. "
    "Hãy mở tệp bằng Word, lưu thành .docx rồi gửi lại."
)


@dataclass(frozen=True, slots=True)
class Source:
    """What a file says, before it is read. `text`: at least one visible character, at most 2 million.

    `sha256`: of the bytes, hexadecimal. `aside`: words of the file outside the text (page headers, comments …), for the
    checks of the bounds only. `has_unread`: pictures or embedded files are inside that nobody has read.
    `pages` and `placed`: of a PDF, a scan or a picture, where its words stand. `original`: the text as it came where
    words were restored, "" where none was; `restored` says which.
    """

    text: str
    kind: FileKind
    media_type: str
    route: Route
    sha256: str
    notes: tuple[str, ...]
    aside: str = ""
    has_unread: bool = False
    placed: tuple[PlacedWord, ...] = ()
    pages: tuple[PageSpan, ...] = ()
    original: str = ""
    restored: tuple[RestoredWord, ...] = ()


def read_source(data: bytes, *, name: str) -> Source:
    """The text of `data`, whatever its name ends in. Raises `FileRefused` and nothing else."""
    if len(data) > MAX_PAGED_BYTES:
        raise too_big(len(data), limit=MAX_PAGED_BYTES)
    kind = sniff(data, name=name)
    if kind in PAGED:
        pages = read_pages(data, kind, 1, open_paged(data, kind).page_count)
        return _with_note_on_name(source_from_pages(pages, kind=kind, sha256=_digest(data)), name)
    if len(data) > MAX_BYTES:
        raise too_big(len(data))
    if kind is FileKind.DOCX:
        source = _from_docx(data)
    elif kind in (FileKind.TEXT, FileKind.TEXT_LEGACY):
        source = _from_text(data)
    elif office_in.converts(kind) and office_in.is_here():
        source = _from_office(data, kind)
    else:
        raise refusal(kind, data)
    return _with_note_on_name(_restored(source), name)


def source_from_pages(pages: Iterable[ReadPage], *, kind: FileKind, sha256: str) -> Source:
    """One text out of all pages of a paper, ruined words restored. Raises `FileRefused` when no page has a word."""
    read = list(pages)
    laid = lay_out([page.words for page in read])
    if not any(letter.isalpha() for letter in laid.text):
        raise FileRefused("pages-without-words", _NO_WORDS)
    return _restored(
        Source(
            text=laid.text,
            kind=kind,
            media_type=MEDIA_TYPES[kind],
            route="ocr" if any(page.route == "ocr" for page in read) else "pdf-text",
            sha256=sha256,
            notes=(),
            placed=laid.words,
            pages=laid.pages,
        )
    )


def _restored(source: Source) -> Source:
    """Sound text comes back as it is."""
    repaired = repair(source.text, load_language())
    if not repaired.words:
        return source
    moved = Moved(repaired.words)
    return replace(
        source,
        text=repaired.text,
        original=source.text,
        restored=repaired.words,
        placed=moved_words(source.placed, moved),
        pages=moved_pages(source.pages, moved),
    )


def too_big(size: int, *, limit: int = MAX_BYTES) -> FileRefused:
    """For callers that know the size before they read: 50 MB need not enter memory."""
    shown = f"{size / (1024 * 1024):.1f}".replace(".", ",")
    return FileRefused("file-too-big", _TOO_BIG.format(size=shown, limit=limit // (1024 * 1024)))


def refusal(kind: FileKind, data: bytes) -> FileRefused:
    """What to tell somebody who gave a file of this kind as a plan."""
    if kind is FileKind.EMPTY:
        return FileRefused("file-empty", _EMPTY)
    if kind is FileKind.ZIP:
        return _package_refusal(data)
    return FileRefused(f"kind-{kind.value}", _NOT_READ.get(kind, _UNKNOWN))


def _package_refusal(data: bytes) -> FileRefused:
    """The reason why the package does not open says more than that it is no Word document."""
    try:
        read_docx(data)
    except FileRefused as refused:
        if refused.code.startswith(("package-too", "package-protected", "xml-document-type")):
            return refused
    return FileRefused("kind-zip", _NOT_READ[FileKind.ZIP])


def _from_text(data: bytes) -> Source:
    read = read_text(data)
    return Source(read.text, FileKind.TEXT, MEDIA_TYPES[FileKind.TEXT], "text", _digest(data), read.notes)


def _from_docx(data: bytes) -> Source:
    read = read_docx(data)
    if not read.text:
        code, message = ("docx-only-pictures", _ONLY_PICTURES) if read.has_pictures else ("file-empty", _EMPTY)
        raise FileRefused(code, message)
    return Source(
        text=read.text,
        kind=FileKind.DOCX,
        media_type=MEDIA_TYPES[FileKind.DOCX],
        route="docx",
        sha256=_digest(data),
        notes=read.notes,
        aside=read.aside,
        has_unread=read.has_pictures,
    )


def _from_office(data: bytes, kind: FileKind) -> Source:
    """An old document by way of LibreOffice; kind and digest are of the file that came."""
    source = _from_docx(office_in.to_docx(data, kind))
    return replace(
        source,
        kind=kind,
        media_type=office_in.media_type(kind),
        sha256=_digest(data),
        notes=(office_in.note(kind), *source.notes),
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _with_note_on_name(source: Source, name: str) -> Source:
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    expected, shown = _expected_name(source.kind)
    if not ending or ending in expected:
        return source
    note = f"Tên tệp không khớp nội dung; tệp được đọc như {shown}."
    return replace(source, notes=(*source.notes, note))


def _expected_name(kind: FileKind) -> tuple[tuple[str, ...], str]:
    """The endings that say what is inside, and what people call it."""
    if kind is FileKind.DOCX:
        return ("docx", "dotx"), "văn bản Word (.docx)"
    if kind in PAGED:
        return _PAGED_NAMES[kind]
    if office_in.converts(kind):
        return office_in.endings(kind), office_in.shown(kind)
    return ("txt", "md", "text", "markdown"), "văn bản chữ (.txt)"
