"""The background work that reads a paper."""

from functools import partial

from django.utils import timezone

from phongtrao.adapters.documents_in import Source, read_source, source_from_pages
from phongtrao.adapters.file_kind import sniff
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.base.days import day_of
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents import operations, reader
from phongtrao.apps.documents.enums import DocumentState
from phongtrao.apps.documents.gate import PAGED, forbidden_in, sentence_of
from phongtrao.apps.documents.models import Document, SourceText
from phongtrao.apps.documents.operations import PagePlaces, TextOfFile
from phongtrao.apps.documents.paging import STEPS_AFTER_PAGES, Forbidden, kept_pages, read_missing_pages, while_alive
from phongtrao.apps.documents.same import find_same
from phongtrao.apps.files import queries as files
from phongtrao.apps.jobs.jobs import Cancelled, report_progress
from phongtrao.apps.jobs.models import OutboxRow
from phongtrao.apps.jobs.operations import MAX_ATTEMPTS

KILLS_AT_MOST = 30  # of a paper with pages, one after another without a page kept in between
STEPS = 4  # open the file, take its text, read, keep; of a paper with pages: each page, read, keep
_FILE_GONE = (
    "Tệp gốc không còn nguyên vẹn trên máy chủ. Hãy tải lại văn bản, hoặc báo người quản trị khôi phục bản sao lưu."
)
_GIVEN_UP = "Đọc nhiều lần không xong. Hãy thử tải bản khác của văn bản (.docx hoặc .txt), hoặc báo người quản trị."


def read_document(row: OutboxRow) -> None:
    """Read the paper that `row` names. Idempotent: killed anywhere, the next attempt goes on and nothing is half; pages
    that were read stay read.

    A cause that lies in the file makes the paper `failed` at once; an error of ours is tried again, and after the last
    attempt the paper is `failed` too: no paper stays in `reading`.
    """
    document = operations.start_reading(uid=row.subject_uid, by=SYSTEM, now=timezone.now())
    if document is None:
        _offer_same(row)  # an earlier attempt may have been killed between the reading and this
        return
    try:
        # Each attempt killed the worker before it could say so. A machine that is switched off again and again while a
        # long scan is read is no fault of the scan: its pages are read by other processes, which die alone.
        if row.attempts > (MAX_ATTEMPTS if document.page_count is None else KILLS_AT_MOST):
            raise FileRefused("given-up", _GIVEN_UP)
        _read(document, row)
    except FileRefused as refused:
        operations.fail_reading(document=document, cause=refused.message_vi, by=SYSTEM, now=timezone.now())
    except Forbidden as found:
        cause = sentence_of(found.code)
        operations.remove_for_cause(document=document, code=found.code, cause=cause, by=SYSTEM, now=timezone.now())
    except Cancelled:
        raise
    except Exception:
        if row.attempts >= MAX_ATTEMPTS:
            operations.fail_reading(document=document, cause=_GIVEN_UP, by=SYSTEM, now=timezone.now())
        raise


def _read(document: Document, row: OutboxRow) -> None:
    source = _kept_text(document) or _text_of(document, row)
    count = document.page_count
    steps = STEPS if count is None else count + STEPS_AFTER_PAGES
    read = partial(
        reader.read_text,
        source.text,
        name=document.name,
        media_type=document.file.media_type,
        route=source.route,
        sha256=document.file.sha256,
        pages=count,
        restored=[(start, end) for start, end, *_ in source.restored],
    )
    result = while_alive(row, read, done=steps - 2, total=steps)
    report_progress(row, done=steps - 1, total=steps)
    now = timezone.now()
    try:
        operations.finish_reading(
            document=document,
            source=source,
            result=result,
            reader_version=reader.READER_VERSION,
            pack_versions=reader.pack_versions(),
            resolver=reader.resolver_for(document, today=day_of(now)),
            by=SYSTEM,
            now=now,
        )
    except Refused as refused:
        raise Cancelled from refused
    _offer_same(row)
    report_progress(row, done=steps, total=steps)


def drop_photos(row: OutboxRow) -> None:
    """Take photographs away that became no paper. Idempotent."""
    operations.drop_abandoned(uid=row.subject_uid, by=SYSTEM, now=timezone.now())


def _offer_same(row: OutboxRow) -> None:
    """Look for the paper that the one just read is; a person decides. Idempotent."""
    document = Document.objects.filter(uid=row.subject_uid, state=DocumentState.READ).first()
    if document is not None:
        operations.offer_same(pairs=find_same(document), by=SYSTEM, now=timezone.now())


def _kept_text(document: Document) -> TextOfFile | None:
    """The text that every reading of this paper reads: kept from the first reading on."""
    kept = SourceText.objects.filter(document=document).first()
    if kept is None:
        return None
    restored = tuple((start, end, came, gone, sure) for start, end, came, gone, sure in kept.restored)
    return TextOfFile(kept.text, kept.route, tuple(kept.notes), kept.original, restored)


def _text_of(document: Document, row: OutboxRow) -> TextOfFile:
    try:
        data = files.get_bytes(file=document.file, by=SYSTEM)
    except (files.FileDamagedOnDisk, NotVisible) as error:
        raise FileRefused("file-gone", _FILE_GONE) from error
    kind = sniff(data, name=document.name)
    if kind not in PAGED:
        return _as_text(while_alive(row, partial(read_source, data, name=document.name), done=1, total=STEPS))
    count = read_missing_pages(document, data, kind, row, clock=timezone.now)
    del data  # up to 100 MB that nothing needs any more
    lay_out = partial(source_from_pages, kept_pages(document), kind=kind, sha256=document.file.sha256)
    source = while_alive(row, lay_out, done=count, total=count + STEPS_AFTER_PAGES)
    code = forbidden_in((source.text, source.original, source.aside))
    if code:
        raise Forbidden(code)
    return _as_text(source)


def _as_text(source: Source) -> TextOfFile:
    words = iter(source.placed)
    word = next(words, None)
    pages = []
    for span in source.pages:
        here = []
        while word is not None and word.page == span.number:
            here.append(word)
            word = next(words, None)
        pages.append(PagePlaces(span, tuple(here)))
    return TextOfFile(
        text=source.text,
        route=source.route,
        notes=source.notes,
        original=source.original,
        restored=tuple((w.start, w.end, w.original_start, w.original_end, w.confidence) for w in source.restored),
        pages=tuple(pages),
    )
