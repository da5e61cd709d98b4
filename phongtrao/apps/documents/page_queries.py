"""Reading the pages of a paper: their pictures, where its words stand, what was restored, what it is a copy of."""

import uuid
from datetime import date

from django.db.models import Q

from phongtrao.adapters import pages_in
from phongtrao.adapters.file_kind import sniff
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.documents.enums import SameDocumentState
from phongtrao.apps.documents.models import Document, DocumentPage, SameDocument, SourceText
from phongtrao.apps.documents.page_rows import PageRow, RestoredText, SameRow
from phongtrao.apps.documents.queries import get_document, visible_to
from phongtrao.apps.documents.restored import restored_text
from phongtrao.apps.files import queries as files
from phongtrao.core.layout import Box, PlacedWord

LOWEST_DPI, HIGHEST_DPI = 50, 200  # of a picture that is only looked at


def list_pages(*, uid: uuid.UUID, by: Actor, today: date, words: bool = True) -> tuple[PageRow, ...]:
    """The pages that have been read, in order; without `words` their sizes and spans only. Two queries.

    Raises NotVisible, also to everybody but its uploader while the paper is in quarantine.
    """
    rows = DocumentPage.objects.filter(document=_opened(uid, by, today)).order_by("number").defer("words")
    return tuple(page_row(row, words=words) for row in (rows if words else rows.defer("placed")))


def get_page(*, uid: uuid.UUID, number: int, by: Actor, today: date) -> PageRow:
    """One page that has been read. Raises NotVisible."""
    row = DocumentPage.objects.filter(document=_opened(uid, by, today), number=number).defer("words").first()
    if row is None:
        raise NotVisible
    return page_row(row, words=True)


def get_page_picture(*, uid: uuid.UUID, number: int, dpi: int, by: Actor, today: date) -> tuple[bytes, str]:
    """The picture of a page and its media type, drawn anew from the file: it is kept nowhere.

    `dpi` is brought between 50 and 200. Raises NotVisible (no such page too), FileRefused, FileDamagedOnDisk.
    """
    document = _opened(uid, by, today)
    if document.page_count is None or not 1 <= number <= document.page_count:
        raise NotVisible
    data = files.get_bytes(file=document.file, by=by)
    sharpness = min(max(dpi, LOWEST_DPI), HIGHEST_DPI)
    picture = pages_in.page_picture(data, sniff(data, name=document.name), number, sharpness)
    return picture, _media_type(picture)


def get_restored(*, uid: uuid.UUID, by: Actor, today: date) -> RestoredText:
    """What was restored in the paper's text. Raises NotVisible, also before it is read."""
    source = SourceText.objects.filter(document=get_document(uid=uid, by=by, today=today)).first()
    if source is None:
        raise NotVisible
    return restored_text(source)


def list_same(*, uid: uuid.UUID, by: Actor, today: date) -> tuple[SameRow, ...]:
    """Papers that seem to be this one, whichever of the two is the copy; the likeliest first. Raises NotVisible."""
    document = get_document(uid=uid, by=by, today=today)
    return _same_rows(Q(document=document) | Q(other=document), by, today)


def list_signed_copies(*, uid: uuid.UUID, by: Actor, today: date) -> tuple[SameRow, ...]:
    """The signed copies of this paper that a person confirmed. Raises NotVisible."""
    document = get_document(uid=uid, by=by, today=today)
    return _same_rows(Q(other=document, state=SameDocumentState.ACCEPTED), by, today)


def page_row(row: DocumentPage, *, words: bool) -> PageRow:
    """A page as it is shown."""
    span = None if row.span_start is None or row.span_end is None else (row.span_start, row.span_end)
    placed = row.placed if words else ()
    return PageRow(
        number=row.number,
        width=row.width,
        height=row.height,
        route=row.route,
        span=span,
        words=tuple(
            PlacedWord(start, end, row.number, Box(left, top, right, bottom), confidence)
            for start, end, left, top, right, bottom, confidence in placed
        ),
    )


def _opened(uid: uuid.UUID, by: Actor, today: date) -> Document:
    """The paper, if this person may also see what its file shows."""
    document = get_document(uid=uid, by=by, today=today)
    if not files.may_open(file=document.file, by=by):
        raise NotVisible
    return document


def _same_rows(which: Q, by: Actor, today: date) -> tuple[SameRow, ...]:
    seen = Document.objects.filter(visible_to(by, today))
    rows = SameDocument.objects.filter(which, document__in=seen, other__in=seen).select_related("document", "other")
    return tuple(_same_row(row) for row in rows.order_by("-similarity", "id"))


def _same_row(row: SameDocument) -> SameRow:
    return SameRow(
        uid=row.uid,
        version=row.version,
        state=row.state,
        similarity=row.similarity,
        copy_uid=row.document.uid,
        copy_name=row.document.name,
        copy_state=row.document.state,
        other_uid=row.other.uid,
        other_name=row.other.name,
        other_title=row.other.title,
        other_number=row.other.number,
        other_symbol=row.other.symbol,
        other_issued_on=row.other.issued_on,
        found_at=row.found_at,
        decided_at=row.decided_at,
        decided_by_name=row.decided_by_name,
    )


def _media_type(picture: bytes) -> str:
    if picture.startswith(b"\xff\xd8"):
        return "image/jpeg"
    return "image/png" if picture.startswith(b"\x89PNG") else "image/webp"
