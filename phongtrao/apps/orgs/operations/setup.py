"""The first bodies of a place, many at once."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.operations import operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.orgs.enums import RelationKind
from phongtrao.apps.orgs.models import OrgUnit, OrgUnitRelation
from phongtrao.apps.orgs.operations.bodies import create_body, relate_bodies
from phongtrao.apps.orgs.operations.guards import open_version
from phongtrao.apps.orgs.queries.setup import proposals
from phongtrao.apps.orgs.queries.types import name_in_body, unit_types
from phongtrao.core.orgs.place_names import comparable_name
from phongtrao.core.orgs.unit_types import type_of_name


@operation
def create_proposed_bodies(
    *,
    by: Actor,
    now: datetime,
    area_uid: uuid.UUID,
    keys: Sequence[str],
    names: Sequence[str] = (),
    valid_from: date,
) -> int:
    """The proposals of `keys` (see `queries.proposed_bodies`) and further bodies by name; those that are there stay.

    Relations that the pack names are made too. Gives back how many bodies are new.
    Raises Refused("body_type_unknown") with the first name whose type is not clear.
    """
    place = open_version(area_uid, by)
    title = name_in_body(place.type, place.name)
    wanted = [(body.named(title), body.type, body.under) for key, body in enumerate(proposals()) if str(key) in keys]
    wanted += [(name, _type_of(name), "") for name in (" ".join(line.split()) for line in names) if name]
    there = {
        comparable_name(body.name).casefold(): body
        for body in OrgUnit.objects.filter(area=place.area, valid_to__isnull=True)
    }
    made: list[tuple[OrgUnit, str]] = []
    for name, type_code, under in wanted:
        key = comparable_name(name).casefold()
        if key not in there:
            there[key] = create_body(
                by=by, now=now, name=name, type_code=type_code, area_uid=area_uid, valid_from=valid_from
            )
            made.append((there[key], under))
    for body, under in made:
        upper = next((other for other in there.values() if under and other.type == under and other != body), None)
        if upper and not OrgUnitRelation.objects.filter(upper=upper, lower=body, valid_to__isnull=True).exists():
            relate_bodies(
                by=by,
                now=now,
                upper_uid=upper.uid,
                lower_uid=body.uid,
                kind=RelationKind.ADMINISTRATIVE,
                valid_from=max(valid_from, upper.valid_from),
            )
    return len(made)


def _type_of(name: str) -> str:
    kind = type_of_name(name, tuple(unit_types().values()))
    if kind is None:
        raise Refused("body_type_unknown", field="names", came=name)
    return kind.code
