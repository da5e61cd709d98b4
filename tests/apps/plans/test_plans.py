"""Plans: numbers of targets, versions, who sees them."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.documents.queries import get_confirmed
from phongtrao.apps.orgs.models import OrgUnitSuccession
from phongtrao.apps.plans.models import PlanVersion
from phongtrao.apps.plans.operations import create_plan
from phongtrao.apps.plans.queries import list_targets, list_versions
from phongtrao.apps.plans.rows import TargetRow
from phongtrao.apps.tasks.queries import get_plan, list_plans, sight_of
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.factories.readings import read_document
from tests.factories.rows import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "value", "scale", "grade", "shown"),
    [
        (87.5, 875, 1, "", "87,5"),
        (100, 100, 0, "", "100"),
        (100.0, 100, 0, "", "100"),
        ("87,50", 875, 1, "", "87,5"),
        (1200, 1200, 0, "", "1.200"),
        (0, 0, 0, "", "0"),
        (0.05, 5, 2, "", "0,05"),
        ("Khá", None, 0, "Khá", "Khá"),
        ("NaN", None, 0, "NaN", "NaN"),
    ],
)
def test_a_number_is_whole_and_a_power_of_ten(said, value, scale, grade, shown):
    committee = rows.body()
    coordinator = rows.actor("coordinator", committee)
    target = {"text": "Chỉ tiêu", "op": ">=", "value": said, "measure_unit": "%", "due": "2026-12-31"}
    document = read_document(committee, targets=[target])
    reading = get_confirmed(document_uid=document.uid, by=coordinator)
    version = create_plan(reading=reading, by=coordinator, now=NOW)
    row = list_targets(version=version)[0]
    assert (row.value, row.scale, row.grade, row.number) == (value, scale, grade, shown)
    assert row.due_on == date(2026, 12, 31)


def test_a_row_shows_small_and_negative_numbers():
    def shown(value: int, scale: int) -> str:
        names: dict[str, Any] = {"uid": uuid.uuid4(), "ordinal": 0, "text": "", "subject": "", "op": "=", "grade": ""}
        rest: dict[str, Any] = {"measure_unit": "", "due_on": None, "span_start": None, "span_end": None}
        return TargetRow(value=value, scale=scale, **names, **rest).number

    assert shown(5, 3) == "0,005"
    assert shown(-15, 1) == "-1,5"
    assert shown(1234567, 0) == "1.234.567"


def test_one_version_is_current():
    version = rows.plan()
    paper = rows.document(version.plan.body)
    fields = {
        "plan": version.plan,
        "number": 2,
        "document": paper,
        "reading": rows.reading(paper),
        "confirmed_at": NOW,
        "confirmed_by": paper.uploaded_by,
        "confirmed_by_name": "x",
    }
    with pytest.raises(IntegrityError), transaction.atomic(), rows_for_tests():
        PlanVersion.objects.create(**fields)
    with rows_for_tests():
        PlanVersion.objects.create(**fields, current=False)
    assert [v.number for v in list_versions(version.plan)] == [2, 1]


class Province:
    """A province, two communes, and a provincial plan."""

    def __init__(self) -> None:
        self.province = rows.area("Hòa Bình", "province")
        self.here = rows.area("Hòa An", parent=self.province)
        self.there = rows.area("Bình Yên", parent=self.province)
        self.police = rows.body("Công an tỉnh", place=self.province, type="provincial_police")
        self.committees = [rows.body("UBND xã", place=p, type="people_committee") for p in (self.here, self.there)]
        self.version = rows.plan(self.police)

    def titles(self, role: str, body) -> int:
        return list_plans(sight=sight_of(rows.actor(role, body), TODAY)).total


def test_a_provincial_plan_is_seen_by_whom_it_names():
    world = Province()
    assert world.titles("coordinator", world.police) == 1
    assert world.titles("coordinator", world.committees[0]) == 0
    task = rows.task(world.version)
    rows.assignment(task, world.committees[0])
    assert world.titles("coordinator", world.committees[0]) == 1
    assert world.titles("coordinator", world.committees[1]) == 0
    assert world.titles("officer", world.committees[0]) == 1
    assert world.titles("officer", rows.body(place=world.here)) == 0
    assert world.titles("administrator", world.committees[0]) == 0


def test_a_group_names_its_members_and_no_others():
    world = Province()
    task = rows.task(world.version)
    fields: dict[str, Any] = {
        "kind": "group",
        "group_type": "people_committees",
        "group_area": world.province,
        "text": "UBND các xã",
    }
    rows.assignment(task, **fields)
    school = rows.body("Trường", place=world.here, type="school")
    assert world.titles("officer", world.committees[0]) == 1
    assert world.titles("coordinator", world.committees[1]) == 1
    assert world.titles("officer", school) == 0
    elsewhere = rows.body("UBND xã", place=rows.area("Tỉnh khác"), type="people_committee")
    assert world.titles("officer", elsewhere) == 0


def test_access_follows_the_successor():
    world = Province()
    heir = rows.body("UBND xã mới", place=world.there, type="people_committee")
    rows.occurrence(rows.task(world.version, last_day=date(2026, 5, 1)), world.committees[0])
    officer = rows.actor("officer", heir)
    with pytest.raises(NotVisible):
        get_plan(uid=world.version.plan.uid, sight=sight_of(officer, TODAY))
    with rows_for_tests():
        type(heir).objects.filter(pk=world.committees[0].pk).update(valid_to=date(2026, 3, 1))
        OrgUnitSuccession.objects.create(from_unit=world.committees[0], to_unit=heir, on=date(2026, 3, 1), kind="merge")
    assert get_plan(uid=world.version.plan.uid, sight=sight_of(officer, TODAY)) == world.version
