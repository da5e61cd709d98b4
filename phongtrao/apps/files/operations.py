"""Keeping files, releasing them from quarantine, taking them away."""

import hashlib
import uuid
from datetime import datetime, timedelta

from django.db.models import ManyToOneRel

from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import SYSTEM, Actor
from phongtrao.apps.base.operations import operation
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.files import disk
from phongtrao.apps.files.models import StoredFile
from phongtrao.apps.jobs import operations as jobs
from phongtrao.apps.jobs import queries as jobs_queries

SWEEP = "files.sweep"
SWEEP_SUBJECT = uuid.UUID("5f0a1a5e-6f4e-4a44-8e5b-3f6f0f1c9d11")  # the sweep is about no one thing
SWEEP_EVERY = timedelta(hours=24)


@operation
def store(*, data: bytes, media_type: str, by: Actor, now: datetime, quarantine: bool) -> StoredFile:
    """Keep `data`, once per content. The caller has checked it and gives it an owner in the same transaction.

    `quarantine`: only `by` may see it until `release`. Content that is here already stays as it is; it leaves its
    quarantine when it comes again without one. Refused: file_quarantined (it waits for somebody else's word),
    file_removed (it was taken away for cause).
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if StoredFile.objects.filter(sha256=sha256, removed_at__isnull=False).exists():
        raise Refused("file_removed")
    disk.write(sha256, data)
    stored, new = StoredFile.objects.get_or_create(
        sha256=sha256,
        defaults={
            "size": len(data),
            "media_type": media_type,
            "stored_at": now,
            "quarantined_for_id": by.user_id if quarantine else None,
        },
    )
    if new:
        plan_sweep(by=by, now=now, at=now + SWEEP_EVERY)
        return stored
    if stored.quarantined_for_id is None or (quarantine and stored.quarantined_for_id == by.user_id):
        return stored
    if quarantine:
        raise Refused("file_quarantined")
    StoredFile.objects.filter(pk=stored.pk).update(quarantined_for=None)
    stored.quarantined_for = None
    return stored


@operation
def release(*, file: StoredFile, by: Actor, now: datetime) -> None:
    """Its uploader vouches for it: “không có bí mật nhà nước, không có danh sách người”. Idempotent.

    NotVisible for everybody else. The caller records which thing the word was given for.
    """
    if StoredFile.objects.filter(pk=file.pk, quarantined_for=None, removed_at=None).exists():
        return
    held = StoredFile.objects.filter(pk=file.pk, quarantined_for_id=by.user_id, removed_at=None)
    if by.user_id is None or held.update(quarantined_for=None) != 1:
        raise NotVisible
    _record(file, by=by, now=now, verb="release")


@operation
def release_checked(*, file: StoredFile, by: Actor, now: datetime) -> None:
    """The program has read every page of it and the checks found nothing: it may be seen. Idempotent.

    The caller has checked; only the program itself may say so (NotVisible for a person, see `release`).
    """
    if by != SYSTEM:
        raise NotVisible
    held = StoredFile.objects.filter(pk=file.pk, quarantined_for__isnull=False, removed_at=None)
    if held.update(quarantined_for=None):
        _record(file, by=by, now=now, verb="release", reason="pages_checked")


@operation
def remove(*, file: StoredFile, reason: str, by: Actor, now: datetime) -> None:
    """Take the content away, whoever refers to it; the row keeps that it was there and why. Idempotent.

    `reason`: a code of at most 60 characters, such as `secrecy_mark`. The bytes go with the sweep that starts now.
    """
    if StoredFile.objects.filter(pk=file.pk, removed_at=None).update(removed_at=now, removed_reason=reason) == 1:
        _record(file, by=by, now=now, verb="remove", reason=reason)
        jobs.add(by=by, now=now, topic=SWEEP, subject_uid=file.uid)


@operation
def plan_sweep(*, by: Actor, now: datetime, at: datetime) -> None:
    """One look at all files is due at `at`; there is never more than one of it waiting."""
    if not jobs_queries.is_waiting(subject_uid=SWEEP_SUBJECT, topic=SWEEP):
        jobs.add(by=by, now=now, topic=SWEEP, subject_uid=SWEEP_SUBJECT, not_before=at)


@operation
def delete_unreferenced(*, by: Actor, now: datetime, older_than: timedelta) -> int:
    """Delete the rows that nothing refers to any more; their bytes go with the sweep. Removed ones stay as a fact."""
    old = StoredFile.objects.filter(stored_at__lt=now - older_than, removed_at=None)
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            field = relation.field
            users = field.model._base_manager.filter(**{f"{field.name}__isnull": False})
            old = old.exclude(pk__in=users.values_list(field.attname, flat=True))
    return old.delete()[0]


def _record(file: StoredFile, *, by: Actor, now: datetime, verb: str, reason: str = "") -> None:
    audit.record(
        by=by,
        now=now,
        verb=verb,
        subject_type="file",
        subject_uid=file.uid,
        subject_name=file.sha256[:16],
        scope=by.scope,
        reason=reason,
    )
