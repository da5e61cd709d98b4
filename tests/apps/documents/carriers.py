"""Papers of pages for tests of the background work: real PDF bytes, and a reader of pages that counts and stumbles."""

import io
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from phongtrao.adapters import pages_in
from phongtrao.adapters.file_kind import FileKind
from phongtrao.apps.documents import operations
from phongtrao.apps.documents.models import Document
from phongtrao.core.layout import Box, PageWord, PageWords
from tests.apps.documents.papers import NOW, PLAN, Commune

LINE_HEIGHT = 20.0


def scan(pages: int, seed: int = 0) -> bytes:
    """A PDF of empty A4 pages: nothing in it can be read without looking at the pictures. `seed` makes it another."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595 + seed, 842)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def photograph(red: int = 90, size: tuple[int, int] = (60, 80), **options: Any) -> bytes:
    """A JPEG of one colour."""
    target = io.BytesIO()
    Image.new("RGB", size, (red, 90, 90)).save(target, "JPEG", **options)
    return target.getvalue()


def words_of(lines: list[str], number: int) -> PageWords:
    """A page on which the lines stand one under the other, every letter six points wide."""
    words = []
    for row, line in enumerate(lines):
        left = 50.0
        for text in line.split():
            right = left + 6 * len(text)
            top = 50 + LINE_HEIGHT * row
            words.append(PageWord(text, Box(left, top, right, top + 12), 930, row))
            left = right + 6
    return PageWords(number, 595, 842, tuple(words))


class Pages:
    """Stands for the programs that read pages: PLAN cut into pages of `height` lines, in the place of each file."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, text: str = PLAN, height: int = 8) -> None:
        lines = text.split("\n")
        self.pages = [lines[at : at + height] for at in range(0, len(lines), height)]
        self.read: Counter[int] = Counter()  # how often each page was read to its end
        self.before: Callable[[int], None] = lambda number: None
        self.seconds = 0.0
        self.at_once = 0
        self._under_way = 0
        self._lock = threading.Lock()
        monkeypatch.setattr(pages_in, "open_paged", self._open)
        monkeypatch.setattr(pages_in, "read_page", self._read)

    @property
    def count(self) -> int:
        return len(self.pages)

    def _open(self, data: bytes, kind: FileKind) -> pages_in.PagedFile:
        assert data
        return pages_in.PagedFile(kind, self.count)

    def _read(self, data: bytes, kind: FileKind, number: int) -> pages_in.ReadPage:
        with self._lock:
            self._under_way += 1
            self.at_once = max(self.at_once, self._under_way)
        try:
            self.before(number)
            time.sleep(self.seconds)
            with self._lock:
                self.read[number] += 1
            return pages_in.ReadPage(words=words_of(self.pages[number - 1], number), route="ocr")
        finally:
            with self._lock:
                self._under_way -= 1


def hand_in(commune: Commune, data: bytes | None = None, name: str = "ban-quet.pdf") -> Document:
    """The coordinator of the commune hands in a scan."""
    return operations.upload_document(
        data=scan(3) if data is None else data, name=name, body_uid=commune.committee.uid, by=commune.by, now=NOW
    )
