"""A scan is read page by page: each page once, kept at once, seen by its uploader alone until all are checked."""

import os
import time
from datetime import timedelta
from typing import Any

import pytest

from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.pdf_text import PdfText
from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents import gate, jobs, limits, operations, page_queries, paging, queries
from phongtrao.apps.documents.models import Document, DocumentPage, Reading, ReadItem, ReadUnit, SourceText
from phongtrao.apps.files import disk
from phongtrao.apps.files.models import StoredFile
from phongtrao.apps.jobs import operations as outbox
from phongtrao.apps.jobs.jobs import Cancelled, report_progress
from phongtrao.apps.jobs.models import OutboxRow
from tests.apps.documents.carriers import Pages, hand_in, photograph, scan, words_of
from tests.apps.documents.papers import LATER, NOW, PLAN, Commune, run_jobs
from tests.conftest import rows_for_tests
from tests.factories import rows

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """Stands for `kill -9`: nothing of the program catches it."""


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Pages:
    return Pages(monkeypatch, height=6)


def _claimed(document: Document) -> OutboxRow:
    """The row of a paper in the hands of a worker, whoever held it before."""
    outbox.sweep(by=SYSTEM, now=LATER, worker="test")
    with rows_for_tests():
        OutboxRow.objects.exclude(subject_uid=document.uid).delete()
        OutboxRow.objects.update(not_before=NOW)
    row = outbox.claim_next(by=SYSTEM, now=LATER, worker="test")
    assert row is not None
    return row


def test_scan_is_read_and_its_words_have_places(pages: Pages) -> None:
    commune = Commune()
    document = hand_in(commune)
    run_jobs()
    document.refresh_from_db()
    assert (document.state, document.failure, document.page_count) == ("read", "", pages.count)
    assert (document.number, document.symbol) == ("45", "KH-UBND")
    assert pages.read == dict.fromkeys(range(1, pages.count + 1), 1)
    assert pages.at_once <= (os.cpu_count() or 1)
    source = SourceText.objects.get(document=document)
    assert source.route == "ocr"
    shown = page_queries.list_pages(uid=document.uid, by=commune.by, today=rows.TODAY)
    assert [page.number for page in shown] == list(range(1, pages.count + 1))
    printed = [word for lines in pages.pages for line in lines for word in line.split()]
    placed = [source.text[word.start : word.end] for page in shown for word in page.words]
    assert len(placed) > 0.9 * len(printed)
    assert set(placed) <= set(printed)
    result = document.readings.get().result["source"]
    assert (result["route"], result["pages"], result["restored"]) == ("ocr", pages.count, bool(source.restored))
    progress = queries.get_progress(document=document)
    assert (progress.page, progress.pages, progress.percent) == (pages.count, pages.count, 100)


def test_place_of_an_item_is_boxes_of_its_lines(pages: Pages) -> None:
    commune = Commune()
    document = hand_in(commune)
    run_jobs()
    item = ReadItem.objects.filter(reading__document=document, text__startswith="Tham mưu UBND xã").get()
    assert item.span_start is not None
    assert item.span_end is not None
    found = [
        (page.number, box)
        for page in page_queries.list_pages(uid=document.uid, by=commune.by, today=rows.TODAY)
        for box in page.boxes((item.span_start, item.span_end))
    ]
    assert len(found) == 1
    number, box = found[0]
    row = next(at for at, line in enumerate(pages.pages[number - 1]) if "Tham mưu UBND xã" in line)
    assert box.top == 50 + 20 * row
    assert box.left >= 50
    assert box.right > 250


def test_scan_is_seen_by_its_uploader_alone_until_it_is_checked(pages: Pages) -> None:
    commune = Commune()
    document = hand_in(commune)
    other = rows.actor("coordinator", commune.committee)
    assert document.file.quarantined_for_id == commune.by.user_id
    for number in (1, 2):
        operations.start_reading(uid=document.uid, by=SYSTEM, now=LATER)
        document.refresh_from_db()
        operations.open_pages(document=document, page_count=2, by=SYSTEM, now=LATER)
        operations.keep_page(document=document, words=words_of(["Hòa An"], number), route="ocr", by=SYSTEM, now=LATER)
    assert len(page_queries.list_pages(uid=document.uid, by=commune.by, today=rows.TODAY)) == 2
    with pytest.raises(NotVisible):
        page_queries.list_pages(uid=document.uid, by=other, today=rows.TODAY)
    with pytest.raises(NotVisible):
        page_queries.get_page(uid=document.uid, number=1, by=other, today=rows.TODAY)
    with pytest.raises(NotVisible):
        page_queries.get_page_picture(uid=document.uid, number=1, dpi=72, by=other, today=rows.TODAY)
    with pytest.raises(NotVisible):
        queries.open_original(uid=document.uid, by=other, today=rows.TODAY)
    run_jobs()
    document.file.refresh_from_db()
    assert document.file.quarantined_for_id is None
    released = AuditEntry.objects.get(verb="release")
    assert (released.actor_name, released.reason) == ("Hệ thống", "pages_checked")
    assert page_queries.list_pages(uid=document.uid, by=other, today=rows.TODAY)
    queries.open_original(uid=document.uid, by=other, today=rows.TODAY)[0].close()
    stranger = rows.actor("coordinator", rows.body(place=rows.area("Bình Yên", parent=commune.province)))
    with pytest.raises(NotVisible):
        page_queries.list_pages(uid=document.uid, by=stranger, today=rows.TODAY)


def test_work_killed_ten_times_reads_no_finished_page_again(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    whole = Commune()
    document = hand_in(whole)
    run_jobs()
    first = Reading.objects.get(document=document)
    expected = [(item.kind, item.text, item.span_start, item.span_end) for item in first.items.order_by("id")]
    pages.read.clear()
    killed = hand_in(Commune(), scan(4))
    lives = 0
    while killed.state != "read":
        row = _claimed(killed)
        calls: list[int] = []

        def kill_on_second(number: int, calls: list[int] = calls) -> None:
            calls.append(number)
            if len(calls) == 2:
                raise Killed

        pages.before = kill_on_second
        lives += 1
        try:
            jobs.read_document(row)
        except Killed:
            assert lives <= pages.count
        killed.refresh_from_db()
    assert lives == pages.count > outbox.MAX_ATTEMPTS
    assert pages.read == dict.fromkeys(range(1, pages.count + 1), 1)
    second = Reading.objects.get(document=killed)
    assert [(item.kind, item.text, item.span_start, item.span_end) for item in second.items.order_by("id")] == expected
    assert first.result.keys() == second.result.keys()
    assert (first.result["header"], first.result["findings"]) == (second.result["header"], second.result["findings"])


def test_work_killed_before_its_first_page_ten_times_is_read_all_the_same(pages: Pages) -> None:
    document = hand_in(Commune())

    def kill(number: int) -> None:
        raise Killed

    pages.before = kill
    for _ in range(10):
        with pytest.raises(Killed):
            jobs.read_document(_claimed(document))
    pages.before = lambda number: None
    jobs.read_document(_claimed(document))
    document.refresh_from_db()
    assert document.state == "read"
    assert set(pages.read.values()) == {1}


def test_page_that_kills_every_worker_ends_in_words(pages: Pages) -> None:
    document = hand_in(Commune())

    def kill(number: int) -> None:
        raise Killed

    pages.before = kill
    for _ in range(jobs.KILLS_AT_MOST):
        with pytest.raises(Killed):
            jobs.read_document(_claimed(document))
    jobs.read_document(_claimed(document))
    document.refresh_from_db()
    assert document.state == "failed"
    assert "Đọc nhiều lần không xong" in document.failure


def test_slow_page_shows_signs_of_life(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "HEARTBEAT_SECONDS", 0.02)
    pages.seconds = 0.1
    document = hand_in(Commune(), photograph(), "anh.jpg")
    pages.pages = pages.pages[:1]
    beats: list[tuple[int, int, bool]] = []
    report = report_progress

    def count(row: OutboxRow, *, done: int, total: int, has_kept: bool = False) -> None:
        beats.append((done, total, has_kept))
        report(row, done=done, total=total, has_kept=has_kept)

    monkeypatch.setattr(paging, "report_progress", count)
    run_jobs()
    document.refresh_from_db()
    assert document.state == "read"
    assert (1, 3, True) in beats
    assert beats.count((0, 3, False)) > 2
    assert outbox.SILENT_AFTER.total_seconds() > paging.HEARTBEAT_SECONDS * 4


def test_long_text_shows_signs_of_life_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "HEARTBEAT_SECONDS", 0.01)
    beats = []
    row = _claimed(Commune().upload())

    def count(row: OutboxRow, *, done: int, total: int, has_kept: bool = False) -> None:
        beats.append(done)
        if len(beats) == 4:
            outbox.cancel(by=SYSTEM, now=LATER, subject_uid=row.subject_uid, topic=row.topic)
        report_progress(row, done=done, total=total, has_kept=has_kept)

    monkeypatch.setattr(paging, "report_progress", count)
    with pytest.raises(Cancelled):
        paging.while_alive(row, lambda: time.sleep(0.3), done=7, total=9)
    assert beats == [7] * 4


def test_worker_that_is_alive_is_not_taken_over(pages: Pages) -> None:
    document = hand_in(Commune())
    row = _claimed(document)
    for minutes in range(1, 30):
        now = LATER + timedelta(minutes=minutes)
        assert outbox.report_progress(by=SYSTEM, now=now, row=row, done=minutes, total=40)
        assert outbox.sweep(by=SYSTEM, now=now + timedelta(seconds=55)) == 0
    assert outbox.sweep(by=SYSTEM, now=now + timedelta(seconds=65)) == 1


def test_cancel_stops_within_a_page_and_keeps_no_page(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    commune = Commune()
    document = hand_in(commune)
    keep = operations.keep_page

    def keep_and_cancel(**arguments: Any) -> Any:
        kept = keep(**arguments)
        if kept.number == 2:
            operations.cancel_document(uid=document.uid, version=None, by=commune.by, now=LATER)
        return kept

    monkeypatch.setattr(operations, "keep_page", keep_and_cancel)
    run_jobs()
    document.refresh_from_db()
    assert document.state == "cancelled"
    assert sorted(pages.read) == [1, 2]
    assert DocumentPage.objects.count() == 0
    document.file.refresh_from_db()
    assert document.file.quarantined_for_id == commune.by.user_id


def test_page_that_comes_after_the_cancel_is_not_kept(pages: Pages) -> None:
    commune = Commune()
    document = hand_in(commune)
    row = _claimed(document)

    def cancel(number: int) -> None:
        raise AssertionError("a page was begun after the cancel")

    pages.before = cancel
    operations.start_reading(uid=document.uid, by=SYSTEM, now=LATER)
    operations.cancel_document(uid=document.uid, version=None, by=commune.by, now=LATER)
    with pytest.raises(Cancelled):
        paging.read_missing_pages(document, b"x", gate.PAGED[0], row, clock=lambda: NOW)
    with pytest.raises(Refused, match="step_not_open"):
        operations.keep_page(document=document, words=words_of(["Hòa An"], 1), route="ocr", by=SYSTEM, now=LATER)
    assert DocumentPage.objects.count() == 0


def test_page_is_kept_once(pages: Pages) -> None:
    document = hand_in(Commune())
    operations.start_reading(uid=document.uid, by=SYSTEM, now=LATER)
    for line in ("Hòa An", "khác"):
        operations.keep_page(document=document, words=words_of([line], 1), route="ocr", by=SYSTEM, now=LATER)
    assert [word[0] for word in DocumentPage.objects.get(document=document).words] == ["Hòa", "An"]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("TỐI MẬT", "secrecy_mark", "quản lý ngoài hệ thống"),
        ("Họ và tên | Năm sinh | Chỗ ở", "personal_list", "bảng họ tên kèm năm sinh"),
    ],
)
def test_what_must_not_be_kept_takes_file_pages_and_reading_with_it(
    line: str, code: str, said: str, pages: Pages
) -> None:
    commune = Commune()
    data = scan(3)
    document = hand_in(commune, data)
    place = disk.path_of(document.file.sha256)
    assert place.exists()
    pages.pages[2] = [line, "| 1 | Lê Thị Thử | 1980 | Thôn 1 |", *pages.pages[2]]
    run_jobs()
    document.refresh_from_db()
    assert (document.state, document.number, document.title) == ("failed", "", "")
    assert said in document.failure
    stored = StoredFile.objects.get(pk=document.file_id)
    assert (stored.removed_reason, stored.quarantined_for_id) == (code, commune.by.user_id)
    assert not place.exists()
    for model in (DocumentPage, SourceText, Reading, ReadItem, ReadUnit):
        assert not model._default_manager.exists()
    assert AuditEntry.objects.filter(subject_uid=document.uid, verb="remove", reason=code).count() == 1
    assert "Lê Thị Thử" not in str(list(AuditEntry.objects.values()))
    with pytest.raises(Refused, match="file_removed"):
        operations.read_again(uid=document.uid, version=document.version, by=commune.by, now=LATER)
    operations.cancel_document(uid=document.uid, version=None, by=commune.by, now=LATER)
    with pytest.raises(Refused, match="file_removed"):
        hand_in(commune, data)


def test_mark_that_only_the_whole_text_shows_is_found_too(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    document = hand_in(Commune())
    monkeypatch.setattr(paging, "forbidden_in", lambda texts: "")
    pages.pages[0][:0] = ["MẬT"]
    run_jobs()
    document.refresh_from_db()
    assert (document.state, DocumentPage.objects.count(), SourceText.objects.count()) == ("failed", 0, 0)


def test_page_that_cannot_be_read_is_named_and_the_others_stay_read(pages: Pages) -> None:
    commune = Commune()
    document = hand_in(commune)

    def refuse(number: int) -> None:
        if number == 2:
            raise FileRefused("picture-damaged", "Ảnh bị hỏng. Hãy quét lại.")

    pages.before = refuse
    run_jobs()
    document.refresh_from_db()
    assert (document.state, document.failure) == ("failed", "Trang 2: Ảnh bị hỏng. Hãy quét lại.")
    assert 1 in pages.read
    pages.before = lambda number: None
    operations.read_again(uid=document.uid, version=document.version, by=commune.by, now=LATER)
    run_jobs()
    document.refresh_from_db()
    assert document.state == "read"
    assert set(pages.read.values()) == {1}


def test_nul_in_a_word_of_a_page_is_left_out(pages: Pages) -> None:
    document = hand_in(Commune())
    pages.pages[-1] += ["Hòa\0An \0 \ud800"]
    run_jobs()
    document.refresh_from_db()
    assert document.state == "read"
    assert SourceText.objects.get(document=document).text.rstrip().endswith("HòaAn")


def test_text_layer_of_a_pdf_is_checked_before_anything_is_stored(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune = Commune()
    monkeypatch.setattr(gate, "read_pdf_text", lambda data: PdfText((f"TỐI MẬT\n{PLAN}",), has_unread=True))
    with pytest.raises(Refused, match="secrecy_mark"):
        hand_in(commune)
    assert (StoredFile.objects.count(), Document.objects.count()) == (0, 0)
    monkeypatch.setattr(gate, "read_pdf_text", lambda data: PdfText((PLAN,), has_unread=False))
    assert hand_in(commune).file.quarantined_for_id is None


def test_sentence_about_size_names_what_came_and_both_limits(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "SCAN_BYTES", 3 * limits.MEGABYTE)
    commune = Commune()
    for data, name in ((scan(1) + bytes(3 * limits.MEGABYTE), "a.pdf"), (b"a" * (limits.TEXT_BYTES + 1), "a.txt")):
        with pytest.raises(Refused, match="file_refused") as refused:
            hand_in(commune, data, name)
        sentence = str(refused.value.params["sentence"])
        assert f"{len(data) / limits.MEGABYTE:.1f}".replace(".", ",") in sentence
        assert "20 MB" in sentence
        assert "3 MB" in sentence


def test_photograph_is_kept_without_what_the_camera_wrote(pages: Pages) -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh thử"
    document = hand_in(Commune(), photograph(exif=exif), "anh.jpg")
    kept = disk.path_of(document.file.sha256).read_bytes()
    assert b"Exif" not in kept
    assert document.file.media_type == "image/jpeg"
    assert document.file.quarantined_for_id is not None


def test_pages_are_listed_in_a_fixed_number_of_queries(pages: Pages, django_assert_max_num_queries: Any) -> None:
    commune = Commune()
    document = hand_in(commune)
    run_jobs()
    with django_assert_max_num_queries(3):
        page_queries.list_pages(uid=document.uid, by=commune.by, today=rows.TODAY)
    page = page_queries.get_page(uid=document.uid, number=1, by=commune.by, today=rows.TODAY)
    assert page.words
    bare = page_queries.list_pages(uid=document.uid, by=commune.by, today=rows.TODAY, words=False)
    assert [row.span for row in bare] == [
        row.span for row in page_queries.list_pages(uid=document.uid, by=commune.by, today=rows.TODAY)
    ]
    assert not any(row.words for row in bare)
