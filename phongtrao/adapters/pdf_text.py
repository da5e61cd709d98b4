"""Text of a PDF for the checks of the bounds, read in a process of its own: a crash or bomb ends that process only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from phongtrao.adapters import pdf_child
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.limited_child import answer_of

_CHILD = Path(pdf_child.__file__)
_SECONDS = 40
_MESSAGES = {
    pdf_child.PROTECTED: (
        "pdf-protected",
        "Tệp PDF có mật khẩu nên không kiểm tra được. Hãy bỏ mật khẩu rồi gửi lại.",
    ),
    pdf_child.TOO_MANY_PAGES: (
        "pdf-too-many-pages",
        "Tệp PDF dài hơn 300 trang, quá mức của một minh chứng. Hãy tách phần cần thiết ra rồi gửi lại.",
    ),
}
_DAMAGED = (
    "pdf-damaged",
    "Tệp PDF bị hỏng hoặc quá phức tạp, không đọc được. Hãy in lại ra PDF từ Word rồi gửi lại.",
)


@dataclass(frozen=True, slots=True)
class PdfText:
    """`pages`: text by page, "" where a page has none (a scan). `has_unread`: pictures, attachments or text that was
    cut off at two million characters: something inside that these checks have not seen.
    """

    pages: tuple[str, ...]
    has_unread: bool


def read_pdf_text(data: bytes) -> PdfText:
    """Raises `FileRefused` when the PDF is damaged, protected, has over 300 pages or takes more than its share."""
    answer = answer_of(_CHILD, data, seconds=_SECONDS, refusals=_MESSAGES, damaged=_DAMAGED)
    try:
        found = json.loads(answer)
    except ValueError as error:
        raise FileRefused(*_DAMAGED) from error
    pages = tuple(str(page).replace("\x00", "").replace("\r\n", "\n") for page in found["pages"])
    is_scanned = any(not page.strip() for page in pages)
    return PdfText(pages, bool(found["has_pictures"] or found["attachments"] or found["is_cut"] or is_scanned))
