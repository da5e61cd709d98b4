"""What a body reports and what a second person says of it."""

import io
import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection
from PIL import Image

from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.evidence.models import Evidence
from phongtrao.apps.evidence.operations import confirm_quarantined, remove_quarantined
from phongtrao.apps.files.models import StoredFile
from phongtrao.apps.tasks.models import Occurrence, ProgressNote
from phongtrao.apps.tasks.operations import (
    Proof,
    Report,
    accept,
    open_occurrence,
    report_block,
    report_progress,
    return_for_correction,
    submit,
    waive,
)
from phongtrao.apps.tasks.queries import get_occurrence, sight_of
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.factories.rows import NOW, TODAY

pytestmark = pytest.mark.django_db


class Commune:
    """A commune with a committee that follows the plan and a body that owes a duty by 31 March."""

    def __init__(self) -> None:
        self.place = rows.area("Hòa An")
        self.committee = rows.body("UBND xã", place=self.place, type="people_committee")
        self.office = rows.body("Phòng Kinh tế", place=self.place)
        self.coordinator = rows.actor("coordinator", self.committee)
        self.leader = rows.actor("leader", self.committee)
        self.officer = rows.actor("officer", self.office)
        self.task = rows.task(rows.plan(self.committee), last_day=date(2026, 3, 31))
        self.owed = rows.occurrence(self.task, self.office)

    def fresh(self) -> Occurrence:
        return Occurrence.objects.get(pk=self.owed.pk)

    def call(self, run: Any, by: Any, **fields: Any) -> Any:
        return run(uid=self.owed.uid, version=self.fresh().version, by=by, now=NOW, **fields)

    def sent(self) -> Any:
        return self.call(submit, self.officer, report=Report(words="Đã họp ngày 05/03"))


@pytest.fixture
def commune() -> Commune:
    return Commune()


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return out.getvalue()


def refused(code: str, run: Any, *args: Any, **fields: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        run(*args, **fields)
    assert caught.value.code == code
    return caught.value


def test_from_the_first_word_to_accepted(commune):
    commune.call(report_progress, commune.officer, report=Report(words="Đang làm", done_count=3, total_count=10))
    assert commune.fresh().state == "in_progress"
    sent = commune.sent()
    assert (sent.state, sent.submitted_by_id, sent.submitted_at) == ("submitted", commune.officer.user_id, NOW)
    returned = commune.call(return_for_correction, commune.coordinator, reason="Thiếu ảnh")
    assert (returned.state, returned.decided_by_id) == ("returned", commune.coordinator.user_id)
    again = commune.call(submit, commune.officer, report=Report(words="Đã bổ sung ảnh"))
    assert (again.state, again.decided_by_id, again.decided_at) == ("submitted", None, None)
    done = commune.call(accept, commune.leader)
    assert (done.state, done.decided_by_name) == ("accepted", commune.leader.shown)
    verbs = AuditEntry.objects.filter(subject_uid=commune.owed.uid).order_by("id").values_list("verb", "to_state")
    assert list(verbs) == [
        ("progress", "in_progress"),
        ("submit", "submitted"),
        ("return", "returned"),
        ("submit", "submitted"),
        ("accept", "accepted"),
    ]
    assert list(ProgressNote.objects.order_by("id").values_list("verb", "done_count")) == [
        ("report_progress", 3),
        ("submit", None),
        ("return", None),
        ("submit", None),
    ]


def test_four_eyes_compare_persons_not_posts(commune):
    person = rows.user()
    as_officer = rows.actor("officer", commune.office, person=person)
    as_coordinator = rows.actor("coordinator", commune.committee, person=person)
    commune.call(submit, as_officer, report=Report(words="Xong"))
    for run, fields in ((accept, {}), (return_for_correction, {"reason": "…"}), (waive, {"document_number": "1/UBND"})):
        refused("same_person", commune.call, run, as_coordinator, **fields)
    page = get_occurrence(uid=commune.owed.uid, sight=sight_of(as_coordinator, TODAY))
    assert not page.verbs & {"accept", "return", "waive"}
    assert commune.call(accept, commune.coordinator).state == "accepted"


def test_entering_for_a_body_needs_its_paper_and_is_no_second_pair_of_eyes(commune):
    refused("missing_paper", commune.call, submit, commune.coordinator, report=Report(words="Xong"))
    entered = Report(words="Xong", paper="Phiếu báo cáo ngày 05/3")
    commune.call(submit, commune.coordinator, report=entered)
    note = ProgressNote.objects.get()
    assert (note.entered_for, note.paper) == (commune.office, "Phiếu báo cáo ngày 05/3")
    entry = AuditEntry.objects.get(verb="submit")
    assert (entry.entered_for_name, entry.paper) == ("Phòng Kinh tế", "Phiếu báo cáo ngày 05/3")
    refused("same_person", commune.call, accept, commune.coordinator)
    assert commune.call(accept, rows.actor("coordinator", commune.committee)).state == "accepted"


def test_the_paper_of_an_entry_passes_the_gate_like_every_free_text(commune):
    secret = Report(words="Xong", paper="TUYỆT MẬT")
    refused("secrecy_mark", commune.call, submit, commune.coordinator, report=secret)
    entered = Report(words="Xong", paper="Phiếu của ông A, số 001203004567")
    commune.call(submit, commune.coordinator, report=entered)
    assert "001203004567" not in ProgressNote.objects.get().paper
    assert "001203004567" not in AuditEntry.objects.get(verb="submit").paper


def test_who_may_do_what(commune):
    neighbour = rows.actor("officer", rows.body("Phòng khác", place=commune.place))
    with pytest.raises(NotVisible):
        commune.call(submit, neighbour, report=Report(words="x"))
    with pytest.raises(NotVisible):
        commune.call(accept, rows.actor("coordinator", rows.body()))
    refused("role_may_not", commune.call, submit, commune.leader, report=Report(words="x"))
    commune.sent()
    refused("role_may_not", commune.call, accept, rows.actor("officer", commune.office))
    refused("role_may_not", commune.call, accept, rows.actor("viewer", commune.committee))
    refused("step_not_open", commune.call, submit, commune.officer, report=Report(words="x"))


def test_each_step_says_what_it_misses(commune):
    assert refused("missing_result", commune.call, submit, commune.officer, report=Report()).field == "words"
    refused("missing_reason", commune.call, report_block, commune.officer, report=Report())
    refused("count_pair", commune.call, submit, commune.officer, report=Report(done_count=3))
    refused("count_order", commune.call, submit, commune.officer, report=Report(done_count=3, total_count=2))
    refused("day_in_future", commune.call, submit, commune.officer, report=Report(words="x", done_on=date(2026, 3, 11)))
    commune.sent()
    refused("missing_reason", commune.call, return_for_correction, commune.coordinator, reason=" ")
    refused("missing_document_number", commune.call, waive, commune.coordinator, document_number="")
    assert commune.call(waive, commune.leader, document_number="12/UBND").waiver_document == "12/UBND"
    assert commune.call.__self__.fresh().state == "waived"


def test_what_must_not_come_in_does_not(commune):
    refused("secrecy_mark", commune.call, submit, commune.officer, report=Report(words="MẬT"))
    table = "| STT | Họ và tên | Năm sinh | Chỗ ở |\n| 1 | Nguyễn Văn A | 1980 | Thôn 1 |"
    refused("personal_list", commune.call, submit, commune.officer, report=Report(words=table))
    refused("text_too_long", commune.call, submit, commune.officer, report=Report(words="a" * 2001))
    sent = commune.call(submit, commune.officer, report=Report(words="Liên hệ 0912345678"))
    assert "0912345678" not in ProgressNote.objects.get(occurrence=sent).words


def test_a_requested_body_is_received_never_returned_never_late(commune):
    Occurrence.objects.filter(pk=commune.owed.pk)
    with rows_for_tests():
        Occurrence.objects.filter(pk=commune.owed.pk).update(
            requested=True, last_day=date(2026, 1, 1), said_on=date(2026, 1, 1)
        )
    page = get_occurrence(uid=commune.owed.uid, sight=sight_of(commune.coordinator, TODAY))
    assert not page.row.is_late
    commune.sent()
    refused("requested_not_returned", commune.call, return_for_correction, commune.coordinator, reason="Thiếu")
    assert "return" not in get_occurrence(uid=commune.owed.uid, sight=sight_of(commune.coordinator, TODAY)).verbs
    commune.call(accept, commune.coordinator)
    assert (
        get_occurrence(uid=commune.owed.uid, sight=sight_of(commune.officer, TODAY)).row.state_label == "đã tiếp nhận"
    )


def test_a_duty_outside_the_system_holds_a_day_and_a_number_alone(commune):
    with rows_for_tests():
        type(commune.task).objects.update(outside_system=True)
    refused("outside_no_content", commune.call, submit, commune.officer, report=Report(words="chi tiết", done_on=TODAY))
    proof = Report(done_on=TODAY, proofs=[Proof(name="a.jpg", data=picture())])
    refused("outside_no_content", commune.call, submit, commune.officer, report=proof)
    refused("missing_day", commune.call, submit, commune.officer, report=Report())
    sent = commune.call(submit, commune.officer, report=Report(done_on=date(2026, 3, 9), outside_document="12/BC-CAX"))
    assert (sent.done_on, sent.outside_document, sent.state) == (date(2026, 3, 9), "12/BC-CAX", "submitted")
    assert ProgressNote.objects.get().words == ""


def test_a_photograph_waits_for_its_uploader_and_is_seen_by_them_alone(commune):
    report = Report(words="Xong", proofs=[Proof(name="../../anh họp.jpg", data=picture())])
    commune.call(submit, commune.officer, report=report)
    own = get_occurrence(uid=commune.owed.uid, sight=sight_of(commune.officer, TODAY)).proofs
    assert [(p.waits, p.mine, p.file_name) for p in own] == [(True, True, "anh họp.jpg")]
    assert get_occurrence(uid=commune.owed.uid, sight=sight_of(commune.coordinator, TODAY)).proofs == []
    evidence = Evidence.objects.get()
    with pytest.raises(NotVisible):
        confirm_quarantined(uid=evidence.uid, version=evidence.version, by=commune.coordinator, now=NOW)
    confirm_quarantined(uid=evidence.uid, version=evidence.version, by=commune.officer, now=NOW)
    seen = get_occurrence(uid=commune.owed.uid, sight=sight_of(commune.coordinator, TODAY)).proofs
    assert [(p.waits, p.mine) for p in seen] == [(False, False)]


def test_vouching_at_once_and_taking_back(commune):
    vouched = Report(words="Xong", proofs=[Proof(name="a.jpg", data=picture(), vouched=True), Proof(reference="5/BC")])
    commune.call(report_progress, commune.officer, report=vouched)
    seen = get_occurrence(uid=commune.owed.uid, sight=sight_of(commune.leader, TODAY)).proofs
    assert [(p.waits, p.reference) for p in seen] == [(False, ""), (False, "5/BC")]
    other = io.BytesIO()
    Image.new("RGB", (41, 30), "red").save(other, "PNG")
    commune.call(report_progress, commune.officer, report=Report(proofs=[Proof(name="b.png", data=other.getvalue())]))
    waiting = Evidence.objects.get(state="quarantined")
    remove_quarantined(uid=waiting.uid, version=waiting.version, by=commune.officer, now=NOW)
    waiting.refresh_from_db()
    assert waiting.state == "removed"
    assert StoredFile.objects.get(removed_at__isnull=False).removed_reason == "not_vouched"
    assert len(get_occurrence(uid=commune.owed.uid, sight=sight_of(commune.officer, TODAY)).proofs) == 2


def test_a_bad_file_among_good_ones_stores_nothing(commune):
    proofs = [Proof(name="a.jpg", data=picture(), vouched=True), Proof(name="b.exe", data=b"MZ" + b"\0" * 100)]
    error = refused("file_refused", commune.call, submit, commune.officer, report=Report(words="x", proofs=proofs))
    assert error.field == "proofs"
    assert error.params["sentence"]
    assert not Evidence.objects.exists()
    assert commune.fresh().state == "open"


def test_a_duty_without_a_day_is_opened_by_its_body(commune):
    task = rows.task(commune.task.plan_version, "Tuyên truyền thường xuyên", time_kind="continuous")
    rows.assignment(task, commune.office)
    fields = {"task_uid": task.uid, "body_uid": commune.office.uid, "now": NOW}
    opened = open_occurrence(by=commune.officer, **fields)
    assert (opened.period_key, opened.last_day, opened.state) == ("", None, "open")
    assert open_occurrence(by=commune.officer, **fields) == opened
    assert open_occurrence(by=commune.coordinator, **fields) == opened
    neighbour = rows.actor("officer", rows.body("Phòng khác", place=commune.place))
    with pytest.raises(NotVisible):
        open_occurrence(by=neighbour, **fields)
    refused(
        "has_days", open_occurrence, task_uid=commune.task.uid, body_uid=commune.office.uid, by=commune.officer, now=NOW
    )
    refused(
        "out_of_scope",
        open_occurrence,
        task_uid=task.uid,
        body_uid=commune.committee.uid,
        by=commune.coordinator,
        now=NOW,
    )


def test_the_second_of_two_is_told(commune):
    commune.sent()
    seen = commune.fresh().version
    accept(uid=commune.owed.uid, version=seen, by=commune.coordinator, now=NOW)
    refused(
        "step_not_open",
        return_for_correction,
        uid=commune.owed.uid,
        version=seen,
        reason="x",
        by=commune.leader,
        now=NOW,
    )


@pytest.mark.django_db(transaction=True)
def test_accept_and_return_at_the_same_moment_have_one_winner():
    commune = Commune()
    commune.sent()
    version, answers, gate = commune.fresh().version, [], threading.Barrier(2)

    def act(run: Any, by: Any, **fields: Any) -> None:
        gate.wait()
        try:
            run(uid=commune.owed.uid, version=version, by=by, now=NOW, **fields)
            answers.append(run.__name__)
        except Refused as error:
            answers.append(error.code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=(accept, commune.coordinator)),
        threading.Thread(target=act, args=(return_for_correction, commune.leader), kwargs={"reason": "Thiếu ảnh"}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = set(answers) & {"accept", "return_for_correction"}
    lost = set(answers) - won
    assert len(won) == 1, answers
    assert lost <= {"changed_meanwhile", "step_not_open"}
    state = {"accept": "accepted", "return_for_correction": "returned"}[won.pop()]
    assert commune.fresh().state == state
    assert AuditEntry.objects.filter(subject_uid=commune.owed.uid, to_state__in=("accepted", "returned")).count() == 1
