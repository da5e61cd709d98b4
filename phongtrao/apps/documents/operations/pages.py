"""Pages of a paper are kept one by one as they are read; what must not be kept is taken away with all its pages."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.operations import operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents.enums import DocumentState
from phongtrao.apps.documents.header import derived, header_of
from phongtrao.apps.documents.models import Document, DocumentPage, ReadItem, ReadUnit, SourceText
from phongtrao.apps.files import operations as files
from phongtrao.core.layout import PageSpan, PageWords, PlacedWord

DECIMALS = 2  # of a point: finer than any picture of a page


@dataclass(frozen=True)
class PagePlaces:
    """Where the words of the source text stand on one page, see `DocumentPage.placed`."""

    span: PageSpan
    words: tuple[PlacedWord, ...]


@operation
def open_pages(*, document: Document, page_count: int, by: Actor, now: datetime) -> None:
    """The paper was opened and has so many pages. Refused: step_not_open (it is not being read any more)."""
    if not _being_read(document, page_count=page_count):
        raise Refused("step_not_open")
    document.page_count = page_count


@operation
def keep_page(*, document: Document, words: PageWords, route: str, by: Actor, now: datetime) -> DocumentPage:
    """Keep one page that was read. Idempotent: the page that is here stays as it is.

    Refused: step_not_open (cancelled meanwhile: nothing more of the paper is kept).
    """
    if not _being_read(document):
        raise Refused("step_not_open")
    page, _ = DocumentPage.objects.get_or_create(
        document=document,
        number=words.number,
        defaults={
            "width": round(words.width, DECIMALS),
            "height": round(words.height, DECIMALS),
            "route": route,
            "words": [
                [
                    word.text,
                    *(round(edge, DECIMALS) for edge in (word.box.left, word.box.top, word.box.right, word.box.bottom)),
                    word.confidence,
                    word.line,
                ]
                for word in words.words
            ],
            "read_at": now,
        },
    )
    return page


@operation
def place_words(*, document: Document, pages: tuple[PagePlaces, ...], by: Actor, now: datetime) -> None:
    """Note on each page where the words of the source text stand on it."""
    rows = {row.number: row for row in DocumentPage.objects.filter(document=document).defer("words")}
    for page in pages:
        row = rows[page.span.number]
        row.span_start, row.span_end = page.span.start, page.span.end
        row.placed = [
            [
                word.start,
                word.end,
                *(round(edge, DECIMALS) for edge in (word.box.left, word.box.top, word.box.right, word.box.bottom)),
                word.confidence,
            ]
            for word in page.words
        ]
        row.save(update_fields=["span_start", "span_end", "placed"])


@operation
def remove_for_cause(*, document: Document, code: str, cause: str, by: Actor, now: datetime) -> None:
    """Something that must not be kept was found while the paper was read: file, pages, text and readings go, the fact
    stays with `cause`, a sentence for people. `code`: secrecy_mark | personal_list. Nothing when it was cancelled.
    """
    empty = header_of({})
    columns = {**empty, **derived(empty, name=document.name, uploaded_on=document.uploaded_at.date())}
    rows = Document.objects.filter(pk=document.pk, state=DocumentState.READING)
    changed = rows.update(state=DocumentState.FAILED, failure=cause[:500], version=F("version") + 1, **columns)
    if not changed:
        return
    delete_read(document)
    files.remove(file=document.file, reason=code, by=by, now=now)
    audit.record(
        by=by,
        now=now,
        verb="remove",
        subject_type="document",
        subject_uid=document.uid,
        subject_name=document.name,
        scope=document.scope,
        from_state=DocumentState.READING,
        to_state=DocumentState.FAILED,
        reason=code,
    )


def delete_read(document: Document) -> None:
    """Delete what was read of a paper on which no plan stands. Called inside an operation."""
    ReadItem.objects.filter(reading__document=document).delete()
    ReadUnit.objects.filter(reading__document=document).delete()
    document.readings.all().delete()
    SourceText.objects.filter(document=document).delete()
    DocumentPage.objects.filter(document=document).delete()


def _being_read(document: Document, **changes: object) -> bool:
    """Whether the paper is still being read; holds its row, so that nobody cancels it in between."""
    rows = Document.objects.filter(pk=document.pk, state=DocumentState.READING)
    return rows.update(state=DocumentState.READING, **changes) == 1
