"""The first screen of an installation: how far it has come, and which bodies a place usually has."""

import uuid
from datetime import date
from functools import cache

from phongtrao.adapters.packs import load_all
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import below, valid_on
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.orgs.models import Appointment, OrgUnit
from phongtrao.apps.orgs.queries.areas import area_to_keep, hamlets_below
from phongtrao.apps.orgs.queries.bodies import bodies_below
from phongtrao.apps.orgs.queries.types import area_types, name_in_body, unit_type_label
from phongtrao.apps.orgs.rows import ProposedRow, SetupStep
from phongtrao.core.orgs.place_names import comparable_name
from phongtrao.core.orgs.proposals import ProposedBody, read_proposals


@cache
def proposals() -> tuple[ProposedBody, ...]:
    """What the installed pack proposes."""
    return read_proposals(load_all().get("org-units/proposed"))


def setup_state(*, by: Actor, today: date) -> list[SetupStep]:
    """Bodies, hamlets and people at or below the actor's scope; administrators do not count as people."""
    bodies = bodies_below(by.scope, today).count()
    hamlets = hamlets_below(by.scope, today).count()
    held = Appointment.objects.filter(valid_on(today), below(by.scope, "post__body__scope"))
    people = held.exclude(post__role=Role.ADMINISTRATOR).values("user").distinct().count()
    return [
        SetupStep("bodies", bodies, bodies > 0),
        SetupStep("hamlets", hamlets, hamlets > 0),
        SetupStep("people", people, people > 0),
    ]


def proposed_bodies(*, area_uid: uuid.UUID, by: Actor, today: date) -> list[ProposedRow]:
    """What the pack proposes for a place that the actor keeps, and which of it is there. Raises NotVisible."""
    place = area_to_keep(uid=area_uid, by=by, today=today)
    names = OrgUnit.objects.filter(valid_on(today), area=place.area).values_list("name", flat=True)
    there = {comparable_name(name).casefold() for name in names}
    level = area_types()[place.type].level
    rows = []
    for key, body in enumerate(proposals()):
        if body.level == level:
            name = body.named(name_in_body(place.type, place.name))
            known = comparable_name(name).casefold() in there
            rows.append(ProposedRow(str(key), name, unit_type_label(body.type), body.ticked, known))
    return rows
