"""Hamlets (thôn, tổ dân phố …) of a commune, many at once, each with the board that answers for it."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.operations import operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.orgs.models import AdminArea, AdminAreaVersion, OrgUnit
from phongtrao.apps.orgs.operations.areas import create_area
from phongtrao.apps.orgs.operations.bodies import create_body
from phongtrao.apps.orgs.operations.guards import open_version
from phongtrao.apps.orgs.queries.types import area_title, area_types, unit_types
from phongtrao.core.orgs.area_types import AreaType, split_title
from phongtrao.core.orgs.place_names import comparable_name
from phongtrao.core.orgs.unit_types import type_of_name


def read_hamlet(title: str) -> tuple[AreaType, str] | None:
    """« Tổ dân phố số 5 » → (tổ dân phố, « số 5 »); None when no type of residential place opens it."""
    split = split_title(title, tuple(area_types().values()))
    return split if split and split[0].level == "residential" else None


@operation
def create_hamlets(
    *, by: Actor, now: datetime, commune_uid: uuid.UUID, titles: Sequence[str], valid_from: date, boards: bool = True
) -> int:
    """Places below a commune from their titles (“Thôn Đông”), with their boards; those that are there stay.

    Gives back how many places are new. Raises Refused("hamlet_title") with the first title that has no type.
    """
    commune = open_version(commune_uid, by)
    there = {
        comparable_name(area_title(version.type, version.name)).casefold(): version.area
        for version in AdminAreaVersion.objects.filter(parent=commune.area, valid_to__isnull=True).select_related(
            "area"
        )
    }
    created = 0
    for title in (" ".join(line.split()) for line in titles):
        if not title:
            continue
        split = read_hamlet(title)
        if split is None:
            raise Refused("hamlet_title", field="hamlets", came=title)
        kind, name = split
        key = comparable_name(kind.title(name)).casefold()
        area = there.get(key)
        if area is None:
            area = create_area(
                by=by, now=now, name=name, type_code=kind.code, parent_uid=commune_uid, valid_from=valid_from
            )
            there[key] = area
            created += 1
        if boards:
            _board(by, now, area, kind.title(name), valid_from)
    return created


def _board(by: Actor, now: datetime, area: AdminArea, title: str, valid_from: date) -> None:
    """The body that carries the hamlet's duties; the one that is there stays."""
    kind = type_of_name(title, tuple(unit_types().values()))
    code = kind.code if kind and "residential" in kind.levels else "hamlet_board"
    if not OrgUnit.objects.filter(area=area, type=code, valid_to__isnull=True).exists():
        create_body(by=by, now=now, name=title, type_code=code, area_uid=area.uid, valid_from=valid_from)
