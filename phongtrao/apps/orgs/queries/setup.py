"""How far a new installation has come, as far as this room knows."""

from datetime import date

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import below, valid_on
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.orgs.models import Appointment
from phongtrao.apps.orgs.queries.areas import hamlets_below
from phongtrao.apps.orgs.queries.bodies import bodies_below
from phongtrao.apps.orgs.rows import SetupStep


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
