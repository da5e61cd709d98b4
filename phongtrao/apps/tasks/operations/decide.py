"""What a second person says of a result: done, not yet, or not needed."""

import uuid
from datetime import datetime

from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.days import day_of
from phongtrao.apps.base.gate import checked_text
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.tasks.models import Occurrence, ProgressNote
from phongtrao.apps.tasks.operations.guards import seen_occurrence, step


@operation
def accept(*, uid: uuid.UUID, version: int, by: Actor, now: datetime) -> Occurrence:
    """« Xác nhận hoàn thành » (« đã tiếp nhận » for a requested body): submitted → accepted, by another person.

    Raises NotVisible. Refused: same_person, changed_meanwhile, step_not_open, role_may_not.
    """
    return _decide(uid=uid, version=version, verb="accept", by=by, now=now)


@operation
def return_for_correction(*, uid: uuid.UUID, version: int, reason: str, by: Actor, now: datetime) -> Occurrence:
    """« Đề nghị bổ sung » with what is missing: submitted → returned, by another person.

    Refused besides: missing_reason, requested_not_returned (the body was asked, not told), what the gate refuses.
    """
    words = checked_text(reason, field="reason", limit=1000)
    return _decide(uid=uid, version=version, verb="return", reason=words, by=by, now=now)


@operation
def waive(
    *, uid: uuid.UUID, version: int, document_number: str, by: Actor, now: datetime, reason: str = ""
) -> Occurrence:
    """« Cho phép không thực hiện » by a document: → waived, by another person than the one who sent a result.

    Refused besides: missing_document_number.
    """
    number = checked_text(document_number, field="document_number", limit=200)
    words = checked_text(reason, field="reason", limit=1000)
    return _decide(uid=uid, version=version, verb="waive", reason=words, number=number, by=by, now=now)


def _decide(
    *, uid: uuid.UUID, version: int, verb: str, by: Actor, now: datetime, reason: str = "", number: str = ""
) -> Occurrence:
    occurrence = seen_occurrence(uid=uid, by=by, today=day_of(now))
    facts = {code for code, value in (("reason", reason), ("document_number", number)) if value}
    state = step(occurrence, verb=verb, by=by, facts=facts)
    changes: dict[str, object] = {"waiver_document": number} if number else {}
    claim(
        Occurrence.objects.filter(pk=occurrence.pk, state=occurrence.state),
        version=version,
        state=state,
        decided_at=now,
        decided_by_id=by.user_id,
        decided_by_name=by.shown,
        **changes,
    )
    if reason:
        ProgressNote.objects.create(
            occurrence=occurrence, verb=verb, words=reason, at=now, by_id=by.person_id, by_name=by.shown
        )
    audit.record(
        by=by,
        now=now,
        verb=verb,
        subject_type="occurrence",
        subject_uid=occurrence.uid,
        subject_name=occurrence.task.text,
        scope=occurrence.scope,
        from_state=occurrence.state,
        to_state=state,
        reason=reason or number,
    )
    occurrence.refresh_from_db()
    return occurrence
