"""Pages of a PDF: their sizes, their words with boxes, their pictures; read in a process of its own with hard limits.

A crash or a bomb ends that process only. Pages are read by runs, so that a long file never stands in memory as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

from phongtrao.adapters import pdf_pages_child
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.limited_child import answer_of
from phongtrao.core.layout.words import Box, PageWord, PageWords

RUN_OF_PAGES = 40

_CHILD = Path(pdf_pages_child.__file__)
_SECONDS = 60
_MESSAGES = {
    pdf_pages_child.PROTECTED: (
        "pdf-protected",
        "Tệp PDF có mật khẩu nên không đọc được. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi gửi lại.",
    ),
    pdf_pages_child.TOO_MANY_PAGES: (
        "pdf-too-many-pages",
        f"Tệp PDF dài hơn {pdf_pages_child.MAX_PAGES} trang, quá mức của một kế hoạch. "
        "Hãy tách riêng các trang của kế hoạch ra một tệp rồi gửi lại.",
    ),
    pdf_pages_child.TOO_MUCH_TEXT: (
        "text-too-long",
        "Văn bản dài hơn 2.000.000 ký tự, quá mức của một kế hoạch. "
        "Hãy tách phần kế hoạch ra một tệp riêng rồi gửi lại.",
    ),
}
_DAMAGED = (
    "pdf-damaged",
    "Tệp PDF bị hỏng hoặc quá phức tạp, không đọc được. Hãy in lại ra PDF từ Word hoặc scan lại rồi gửi lại.",
)


@dataclass(frozen=True, slots=True)
class PdfOutline:
    """`sizes`: width and height of each page in points, as shown."""

    pages: int
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class PdfPage:
    """Words that a page's text layer holds. `turned`: words in another direction, left out.

    `covered`: share of the page under its largest picture, `is_drawn`: whether anything is painted; both are looked at
    only where the page has few words.
    """

    words: PageWords
    turned: int
    covered: float
    is_drawn: bool


def open_pdf(data: bytes) -> PdfOutline:
    """Raises `FileRefused`: `pdf-protected`, `pdf-damaged`, `pdf-too-many-pages`."""
    sizes = json.loads(_answer(data, "outline"))
    if not sizes:
        raise FileRefused(*_DAMAGED)
    return PdfOutline(len(sizes), tuple((float(width), float(height)) for width, height in sizes))


def read_pdf_page(data: bytes, number: int) -> PdfPage:
    """One page; `number` from 1 up to the pages of the outline. Raises `FileRefused`."""
    return _run(data, number, number)[0]


def read_pdf_pages(data: bytes, first: int, last: int) -> Iterator[PdfPage]:
    """The pages `first` to `last`, read by runs of `RUN_OF_PAGES`. Raises `FileRefused`."""
    for start in range(first, last + 1, RUN_OF_PAGES):
        yield from _run(data, start, min(last, start + RUN_OF_PAGES - 1))


def render_page(data: bytes, number: int, dpi: float, *, form: Literal["ppm", "jpeg"] = "ppm") -> bytes:
    """The page in colour at `dpi` points per inch, or less where it would have over 40 million pixels."""
    return _answer(data, "picture", str(number), str(dpi), form)


def _run(data: bytes, first: int, last: int) -> list[PdfPage]:
    lines = _answer(data, "words", str(first), str(last)).splitlines()
    if len(lines) != last - first + 1:
        raise FileRefused(*_DAMAGED)
    return [page_of(first + index, json.loads(line)) for index, line in enumerate(lines)]


def page_of(number: int, found: dict[str, Any]) -> PdfPage:
    """A page out of what the child printed of it."""
    width, height = found["size"]
    words = tuple(PageWord(normalize("NFC", row[0]), Box(*row[1:])) for row in found["words"])
    page = PageWords(number, float(width), float(height), words)
    return PdfPage(page, found["turned"], found.get("covered", 0.0), found.get("drawn", True))


def _answer(data: bytes, *words: str) -> bytes:
    return answer_of(_CHILD, data, *words, seconds=_SECONDS, refusals=_MESSAGES, damaged=_DAMAGED)
