"""The end of a review: what a person let stand becomes the base of a plan."""

import uuid
from dataclasses import asdict
from datetime import datetime

from django.db.models import F

from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.days import day_of
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents.confirmed import confirmed_reading
from phongtrao.apps.documents.enums import Decision
from phongtrao.apps.documents.gate import refuse_text
from phongtrao.apps.documents.header import derived
from phongtrao.apps.documents.models import Document, Reading, ReadItem
from phongtrao.apps.documents.operations.guards import may_review, next_document_state
from phongtrao.apps.documents.operations.units import take_proposals
from phongtrao.apps.documents.queries import get_document
from phongtrao.apps.documents.rows import ConfirmedReading, HeaderFacts


@operation
def mark_reviewed(
    *, document: Document, by: Actor, now: datetime, version: int | None = None, unseen_are_right: bool = False
) -> ConfirmedReading:
    """The review is over: read → reviewed. Returns what was confirmed.

    `unseen_are_right`: the person chose to take in every item that nobody looked at, and every proposed assignee.
    Refused: missing_confirmation (items are open and that was not chosen), changed_meanwhile (`version` is that of the
    page, None: of `document`), step_not_open, role_may_not, out_of_scope.
    """
    state = next_document_state(document, verb="confirm", by=by, now=now)
    reading = Reading.objects.filter(document=document, current=True).defer("result").get()
    if unseen_are_right:
        _take_in_unseen(reading, by=by, now=now)
        take_proposals(document, by=by, now=now)
    open_count = ReadItem.objects.filter(reading=reading, decision=Decision.OPEN).count()
    if open_count:
        raise Refused("missing_confirmation", count=open_count)
    claim(
        Document.objects.filter(pk=document.pk, state=document.state),
        version=document.version if version is None else version,
        state=state,
        reviewed_at=now,
        reviewed_by_id=by.user_id,
        reviewed_by_name=by.shown,
    )
    audit.record(
        by=by,
        now=now,
        verb="confirm",
        subject_type="document",
        subject_uid=document.uid,
        subject_name=document.title or document.name,
        scope=document.scope,
        from_state=document.state,
        to_state=state,
        changes={"unseen_are_right": [None, True]} if unseen_are_right else None,
    )
    document.refresh_from_db()
    return confirmed_reading(document)


def _take_in_unseen(reading: Reading, *, by: Actor, now: datetime) -> None:
    ReadItem.objects.filter(reading=reading, decision=Decision.OPEN).update(
        decision=Decision.ACCEPTED,
        decided_at=now,
        decided_by_id=by.user_id,
        decided_by_name=by.shown,
        version=F("version") + 1,
    )


@operation
def correct_header(*, document_uid: uuid.UUID, version: int, header: HeaderFacts, by: Actor, now: datetime) -> None:
    """Put the head of the paper as it is: số, ký hiệu, ngày, trích yếu, cơ quan ban hành, thời kỳ.

    Refused: dates_out_of_order (the period), changed_meanwhile, step_not_open, role_may_not, secrecy_mark,
    personal_list.
    """
    document = get_document(uid=document_uid, by=by, today=day_of(now))
    may_review(document, by=by)
    if header.period_from and header.period_to and header.period_from > header.period_to:
        raise Refused("dates_out_of_order", field="period_to")
    columns = asdict(header)
    refuse_text("\n".join(value for value in columns.values() if isinstance(value, str)), field="title")
    before = {name: getattr(document, name) for name in columns}
    more = derived(columns, name=document.name, uploaded_on=day_of(document.uploaded_at))
    claim(Document.objects.filter(pk=document.pk, state=document.state), version=version, **columns, **more)
    audit.record(
        by=by,
        now=now,
        verb="correct",
        subject_type="document",
        subject_uid=document.uid,
        subject_name=header.title or document.name,
        scope=document.scope,
        changes={
            name: [_short(before[name]), _short(columns[name])] for name in columns if before[name] != columns[name]
        },
    )


def _short(value: object) -> object:
    return value if value is None or isinstance(value, int) else str(value)[:200]
