"""Plain text and Markdown files as text. Encodings: UTF-8 with or without mark, UTF-16; nothing is guessed."""

from __future__ import annotations

from itertools import pairwise

from phongtrao.adapters.file_kind import decode_text
from phongtrao.adapters.file_refused import FileRefused

MAX_CHARACTERS = 2_000_000

_TOO_LONG = (
    "Văn bản dài hơn 2.000.000 ký tự, quá mức của một kế hoạch. Hãy tách phần kế hoạch ra một tệp riêng rồi gửi lại."
)
_NOT_TEXT = (
    "Tệp không phải văn bản đọc được. Hãy gửi tệp .docx lưu từ Word, hoặc tệp .txt lưu với mã UTF-8 "
    "(Notepad: Save as → Encoding → UTF-8)."
)
_LEGACY = (
    "Tệp chữ này dùng bảng mã cũ ({guess}), không phải Unicode. "
    "Hãy mở bằng Word hoặc Notepad, chuyển sang Unicode (UTF-8), ví dụ bằng Unikey Toolkit, rồi gửi lại."
)

# TCVN3: bare ă â ê ô ơ ư đ. VNI-Windows: the mark that stands behind its vowel.
_TCVN3 = frozenset(range(0xA8, 0xAF))
_VNI = frozenset((0xF9, 0xF8, 0xFB, 0xF5, 0xEF, 0xE2, 0xE1, 0xE0, 0xE5, 0xE3, 0xE4))
_VNI_VOWELS = frozenset(b"aeiouyAEIOUY\xf4\xf6")


def read_text(data: bytes) -> str:
    """`data` as text; line ends become « \\n », a byte-order mark goes, nothing else changes (spelling, NFD, blanks).

    Raises `FileRefused` when it is no Unicode text or longer than `MAX_CHARACTERS`.
    """
    text = decode_text(data)
    if text is None:
        raise FileRefused("not-text", _NOT_TEXT)
    if len(text) > MAX_CHARACTERS:
        raise FileRefused("text-too-long", _TOO_LONG)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def legacy_refusal(data: bytes) -> FileRefused:
    """What to tell somebody whose file is in an encoding from before Unicode."""
    return FileRefused("text-not-unicode", _LEGACY.format(guess=_legacy_guess(data[:100_000])))


def _legacy_guess(sample: bytes) -> str:
    """TCVN3 puts a letter with its mark in one byte above 0xA0; VNI writes the mark as a second byte behind a vowel."""
    tcvn3 = sum(1 for value in sample if value in _TCVN3)
    vni = sum(1 for before, value in pairwise(sample) if value in _VNI and before in _VNI_VOWELS)
    if vni > tcvn3:
        return "có thể là VNI-Windows"
    return "có thể là TCVN3 (ABC)" if tcvn3 else "không phải UTF-8"
