"""A confirmed reading becomes a plan: every standing item one row, every dated duty its occurrences."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents.models import Document
from phongtrao.apps.plans.models import Plan
from phongtrao.apps.tasks.models import Assignment, Occurrence, Task
from phongtrao.apps.tasks.operations import confirm_plan
from tests.factories import rows
from tests.factories.readings import read_document
from tests.factories.rows import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    return rows.area("Hòa An")


@pytest.fixture
def committee(commune):
    return rows.body("UBND xã Hòa An", place=commune, type="people_committee")


@pytest.fixture
def coordinator(committee):
    return rows.actor("coordinator", committee)


def confirmed(document: Document, by, now=NOW) -> Plan:
    return confirm_plan(document_uid=document.uid, by=by, now=now)


def given_to(body) -> dict[str, Any]:
    return {"assignee_kind": "body", "assignee_body": body, "org_unit": body.name}


def days(task: Task) -> list[tuple[str, str]]:
    return [(o.period_key, f"{o.last_day:%d/%m}") for o in task.occurrences.order_by("last_day")]


def test_every_item_becomes_one_row_and_the_paper_is_reviewed(commune, committee, coordinator):
    police = rows.body("Công an xã Hòa An", place=commune, type="commune_police")
    document = read_document(
        committee,
        units=[
            (given_to(police), [{"text": "Tham mưu kế hoạch", "role": "advise"}, {"text": "Gửi báo cáo", "role": "x"}]),
            ({"org_unit": "Các ngành liên quan"}, [{"text": "Phối hợp tuyên truyền", "role": "coordinate"}]),
        ],
        general=[{"text": "Nâng cao nhận thức"}],
        deadlines=[
            {
                "text": "Sơ kết trước 20/6",
                "kind": "date",
                "due": "2026-06-20",
                "before": True,
                "owner": "công an  xã HÒA AN",
            }
        ],
        targets=[
            {"text": "87,5 % thôn đạt", "subject": "thôn", "op": ">=", "value": 87.5, "measure_unit": "%"},
            {"text": "Loại Khá trở lên", "op": ">=", "value": "Khá", "measure_unit": "grade"},
        ],
    )
    plan = confirmed(document, coordinator)
    document.refresh_from_db()
    assert document.state == "reviewed"
    assert (plan.title, plan.body, plan.scope, plan.year) == ("Kế hoạch thử", committee, committee.scope, 2026)
    tasks = list(Task.objects.filter(plan_version__plan=plan).order_by("ordinal"))
    assert [t.text for t in tasks] == [
        "Tham mưu kế hoạch",
        "Gửi báo cáo",
        "Phối hợp tuyên truyền",
        "Nâng cao nhận thức",
        "Sơ kết trước 20/6",
    ]
    assert [t.general for t in tasks] == [False, False, False, True, False]
    owners = [list(t.assignments.values_list("kind", "body", "role", "text")) for t in tasks]
    assert owners == [
        [("body", police.pk, "advise", "")],
        [("body", police.pk, "perform", "")],
        [("text", None, "coordinate", "Các ngành liên quan")],
        [],
        [("body", police.pk, "perform", "")],
    ]
    version = plan.versions.get()
    assert list(version.targets.order_by("ordinal").values_list("value", "scale", "grade")) == [
        (875, 1, ""),
        (None, 0, "Khá"),
    ]
    only = Occurrence.objects.get()
    assert (only.task, only.body, only.period_key) == (tasks[4], police, "2026-06-20")
    assert (only.last_day, only.before, only.requested) == (date(2026, 6, 19), True, False)
    assert AuditEntry.objects.filter(subject_uid=plan.uid, verb="confirm", actor_uid=coordinator.user_uid).exists()


def test_a_group_owes_once_per_member_of_the_day(commune, committee, coordinator):
    hamlets = [
        rows.body(f"Thôn {n}", place=rows.area(f"Thôn {n}", "hamlet", commune), type="hamlet_board") for n in "ABC"
    ]
    rows.body("Thôn cũ", place=commune, type="hamlet_board", valid_to=date(2026, 2, 1))
    rows.body("Thôn xã khác", place=rows.area("Xã khác"), type="hamlet_board")
    group = {"org_unit": "Các thôn", "assignee_kind": "group", "group_type": "residential_areas", "group_area": commune}
    document = read_document(
        committee,
        units=[
            (group, [{"text": "Tổ chức Ngày hội", "cadence": "once", "due": "2026-08-19"}]),
            (given_to(hamlets[0]), [{"text": "Việc riêng", "cadence": "once", "due": "2026-08-19"}]),
        ],
    )
    plan = confirmed(document, coordinator)
    festival = Task.objects.get(plan_version__plan=plan, text="Tổ chức Ngày hội")
    assert sorted(o.body.name for o in festival.occurrences.all()) == ["Thôn A", "Thôn B", "Thôn C"]
    assert {o.scope for o in festival.occurrences.all()} == {h.scope for h in hamlets}
    assert festival.assignments.get().text == "Các thôn"


def test_recurrences_become_rows_from_the_day_of_confirming_to_the_end_of_the_year(commune, committee, coordinator):
    police = rows.body("Công an xã", place=commune, type="commune_police")
    monthly = {"text": "Báo cáo tháng", "cadence": "recurring", "rrule": "FREQ=MONTHLY;BYMONTHDAY=31"}
    yearly = {
        "text": "Báo cáo trước 20/01",
        "deadlines": [
            {"text": "…", "kind": "recurring", "rrule": "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=20", "before": True}
        ],
    }
    no_cycle = {"text": "Định kỳ báo cáo", "cadence": "recurring", "rrule": None}
    document = read_document(
        committee, period_from=2026, period_to=2030, units=[(given_to(police), [monthly, yearly, no_cycle])]
    )
    plan = confirmed(document, coordinator, now=datetime(2026, 9, 30, 18, 0, tzinfo=UTC))  # 01/10 here
    by_text = {t.text: t for t in Task.objects.filter(plan_version__plan=plan)}
    assert days(by_text["Báo cáo tháng"]) == [("2026-10-31", "31/10"), ("2026-11-30", "30/11"), ("2026-12-31", "31/12")]
    assert days(by_text["Báo cáo trước 20/01"]) == []
    assert by_text["Báo cáo trước 20/01"].before
    assert by_text["Định kỳ báo cáo"].awaits_day
    assert not by_text["Báo cáo tháng"].awaits_day


def test_one_duty_one_row_also_with_two_days(commune, committee, coordinator):
    police = rows.body("Công an xã", place=commune, type="commune_police")
    twice = {
        "text": "Báo cáo trước ngày 15/6 và đến ngày 15/12",
        "deadlines": [
            {"text": "trước ngày 15/6", "kind": "date", "due": "2026-06-15", "before": True},
            {"text": "đến ngày 15/12", "kind": "date", "due": "2026-12-15", "before": False},
        ],
    }
    phase = {"text": "Giai đoạn", "deadlines": [{"text": "…", "kind": "period", "due": "2028-12-31"}]}
    plan = confirmed(read_document(committee, units=[(given_to(police), [twice, phase])]), coordinator)
    task, other = Task.objects.filter(plan_version__plan=plan).order_by("ordinal")
    assert [last for _, last in days(task)] == ["14/06", "15/12"]
    assert (other.time_kind, other.occurrences.count()) == ("continuous", 0)


def test_a_requested_body_is_asked_and_so_is_a_kind_of_body_that_is_never_told(commune, committee, coordinator):
    front = rows.body("Ủy ban MTTQ xã", place=commune, type="fatherland_front")
    school = rows.body("Trường THCS", place=commune, type="school")
    due = {"cadence": "once", "due": "2026-05-01"}
    document = read_document(
        committee,
        units=[
            ({**given_to(front), "mood": "assign"}, [{"text": "Một", **due}]),
            ({**given_to(school), "mood": "request"}, [{"text": "Hai", **due}]),
            ({**given_to(school), "mood": "assign"}, [{"text": "Ba", **due}]),
        ],
    )
    confirmed(document, coordinator)
    assert dict(Occurrence.objects.values_list("task__text", "requested")) == {"Một": True, "Hai": True, "Ba": False}


def test_a_post_owes_through_its_body_and_partners_owe_nothing(commune, committee, coordinator):
    chair = rows.post("leader", committee, title="Phó Chủ tịch")
    unit = {"org_unit": "Đ/c Phó Chủ tịch", "assignee_kind": "post", "assignee_post": chair}
    task = {"text": "Chỉ đạo", "cadence": "once", "due": "2026-05-01", "with": ["Công an xã", "Phòng lạ"]}
    police = rows.body("Công an xã", place=commune, type="commune_police")
    confirmed(read_document(committee, units=[(unit, [task])]), coordinator)
    assert Occurrence.objects.get().body == committee
    partners = Assignment.objects.filter(partner=True).order_by("id").values_list("kind", "body", "text", "role")
    assert list(partners) == [("body", police.pk, "", "coordinate"), ("text", None, "Phòng lạ", "coordinate")]


def test_what_the_reader_misses_a_day_for_waits_for_one(committee, coordinator):
    document = read_document(
        committee,
        general=[{"text": "Hội nghị triển khai"}, {"text": "Tuyên truyền"}],
        findings=[{"code": "missing-deadline", "span": [2, 8]}, {"code": "numbering-gap", "span": [12, 14]}],
    )
    plan = confirmed(document, coordinator)
    assert list(Task.objects.filter(plan_version__plan=plan, awaits_day=True).values_list("text", flat=True)) == [
        "Hội nghị triển khai"
    ]


def test_open_items_confirming_twice_and_strangers(committee, coordinator):
    document = read_document(committee, general=[{"text": "Một việc"}], decision="open")
    with pytest.raises(Refused, match="missing_confirmation"):
        confirmed(document, coordinator)
    assert not Plan.objects.exists()
    with pytest.raises(NotVisible):
        confirmed(document, rows.actor("coordinator", rows.body()))
    with pytest.raises(Refused, match="role_may_not"):
        confirmed(document, rows.actor("leader", committee))
    confirm_plan(document_uid=document.uid, by=coordinator, now=NOW, unseen_are_right=True)
    with pytest.raises(Refused):
        confirmed(document, coordinator)
    assert Plan.objects.count() == 1


def test_the_product_that_the_plan_asks_for_goes_with_the_duty(commune, committee, coordinator):
    police = rows.body("Công an xã Hòa An", place=commune, type="commune_police")
    asked = {"text": "Tổ chức hội nghị triển khai", "product": "Biên bản hội nghị"}
    confirmed(read_document(committee, units=[(given_to(police), [asked, {"text": "Tuyên truyền"}])]), coordinator)
    assert list(Task.objects.order_by("ordinal").values_list("product", flat=True)) == ["Biên bản hội nghị", ""]
