"""The background work that reads a paper."""

from django.utils import timezone

from phongtrao.adapters.documents_in import read_source
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.base.days import day_of
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents import operations, reader
from phongtrao.apps.documents.models import Document, SourceText
from phongtrao.apps.documents.operations import TextOfFile
from phongtrao.apps.files import queries as files
from phongtrao.apps.jobs.jobs import Cancelled, report_progress
from phongtrao.apps.jobs.models import OutboxRow
from phongtrao.apps.jobs.operations import MAX_ATTEMPTS

STEPS = 4  # open the file, take its text, read, keep
_FILE_GONE = (
    "Tệp gốc không còn nguyên vẹn trên máy chủ. Hãy tải lại văn bản, hoặc báo người quản trị khôi phục bản sao lưu."
)
_GIVEN_UP = "Đọc nhiều lần không xong. Hãy thử tải bản khác của văn bản (.docx hoặc .txt), hoặc báo người quản trị."


def read_document(row: OutboxRow) -> None:
    """Read the paper that `row` names. Idempotent: killed anywhere, the next attempt begins anew and nothing is half.

    A cause that lies in the file makes the paper `failed` at once; an error of ours is tried again, and after the last
    attempt the paper is `failed` too: no paper stays in `reading`.
    """
    document = operations.start_reading(uid=row.subject_uid, by=SYSTEM, now=timezone.now())
    if document is None:
        return
    try:
        if row.attempts > MAX_ATTEMPTS:  # each attempt killed the worker before it could say so
            raise FileRefused("given-up", _GIVEN_UP)
        _read(document, row)
    except FileRefused as refused:
        operations.fail_reading(document=document, cause=refused.message_vi, by=SYSTEM, now=timezone.now())
    except Cancelled:
        raise
    except Exception:
        if row.attempts >= MAX_ATTEMPTS:
            operations.fail_reading(document=document, cause=_GIVEN_UP, by=SYSTEM, now=timezone.now())
        raise


def _read(document: Document, row: OutboxRow) -> None:
    report_progress(row, done=1, total=STEPS)
    source = _text_of(document)
    report_progress(row, done=2, total=STEPS)
    result = reader.read_text(
        source.text,
        name=document.name,
        media_type=document.file.media_type,
        route=source.route,
        sha256=document.file.sha256,
    )
    report_progress(row, done=3, total=STEPS)
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
    report_progress(row, done=STEPS, total=STEPS)


def _text_of(document: Document) -> TextOfFile:
    """The text that every reading of this paper reads: kept from the first reading on."""
    kept = SourceText.objects.filter(document=document).first()
    if kept is not None:
        return TextOfFile(text=kept.text, route=kept.route, notes=tuple(kept.notes))
    try:
        data = files.get_bytes(file=document.file, by=SYSTEM)
    except (files.FileDamagedOnDisk, NotVisible) as error:
        raise FileRefused("file-gone", _FILE_GONE) from error
    source = read_source(data, name=document.name)
    return TextOfFile(text=source.text, route=source.route, notes=source.notes)
