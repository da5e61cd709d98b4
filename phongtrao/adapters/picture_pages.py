"""Pages of a picture file: a TIFF of scans holds several, any other picture is one; opened in a process of its own."""

from __future__ import annotations

from pathlib import Path

from phongtrao.adapters import picture_pages_child
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.limited_child import answer_of

_CHILD = Path(picture_pages_child.__file__)
_SECONDS = 60
_MESSAGES = {
    picture_pages_child.TOO_LARGE: (
        "picture-too-large",
        "Ảnh có hơn 50 triệu điểm ảnh, quá lớn. Hãy chụp lại ở cỡ thường hoặc thu nhỏ ảnh rồi gửi lại.",
    ),
    picture_pages_child.TOO_MANY_PAGES: (
        "picture-too-many-pages",
        f"Tệp ảnh có hơn {picture_pages_child.MAX_PAGES} trang, quá mức của một kế hoạch. "
        "Hãy tách riêng các trang của kế hoạch ra một tệp rồi gửi lại.",
    ),
}
_DAMAGED = (
    "picture-damaged",
    "Tệp ảnh bị hỏng hoặc không phải ảnh JPEG, PNG, WebP, TIFF nên không mở được. "
    "Hãy chụp hoặc lưu lại ảnh rồi gửi lại.",
)


def count_frames(data: bytes) -> int:
    """How many pages the file has. Raises `FileRefused`: picture-damaged, -too-large, -too-many-pages."""
    try:
        return int(_answer(data, "count"))
    except ValueError as error:
        raise FileRefused(*_DAMAGED) from error


def frame_of(data: bytes, number: int) -> bytes:
    """The page `number` (from 1) as PPM or PGM. Raises `FileRefused`."""
    return _answer(data, "frame", str(number))


def shown_picture(data: bytes, number: int, dpi: float) -> bytes:
    """JPEG of a page for showing; its longer side counts as that of A4. Raises `FileRefused`."""
    return _answer(data, "shown", str(number), str(dpi))


def _answer(data: bytes, *words: str) -> bytes:
    return answer_of(_CHILD, data, *words, seconds=_SECONDS, refusals=_MESSAGES, damaged=_DAMAGED)
