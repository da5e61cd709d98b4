"""The worker: takes outbox rows one by one and calls what their topic names."""

import importlib
import logging
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta

from django.db import close_old_connections
from django.utils import timezone

from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.jobs import operations
from phongtrao.apps.jobs.models import OutboxRow

logger = logging.getLogger(__name__)

Consumer = Callable[[OutboxRow], None]

IDLE_SECONDS = 0.5  # between two looks at an empty outbox
SWEEP_EVERY = timedelta(seconds=20)


class Cancelled(Exception):
    """A person cancelled the work, or another worker took it over: stop without a trace."""


def report_progress(row: OutboxRow, *, done: int, total: int, has_kept: bool = False) -> None:
    """Called by a consumer between two steps, at least every 20 seconds: a silent claim is taken over after 60.

    `has_kept`: something is kept for good since the last call. Raises Cancelled when the row is no longer ours.
    """
    now = timezone.now()
    if not operations.report_progress(by=SYSTEM, now=now, row=row, done=done, total=total, has_kept=has_kept):
        raise Cancelled
    if has_kept:
        row.attempts = 1


def run_next(*, worker: str, topics: Mapping[str, str]) -> bool:
    """Take up one row, if there is one. `topics` maps a topic to “module:function”. False: nothing was due."""
    row = operations.claim_next(by=SYSTEM, now=timezone.now(), worker=worker)
    if row is None:
        return False
    try:
        _consumer(topics[row.topic])(row)
    except Cancelled:
        logger.info("outbox %s cancelled", row.uid)
    except Exception:
        # Not swallowed: the trace goes to the log, the row says that it will be tried again or has been given up.
        logger.exception("outbox %s %s", row.topic, row.uid)
        operations.fail(by=SYSTEM, now=timezone.now(), row=row, error="Việc chạy nền bị lỗi; xem nhật ký máy chủ.")
    else:
        operations.finish(by=SYSTEM, now=timezone.now(), row=row)
    return True


def run_forever(*, worker: str, topics: Mapping[str, str], stop: threading.Event) -> None:
    """Work until `stop` is set. What a dead worker of the same name had claimed is put back first."""
    operations.sweep(by=SYSTEM, now=timezone.now(), worker=worker)
    next_sweep = timezone.now() + SWEEP_EVERY
    while not stop.is_set():
        close_old_connections()
        if timezone.now() >= next_sweep:
            operations.sweep(by=SYSTEM, now=timezone.now())
            next_sweep = timezone.now() + SWEEP_EVERY
        if not run_next(worker=worker, topics=topics):
            stop.wait(IDLE_SECONDS)


def _consumer(dotted: str) -> Consumer:
    module, _, name = dotted.partition(":")
    consumer: Consumer = getattr(importlib.import_module(module), name)
    return consumer
