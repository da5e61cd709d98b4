"""Plain text and Markdown files as text: UTF-8 with or without mark, UTF-16, and the encodings from before Unicode.

TCVN3 (ABC), VNI-Windows, VPS and Windows-1258 are told apart by the syllables that they give (`core.text.legacy`); what
cannot be told apart is refused, never guessed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from phongtrao.adapters.file_kind import decode_text
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.core.text.legacy import NAMES, convert_legacy, find_legacy, is_vietnamese

MAX_CHARACTERS = 2_000_000

_TOO_LONG = (
    "Văn bản dài hơn 2.000.000 ký tự, quá mức của một kế hoạch. Hãy tách phần kế hoạch ra một tệp riêng rồi gửi lại."
)
_NOT_TEXT = (
    "Tệp không phải văn bản đọc được. Hãy gửi tệp .docx lưu từ Word, hoặc tệp .txt lưu với mã UTF-8 "
    "(Notepad: Save as → Encoding → UTF-8)."
)
_LEGACY = (
    "Tệp chữ này không dùng Unicode, mà bảng mã cũ không nhận ra là TCVN3 (ABC), VNI, VPS hay Windows-1258. "
    "Hãy mở bằng Word hoặc Notepad, chuyển sang Unicode (UTF-8), ví dụ bằng Unikey Toolkit, rồi gửi lại."
)
_CONVERTED = "Văn bản dùng bảng mã cũ {name}, đã chuyển sang Unicode."


@dataclass(frozen=True, slots=True)
class TextRead:
    """`text`: Unicode, lines ended by « \\n »; `notes`: Vietnamese sentences on what was read how."""

    text: str
    notes: tuple[str, ...] = ()


def read_text(data: bytes) -> TextRead:
    """`data` as text; line ends become « \\n », a byte-order mark goes; spelling, NFD and blanks stay as they came.

    An old encoding becomes Unicode, also one that somebody saved as UTF-8 (« KÕ ho¹ch »), and a note says so. Raises
    `FileRefused` when it is no text, its encoding cannot be told, or it is longer than `MAX_CHARACTERS`.
    """
    text = decode_text(data)
    read = _read_bytes(data) if text is None else _read_letters(text)
    if len(read.text) > MAX_CHARACTERS:
        raise FileRefused("text-too-long", _TOO_LONG)
    return TextRead(read.text.replace("\r\n", "\n").replace("\r", "\n"), read.notes)


def converted_note(name: str) -> str:
    """What to tell about a document whose encoding had this name."""
    return _CONVERTED.format(name=name)


def _read_letters(text: str) -> TextRead:
    encoding = find_legacy(text)
    if encoding is None:
        return TextRead(text)
    return TextRead(convert_legacy(text, encoding), (converted_note(NAMES[encoding]),))


def _read_bytes(data: bytes) -> TextRead:
    if b"\x00" in data:
        raise FileRefused("not-text", _NOT_TEXT)
    read = _read_letters(data.decode("latin-1"))
    if read.notes:
        return read
    text = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    if not is_vietnamese(text):
        raise FileRefused("text-not-unicode", _LEGACY)
    return TextRead(text, (converted_note("Windows-1258"),))
