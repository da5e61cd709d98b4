"""Bodies: who may write them, how they end and who follows, what a group means."""

from datetime import UTC, date, datetime

import pytest

from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.base.actors import SYSTEM, Actor
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.orgs.models import AdminArea, OrgUnit, OrgUnitRelation
from phongtrao.apps.orgs.operations import (
    change_body,
    create_body,
    create_hamlets,
    end_body,
    merge_areas,
    relate_bodies,
    succeed_body,
)
from phongtrao.apps.orgs.queries import (
    bodies_in_group,
    bodies_of,
    get_body,
    list_bodies,
    list_relations,
    list_successions,
    scopes_of,
)
from tests.factories import rows

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, tzinfo=UTC)
START = date(2026, 1, 1)
TODAY = date(2026, 3, 10)


def made(place: AdminArea, name: str, type_code: str = "division", by: Actor = SYSTEM) -> OrgUnit:
    return create_body(by=by, now=NOW, name=name, type_code=type_code, area_uid=place.uid, valid_from=START)


def test_a_body_takes_its_scope_from_its_place_and_is_logged() -> None:
    province = rows.area("Sông Lam", "province")
    commune = rows.area(parent=province)
    body = made(commune, "  Phòng   Kinh tế ")
    assert body.name == "Phòng Kinh tế"
    assert body.scope == rows.area_path(commune)
    assert body.province == rows.area_path(province)
    entry = AuditEntry.objects.get(subject_uid=body.uid)
    assert (entry.verb, entry.subject_type, entry.scope) == ("create", "body", body.scope)


def test_the_type_must_fit_the_level_of_the_place() -> None:
    with pytest.raises(Refused) as refused:
        made(rows.area(), "Sở Nội vụ", "department")
    assert (refused.value.code, refused.value.field) == ("type_not_here", "type")


def test_the_same_name_twice_in_a_place_is_refused() -> None:
    commune = rows.area()
    made(commune, "Phòng Kinh tế")
    with pytest.raises(Refused) as refused:
        made(commune, "Phòng Kinh tế")
    assert refused.value.code == "already_exists"


def test_two_who_change_the_same_body_one_wins() -> None:
    body = made(rows.area(), "Phòng Kinh tế")
    changed = change_body(
        by=SYSTEM, now=NOW, uid=body.uid, version=1, name="Phòng Kinh tế - Hạ tầng", type_code="division"
    )
    assert (changed.version, changed.search) == (2, "phong kinh te - ha tang")
    with pytest.raises(Refused) as refused:
        change_body(by=SYSTEM, now=NOW, uid=body.uid, version=1, name="Phòng KT", type_code="division")
    assert refused.value.code == "changed_meanwhile"
    assert OrgUnit.objects.get(pk=body.pk).name == "Phòng Kinh tế - Hạ tầng"


def test_keepers_write_only_at_or_below_their_place() -> None:
    own, other = rows.area(), rows.area("Hòa Lợi")
    for role in ("coordinator", "administrator"):
        keeper = rows.actor(role, rows.body(place=own))
        made(own, f"Phòng {role}", by=keeper)
        with pytest.raises(Refused) as refused:
            made(other, f"Phòng {role}", by=keeper)
        assert refused.value.code == "out_of_scope"


@pytest.mark.parametrize("role", ["leader", "officer", "hamlet_head", "superior_reviewer", "viewer"])
def test_other_roles_write_nothing(role: str) -> None:
    own = rows.body()
    by = rows.actor(role, own)
    for attempt in (
        lambda: made(own.area, "Phòng X", by=by),
        lambda: change_body(by=by, now=NOW, uid=own.uid, version=1, name="X", type_code="division"),
        lambda: end_body(by=by, now=NOW, uid=own.uid, version=1, on=TODAY),
        lambda: relate_bodies(
            by=by, now=NOW, upper_uid=rows.body().uid, lower_uid=own.uid, kind="professional", valid_from=TODAY
        ),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "role_may_not"


def test_officers_see_their_own_body_alone_others_their_place() -> None:
    commune = rows.area()
    one, two = rows.body("Phòng Một", place=commune), rows.body("Phòng Hai", place=commune)
    rows.body("Phòng Ba", place=rows.area("Hòa Lợi"))
    officer, leader = rows.actor("officer", one), rows.actor("leader", one)
    assert [b.name for b in list_bodies(by=officer, today=TODAY).rows] == ["Phòng Một"]
    assert {b.name for b in list_bodies(by=leader, today=TODAY).rows} == {"Phòng Một", "Phòng Hai"}
    with pytest.raises(NotVisible):
        get_body(uid=two.uid, by=officer, today=TODAY)


def test_an_ended_body_leaves_lists_and_its_relations_end() -> None:
    commune = rows.area()
    upper, lower = made(commune, "UBND xã", "people_committee"), made(commune, "Phòng Kinh tế")
    relate_bodies(by=SYSTEM, now=NOW, upper_uid=upper.uid, lower_uid=lower.uid, kind="administrative", valid_from=START)
    assert [r.name for r in list_relations(body=lower, today=TODAY)] == ["UBND xã"]
    end_body(by=SYSTEM, now=NOW, uid=lower.uid, version=1, on=TODAY)
    assert list_relations(body=upper, today=TODAY) == []
    assert OrgUnitRelation.objects.get().valid_to == TODAY
    assert [b.name for b in list_bodies(by=SYSTEM, today=TODAY).rows] == ["UBND xã"]
    assert [b.name for b in list_bodies(by=SYSTEM, today=TODAY, ended=True).rows] == ["Phòng Kinh tế"]


def test_two_bodies_do_not_stand_over_each_other() -> None:
    commune = rows.area()
    one, two = made(commune, "Phòng Một"), made(commune, "Phòng Hai")
    relate_bodies(by=SYSTEM, now=NOW, upper_uid=one.uid, lower_uid=two.uid, kind="professional", valid_from=START)
    with pytest.raises(Refused) as refused:
        relate_bodies(by=SYSTEM, now=NOW, upper_uid=two.uid, lower_uid=one.uid, kind="professional", valid_from=START)
    assert refused.value.code == "relation_in_circle"


def test_access_follows_the_successor() -> None:
    province = rows.area("Sông Lam", "province")
    old_place, new_place = rows.area("Hòa Bình", parent=province), rows.area(parent=province)
    oldest, old, new = (
        made(place, name, "commune_police")
        for place, name in (
            (old_place, "Ban Công an xã"),
            (old_place, "Công an xã Hòa Bình"),
            (new_place, "Công an xã Hòa An"),
        )
    )
    day = date(2026, 2, 1)
    succeed_body(by=SYSTEM, now=NOW, from_uid=oldest.uid, to_uid=old.uid, on=day, kind="rename")
    succeed_body(by=SYSTEM, now=NOW, from_uid=old.uid, to_uid=new.uid, on=TODAY, decision="NQ 60")
    merge_areas(by=SYSTEM, now=NOW, from_uids=[old_place.uid], into_uid=new_place.uid, on=TODAY)
    officer, coordinator = rows.actor("officer", new), rows.actor("coordinator", new)
    assert bodies_of(officer, date(2026, 3, 9)) == (new.pk,)
    assert bodies_of(officer, TODAY) == (new.pk, old.pk, oldest.pk)
    assert scopes_of(coordinator, TODAY) == (new.scope, old.scope)
    assert scopes_of(coordinator, date(2026, 3, 9)) == (new.scope,)
    assert OrgUnit.objects.get(pk=old.pk).valid_to == TODAY
    assert [(s.name, s.onward) for s in list_successions(body=old)] == [
        ("Ban Công an xã", False),
        ("Công an xã Hòa An", True),
    ]
    assert get_body(uid=old.uid, by=coordinator, today=TODAY).pk == old.pk


def test_a_body_that_goes_on_after_a_split_keeps_its_rows() -> None:
    commune = rows.area()
    whole, part = made(commune, "Phòng Kinh tế - Hạ tầng"), made(commune, "Phòng Hạ tầng")
    succeed_body(by=SYSTEM, now=NOW, from_uid=whole.uid, to_uid=part.uid, on=date(2026, 2, 1), kind="split")
    assert bodies_of(rows.actor("officer", part), TODAY) == (part.pk,)
    end_body(by=SYSTEM, now=NOW, uid=whole.uid, version=1, on=date(2026, 3, 1))
    assert bodies_of(rows.actor("viewer", part), TODAY) == (part.pk, whole.pk)


def test_a_group_is_expanded_on_the_day_below_its_place() -> None:
    province = rows.area("Sông Lam", "province")
    commune = rows.area(parent=province)
    titles = ["Thôn 10", "Thôn 2", "Tổ dân phố 1"]
    assert create_hamlets(by=SYSTEM, now=NOW, commune_uid=commune.uid, titles=titles, valid_from=START) == 3
    school = made(commune, "Trường THCS Hòa An", "school")
    made(rows.area("Hòa Lợi", parent=province), "Trường THCS Hòa Lợi", "school")
    hamlets = bodies_in_group(group_type="residential_areas", area_id=commune.pk, today=TODAY)
    assert [body.name for body in hamlets] == ["Thôn 2", "Thôn 10", "Tổ dân phố 1"]
    assert len(bodies_in_group(group_type="schools", area_id=province.pk, today=TODAY)) == 2
    end_body(by=SYSTEM, now=NOW, uid=school.uid, version=1, on=date(2026, 3, 1))
    assert bodies_in_group(group_type="school", area_id=commune.pk, today=TODAY) == []
    assert bodies_in_group(group_type="no_such_group", area_id=commune.pk, today=TODAY) == []


def test_hamlets_that_are_there_stay_and_a_title_without_type_is_refused_whole() -> None:
    commune = rows.area()
    create_hamlets(by=SYSTEM, now=NOW, commune_uid=commune.uid, titles=["Thôn Đông"], valid_from=START)
    again = ["thôn  Đông", "Thôn Hoà", "Thôn Hòa", ""]
    assert create_hamlets(by=SYSTEM, now=NOW, commune_uid=commune.uid, titles=again, valid_from=START) == 1
    with pytest.raises(Refused) as refused:
        create_hamlets(by=SYSTEM, now=NOW, commune_uid=commune.uid, titles=["Thôn Tây", "Đoài"], valid_from=START)
    assert (refused.value.code, refused.value.params["came"]) == ("hamlet_title", "Đoài")
    assert OrgUnit.objects.filter(type="hamlet_board").count() == 2


def test_search_by_type_and_group_and_the_fifty_of_a_page(django_assert_num_queries) -> None:
    commune = rows.area()
    for number in range(3):
        rows.body(
            f"Trường Mầm non Hoà Bình {number}",
            place=commune,
            type="school",
            search=f"truong mam non hoa binh {number}",
        )
    for number in range(60):
        rows.body(f"Phòng {number}", place=commune)
    with django_assert_num_queries(3):
        page = list_bodies(by=SYSTEM, today=TODAY)
    assert (len(page.rows), page.total, page.last) == (50, 63, 2)
    assert list_bodies(by=SYSTEM, today=TODAY, search="Hòa Bình").total == 3
    assert list_bodies(by=SYSTEM, today=TODAY, type_code="schools").total == 3
    assert list_bodies(by=SYSTEM, today=TODAY, type_code="nothing").total == 0


@pytest.mark.parametrize("field", ["name", "short_name", "decision"])
def test_what_is_typed_about_a_body_passes_the_gate(field: str) -> None:
    commune = rows.area("Hòa An")
    typed = {"name": "Trạm Y tế xã Hòa An", "short_name": "", "decision": ""} | {field: "TỐI MẬT"}
    by = rows.actor("coordinator", rows.body("UBND xã Hòa An", place=commune))
    with pytest.raises(Refused) as refused:
        create_body(by=by, now=NOW, type_code="health_station", area_uid=commune.uid, valid_from=TODAY, **typed)
    assert (refused.value.code, refused.value.field) == ("secrecy_mark", field)
