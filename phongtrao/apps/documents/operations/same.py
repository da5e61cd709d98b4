"""Two papers that are one: found when one has been read, decided by a person, undone by the same person or another."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.days import day_of
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents.enums import SAME_WORKFLOW, SameDocumentState
from phongtrao.apps.documents.models import Document, SameDocument
from phongtrao.apps.documents.operations.guards import next_document_state
from phongtrao.apps.documents.queries import visible_to
from phongtrao.apps.documents.same import Pair
from phongtrao.core.workflow import Forbidden, next_state


@operation
def offer_same(*, pairs: Iterable[Pair], by: Actor, now: datetime) -> int:
    """Keep what was found, to be shown to a person. A pair that is here, either way round, stays as it was decided."""
    new = 0
    for pair in pairs:
        turned = SameDocument.objects.filter(document_id=pair.other_id, other_id=pair.copy_id)
        if turned.exists():
            continue
        _, is_new = SameDocument.objects.get_or_create(
            document_id=pair.copy_id,
            other_id=pair.other_id,
            defaults={"similarity": pair.similarity, "found_at": now},
        )
        new += is_new
    return new


@operation
def accept_signed_copy(*, uid: uuid.UUID, version: int, by: Actor, now: datetime) -> None:
    """The scan is the signed copy of the other paper: its own items need no review any more, its file stands by the
    other's side. Undone by `reject_signed_copy`.

    Refused: step_not_open (the copy is reviewed or gone, the other is itself a copy), role_may_not, out_of_scope,
    changed_meanwhile. Raises NotVisible.
    """
    row = _seen(uid, by=by, now=now)
    state = _next(row, "accept", by=by)
    if row.other.state not in ("read", "reviewed"):
        raise Refused("step_not_open")
    if SameDocument.objects.filter(other=row.document, state=SameDocumentState.ACCEPTED).exists():
        raise Refused("step_not_open")  # papers have been put to this one as their original
    _move(row.document, "become_copy", by=by, now=now)
    _decide(row, state, version=version, by=by, now=now)


@operation
def reject_signed_copy(*, uid: uuid.UUID, version: int, by: Actor, now: datetime) -> None:
    """They are two papers; a copy that was accepted waits for its own review again.

    Refused: step_not_open, role_may_not, out_of_scope, changed_meanwhile. Raises NotVisible.
    """
    row = _seen(uid, by=by, now=now)
    state = _next(row, "reject", by=by)
    if row.state == SameDocumentState.ACCEPTED:
        _move(row.document, "be_own_paper", by=by, now=now)
    _decide(row, state, version=version, by=by, now=now)


def _seen(uid: uuid.UUID, *, by: Actor, now: datetime) -> SameDocument:
    seen = Document.objects.filter(visible_to(by, day_of(now)))
    rows = SameDocument.objects.filter(uid=uid, document__in=seen, other__in=seen)
    found = rows.select_related("document", "other").first()
    if found is None:
        raise NotVisible
    return found


def _next(row: SameDocument, verb: str, *, by: Actor) -> str:
    step = next_state(SAME_WORKFLOW, state=row.state, verb=verb, role=by.role)
    if isinstance(step, Forbidden):
        raise Refused(step.code)
    return step.state


def _move(document: Document, verb: str, *, by: Actor, now: datetime) -> None:
    state = next_document_state(document, verb=verb, by=by, now=now)
    claim(Document.objects.filter(pk=document.pk, state=document.state), version=document.version, state=state)


def _decide(row: SameDocument, state: str, *, version: int, by: Actor, now: datetime) -> None:
    claim(
        SameDocument.objects.filter(pk=row.pk, state=row.state),
        version=version,
        state=state,
        decided_at=now,
        decided_by_id=by.person_id,
        decided_by_name=by.shown,
    )
    audit.record(
        by=by,
        now=now,
        verb="link" if state == SameDocumentState.ACCEPTED else "drop",
        subject_type="document",
        subject_uid=row.document.uid,
        subject_name=row.document.title or row.document.name,
        scope=row.document.scope,
        from_state=row.state,
        to_state=state,
        changes={"signed_copy_of": [None, str(row.other.uid)]},
    )
