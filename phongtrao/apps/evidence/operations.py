"""Adding proof, vouching for it, taking it away."""

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from phongtrao.adapters.evidence_in import Inspected, inspect
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.days import day_of
from phongtrao.apps.base.gate import checked_text, refuse_forbidden
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.evidence.enums import EvidenceState
from phongtrao.apps.evidence.models import Evidence, EvidenceRevision
from phongtrao.apps.files import operations as files

if TYPE_CHECKING:
    from phongtrao.apps.orgs.models import OrgUnit

MAX_TITLE = 200
MAX_REFERENCE = 300
MAX_NAME = 200


@operation
def add_file(
    *,
    body: "OrgUnit",
    data: bytes,
    name: str,
    title: str,
    vouched: bool,
    by: Actor,
    now: datetime,
    about_on: date | None = None,
) -> EvidenceRevision:
    """A file becomes a proof of `body`. The caller has decided that `by` may add for that body.

    Photographs and scans wait in quarantine, seen by `by` alone, unless `vouched`: they say at once “không có bí mật
    nhà nước, không có danh sách người”. Refused at field `proofs`: file_refused (with the reason), secrecy_mark,
    personal_list; at `title`: what the gate refuses.
    """
    shown_title = checked_text(title, field="title", limit=MAX_TITLE)
    shown_name = checked_text(_plain_name(name), field="proofs", limit=MAX_NAME)
    inspected = _inspected(data, shown_name)
    if inspected.text_for_checks:
        refuse_forbidden(inspected.text_for_checks, field="proofs", aside=inspected.aside)
    quarantine = inspected.needs_quarantine and not vouched
    stored = files.store(
        data=inspected.clean_bytes, media_type=inspected.media_type, by=by, now=now, quarantine=quarantine
    )
    evidence = _evidence(
        body,
        title=shown_title or shown_name,
        kind=inspected.kind,
        about_on=about_on,
        now=now,
        state=EvidenceState.QUARANTINED if quarantine else EvidenceState.CURRENT,
    )
    return _revision(
        evidence,
        by=by,
        now=now,
        file=stored,
        file_name=shown_name,
        confirmed_at=now if inspected.needs_quarantine and vouched else None,
        confirmed_by_id=by.user_id if inspected.needs_quarantine and vouched else None,
    )


@operation
def add_reference(
    *, body: "OrgUnit", reference: str, title: str, by: Actor, now: datetime, about_on: date | None = None
) -> EvidenceRevision:
    """The number of an issued document is a proof: “45/KH-UBND ngày 24/02/2026”.

    Refused: required, what the gate refuses.
    """
    said = checked_text(reference, field="reference", limit=MAX_REFERENCE)
    if not said:
        raise Refused("required", field="reference")
    shown_title = checked_text(title, field="title", limit=MAX_TITLE) or said[:MAX_TITLE]
    evidence = _evidence(body, title=shown_title, kind="link", about_on=about_on, now=now, state=EvidenceState.CURRENT)
    return _revision(evidence, by=by, now=now, reference=said)


@operation
def confirm_quarantined(*, uid: uuid.UUID, version: int, by: Actor, now: datetime) -> Evidence:
    """The uploader vouches for their scan or photograph: it may be seen. Raises NotVisible for everybody else.

    Refused: changed_meanwhile.
    """
    evidence, revision = _held_by(uid, by)
    if revision.file is not None:
        files.release(file=revision.file, by=by, now=now)
    claim(
        Evidence.objects.filter(pk=evidence.pk, state=EvidenceState.QUARANTINED),
        version=version,
        state=EvidenceState.CURRENT,
    )
    EvidenceRevision.objects.filter(pk=revision.pk).update(confirmed_at=now, confirmed_by_id=by.user_id)
    _record(evidence, verb="confirm", by=by, now=now, from_state=EvidenceState.QUARANTINED, to_state="current")
    evidence.refresh_from_db()
    return evidence


@operation
def remove_quarantined(*, uid: uuid.UUID, version: int, by: Actor, now: datetime) -> None:
    """The uploader takes back what they would not vouch for: the bytes go, the fact stays.

    Raises NotVisible for everybody else. Refused: changed_meanwhile.
    """
    evidence, revision = _held_by(uid, by)
    claim(
        Evidence.objects.filter(pk=evidence.pk, state=EvidenceState.QUARANTINED),
        version=version,
        state=EvidenceState.REMOVED,
    )
    if revision.file is not None and revision.file.quarantined_for_id == by.user_id:
        files.remove(file=revision.file, reason="not_vouched", by=by, now=now)
    _record(evidence, verb="drop", by=by, now=now, from_state=EvidenceState.QUARANTINED, to_state="removed")


def _inspected(data: bytes, name: str) -> Inspected:
    try:
        return inspect(data, name=name)
    except FileRefused as error:
        raise Refused("file_refused", field="proofs", came=name, sentence=error.message_vi, cause=error.code) from None


def _plain_name(name: str) -> str:
    """The last part of a path, without control characters: only ever shown, never used on a disk."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[:MAX_NAME] or "tệp"


def _held_by(uid: uuid.UUID, by: Actor) -> tuple[Evidence, EvidenceRevision]:
    """A quarantined proof and its revision, for the person who handed it in."""
    rows = EvidenceRevision.objects.select_related("evidence", "file").order_by("-number")
    revision = rows.filter(
        evidence__uid=uid, evidence__state=EvidenceState.QUARANTINED, added_by_id=by.person_id
    ).first()
    if revision is None:
        raise NotVisible
    return revision.evidence, revision


def _evidence(body: "OrgUnit", *, title: str, kind: str, about_on: date | None, now: datetime, state: str) -> Evidence:
    return Evidence.objects.create(
        title=title[:MAX_TITLE],
        kind=kind,
        about_on=about_on,
        state=state,
        body=body,
        scope=body.scope,
        province=body.province,
        year=(about_on or day_of(now)).year,
    )


def _revision(evidence: Evidence, *, by: Actor, now: datetime, **fields: object) -> EvidenceRevision:
    revision = EvidenceRevision.objects.create(
        evidence=evidence, number=1, added_at=now, added_by_id=by.person_id, added_by_name=by.shown, **fields
    )
    _record(evidence, verb="add", by=by, now=now, to_state=evidence.state)
    return revision


def _record(
    evidence: Evidence, *, verb: str, by: Actor, now: datetime, from_state: str = "", to_state: str = ""
) -> None:
    audit.record(
        by=by,
        now=now,
        verb=verb,
        subject_type="evidence",
        subject_uid=evidence.uid,
        subject_name=evidence.title,
        scope=evidence.scope,
        from_state=from_state,
        to_state=to_state,
    )
