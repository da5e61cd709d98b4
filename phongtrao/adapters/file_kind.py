"""What a file is, by its content: the name is only quoted back to the person, never believed.

`FileRefused` is the single error of everything that takes bytes from outside: a code for programs and tests, a
Vietnamese sentence for people that says what came, what was expected and what to do next.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from enum import StrEnum

from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.zip_package import open_package


class FileKind(StrEnum):
    """Content kinds. The ones that nothing reads are still told apart, so that the advice fits."""

    EMPTY = "empty"
    TEXT = "text"
    TEXT_LEGACY = "text-legacy"
    DOCX = "docx"
    DOCM = "docm"
    XLSX = "xlsx"
    XLSM = "xlsm"
    PPTX = "pptx"
    ODF = "odf"
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    OTHER_IMAGE = "other-image"
    DOC = "doc"
    XLS = "xls"
    ENCRYPTED_OFFICE = "encrypted-office"
    OLE = "ole"
    RTF = "rtf"
    MARKUP = "markup"
    ZIP = "zip"
    ARCHIVE = "archive"
    UNKNOWN = "unknown"


MEDIA_TYPES: dict[FileKind, str] = {
    FileKind.TEXT: "text/plain",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.OTHER_IMAGE: "image/tiff",  # the one of them that is taken as a paper
}

_IMAGE_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"}
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype|<html|<!entity)", re.IGNORECASE)
_MAIN_TYPES: tuple[tuple[bytes, FileKind], ...] = (
    (b"ms-word.document.macroenabled", FileKind.DOCM),
    (b"ms-word.template.macroenabled", FileKind.DOCM),
    (b"ms-excel.sheet.macroenabled", FileKind.XLSM),
    (b"ms-excel.template.macroenabled", FileKind.XLSM),
    (b"ms-excel.sheet.binary", FileKind.XLSM),
    (b"wordprocessingml.document.main+xml", FileKind.DOCX),
    (b"wordprocessingml.template.main+xml", FileKind.DOCX),
    (b"spreadsheetml.sheet.main+xml", FileKind.XLSX),
    (b"spreadsheetml.template.main+xml", FileKind.XLSX),
    (b"presentationml.", FileKind.PPTX),
)


def sniff(data: bytes, *, name: str) -> FileKind:
    """The kind of `data`; never raises. `name` breaks no tie: it is accepted so that callers state what they have.

    A package (ZIP) is told apart by its content types. A damaged package is `ZIP`, and who opens it says why it fails.
    """
    if not data:
        return FileKind.EMPTY
    return _by_magic(data) or _by_text(data) or FileKind.UNKNOWN


def _by_magic(data: bytes) -> FileKind | None:
    if data.startswith(_ZIP_MAGICS):
        return _package_kind(data)
    if data.startswith(_OLE_MAGIC):
        return _ole_kind(data)
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if data.startswith(b"{\\rtf"):
        return FileKind.RTF
    if data.startswith((b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")):
        return FileKind.ARCHIVE
    return _image_kind(data[:16])


def _image_kind(head: bytes) -> FileKind | None:
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _IMAGE_BRANDS:
        return FileKind.HEIC
    if head.startswith((b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")) or (
        head[:2] == b"BM" and head[6:10] == bytes(4)
    ):
        return FileKind.OTHER_IMAGE
    return None


def _package_kind(data: bytes) -> FileKind:
    try:
        package = open_package(data)
        if package.has("mimetype") and b"opendocument" in package.read("mimetype")[:200]:
            return FileKind.ODF
        if not package.has("[Content_Types].xml"):
            return FileKind.ZIP
        types = package.read("[Content_Types].xml").lower()
    except FileRefused:
        return FileKind.ZIP
    for marker, kind in _MAIN_TYPES:
        if marker in types:
            return _with_macros(kind) if package.has_any_ending("vbaproject.bin") else kind
    return FileKind.ZIP


def _with_macros(kind: FileKind) -> FileKind:
    return {FileKind.DOCX: FileKind.DOCM, FileKind.XLSX: FileKind.XLSM}.get(kind, kind)


def _ole_kind(data: bytes) -> FileKind:
    """Stream names stand in the directory as UTF-16LE; finding them by search avoids a parser of hostile chains."""
    for stream, kind in (
        ("EncryptedPackage", FileKind.ENCRYPTED_OFFICE),
        ("WordDocument", FileKind.DOC),
        ("Workbook", FileKind.XLS),
        ("Book", FileKind.XLS),
    ):
        if stream.encode("utf-16-le") in data:
            return kind
    return FileKind.OLE


def _by_text(data: bytes) -> FileKind | None:
    text = decode_text(data)
    if text is not None:
        if not text.strip("\ufeff \t\r\n\x0b\x0c"):
            return FileKind.EMPTY
        return FileKind.MARKUP if _MARKUP.match(text.lstrip("\ufeff")) else FileKind.TEXT
    return FileKind.TEXT_LEGACY if _looks_legacy(data) else None


def decode_text(data: bytes) -> str | None:
    """`data` as Unicode text, or None when it is not UTF-8 or UTF-16 text. A byte-order mark is taken off."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    return _decoded(data, "utf-8") or _unmarked_utf16(data)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if _is_readable(text) else None


def _is_readable(text: str) -> bool:
    """No NUL (PostgreSQL stores none) and hardly any other control or unassigned character."""
    if "\x00" in text:
        return False
    sample = text if len(text) <= 200_000 else text[:100_000] + text[-100_000:]
    odd = sum(
        1 for letter in sample if letter not in "\t\n\r\x0b\x0c" and unicodedata.category(letter) in ("Cc", "Cn", "Cs")
    )
    return odd * 100 <= len(sample)


def _unmarked_utf16(data: bytes) -> str | None:
    if len(data) < 8 or len(data) % 2 or data.count(0) * 10 < len(data):
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _decoded(data, encoding)
        if (
            text
            and sum(1 for letter in text if letter < "\u0250" or "\u1ea0" <= letter <= "\u206f") * 10 >= len(text) * 9
        ):
            return text
    return None


def _looks_legacy(data: bytes) -> bool:
    """Eight-bit text: many ASCII letters and spaces, hardly any control byte, some bytes above 127."""
    sample = data[:100_000]
    control = sum(1 for byte in sample if byte < 32 and byte not in (9, 10, 11, 12, 13))
    plain = sum(1 for byte in sample if byte in (9, 10, 13, 32) or 65 <= (byte & 0xDF) <= 90)
    return b"\x00" not in sample and control * 200 <= len(sample) and plain * 10 >= len(sample) * 6
