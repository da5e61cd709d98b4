"""The list of places: quick, dated, idempotent."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from phongtrao.adapters.areas import AreaRow, rows_of_package
from phongtrao.adapters.packs import load_all
from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.orgs.models import AdminArea, AdminAreaVersion, AreaSuccession
from phongtrao.apps.orgs.operations import import_areas
from phongtrao.apps.orgs.rows import AreaImport
from tests.factories import rows as made

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, tzinfo=UTC)
START = date(2025, 7, 1)
LIST = (
    AreaRow("90", "Sông Lam", "province", "", START),
    AreaRow("90001", "Hòa An", "commune", "90", START),
    AreaRow("90002", "Đông Hà", "commune", "90", START, date(2026, 4, 30)),
    AreaRow("90002", "Đông Hà", "ward", "90", date(2026, 4, 30)),
)


def take(rows: tuple[AreaRow, ...]) -> AreaImport:
    return import_areas(by=SYSTEM, now=NOW, rows=rows, source="Danh mục thử")


def versions(code: str) -> list[AdminAreaVersion]:
    return list(AdminAreaVersion.objects.filter(code=code).order_by("valid_from"))


def test_the_whole_package_comes_in_once(django_assert_max_num_queries) -> None:
    listed = rows_of_package(load_all())
    with django_assert_max_num_queries(60):
        first = take(listed)
    codes = {row.code for row in listed}
    assert first == AreaImport(created=len(codes), changed=0, unchanged=0, missing=0)
    assert len(codes) == 3355
    assert take(listed) == AreaImport(0, 0, len(codes), 0)
    assert AdminArea.objects.count() == len(codes)
    assert AuditEntry.objects.filter(subject_type="area_list").count() == 1


def test_versions_are_half_open_and_share_the_identity() -> None:
    take(LIST)
    before, after = versions("90002")
    assert before.area_id == after.area_id
    assert (before.type, before.valid_to, after.type, after.valid_to) == (
        "commune",
        date(2026, 4, 30),
        "ward",
        None,
    )
    assert after.path == versions("90")[0].path + f"{after.area_id:010d}/"
    assert AreaSuccession.objects.get().kind == "retype"


def test_a_newer_list_makes_a_version_and_keeps_what_was() -> None:
    take(LIST[:2])
    day = date(2027, 1, 1)
    newer = (replace(LIST[0], valid_from=day), replace(LIST[1], name="Hòa Yên", valid_from=day))
    assert take(newer) == AreaImport(created=0, changed=1, unchanged=1, missing=0)
    old, new = versions("90001")
    assert (old.name, old.valid_to, new.name, new.valid_from) == ("Hòa An", day, "Hòa Yên", day)
    assert take(newer).changed == 0


def test_another_way_to_set_a_tone_is_no_change() -> None:
    take(LIST[:2])
    assert take((LIST[0], replace(LIST[1], name="Hoà An"))).changed == 0


def test_a_code_used_again_after_its_place_ended_is_another_place() -> None:
    take((LIST[0], replace(LIST[1], valid_to=date(2026, 1, 1))))
    take((LIST[0], AreaRow("90001", "Vĩnh Lộc", "ward", "90", date(2027, 1, 1))))
    old, new = versions("90001")
    assert old.area_id != new.area_id
    assert old.valid_to == date(2026, 1, 1)


def test_places_that_the_list_does_not_name_stay_and_are_counted() -> None:
    take(LIST[:2])
    assert take(LIST[:1]).missing == 1
    assert versions("90001")[0].valid_to is None


def test_a_list_from_before_what_is_known_is_refused_whole() -> None:
    take(LIST[:2])
    older = (replace(LIST[0], valid_from=date(2024, 1, 1)),)
    with pytest.raises(Refused) as refusal:
        take(older)
    assert refusal.value.code == "list_older"


def test_a_commune_without_its_province_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(Refused) as refusal:
        take((LIST[0], replace(LIST[1], parent="91")))
    assert refusal.value.code == "unknown_parent"
    assert not AdminArea.objects.exists()


def test_only_who_keeps_the_whole_country_takes_a_list() -> None:
    for role in ("administrator", "coordinator", "viewer"):
        with pytest.raises(Refused):
            import_areas(by=made.actor(role), now=NOW, rows=LIST, source="x")
