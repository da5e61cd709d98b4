"""Places through time: names, types, mergers, moves; what was before the day stays."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.orgs.models import AdminArea, AdminAreaVersion, AreaSuccession, OrgUnit
from phongtrao.apps.orgs.operations import (
    create_area,
    create_body,
    end_area,
    merge_areas,
    move_area,
    rename_area,
    retype_area,
)
from phongtrao.apps.orgs.queries import get_area, list_areas, list_children
from tests.conftest import rows_for_tests
from tests.factories import rows

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, tzinfo=UTC)
START = date(2026, 1, 1)
DAY = date(2026, 7, 1)


def province() -> AdminArea:
    return create_area(by=SYSTEM, now=NOW, name="Sông Lam", type_code="province", parent_uid=None, valid_from=START)


def below(parent: AdminArea, name: str, type_code: str = "commune") -> AdminArea:
    return create_area(by=SYSTEM, now=NOW, name=name, type_code=type_code, parent_uid=parent.uid, valid_from=START)


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code


def test_a_type_stands_only_below_what_the_pack_says() -> None:
    commune = below(province(), "Hòa An")
    with pytest.raises(Refused) as refused:
        below(commune, "Đông Hà", "ward")
    assert code_of(refused) == "type_not_below"
    with pytest.raises(Refused) as refused:
        create_area(by=SYSTEM, now=NOW, name="X", type_code="commune", parent_uid=None, valid_from=START)
    assert code_of(refused) == "type_not_below"


def test_the_same_name_twice_in_one_place_is_refused() -> None:
    commune = below(province(), "Hòa An")
    below(commune, "1", "hamlet")
    with pytest.raises(Refused) as refused:
        below(commune, " 1 ", "hamlet")
    assert (code_of(refused), refused.value.field) == ("already_exists", "name")
    below(commune, "1", "residential_group")


def test_a_new_name_holds_from_its_day() -> None:
    commune = below(province(), "Hòa An")
    rename_area(by=SYSTEM, now=NOW, uid=commune.uid, version=1, name="Hòa Yên", on=DAY, decision="NQ 1")
    assert get_area(uid=commune.uid, by=SYSTEM, today=date(2026, 6, 30)).name == "Hòa An"
    assert get_area(uid=commune.uid, by=SYSTEM, today=DAY).name == "Hòa Yên"
    assert AreaSuccession.objects.get().kind == "rename"


def test_the_second_of_two_who_rename_is_told() -> None:
    commune = below(province(), "Hòa An")
    rename_area(by=SYSTEM, now=NOW, uid=commune.uid, version=1, name="Hòa Yên", on=START)
    with pytest.raises(Refused) as refused:
        rename_area(by=SYSTEM, now=NOW, uid=commune.uid, version=1, name="Hòa Lộc", on=START)
    assert code_of(refused) == "changed_meanwhile"


def test_a_type_changes_within_its_level() -> None:
    commune = below(province(), "Hòa An")
    retype_area(by=SYSTEM, now=NOW, uid=commune.uid, version=1, type_code="ward", on=DAY)
    assert get_area(uid=commune.uid, by=SYSTEM, today=DAY).type == "ward"
    with pytest.raises(Refused):
        retype_area(by=SYSTEM, now=NOW, uid=commune.uid, version=1, type_code="hamlet", on=date(2026, 8, 1))


def test_a_merger_ends_the_old_ones_and_takes_their_hamlets_and_bodies_along() -> None:
    top = province()
    one, two, new = below(top, "Hòa Bình"), below(top, "Hòa Lợi"), below(top, "Hòa An")
    hamlet = below(one, "Đông", "hamlet")
    board = create_body(
        by=SYSTEM, now=NOW, name="Thôn Đông", type_code="hamlet_board", area_uid=hamlet.uid, valid_from=START
    )
    merge_areas(by=SYSTEM, now=NOW, from_uids=[one.uid, two.uid], into_uid=new.uid, on=DAY, decision="NQ 60")
    assert [a.name for a in list_children(parent_uid=top.uid, by=SYSTEM, today=DAY).rows] == ["Hòa An"]
    assert list_children(parent_uid=top.uid, by=SYSTEM, today=date(2026, 6, 30)).total == 3
    assert list_children(parent_uid=new.uid, by=SYSTEM, today=DAY).rows[0].uid == hamlet.uid
    assert list_children(parent_uid=one.uid, by=SYSTEM, today=date(2026, 6, 30)).total == 1
    assert OrgUnit.objects.get(pk=board.pk).scope.startswith(rows.area_path(new))
    assert AreaSuccession.objects.filter(kind="merge", to_area=new).count() == 2


def test_a_commune_moves_with_all_that_lies_in_it() -> None:
    one, two = (
        province(),
        create_area(by=SYSTEM, now=NOW, name="Núi Hồng", type_code="province", parent_uid=None, valid_from=START),
    )
    commune = below(one, "Hòa An")
    hamlet = below(commune, "Đông", "hamlet")
    move_area(by=SYSTEM, now=NOW, uid=commune.uid, version=1, parent_uid=two.uid, on=DAY)
    path = get_area(uid=hamlet.uid, by=SYSTEM, today=DAY).path
    assert path == f"{two.pk:010d}/{commune.pk:010d}/{hamlet.pk:010d}/"
    assert get_area(uid=hamlet.uid, by=SYSTEM, today=START).path.startswith(f"{one.pk:010d}/")


def test_a_place_in_use_does_not_end() -> None:
    commune = below(province(), "Hòa An")
    hamlet = below(commune, "Đông", "hamlet")
    with pytest.raises(Refused) as refused:
        end_area(by=SYSTEM, now=NOW, uid=commune.uid, version=1, on=DAY)
    assert code_of(refused) == "still_used"
    end_area(by=SYSTEM, now=NOW, uid=hamlet.uid, version=1, on=DAY)
    end_area(by=SYSTEM, now=NOW, uid=commune.uid, version=1, on=DAY)


def test_the_database_itself_refuses_two_open_versions() -> None:
    commune = below(province(), "Hòa An")
    old = commune.versions.get()
    with pytest.raises(IntegrityError), transaction.atomic(), rows_for_tests():
        AdminAreaVersion.objects.create(area=commune, name="X", type="commune", path=old.path, valid_from=DAY)


def test_search_folds_marks_and_the_two_ways_to_set_a_tone() -> None:
    top = province()
    below(top, "Hòa Bình"), below(top, "Hoà Bình Đông"), below(top, "Đức Hòa")
    for typed in ("hoa binh", "Hòa Bình", "HOÀ BÌNH"):
        assert [a.name for a in list_areas(by=SYSTEM, today=DAY, search=typed).rows] == ["Hòa Bình", "Hoà Bình Đông"]
    assert [a.name for a in list_areas(by=SYSTEM, today=DAY, search="duc").rows] == ["Đức Hòa"]


def test_children_stand_in_vietnamese_order() -> None:
    commune = below(province(), "Hòa An")
    for name in ("10", "2", "Đông", "Da", "Bắc", "Âu", "An"):
        below(commune, name, "hamlet")
    found = [a.name for a in list_children(parent_uid=commune.uid, by=SYSTEM, today=DAY).rows]
    assert found == ["2", "10", "An", "Âu", "Bắc", "Da", "Đông"]


def test_a_commune_s_keeper_makes_hamlets_there_and_nothing_elsewhere() -> None:
    top = province()
    own, other = below(top, "Hòa An"), below(top, "Hòa Lợi")
    keeper = rows.actor("coordinator", rows.body(place=own))
    create_area(by=keeper, now=NOW, name="Đông", type_code="hamlet", parent_uid=own.uid, valid_from=START)
    for parent in (other, top):
        with pytest.raises(Refused) as refused:
            create_area(by=keeper, now=NOW, name="X", type_code="hamlet", parent_uid=parent.uid, valid_from=START)
        assert code_of(refused) == "out_of_scope"
    with pytest.raises(Refused) as refused:
        merge_areas(by=keeper, now=NOW, from_uids=[other.uid], into_uid=own.uid, on=DAY)
    assert code_of(refused) == "out_of_scope"


@pytest.mark.parametrize("role", ["leader", "officer", "hamlet_head", "superior_reviewer", "viewer"])
def test_other_roles_write_no_places(role: str) -> None:
    own = below(province(), "Hòa An")
    with pytest.raises(Refused) as refused:
        create_area(
            by=rows.actor(role, rows.body(place=own)),
            now=NOW,
            name="Đông",
            type_code="hamlet",
            parent_uid=own.uid,
            valid_from=START,
        )
    assert code_of(refused) == "role_may_not"
