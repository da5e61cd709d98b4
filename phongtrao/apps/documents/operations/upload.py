"""A paper comes in, is read again, or is not wanted any more."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.days import day_of
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents.enums import DocumentState
from phongtrao.apps.documents.gate import Checked, check_upload
from phongtrao.apps.documents.header import derived
from phongtrao.apps.documents.models import Document, DocumentPage, SourceText
from phongtrao.apps.documents.operations.guards import REVIEWERS, next_document_state
from phongtrao.apps.documents.queries import READ_TOPIC, get_document
from phongtrao.apps.files import operations as files
from phongtrao.apps.jobs import operations as jobs
from phongtrao.apps.orgs import queries as orgs

if TYPE_CHECKING:
    from phongtrao.apps.orgs.models import OrgUnit


def upload_document(
    *, data: bytes, name: str, body_uid: uuid.UUID, by: Actor, now: datetime, vouched: bool = False
) -> Document:
    """Take in a paper for a body, to be read in the background.

    The content is checked in memory before a transaction begins and before anything is stored or logged; then file,
    row and the request to read it come into being together. A scan, a photograph, a PDF with pictures is seen by its
    uploader alone until its pages are read and checked. `name` is the file's name as shown; `vouched`: the person has
    looked at the pictures inside a Word file.
    Refused: role_may_not, out_of_scope, file_refused, secrecy_mark, personal_list, pictures_not_vouched,
    document_is_here (the same file of the same body is here), file_quarantined (somebody else's, not yet checked),
    file_removed (taken away for cause).
    """
    may_hand_in(by)
    shown = " ".join(name.split())[-200:] or "van-ban"
    checked = check_upload(data, name=shown, vouched=vouched)
    return take_in(checked=checked, name=shown, body_uid=body_uid, by=by, now=now)


def may_hand_in(by: Actor) -> None:
    """Refused: role_may_not."""
    if by.role not in REVIEWERS or by.user_id is None:
        raise Refused("role_may_not")


@operation
def take_in(*, checked: Checked, name: str, body_uid: uuid.UUID, by: Actor, now: datetime) -> Document:
    """A file that was checked becomes a paper to be read. The caller has looked at the role. Refused: as above."""
    today = day_of(now)
    body = body_for(body_uid, by=by, now=now)
    quarantine = checked.needs_quarantine
    file = files.store(data=checked.data, media_type=checked.media_type, by=by, now=now, quarantine=quarantine)
    live = Document.objects.filter(file=file, body=body).exclude(state=DocumentState.CANCELLED)
    here = live.first()
    if here is not None:
        raise Refused("document_is_here", field="file", name=here.title or here.name, uid=str(here.uid))
    columns = {"title": "", "issuer": "", "number": "", "symbol": "", "issued_on": None, "period_from": None}
    document = Document.objects.create(
        name=name,
        file=file,
        body=body,
        scope=body.scope,
        province=body.province,
        uploaded_at=now,
        uploaded_by_id=by.person_id,
        uploaded_by_name=by.shown,
        **derived(columns, name=name, uploaded_on=today),
    )
    jobs.add(by=by, now=now, topic=READ_TOPIC, subject_uid=document.uid)
    _record(document, by=by, now=now, verb="upload", to_state=document.state)
    return document


def body_for(body_uid: uuid.UUID, *, by: Actor, now: datetime) -> "OrgUnit":
    """The body that a paper is handed in for. Refused: out_of_scope at field `body`."""
    try:
        return orgs.get_body(uid=body_uid, by=by, today=day_of(now))
    except NotVisible:
        raise Refused("out_of_scope", field="body") from None


@operation
def read_again(*, uid: uuid.UUID, version: int, by: Actor, now: datetime) -> None:
    """Ask for another reading; decisions stay with the items they were made on. Refused: step_not_open, role_may_not,
    changed_meanwhile, file_removed (something in it must not be kept).
    """
    document = get_document(uid=uid, by=by, today=day_of(now))
    state = next_document_state(document, verb="read_again", by=by, now=now)
    if document.file.removed_at is not None:
        raise Refused("file_removed")
    claim(Document.objects.filter(pk=document.pk, state=document.state), version=version, state=state, failure="")
    jobs.add(by=by, now=now, topic=READ_TOPIC, subject_uid=document.uid)
    _record(document, by=by, now=now, verb="read", to_state=state)


@operation
def cancel_document(*, uid: uuid.UUID, version: int | None, by: Actor, now: datetime) -> None:
    """The paper is not wanted: its reading stops within a page, its rows stay as a fact.

    Refused: step_not_open, role_may_not, changed_meanwhile. `version` None: whatever the version, as the background
    reading counts it up.
    """
    document = get_document(uid=uid, by=by, today=day_of(now))
    state = next_document_state(document, verb="cancel", by=by, now=now)
    rows = Document.objects.filter(pk=document.pk, state=document.state)
    claim(rows, version=document.version if version is None else version, state=state)
    jobs.cancel(by=by, now=now, subject_uid=document.uid, topic=READ_TOPIC)
    if not SourceText.objects.filter(document=document).exists():  # pages that nobody has checked as a whole
        DocumentPage.objects.filter(document=document).delete()
    _record(document, by=by, now=now, verb="cancel", to_state=state)


def _record(document: Document, *, by: Actor, now: datetime, verb: str, to_state: str) -> None:
    audit.record(
        by=by,
        now=now,
        verb=verb,
        subject_type="document",
        subject_uid=document.uid,
        subject_name=document.title or document.name,
        scope=document.scope,
        from_state="" if verb == "upload" else document.state,
        to_state=to_state,
    )
