"""Giving a duty to somebody, taking it back, giving it a day; the turn of the year."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.jobs.jobs import run_next
from phongtrao.apps.jobs.models import OutboxRow
from phongtrao.apps.tasks.models import Occurrence, Task
from phongtrao.apps.tasks.operations import (
    Report,
    assign_task,
    change_day,
    confirm_plan,
    report_progress,
    withdraw_assignment,
)
from phongtrao.apps.tasks.queries import assignee_choices, get_task, sight_of
from phongtrao.config.topics import TOPICS
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.factories.readings import read_document
from tests.factories.rows import NOW, TODAY

pytestmark = pytest.mark.django_db


class Commune:
    def __init__(self) -> None:
        self.place = rows.area("Hòa An", parent=rows.area("Hòa Bình", "province"))
        self.committee = rows.body("UBND xã Hòa An", place=self.place, type="people_committee")
        self.office = rows.body("Phòng Kinh tế", place=self.place)
        self.front = rows.body("Ủy ban MTTQ xã", place=self.place, type="fatherland_front")
        self.hamlets = [
            rows.body(f"Thôn {n}", place=rows.area(n, "hamlet", self.place), type="hamlet_board")
            for n in ("Nam", "Bắc")
        ]
        self.coordinator = rows.actor("coordinator", self.committee)
        self.version = rows.plan(self.committee)

    def run(self, run: Any, task: Task, **fields: Any) -> Any:
        task.refresh_from_db()
        return run(**{"uid": task.uid, "version": task.version, "by": self.coordinator, "now": NOW, **fields})


@pytest.fixture
def commune() -> Commune:
    return Commune()


def refused(code: str, *args: Any, **fields: Any) -> None:
    run, *rest = args
    with pytest.raises(Refused) as caught:
        run(*rest, **fields)
    assert caught.value.code == code


def test_a_duty_is_given_to_a_body_a_group_a_post(commune):
    task = rows.task(commune.version, last_day=date(2026, 5, 1))
    chair = rows.post("leader", commune.committee)
    keys = dict(assignee_choices(task=get_task(uid=task.uid, sight=sight_of(commune.coordinator, TODAY)), today=TODAY))
    group = next(key for key in keys if (key.startswith("group:") and "residential" in key) or "hamlet_board" in key)
    for chosen in (f"body:{commune.office.uid}", group, f"post:{chair.uid}"):
        commune.run(assign_task, task, chosen=chosen)
    assert sorted(a.kind for a in task.assignments.all()) == ["body", "group", "post"]
    owing = sorted(o.body.name for o in task.occurrences.all())
    assert owing == ["Phòng Kinh tế", "Thôn Bắc", "Thôn Nam", "UBND xã Hòa An"]
    entry = AuditEntry.objects.filter(subject_uid=task.uid).order_by("id").first()
    assert entry is not None
    assert entry.changes == {"assignee": ["", "Phòng Kinh tế"]}


def test_a_name_that_waited_is_resolved_in_its_place(commune):
    task = rows.task(commune.version, last_day=date(2026, 5, 1))
    rows.assignment(task, kind="text", text="Cơ quan chuyên môn")
    commune.run(assign_task, task, chosen="Phòng Kinh tế", role="lead")
    only = task.assignments.get()
    assert (only.kind, only.body, only.text, only.role) == ("body", commune.office, "", "lead")
    refused("already_exists", commune.run, assign_task, task, chosen="phong kinh te")


def test_a_partner_owes_nothing_and_a_front_is_asked(commune):
    task = rows.task(commune.version, last_day=date(2026, 5, 1))
    commune.run(assign_task, task, chosen="Phòng Kinh tế", partner=True)
    assert not task.occurrences.exists()
    commune.run(assign_task, task, chosen="Ủy ban MTTQ xã")
    assert task.occurrences.get().requested


def test_who_may_give(commune):
    task = rows.task(commune.version)
    refused("unknown_assignee", commune.run, assign_task, task, chosen="Không có")
    refused("unknown_value", commune.run, assign_task, task, chosen="Phòng Kinh tế", role="chief")
    refused(
        "role_may_not",
        commune.run,
        assign_task,
        task,
        chosen="Phòng Kinh tế",
        by=rows.actor("leader", commune.committee),
    )
    with pytest.raises(NotVisible):
        commune.run(assign_task, task, chosen="Phòng Kinh tế", by=rows.actor("coordinator", rows.body()))
    commune.run(assign_task, task, chosen="Phòng Kinh tế")
    refused("changed_meanwhile", commune.run, assign_task, task, chosen="Thôn Nam", version=1)


def test_a_superior_plan_is_not_given_out_by_the_commune(commune):
    province = rows.body("Công an tỉnh", place=commune.place.versions.get().parent, type="provincial_police")
    task = rows.task(rows.plan(province))
    rows.assignment(task, commune.committee)
    refused("out_of_scope", commune.run, assign_task, task, chosen="Phòng Kinh tế")


def test_taking_back_ends_what_nobody_has_begun(commune):
    task = rows.task(commune.version, last_day=date(2026, 5, 1))
    for name in ("Phòng Kinh tế", "Thôn Nam"):
        commune.run(assign_task, task, chosen=name)
    given = task.assignments.get(body=commune.office)
    refused("missing_reason", commune.run, withdraw_assignment, task, assignment_uid=given.uid, reason="")
    commune.run(withdraw_assignment, task, assignment_uid=given.uid, reason="Giao nhầm")
    assert [o.body.name for o in task.occurrences.all()] == ["Thôn Nam"]
    owed = task.occurrences.get()
    head = rows.actor("hamlet_head", commune.hamlets[0])
    report_progress(uid=owed.uid, version=owed.version, report=Report(words="Đang làm"), by=head, now=NOW)
    refused(
        "already_begun",
        commune.run,
        withdraw_assignment,
        task,
        assignment_uid=task.assignments.get().uid,
        reason="Đổi người",
    )


def test_a_day_moves_what_is_unfinished_and_keeps_what_is_done(commune):
    task = rows.task(commune.version, last_day=date(2026, 3, 1))
    late, done = (rows.occurrence(task, body) for body in (commune.office, commune.hamlets[0]))
    with rows_for_tests():
        Occurrence.objects.filter(pk=done.pk).update(
            state="accepted", submitted_at=NOW, submitted_by=rows.user(), submitted_by_name="x"
        )
    refused("missing_reason", commune.run, change_day, task, said_on=date(2026, 4, 1), before=False, reason=" ")
    refused("day_outside_plan", commune.run, change_day, task, said_on=date(2030, 4, 1), before=False, reason="x")
    commune.run(change_day, task, said_on=date(2026, 4, 1), before=True, reason="Theo kết luận giao ban")
    late.refresh_from_db()
    done.refresh_from_db()
    assert (late.said_on, late.last_day, late.before, late.period_key) == (
        date(2026, 4, 1),
        date(2026, 3, 31),
        True,
        "2026-04-01",
    )
    assert done.last_day == date(2026, 3, 1)
    assert Task.objects.get(pk=task.pk).last_day == date(2026, 3, 31)
    for uid in (task.uid, late.uid):
        assert AuditEntry.objects.get(subject_uid=uid).reason == "Theo kết luận giao ban"


def test_a_duty_that_waits_for_a_day_gets_one_for_everybody(commune):
    task = rows.task(commune.version, time_kind="recurring", awaits_day=True)
    fields = {"kind": "group", "group_type": "hamlet_board", "group_area": commune.place, "text": "Các thôn"}
    rows.assignment(task, **fields)
    commune.run(change_day, task, said_on=date(2026, 6, 20), before=False, reason="Ấn định")
    assert task.occurrences.count() == 2
    task.refresh_from_db()
    assert (task.time_kind, task.awaits_day) == ("date", False)
    cyclic = rows.task(commune.version, time_kind="recurring", rrule="FREQ=MONTHLY;BYMONTHDAY=16")
    refused("recurring_has_rule", commune.run, change_day, cyclic, said_on=date(2026, 6, 20), before=False, reason="x")


def test_at_the_turn_of_the_year_a_running_plan_gets_its_next_rows(commune):
    monthly = {"text": "Báo cáo tháng", "cadence": "recurring", "rrule": "FREQ=MONTHLY;BYMONTHDAY=16"}
    unit = {"assignee_kind": "body", "assignee_body": commune.office}
    document = read_document(commune.committee, units=[(unit, [monthly])], period_from=2026, period_to=2027)
    confirm_plan(document_uid=document.uid, by=commune.coordinator, now=datetime(2026, 11, 20, tzinfo=UTC))
    assert [o.period_key for o in Occurrence.objects.all()] == ["2026-12-16"]
    row = OutboxRow.objects.get(topic="tasks.next_year")
    assert row.not_before == datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    with time_machine.travel("2027-01-20T02:00:00Z", tick=False):  # the machine was off for the holidays
        assert run_next(worker="w", topics=TOPICS)
    assert Occurrence.objects.filter(period_key__startswith="2027").count() == 12
    assert OutboxRow.objects.get(pk=row.pk).state == "done"
    assert OutboxRow.objects.filter(topic="tasks.next_year").count() == 1  # the plan ends with 2027
