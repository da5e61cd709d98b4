"""Reading papers and what was read in them."""

import uuid

from django.db.models import Q

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import below
from phongtrao.apps.base.pages import Page, paginate
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.documents.confirmed import confirmed_reading
from phongtrao.apps.documents.models import Document
from phongtrao.apps.documents.rows import ConfirmedReading, DocumentRow
from phongtrao.core.text import fold

_SEE_BELOW = ("coordinator", "leader", "superior_reviewer", "viewer")
_SEE_OWN = ("officer", "hamlet_head")


def visible_to(actor: Actor) -> Q:
    """Whose papers a person sees: below their scope, their own body's, or none at all."""
    if actor.role in _SEE_BELOW:
        return below(actor.scope)
    if actor.role in _SEE_OWN and actor.body_id is not None:
        return Q(body_id=actor.body_id)
    return Q(pk__in=())


def get_document(*, uid: uuid.UUID, by: Actor) -> Document:
    """One paper with its body and file. Raises NotVisible."""
    found = Document.objects.filter(visible_to(by), uid=uid).select_related("body", "file").first()
    if found is None:
        raise NotVisible
    return found


def list_documents(*, by: Actor, search: str = "", state: str = "", page: int = 1) -> Page[DocumentRow]:
    """The papers that a person sees, newest first; `search` is folded, `state` a code of DocumentState."""
    rows = Document.objects.filter(visible_to(by)).select_related("body").order_by("-uploaded_at", "-id")
    if search.strip():
        rows = rows.filter(search__contains=fold(search))
    if state:
        rows = rows.filter(state=state)
    return paginate(rows, number=page, to_row=_row)


def get_confirmed(*, document_uid: uuid.UUID, by: Actor) -> ConfirmedReading:
    """What a person let stand of a paper's current reading: five queries. Raises NotVisible, also before it is read."""
    return confirmed_reading(get_document(uid=document_uid, by=by))


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
        failure=document.failure,
        body_name=document.body.name,
        uploaded_at=document.uploaded_at,
        uploaded_by_name=document.uploaded_by_name,
    )
