"""Writing the outbox and moving its rows on."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.operations import operation
from phongtrao.apps.jobs.models import OutboxRow, OutboxState

MAX_ATTEMPTS = 5  # tries before a row is given up; each waits longer than the one before
SILENT_AFTER = timedelta(seconds=60)  # a claim that has not moved for so long belongs to a dead worker


@operation
def add(
    *,
    by: Actor,
    now: datetime,
    topic: str,
    subject_uid: uuid.UUID,
    payload: Mapping[str, object] | None = None,
    not_before: datetime | None = None,
) -> OutboxRow:
    """Ask for an effect after this transaction commits. `topic` is a key of config/topics.py."""
    return OutboxRow.objects.create(
        topic=topic,
        subject_uid=subject_uid,
        payload=dict(payload or {}),
        created_at=now,
        not_before=not_before or now,
    )


@operation
def claim_next(*, by: Actor, now: datetime, worker: str) -> OutboxRow | None:
    """Take the oldest row that is due, or None. Two workers never get the same row."""
    due = OutboxRow.objects.filter(state=OutboxState.WAITING, not_before__lte=now).order_by("not_before", "id")
    for row in due[:5]:
        taken = OutboxRow.objects.filter(pk=row.pk, state=OutboxState.WAITING).update(
            state=OutboxState.CLAIMED, claimed_at=now, claimed_by=worker, attempts=F("attempts") + 1
        )
        if taken:
            row.refresh_from_db()
            return row
    return None


@operation
def report_progress(*, by: Actor, now: datetime, row: OutboxRow, done: int, total: int, has_kept: bool = False) -> bool:
    """Say how far the work is; this also shows that the worker lives. False: the row was cancelled or taken away.

    `has_kept`: part of the work is kept for good, so the attempts count anew: a long work that is killed again and
    again, but gets on each time, is not given up.
    """
    attempts = {"attempts": 1} if has_kept else {}
    return bool(_held(row).update(progress_done=done, progress_total=total, claimed_at=now, **attempts))


@operation
def finish(*, by: Actor, now: datetime, row: OutboxRow) -> bool:
    """The effect is there. Idempotent."""
    return bool(_held(row).update(state=OutboxState.DONE, finished_at=now, claimed_at=None, claimed_by=None, error=""))


@operation
def fail(*, by: Actor, now: datetime, row: OutboxRow, error: str) -> bool:
    """The effect did not come about: try again later (1, 4, 9 … seconds), or give up after MAX_ATTEMPTS."""
    given_up = row.attempts >= MAX_ATTEMPTS
    return bool(
        _held(row).update(
            state=OutboxState.FAILED if given_up else OutboxState.WAITING,
            not_before=now + timedelta(seconds=row.attempts**2),
            finished_at=now if given_up else None,
            claimed_at=None,
            claimed_by=None,
            error=error[:500],
        )
    )


@operation
def cancel(*, by: Actor, now: datetime, subject_uid: uuid.UUID, topic: str) -> int:
    """Nobody wants the effect any more; a worker that is at it notices at its next progress report."""
    live = (OutboxState.WAITING, OutboxState.CLAIMED)
    return OutboxRow.objects.filter(subject_uid=subject_uid, topic=topic, state__in=live).update(
        state=OutboxState.CANCELLED, finished_at=now, claimed_at=None, claimed_by=None
    )


@operation
def sweep(*, by: Actor, now: datetime, worker: str = "") -> int:
    """Put back what was claimed and fell silent; `worker` names one whose claims are all dead (it has just started)."""
    claimed = OutboxRow.objects.filter(state=OutboxState.CLAIMED)
    silent = claimed.filter(claimed_at__lt=now - SILENT_AFTER)
    rows = silent | claimed.filter(claimed_by=worker) if worker else silent
    return rows.update(state=OutboxState.WAITING, claimed_at=None, claimed_by=None, not_before=now)


def _held(row: OutboxRow) -> QuerySet[OutboxRow]:
    """The row as long as this claim holds it."""
    return OutboxRow.objects.filter(pk=row.pk, state=OutboxState.CLAIMED, claimed_by=row.claimed_by)
