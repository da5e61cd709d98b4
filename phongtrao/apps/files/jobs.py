"""The only place that deletes bytes: what no row names, or what was taken away for cause."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.utils import timezone

from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.files import disk, operations, queries
from phongtrao.apps.files.models import StoredFile
from phongtrao.apps.jobs.jobs import report_progress
from phongtrao.apps.jobs.models import OutboxRow

YOUNG = timedelta(hours=1)  # a file this young may belong to a transaction that has not committed yet
_BATCH = 500


def sweep(row: OutboxRow) -> None:
    """Delete what nothing refers to. Idempotent; a killed sweep is made good by the next one."""
    now = timezone.now()
    deleted = 0
    removed = set(StoredFile.objects.filter(removed_at__isnull=False).values_list("sha256", flat=True))
    if row.subject_uid == operations.SWEEP_SUBJECT:
        operations.delete_unreferenced(by=SYSTEM, now=now, older_than=YOUNG)
        disk.delete_unfinished(older_than=YOUNG.total_seconds(), now=now.timestamp())
        batches: Iterable[list[str]] = _in_batches(disk.contents())
    else:
        batches = [sorted(removed)]
    for batch in batches:
        kept = queries.kept_among(contents=batch)
        for sha256 in kept:
            if not disk.is_here(sha256):  # an earlier sweep was killed while it looked once more
                disk.put_back(sha256)
        for sha256 in sorted(set(batch) - kept):
            deleted += _delete(sha256, now=now.timestamp(), at_once=sha256 in removed)
        report_progress(row, done=deleted, total=0)
    if row.subject_uid == operations.SWEEP_SUBJECT:
        operations.plan_sweep(by=SYSTEM, now=now, at=now + operations.SWEEP_EVERY)


def _delete(sha256: str, *, now: float, at_once: bool) -> bool:
    """Delete one content, unless it is young or a row came meanwhile.

    It is set aside first: whoever stores the same content from now on writes a new file. What was written before
    that moment is young, and goes back to its place.
    """
    young = 0 if at_once else YOUNG.total_seconds()
    if not at_once and disk.is_here(sha256) and disk.age(sha256, now=now) <= young:
        return False
    disk.set_aside(sha256)
    if queries.kept_among(contents=[sha256]) or (not at_once and disk.age_aside(sha256, now=now) <= young):
        disk.put_back(sha256)
        return False
    return disk.delete_aside(sha256)


def _in_batches(contents: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(contents, _BATCH)):
        yield batch
