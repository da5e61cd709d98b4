"""Packs in the database: frozen rows, one current, loading again changes nothing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from phongtrao.adapters.packs import load_all
from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.packs.models import LoadedPack
from phongtrao.apps.packs.operations import load_packs
from phongtrao.apps.packs.queries import get_current, pack_versions
from tests.factories import rows

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, tzinfo=UTC)


def test_every_installed_pack_is_kept_once() -> None:
    first = load_packs(by=SYSTEM, now=NOW)
    assert set(first) == set(load_all().ids)
    assert load_packs(by=SYSTEM, now=NOW) == ()
    assert LoadedPack.objects.count() == len(first)
    assert pack_versions()["roles"] == "1"


def test_a_changed_pack_is_a_new_row_and_the_old_one_stays_as_it_was() -> None:
    load_packs(by=SYSTEM, now=NOW)
    roles = load_all().get("roles")
    newer = replace(roles, version=2, data={"roles": []})
    assert load_packs(by=SYSTEM, now=NOW, packs=[newer]) == ("roles",)
    old, new = LoadedPack.objects.filter(pack_id="roles").order_by("id")
    assert (old.version, old.current, bool(old.data["roles"])) == ("1", False, True)
    assert (new.version, new.current, new.data) == ("2", True, {"roles": []})
    found = get_current(pack_id="roles")
    assert found is not None
    assert found.pk == new.pk


def test_going_back_makes_the_earlier_row_current_again() -> None:
    load_packs(by=SYSTEM, now=NOW)
    roles = load_all().get("roles")
    load_packs(by=SYSTEM, now=NOW, packs=[replace(roles, version=2)])
    assert load_packs(by=SYSTEM, now=NOW, packs=[roles]) == ("roles",)
    assert LoadedPack.objects.filter(pack_id="roles").count() == 2
    assert pack_versions()["roles"] == "1"


def test_nobody_but_the_program_loads_packs() -> None:
    with pytest.raises(Refused) as refusal:
        load_packs(by=rows.actor("administrator"), now=NOW)
    assert refusal.value.code == "role_may_not"
