"""The outbox: one worker per row, nothing lost when a worker dies, nothing tried for ever."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.jobs import operations
from phongtrao.apps.jobs.jobs import Cancelled, report_progress, run_next
from phongtrao.apps.jobs.models import OutboxRow, OutboxState

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 8, tzinfo=UTC)
TOPICS = {
    "good": "tests.apps.jobs.test_outbox:consume",
    "bad": "tests.apps.jobs.test_outbox:fail",
    "cancelled": "tests.apps.jobs.test_outbox:is_cancelled_meanwhile",
}
consumed: list[uuid.UUID] = []


def consume(row: OutboxRow) -> None:
    consumed.append(row.subject_uid)


def fail(row: OutboxRow) -> None:
    raise ValueError("broken")


def is_cancelled_meanwhile(row: OutboxRow) -> None:
    operations.cancel(by=SYSTEM, now=NOW, subject_uid=row.subject_uid, topic=row.topic)
    report_progress(row, done=1, total=2)


def _row(topic: str = "good") -> OutboxRow:
    return operations.add(by=SYSTEM, now=NOW, topic=topic, subject_uid=uuid.uuid4())


def _claim(worker: str = "a", now: datetime = NOW) -> OutboxRow | None:
    return operations.claim_next(by=SYSTEM, now=now, worker=worker)


def test_a_row_is_claimed_once_and_the_oldest_first() -> None:
    first, second = _row(), _row()
    claimed = [_claim("a"), _claim("b"), _claim("a")]
    assert [row.pk if row else None for row in claimed] == [first.pk, second.pk, None]


def test_a_row_is_not_taken_before_its_time() -> None:
    later = NOW + timedelta(minutes=5)
    operations.add(by=SYSTEM, now=NOW, topic="good", subject_uid=uuid.uuid4(), not_before=later)
    assert _claim() is None
    assert _claim(now=later) is not None


def test_what_fell_silent_is_taken_by_another_and_the_dead_one_changes_nothing_more() -> None:
    _row()
    dead = _claim("dead")
    assert dead is not None
    assert operations.sweep(by=SYSTEM, now=NOW + timedelta(seconds=30)) == 0
    late = NOW + operations.SILENT_AFTER + timedelta(seconds=1)
    assert operations.sweep(by=SYSTEM, now=late) == 1
    alive = _claim("alive", now=late)
    assert alive is not None
    assert not operations.finish(by=SYSTEM, now=late, row=dead)
    assert operations.finish(by=SYSTEM, now=late, row=alive)
    alive.refresh_from_db()
    assert (alive.state, alive.attempts) == (OutboxState.DONE, 2)


def test_a_worker_that_starts_again_puts_back_its_own_claims_at_once() -> None:
    _row()
    assert _claim("w1") is not None
    assert operations.sweep(by=SYSTEM, now=NOW, worker="w2") == 0
    assert operations.sweep(by=SYSTEM, now=NOW, worker="w1") == 1


def test_failures_wait_longer_and_end() -> None:
    row, now, waits = _row(), NOW, []
    for _ in range(operations.MAX_ATTEMPTS):
        claimed = _claim(now=now)
        assert claimed is not None
        operations.fail(by=SYSTEM, now=now, row=claimed, error="Không xong.")
        row.refresh_from_db()
        waits.append((row.not_before - now).total_seconds())
        now = row.not_before
    assert waits == sorted(set(waits))
    assert row.state == OutboxState.FAILED
    assert row.error == "Không xong."
    assert _claim(now=now + timedelta(days=1)) is None


def test_the_worker_calls_what_the_topic_names() -> None:
    consumed.clear()
    row = _row()
    assert run_next(worker="w", topics=TOPICS)
    assert consumed == [row.subject_uid]
    assert not run_next(worker="w", topics=TOPICS)
    row.refresh_from_db()
    assert row.state == OutboxState.DONE


def test_an_error_is_a_sentence_in_the_row_and_a_trace_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    row = _row("bad")
    assert run_next(worker="w", topics=TOPICS)
    row.refresh_from_db()
    assert row.state == OutboxState.WAITING
    assert "Traceback" not in row.error and row.error
    assert "broken" in caplog.text


def test_cancelled_work_stops_at_its_next_report() -> None:
    row = _row("cancelled")
    assert run_next(worker="w", topics=TOPICS)
    row.refresh_from_db()
    assert row.state == OutboxState.CANCELLED
    with pytest.raises(Cancelled):
        report_progress(row, done=2, total=2)
