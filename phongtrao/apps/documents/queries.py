"""Reading papers and what was read in them."""

import uuid
from datetime import date
from typing import BinaryIO

from django.db.models import Q

from phongtrao.adapters.gate_words import gate_words
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import below
from phongtrao.apps.base.pages import Page, paginate
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.documents.confirmed import confirmed_reading
from phongtrao.apps.documents.enums import DocumentState
from phongtrao.apps.documents.models import Document, DocumentPage, Reading, ReadUnit, SourceText
from phongtrao.apps.documents.places import find_passage
from phongtrao.apps.documents.review_rows import Review, ReviewCounts, ReviewItem
from phongtrao.apps.documents.reviews import item_of, review_of
from phongtrao.apps.documents.rows import ConfirmedReading, DocumentRow, Progress, Span
from phongtrao.apps.files import queries as files
from phongtrao.apps.jobs import queries as jobs
from phongtrao.apps.jobs.models import OutboxState
from phongtrao.apps.orgs import queries as orgs
from phongtrao.core.text import fold
from phongtrao.core.text.gate import check_text

READ_TOPIC = "documents.read"
_SEE_BELOW = ("coordinator", "leader", "superior_reviewer", "viewer")
_SEE_OWN = ("officer", "hamlet_head")


def visible_to(actor: Actor, today: date | None = None) -> Q:
    """Whose papers a person sees: below their scope, their own body's, or none at all.

    With `today` also those of places and bodies that have passed into theirs until that day (two queries more).
    """
    if actor.role in _SEE_BELOW:
        inside = Q()
        for path in (actor.scope,) if today is None else orgs.scopes_of(actor, today):
            inside |= below(path)
        return inside
    if actor.role in _SEE_OWN and actor.body_id is not None:
        return Q(body_id__in=(actor.body_id,) if today is None else orgs.bodies_of(actor, today))
    return Q(pk__in=())


def get_document(*, uid: uuid.UUID, by: Actor, today: date | None = None) -> Document:
    """One paper with its body and file. Raises NotVisible."""
    found = Document.objects.filter(visible_to(by, today), uid=uid).select_related("body__area", "file").first()
    if found is None:
        raise NotVisible
    return found


def list_documents(
    *, by: Actor, today: date | None = None, search: str = "", state: str = "", page: int = 1
) -> Page[DocumentRow]:
    """The papers that a person sees, newest first; `search` is folded, `state` a code of DocumentState."""
    rows = Document.objects.filter(visible_to(by, today)).select_related("body").order_by("-uploaded_at", "-id")
    if search.strip():
        rows = rows.filter(search__contains=fold(search))
    if state:
        rows = rows.filter(state=state)
    return paginate(rows, number=page, to_row=_row)


def get_confirmed(*, document_uid: uuid.UUID, by: Actor, today: date | None = None) -> ConfirmedReading:
    """What a person let stand of a paper's current reading: five queries. Raises NotVisible, also before it is read."""
    return confirmed_reading(get_document(uid=document_uid, by=by, today=today))


def get_review(*, uid: uuid.UUID, by: Actor, today: date) -> Review:
    """Everything that the review page shows, in eight queries. Raises NotVisible, also before the first reading."""
    return review_of(_with_text(uid, by, today), today=today)


def get_review_item(*, uid: uuid.UUID, item_uid: uuid.UUID, by: Actor, today: date) -> tuple[ReviewItem, ReviewCounts]:
    """One item of the current reading with the counters of the whole, for a swap of its card. Raises NotVisible."""
    return item_of(get_document(uid=uid, by=by, today=today), item_uid)


def list_unit_choices(*, uid: uuid.UUID, by: Actor, today: date) -> list[tuple[str, str]]:
    """Uid and heading of each heading of the current reading, in order. Raises NotVisible."""
    rows = ReadUnit.objects.filter(reading__document=get_document(uid=uid, by=by, today=today), reading__current=True)
    return [(str(row.uid), row.heading) for row in rows.order_by("ordinal")]


def get_progress(*, document: Document) -> Progress:
    """How far the background reading is: two queries for a paper with pages, else one."""
    pages = document.page_count or 0
    page = DocumentPage.objects.filter(document=document).count() if pages else 0
    row = jobs.get_latest(subject_uid=document.uid, topic=READ_TOPIC)
    if row is None:
        return Progress(done=0, total=0, attempts=0, is_waiting=False, page=page, pages=pages)
    return Progress(
        done=row.progress_done,
        total=row.progress_total,
        attempts=row.attempts,
        is_waiting=row.state == OutboxState.WAITING,
        page=page,
        pages=pages,
    )


def list_warnings(*, document: Document, language: str = "vi") -> list[tuple[int, str]]:
    """Line and advice of each telephone, citizen number and filled-in form of a person in the paper's text: one query.
    The advice comes in `language` (vi | en); numbers themselves are not given.
    """
    text = SourceText.objects.filter(document=document).values_list("text", flat=True).first() or ""
    hits = check_text(text, gate_words()).warnings
    return [(hit.line, hit.advice.en if language == "en" else hit.advice.vi) for hit in hits]


def open_original(*, uid: uuid.UUID, by: Actor, today: date) -> tuple[BinaryIO, str, str]:
    """The file as it was handed in: a stream to close, its name, its media type. Raises NotVisible."""
    document = get_document(uid=uid, by=by, today=today)
    return files.open_file(file=document.file, by=by), document.name, document.file.media_type


def list_passages(*, uid: uuid.UUID, passage: str, by: Actor, today: date) -> list[Span]:
    """Every place of the source text where a typed passage stands. Raises NotVisible."""
    return find_passage(_with_text(uid, by, today).document.source_text.text, passage)


def _with_text(uid: uuid.UUID, by: Actor, today: date) -> Reading:
    """The current reading with its paper, body, place and source text: one query after that of the scope."""
    visible = Document.objects.filter(visible_to(by, today), uid=uid, source_text__isnull=False)
    readings = Reading.objects.filter(current=True, document__in=visible)
    found = readings.select_related("document__body__area", "document__source_text").first()
    if found is None:
        raise NotVisible
    return found


def _row(document: Document) -> DocumentRow:
    return DocumentRow(
        uid=document.uid,
        name=document.name,
        title=document.title,
        number=document.number,
        symbol=document.symbol,
        issuer=document.issuer,
        issued_on=document.issued_on,
        state=document.state,
        state_label=str(DocumentState(document.state).label),
        failure=document.failure,
        body_name=document.body.name,
        uploaded_at=document.uploaded_at,
        uploaded_by_name=document.uploaded_by_name,
    )
