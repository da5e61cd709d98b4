"""The background reading: whole or not at all, again after a crash, stopped when it is not wanted."""

from typing import Any

import pytest

from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents import jobs, operations, queries, reader
from phongtrao.apps.documents.models import Document, Reading, ReadItem, SourceText
from phongtrao.apps.files import disk
from phongtrao.apps.jobs import operations as outbox
from phongtrao.apps.jobs.models import OutboxRow
from tests.apps.documents.papers import LATER, NOW, PLAN, Commune, run_jobs
from tests.conftest import rows_for_tests
from tests.factories import rows

pytestmark = pytest.mark.django_db


def _row(document: Document) -> OutboxRow:
    return OutboxRow.objects.filter(subject_uid=document.uid).latest("id")


def _claimed(document: Document) -> OutboxRow:
    with rows_for_tests():
        OutboxRow.objects.exclude(subject_uid=document.uid).delete()
    row = outbox.claim_next(by=SYSTEM, now=LATER, worker="test")
    assert row is not None
    return row


def test_paper_is_read_with_its_items_and_head() -> None:
    commune = Commune()
    document = commune.read()
    assert (document.state, document.failure, document.number, document.symbol) == ("read", "", "45", "KH-UBND")
    assert (document.issued_on.isoformat() if document.issued_on else "", document.year) == ("2026-02-24", 2026)
    assert SourceText.objects.get(document=document).text == PLAN
    reading = document.readings.get()
    assert (reading.current, reading.reader_version) == (True, reader.READER_VERSION)
    assert "lexicons/bodies" in reading.pack_versions
    assert not {"assignments", "deadlines", "targets"} & reading.result.keys()
    units = list(reading.units.values_list("org_unit", "mood"))
    assert units == [("Công an xã", "assign"), ("Ủy ban MTTQ xã", "request"), ("Các thôn", "assign")]
    for item in reading.items.all():
        assert item.span_start is not None
        assert item.decision == "open"
    progress = queries.get_progress(document=document)
    assert (progress.done, progress.total, progress.is_waiting) == (4, 4, False)


def test_every_item_of_the_reading_is_there_once_and_nothing_else() -> None:
    document = Commune().read()
    result = reader.read_text(PLAN, name="", media_type="", route="text", sha256="")
    tasks = [task["text"] for unit in result["assignments"] for task in unit["tasks"]]
    kept = ReadItem.objects.filter(reading__document=document)
    assert sorted(kept.filter(kind="task").values_list("text", flat=True)) == sorted(tasks)
    assert kept.filter(kind="general_task").count() == len(result["general_tasks"])
    assert kept.filter(kind="target").count() == len(result["targets"])
    folded = sum(len(item.value.get("deadlines", ())) for item in kept)
    assert folded + kept.filter(kind="deadline").count() == len(result["deadlines"])
    assert kept.filter(kind="deadline").count() == 1  # the report of section I lies outside every duty


def test_job_that_comes_twice_changes_nothing() -> None:
    document = Commune().read()
    row = OutboxRow(topic="documents.read", subject_uid=document.uid, created_at=NOW, not_before=NOW)
    jobs.read_document(row)
    assert document.readings.count() == 1


@pytest.mark.parametrize("step", ["text", "read", "keep"])
def test_worker_killed_anywhere_leaves_nothing_half_and_the_next_one_reads(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def kill(*args: Any, **kwargs: Any) -> Any:
        raise Killed

    document = Commune().upload()
    row = _claimed(document)
    place: dict[str, tuple[Any, str]] = {
        "text": (jobs, "read_source"),
        "read": (reader, "read_text"),
        "keep": (ReadItem.objects, "bulk_create"),
    }
    with monkeypatch.context() as patch:
        patch.setattr(*place[step], kill)
        with pytest.raises(Killed):
            jobs.read_document(row)
    document.refresh_from_db()
    assert document.state == "reading"
    assert (Reading.objects.count(), SourceText.objects.count(), ReadItem.objects.count()) == (0, 0, 0)
    assert outbox.sweep(by=SYSTEM, now=LATER, worker="test") == 1
    with rows_for_tests():
        OutboxRow.objects.update(not_before=NOW)
    assert run_jobs()
    document.refresh_from_db()
    assert document.state == "read"


def test_worker_that_dies_each_time_ends_in_words_not_in_a_stuck_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Commune().upload()
    row = _claimed(document)
    row.attempts = outbox.MAX_ATTEMPTS + 1
    jobs.read_document(row)
    document.refresh_from_db()
    assert document.state == "failed"
    assert "Đọc nhiều lần không xong" in document.failure


def test_error_of_ours_is_tried_again_and_then_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise ZeroDivisionError

    document = Commune().upload()
    monkeypatch.setattr(reader, "read_text", broken)
    for attempt in range(1, outbox.MAX_ATTEMPTS + 1):
        with rows_for_tests():
            OutboxRow.objects.filter(subject_uid=document.uid).update(not_before=NOW)
        assert run_jobs(most=1)
        document.refresh_from_db()
        assert document.state == ("failed" if attempt == outbox.MAX_ATTEMPTS else "reading")
    assert _row(document).state == "failed"
    assert "ZeroDivisionError" not in document.failure


def test_lost_bytes_are_said_in_plain_words_and_read_again_heals() -> None:
    commune = Commune()
    document = commune.upload()
    place = disk.path_of(document.file.sha256)
    data = place.read_bytes()
    place.unlink()
    run_jobs()
    document.refresh_from_db()
    assert document.state == "failed"
    assert "không còn nguyên vẹn" in document.failure
    disk.write(document.file.sha256, data)
    operations.read_again(uid=document.uid, version=document.version, by=commune.by, now=LATER)
    run_jobs()
    document.refresh_from_db()
    assert (document.state, document.failure) == ("read", "")


def test_cancelled_while_reading_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    commune = Commune()
    document = commune.upload()
    versions = reader.pack_versions

    def cancel_meanwhile() -> Any:
        operations.cancel_document(uid=document.uid, version=None, by=commune.by, now=LATER)
        return versions()

    monkeypatch.setattr(reader, "pack_versions", cancel_meanwhile)  # asked between the reading and its keeping
    run_jobs()
    document.refresh_from_db()
    assert (document.state, document.readings.count(), _row(document).state) == ("cancelled", 0, "cancelled")


def test_finish_of_a_paper_that_is_no_longer_read_is_refused() -> None:
    commune = Commune()
    document = commune.read()
    with pytest.raises(Refused, match="step_not_open"):
        operations.finish_reading(
            document=document,
            source=operations.TextOfFile("x", "text", ()),
            result={},
            reader_version="2",
            pack_versions={},
            resolver=reader.resolver_for(document, today=rows.TODAY),
            by=SYSTEM,
            now=LATER,
        )
    assert document.readings.count() == 1
