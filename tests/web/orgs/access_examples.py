"""Examples of this area for the generated test of access."""

from phongtrao.apps.orgs.models import Appointment, OrgUnitRelation
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.web.examples import OPEN_TO_OTHERS, Arguments, Side, example

OPEN_TO_OTHERS["place"] = "the list of places is public knowledge; bodies on the page are filtered"
for _name in ("sheet", "sheet_confirm", "sheet_template", "sheet_export"):
    OPEN_TO_OTHERS[_name] = "a kind of table, no object: what it holds is filtered by the person's place"


@example("body", "body_edit", "body_end", "body_relate")
def _body(side: Side) -> Arguments:
    return {"uid": side.body.uid}


@example("relation_end")
def _relation(side: Side) -> Arguments:
    upper = rows.body(place=side.body.area)
    with rows_for_tests():
        made = OrgUnitRelation.objects.create(
            upper=upper, lower=side.body, kind="administrative", valid_from=rows.START
        )
    return {"uid": side.body.uid, "relation_id": made.pk}


@example("person", "person_edit", "person_code", "person_lock", "person_unlock", "person_appoint")
def _person(side: Side) -> Arguments:
    return {"uid": side.person.uid}


@example("appointment_end")
def _appointment(side: Side) -> Arguments:
    held = Appointment.objects.filter(user=side.person)[0]
    return {"uid": side.person.uid, "appointment_uid": held.uid}


@example("place", "place_hamlets", "place_rename", "setup_bodies")
def _place(side: Side) -> Arguments:
    return {"uid": side.body.area.uid}


@example("sheet", "sheet_confirm", "sheet_template", "sheet_export")
def _kind(side: Side) -> Arguments:
    return {"kind": "bodies"}
