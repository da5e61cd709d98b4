"""One door for files made of pages: PDF with text, PDF of scans, pictures. A page is read by what is on it.

Routes: `pdf-text` where the page's text layer is sound Vietnamese (or the page is empty), else `ocr` of its picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from phongtrao.adapters.file_kind import FileKind
from phongtrao.adapters.ocr import read_picture, tesseract_here
from phongtrao.adapters.page_image import size_in_points
from phongtrao.adapters.pdf_pages import PdfPage, open_pdf, read_pdf_pages, render_page
from phongtrao.adapters.picture_pages import count_frames, frame_of, shown_picture
from phongtrao.core.layout.words import PageWord, PageWords
from phongtrao.core.text.damage import is_damaged
from phongtrao.core.text.legacy import convert_words

PageRoute = Literal["pdf-text", "ocr"]

PICTURES = (FileKind.JPEG, FileKind.PNG, FileKind.WEBP, FileKind.OTHER_IMAGE)  # the last: TIFF; GIF, BMP are refused
PAGED = (FileKind.PDF, *PICTURES)

_OCR_DPI = 300
_FEW_WORDS = 20  # a stamp of a signature laid over a scan has fewer
_SCANNED = 0.5  # share of the page under one picture from which it is a scan
_UNKNOWN_SHARE = 0.03  # of the letters: signs without meaning, or of a private alphabet


@dataclass(frozen=True, slots=True)
class PagedFile:
    """What kind of file it is and how many pages it has, at least one."""

    kind: FileKind
    page_count: int


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page and how its words were found."""

    words: PageWords
    route: PageRoute


def open_paged(data: bytes, kind: FileKind) -> PagedFile:
    """Counts pages before any is read. Raises `FileRefused`; `kind` is one of `PAGED`."""
    if kind is FileKind.PDF:
        return PagedFile(kind, open_pdf(data).pages)
    if kind is FileKind.OTHER_IMAGE:
        return PagedFile(kind, count_frames(data))
    size_in_points(data)
    return PagedFile(kind, 1)


def read_page(data: bytes, kind: FileKind, number: int) -> ReadPage:
    """The words of page `number` (from 1). Raises `FileRefused`."""
    if kind is FileKind.PDF:
        return next(read_pages(data, kind, number, number))
    picture = frame_of(data, number) if kind is FileKind.OTHER_IMAGE else data
    width, height = size_in_points(picture)
    return ReadPage(read_picture(picture, number=number, width=width, height=height), "ocr")


def read_pages(data: bytes, kind: FileKind, first: int, last: int) -> Iterator[ReadPage]:
    """The pages `first` to `last`, a PDF read by runs, which costs less than page by page. Raises `FileRefused`."""
    if kind is not FileKind.PDF:
        yield from (read_page(data, kind, number) for number in range(first, last + 1))
        return
    for page in map(with_letters, read_pdf_pages(data, first, last)):
        if has_usable_text(page):
            yield ReadPage(page.words, "pdf-text")
        else:
            yield ReadPage(_read_by_eye(data, page.words), "ocr")


def page_picture(data: bytes, kind: FileKind, number: int, dpi: float) -> bytes:
    """JPEG of a page for showing, at `dpi` points per inch of the page as its words have it. Raises `FileRefused`."""
    if kind is FileKind.PDF:
        return render_page(data, number, dpi, form="jpeg")
    return shown_picture(data, number, dpi)


def has_usable_text(page: PdfPage) -> bool:
    """Whether the text layer is the page's own text: neither missing, nor a stamp on a scan, nor garbage."""
    words = page.words.words
    if not words:
        return not page.is_drawn
    if page.covered >= _SCANNED and len(words) < _FEW_WORDS:
        return False
    return page.turned <= len(words) and not is_garbage(words)


def with_letters(page: PdfPage) -> PdfPage:
    """The page with the codes of fonts from before Unicode (.VnTime, VNI-Times …) as letters, in the same boxes."""
    words = page.words.words
    texts = convert_words([word.text for word in words])
    changed = tuple(replace(word, text=text) for word, text in zip(words, texts, strict=True))
    return page if changed == words else replace(page, words=replace(page.words, words=changed))


def is_garbage(words: tuple[PageWord, ...]) -> bool:
    """Signs that no alphabet has, or Vietnamese whose marks were lost on the way into the file."""
    text = " ".join(word.text for word in words)
    unknown = sum(letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" for letter in text)
    return unknown > _UNKNOWN_SHARE * len(text) + 3 or is_damaged(text)


def _read_by_eye(data: bytes, page: PageWords) -> PageWords:
    tesseract_here()  # its absence is told before a page is painted
    picture = render_page(data, page.number, _OCR_DPI)
    return read_picture(picture, number=page.number, width=page.width, height=page.height)
