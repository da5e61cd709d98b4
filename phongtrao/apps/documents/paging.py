"""The part of the background work that reads a PDF, scan or photograph page by page.

Each finished page is kept at once, so that a killed work goes on behind it. The pages are read by processes of their
own (see `adapters.pages_in`), as many at a time as the machine has processors; this process waits for them and holds
the file and the words of a few pages.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from itertools import islice
from typing import TypeVar

from phongtrao.adapters import pages_in
from phongtrao.adapters.file_kind import FileKind
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents import operations
from phongtrao.apps.documents.gate import forbidden_in
from phongtrao.apps.documents.models import Document, DocumentPage
from phongtrao.apps.jobs.jobs import Cancelled, report_progress
from phongtrao.apps.jobs.models import OutboxRow
from phongtrao.core.layout import Box, PageWord, PageWords

HEARTBEAT_SECONDS = 5.0  # between two signs of life while a slow page is read
STEPS_AFTER_PAGES = 2  # read the text, keep the reading

_CELL_GAP = 1.5  # times the height of a word: a wider gap stands between two cells of a table


class Forbidden(Exception):
    """What must not be kept stands on a page. `code`: secrecy_mark | personal_list."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Clock = Callable[[], datetime]
T = TypeVar("T")


def read_missing_pages(document: Document, data: bytes, kind: FileKind, row: OutboxRow, *, clock: Clock) -> int:
    """Read and keep every page that is not kept yet; how many pages the paper has. `clock` says when a page was read.

    Raises FileRefused (a page cannot be read: the sentence names it), Forbidden, Cancelled.
    """
    count = pages_in.open_paged(data, kind).page_count
    try:
        operations.open_pages(document=document, page_count=count, by=SYSTEM, now=clock())
        kept = set(DocumentPage.objects.filter(document=document).values_list("number", flat=True))
        missing = [number for number in range(1, count + 1) if number not in kept]
        work = _Work(document, data, kind, row, count, clock)
        work.report(has_kept=False)
        work.read(missing)
    except Refused as refused:
        raise Cancelled from refused
    return count


def while_alive(row: OutboxRow, compute: Callable[[], T], *, done: int, total: int) -> T:
    """What `compute` gives, with a sign of life now and then: a long text takes minutes to repair and to read.

    `compute` runs beside and must ask no table. Raises Cancelled when nobody wants it any more.
    """
    report_progress(row, done=done, total=total)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="read") as beside:
        future = beside.submit(compute)
        while not wait((future,), timeout=HEARTBEAT_SECONDS).done:
            report_progress(row, done=done, total=total)
        return future.result()


def kept_pages(document: Document) -> tuple[pages_in.ReadPage, ...]:
    """Every kept page as it was read, in order."""
    rows = DocumentPage.objects.filter(document=document).order_by("number").defer("placed")
    return tuple(
        pages_in.ReadPage(words=page_words(row), route="ocr" if row.route == "ocr" else "pdf-text")
        for row in rows.iterator(chunk_size=20)
    )


def page_words(row: DocumentPage) -> PageWords:
    """The words of a page from its row."""
    words = tuple(
        PageWord(text, Box(left, top, right, bottom), confidence, line)
        for text, left, top, right, bottom, confidence, line in row.words
    )
    return PageWords(row.number, row.width, row.height, words)


def plain_text(page: PageWords) -> str:
    """The words of a page line by line, with « | » between what stands far apart: for the checks of one page."""
    lines: list[str] = []
    last: PageWord | None = None
    for word in page.words:
        if last is None or not _continues(last, word):
            lines.append(word.text)
        else:
            is_far = word.box.left - last.box.right > _CELL_GAP * (last.box.bottom - last.box.top)
            lines[-1] += f"{' | ' if is_far else ' '}{word.text}"
        last = word
    return "\n".join(lines)


def _continues(last: PageWord, word: PageWord) -> bool:
    if last.line >= 0 and word.line >= 0 and last.line != word.line:
        return False
    shared = min(last.box.bottom, word.box.bottom) - max(last.box.top, word.box.top)
    return word.box.left >= last.box.left and shared > 0


class _Work:
    """The pages of one paper under way."""

    def __init__(
        self, document: Document, data: bytes, kind: FileKind, row: OutboxRow, count: int, clock: Clock
    ) -> None:
        self.document, self.data, self.kind, self.row, self.count, self.clock = document, data, kind, row, count, clock
        self.done = DocumentPage.objects.filter(document=document).count()

    def read(self, numbers: Sequence[int]) -> None:
        """Read so many pages at a time as there are processors; the first page that fails ends it, the others that
        are under way are still kept.
        """
        at_once = os.cpu_count() or 1
        failure: FileRefused | None = None
        waiting: dict[Future[pages_in.ReadPage], int] = {}
        left = iter(numbers)
        with ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="page") as readers:
            while True:
                if failure is None:
                    for number in islice(left, at_once - len(waiting)):
                        waiting[readers.submit(pages_in.read_page, self.data, self.kind, number)] = number
                if not waiting:
                    break
                finished, _ = wait(waiting, timeout=HEARTBEAT_SECONDS, return_when=FIRST_COMPLETED)
                for future in finished:
                    failure = self._keep(waiting.pop(future), future) or failure
                self.report(has_kept=bool(finished))
        if failure is not None:
            raise failure

    def report(self, *, has_kept: bool) -> None:
        report_progress(self.row, done=self.done, total=self.count + STEPS_AFTER_PAGES, has_kept=has_kept)

    def _keep(self, number: int, future: "Future[pages_in.ReadPage]") -> FileRefused | None:
        try:
            page = future.result()
        except FileRefused as refused:
            is_of_page = self.count > 1 and refused.code != "ocr-missing"
            return FileRefused(refused.code, f"Trang {number}: {refused.message_vi}") if is_of_page else refused
        clean = without_nul(page.words)
        code = forbidden_in([plain_text(clean)])
        if code:
            raise Forbidden(code)
        operations.keep_page(document=self.document, words=clean, route=page.route, by=SYSTEM, now=self.clock())
        self.done += 1
        return None


def without_nul(page: PageWords) -> PageWords:
    """The page without characters that PostgreSQL does not store; a word that was nothing else goes."""
    words = tuple(_clean(page.words))
    return PageWords(page.number, page.width, page.height, words)


def _clean(words: Sequence[PageWord]) -> Iterator[PageWord]:
    for word in words:
        text = "".join(letter for letter in word.text if letter != "\0" and not "\ud800" <= letter <= "\udfff")
        if text:
            yield word if text == word.text else PageWord(text, word.box, word.confidence, word.line)
