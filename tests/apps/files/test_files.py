"""Files are kept once, whole or not at all, and deleted only when nothing refers to them."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from phongtrao.apps.base.actors import SYSTEM, Actor
from phongtrao.apps.base.operations import operation
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents.models import Document
from phongtrao.apps.files import disk, jobs, operations, queries
from phongtrao.apps.files.models import StoredFile
from phongtrao.apps.jobs.models import OutboxRow
from phongtrao.apps.jobs.operations import add, claim_next
from tests.conftest import rows_for_tests
from tests.factories import rows

pytestmark = pytest.mark.django_db
NOW = rows.NOW
DATA = "Kế hoạch của xã Hòa An".encode()


def _store(data: bytes = DATA, *, by: Actor | None = None, quarantine: bool = False) -> StoredFile:
    return operations.store(
        data=data, media_type="text/plain", by=by or rows.actor("coordinator"), now=NOW, quarantine=quarantine
    )


def _on_disk(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def _age(sha256: str, *, hours: int = 2) -> None:
    path = disk.path_of(sha256)
    old = path.stat().st_mtime - hours * 3600
    os.utime(path, (old, old))


def _sweep(file: StoredFile | None = None) -> None:
    """Run the sweep that a worker would take up: of everything, or the one that a removal asks for."""
    with rows_for_tests():
        OutboxRow.objects.all().delete()
    add(
        by=SYSTEM,
        now=NOW,
        topic=operations.SWEEP,
        subject_uid=file.uid if file else operations.SWEEP_SUBJECT,
        not_before=NOW,
    )
    row = claim_next(by=SYSTEM, now=NOW, worker="test")
    assert row is not None
    jobs.sweep(row)


def test_content_is_kept_once_under_its_hash(folder: Path) -> None:
    first = _store()
    assert _store().pk == first.pk
    assert StoredFile.objects.count() == 1
    assert _on_disk(folder) == [first.sha256]
    assert disk.path_of(first.sha256) == folder / first.sha256[:2] / first.sha256[2:4] / first.sha256
    assert queries.get_bytes(file=first, by=SYSTEM) == DATA


def test_two_who_store_the_same_at_once_get_one_row(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    written = disk.write
    other: list[StoredFile] = []

    def write_while_another_stores(sha256: str, data: bytes) -> None:
        monkeypatch.setattr(disk, "write", written)
        other.append(_store())
        written(sha256, data)

    monkeypatch.setattr(disk, "write", write_while_another_stores)
    assert _store().pk == other[0].pk
    assert _on_disk(folder) == [other[0].sha256]


def test_write_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        _store()
    assert StoredFile.objects.count() == 0
    assert _on_disk(folder) == []


def test_bytes_without_a_row_go_when_they_are_old(folder: Path) -> None:
    """A process killed between rename and commit leaves bytes that no row names."""

    class Killed(Exception):
        pass

    with pytest.raises(Killed), transaction.atomic():
        sha256 = _store().sha256
        raise Killed
    assert _on_disk(folder) == [sha256]
    _sweep()
    assert _on_disk(folder) == [sha256]  # young: its transaction may still be running
    _age(sha256)
    _sweep()
    assert _on_disk(folder) == []


def test_file_that_something_refers_to_stays(folder: Path) -> None:
    file = _store()
    paper = rows.document()
    with rows_for_tests():
        StoredFile.objects.update(stored_at=NOW - timedelta(days=9))
        Document.objects.filter(pk=paper.pk).update(file=file)
    _age(file.sha256)
    _sweep()
    assert _on_disk(folder) == [file.sha256]
    assert StoredFile.objects.filter(pk=file.pk).exists()


def test_row_that_nothing_refers_to_goes_with_its_bytes(folder: Path) -> None:
    file = _store()
    with rows_for_tests():
        StoredFile.objects.update(stored_at=NOW - timedelta(days=9))
    _age(file.sha256)
    _sweep()
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    assert _on_disk(folder) == []


def test_sweep_killed_between_two_looks_loses_nothing(folder: Path) -> None:
    file = _store()
    rows_of_paper = rows.document()
    with rows_for_tests():
        Document.objects.filter(pk=rows_of_paper.pk).update(file=file)
    disk.set_aside(file.sha256)
    assert not disk.is_here(file.sha256)
    _sweep()
    assert queries.get_bytes(file=file, by=SYSTEM) == DATA


def test_content_stored_while_a_sweep_looks_at_it_stays(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Old bytes without a row are set aside; the same content comes in before they are deleted."""
    sha256 = _store().sha256
    with rows_for_tests():
        StoredFile.objects.all().delete()
    _age(sha256)
    aside = disk.set_aside

    def store_at_that_moment(content: str) -> None:
        aside(content)
        _store()

    monkeypatch.setattr(disk, "set_aside", store_at_that_moment)
    _sweep()
    assert queries.get_bytes(file=StoredFile.objects.get(), by=SYSTEM) == DATA


def test_unfinished_writes_of_killed_processes_go(folder: Path) -> None:
    sha256 = _store().sha256
    left = disk.path_of(sha256).parent / ".writing-0123"
    left.write_bytes(b"half")
    old = left.stat().st_mtime - 7200
    os.utime(left, (old, old))
    _sweep()
    assert not left.exists()


def test_removed_file_keeps_the_fact_and_loses_its_bytes(folder: Path) -> None:
    by = rows.actor("coordinator")
    file = _store(by=by)
    operations.remove(file=file, reason="secrecy_mark", by=by, now=NOW)
    operations.remove(file=file, reason="again", by=by, now=NOW)
    _sweep(file)
    file.refresh_from_db()
    assert (file.removed_at, file.removed_reason) == (NOW, "secrecy_mark")
    assert _on_disk(folder) == []
    with pytest.raises(NotVisible):
        queries.open_file(file=file, by=by)
    with pytest.raises(Refused, match="file_removed"):
        _store(by=by)
    assert _on_disk(folder) == []


def test_quarantine_is_for_its_uploader_alone() -> None:
    body = rows.body()
    uploader, colleague = rows.actor("coordinator", body), rows.actor("coordinator", body)
    file = _store(by=uploader, quarantine=True)
    assert queries.get_bytes(file=file, by=uploader) == DATA
    with pytest.raises(NotVisible):
        queries.open_file(file=file, by=colleague)
    with pytest.raises(Refused, match="file_quarantined"):
        _store(by=colleague, quarantine=True)
    with pytest.raises(NotVisible):
        operations.release(file=file, by=colleague, now=NOW)
    operations.release(file=file, by=uploader, now=NOW)
    operations.release(file=file, by=uploader, now=NOW)
    file.refresh_from_db()
    assert queries.get_bytes(file=file, by=colleague) == DATA


def test_damage_on_disk_is_noticed() -> None:
    file = _store()
    disk.path_of(file.sha256).write_bytes(b"something else")
    with pytest.raises(queries.FileDamagedOnDisk):
        queries.get_bytes(file=file, by=SYSTEM)
    disk.path_of(file.sha256).unlink()
    with pytest.raises(queries.FileDamagedOnDisk):
        queries.open_file(file=file, by=SYSTEM)


def test_one_sweep_waits_however_many_files_come() -> None:
    @operation
    def several(*, by: Actor, now: object) -> None:
        for number in range(5):
            _store(f"tệp {number}".encode())

    several(by=SYSTEM, now=NOW)
    assert OutboxRow.objects.filter(topic=operations.SWEEP).count() == 1
