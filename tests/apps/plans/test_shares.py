"""Giao chỉ tiêu: who may divide a target, what a share may say, and what two people at once do to it."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.orgs.models import OrgUnit
from phongtrao.apps.plans.models import PlanVersion, Target, TargetShare
from phongtrao.apps.plans.operations import MAX_SHARES, WantedShare, divide_target
from phongtrao.apps.plans.rows import DividedTarget, shown_number
from phongtrao.apps.plans.shares import parse_level
from phongtrao.apps.tasks.queries import get_target, list_divided, sight_of
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.factories.rows import NOW, TODAY

pytestmark = pytest.mark.django_db


class Commune:
    """A committee with a plan and a target, two hamlets, and their people."""

    def __init__(self, **target: Any) -> None:
        self.place = rows.area("Hòa An", parent=rows.area("Hòa Bình", "province"))
        self.committee = rows.body("UBND xã Hòa An", place=self.place, type="people_committee")
        self.hamlets = [
            rows.body(f"Thôn {name}", place=rows.area(name, "hamlet", self.place), type="hamlet_board")
            for name in ("Bắc", "Nam")
        ]
        self.version = rows.plan(self.committee)
        self.target = rows.target(self.version, **target)
        self.by = rows.actor("coordinator", self.committee)

    def divide(
        self, *levels: str, versions: tuple[int | None, ...] = (None, None), notes: tuple[str, ...] = ("", "")
    ) -> None:
        shares = [
            WantedShare(body.uid, level, note, version)
            for body, level, note, version in zip(self.hamlets, levels, notes, versions, strict=False)
        ]
        divide_target(target_uid=self.target.uid, shares=shares, by=self.by, now=NOW)

    def seen(self, role: str = "coordinator", body: OrgUnit | None = None) -> DividedTarget:
        sight = sight_of(rows.actor(role, body or self.committee), TODAY)
        return list_divided(version=self.version, sight=sight)[0]


@pytest.fixture
def commune() -> Commune:
    return Commune()


def test_shares_of_a_count_add_up_or_the_difference_is_said(commune: Commune) -> None:
    commune.divide("20", "18")
    seen = commune.seen()
    assert [(share.body_name, share.number) for share in seen.shares] == [("Thôn Bắc", "20"), ("Thôn Nam", "18")]
    assert (seen.given, seen.missing, seen.above) == ("38", "12", "")
    commune.divide("30", "23", versions=(1, 1))
    assert (commune.seen().given, commune.seen().missing, commune.seen().above) == ("53", "", "3")
    commune.divide("", "50", versions=(2, 2))
    seen = commune.seen()
    assert [(share.number, share.version) for share in seen.shares] == [("50", 3)]
    assert (seen.missing, seen.above, seen.adds_up) == ("", "", True)


@pytest.mark.parametrize(
    ("target", "typed", "shown"),
    [
        ({"value": 875, "scale": 1, "measure_unit": "%"}, "90,5 %", "90,5"),
        ({"value": None, "grade": "Khá", "measure_unit": "grade"}, "Tốt", "Tốt"),
        ({"value": None, "grade": "", "measure_unit": ""}, "hoàn thành", "hoàn thành"),
        ({"value": None, "grade": "", "measure_unit": ""}, "1.200", "1.200"),
    ],
)
def test_each_body_has_its_own_level_and_nothing_is_added_up(target: dict[str, Any], typed: str, shown: str) -> None:
    commune = Commune(**target)
    commune.divide(typed, typed)
    seen = commune.seen()
    assert [share.number for share in seen.shares] == [shown, shown]
    assert (seen.adds_up, seen.missing, seen.above) == (False, "", "")


@pytest.mark.parametrize(
    ("typed", "unit", "value", "scale", "grade"),
    [
        ("12", "count", 12, 0, ""),
        ("1.200", "count", 1200, 0, ""),
        ("1.234.567,50", "count", 12345675, 1, ""),
        ("87.5", "%", 875, 1, ""),
        ("0", "count", 0, 0, ""),
        ("100%", "%", 100, 0, ""),
        ("3", "grade", None, 0, "3"),
    ],
)
def test_levels_are_typed_as_offices_write_them(
    typed: str, unit: str, value: int | None, scale: int, grade: str
) -> None:
    level = parse_level(typed, measure_unit=unit)
    assert level is not None
    assert (level.value, level.scale, level.grade) == (value, scale, grade)


@pytest.mark.parametrize(
    ("typed", "unit", "code"),
    [
        ("nhiều", "count", "share_not_a_number"),
        ("-3", "count", "share_not_a_number"),
        ("1.20.3", "count", "share_not_a_number"),
        ("9" * 16, "count", "share_not_a_number"),
        ("0,1234567", "%", "share_not_a_number"),
        ("100,1", "%", "share_above_hundred"),
        ("a" * 61, "grade", "text_too_long"),
    ],
)
def test_what_is_no_level_is_refused(typed: str, unit: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_level(typed, measure_unit=unit, field="x")
    assert (refused.value.code, refused.value.field) == (code, "x")


def test_numbers_are_shown_without_idle_noughts() -> None:
    assert [shown_number(*pair) for pair in ((1234500, 2), (50, 1), (-5, 3), (0, 2))] == ["12.345", "5", "-0,005", "0"]


def test_nothing_is_written_when_one_level_is_wrong(commune: Commune) -> None:
    with pytest.raises(Refused) as refused:
        commune.divide("20", "nhiều")
    assert refused.value.field == str(commune.hamlets[1].uid)
    assert not TargetShare.objects.exists()


def test_the_plan_remembers_who_gave_what(commune: Commune) -> None:
    commune.divide("20", "18")
    commune.divide("20", "", versions=(1, 1))
    entries = AuditEntry.objects.filter(subject_uid=commune.version.plan.uid).order_by("id")
    assert [entry.changes["share"] for entry in entries] == [["", "Thôn Bắc: 20; Thôn Nam: 18"], ["Thôn Nam: 18", ""]]
    commune.divide("20", "", versions=(1, None))
    assert entries.count() == 2, "nothing changed, nothing to remember"


def test_whoever_was_second_is_told(commune: Commune) -> None:
    commune.divide("20", "18")
    for versions in ((None, None), (7, 1)):
        with pytest.raises(Refused, match="changed_meanwhile"):
            commune.divide("21", "18", versions=versions)
    with pytest.raises(Refused, match="changed_meanwhile"):
        commune.divide("", "18", versions=(7, 1))
    commune.divide("", "18", versions=(1, 1))
    with pytest.raises(Refused, match="changed_meanwhile"):
        commune.divide("22", "18", versions=(1, 1))
    assert [share.number for share in commune.seen().shares] == ["18"]


def test_only_the_coordinator_of_the_place_divides(commune: Commune) -> None:
    wanted = [WantedShare(commune.hamlets[0].uid, "1")]
    with pytest.raises(Refused, match="role_may_not"):
        leader = rows.actor("leader", commune.committee)
        divide_target(target_uid=commune.target.uid, shares=wanted, by=leader, now=NOW)
    for other in (rows.actor("coordinator"), rows.actor("officer", commune.committee), rows.actor("administrator")):
        with pytest.raises(NotVisible):
            divide_target(target_uid=commune.target.uid, shares=wanted, by=other, now=NOW)
        with pytest.raises(NotVisible):
            get_target(uid=commune.target.uid, sight=sight_of(other, TODAY))
    with pytest.raises(Refused, match="share_of_no_body"):
        elsewhere = [WantedShare(rows.body().uid, "1")]
        divide_target(target_uid=commune.target.uid, shares=elsewhere, by=commune.by, now=NOW)
    with pytest.raises(Refused, match="too_many_shares"):
        many = [WantedShare(uuid.uuid4(), "") for _ in range(MAX_SHARES + 1)]
        divide_target(target_uid=commune.target.uid, shares=many, by=commune.by, now=NOW)


def test_a_target_of_an_older_version_is_closed(commune: Commune) -> None:
    with rows_for_tests():
        PlanVersion.objects.filter(pk=commune.version.pk).update(current=False)
    with pytest.raises(NotVisible):
        commune.divide("1")


def test_a_body_sees_its_own_share_alone(commune: Commune) -> None:
    commune.divide("20", "18")
    own = commune.seen("hamlet_head", commune.hamlets[1])
    assert [share.number for share in own.shares] == ["18"]
    assert not own.adds_up, "one share of many says nothing of the sum"
    assert len(commune.seen("superior_reviewer").shares) == 2


def test_notes_pass_the_gate(commune: Commune) -> None:
    with pytest.raises(Refused, match="secrecy_mark"):
        commune.divide("1", notes=("TUYỆT MẬT", ""))
    commune.divide("1", notes=("Gồm 2 mô hình cũ", ""))
    assert commune.seen().shares[0].note == "Gồm 2 mô hình cũ"


def test_the_database_keeps_one_share_of_one_kind(commune: Commune) -> None:
    commune.divide("20")
    share = TargetShare.objects.get()
    columns: dict[str, Any] = {
        "target": commune.target, "scope": share.scope, "year": 2026, "set_at": NOW, "set_by_id": share.set_by_id,
        "set_by_name": "x",
    }  # fmt: skip
    wrong: tuple[dict[str, Any], ...] = (
        {"body": commune.hamlets[0], "value": 1},
        {"body": commune.hamlets[1]},
        {"body": commune.hamlets[1], "value": 1, "grade": "Khá"},
    )
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic(), rows_for_tests():
            TargetShare.objects.create(**columns, **fields)


def test_targets_cost_two_queries_whatever_is_shared(commune: Commune) -> None:
    costs = []
    for count in (1, 30):
        for n in range(count):
            body = rows.body(f"Phòng {count} {n}", place=commune.place)
            other: Target = rows.target(commune.version, f"Chỉ tiêu {count} {n}")
            shares = [WantedShare(body.uid, "1")]
            divide_target(target_uid=other.uid, shares=shares, by=commune.by, now=NOW)
        with CaptureQueriesContext(connection) as seen:
            list_divided(version=commune.version, sight=sight_of(commune.by, TODAY))
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_the_form_offers_one_kind_of_bodies_and_those_that_have_a_share(commune: Commune) -> None:
    commune.divide("20")
    sight = sight_of(commune.by, TODAY)
    offered = get_target(uid=commune.target.uid, sight=sight)
    assert [name for _uid, name in offered.bodies] == ["Thôn Bắc"]
    assert {(kind.code, kind.count) for kind in offered.kinds} == {("hamlet_board", 2), ("people_committee", 1)}
    every = get_target(uid=commune.target.uid, sight=sight, kind="hamlet_board")
    assert [name for _uid, name in every.bodies] == ["Thôn Bắc", "Thôn Nam"]
    assert get_target(uid=commune.target.uid, sight=sight, kind="không có").kind == ""
