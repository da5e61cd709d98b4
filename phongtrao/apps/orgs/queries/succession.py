"""Access follows today's successor: who sees what ended bodies left behind."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import valid_on
from phongtrao.apps.orgs.models import AdminAreaVersion, AreaSuccession, OrgUnit, OrgUnitSuccession

MAX_STEPS = 20  # mergers in a row that are followed; a chain that long is an error in the data


def bodies_of(actor: Actor, today: date) -> tuple[int, ...]:
    """Ids of the actor's body and of every ended body whose work has passed to it until `today`, the own one first.

    Empty for the program itself. Predecessors of predecessors count too. A body that goes on after a split keeps its
    rows to itself.
    """
    return () if actor.body_id is None else predecessors([actor.body_id], today)


def predecessors(ids: Collection[int], today: date) -> tuple[int, ...]:
    """The bodies of `ids` and all bodies they followed by a succession in force on `today`."""
    found = dict.fromkeys(ids)
    fresh = list(found)
    for _ in range(MAX_STEPS):
        passed = OrgUnitSuccession.objects.filter(to_unit__in=fresh, on__lte=today, from_unit__valid_to__lte=today)
        links = passed.values_list("from_unit", flat=True)
        fresh = [pk for pk in links.order_by("id") if pk not in found]
        if not fresh:
            break
        found.update(dict.fromkeys(fresh))
    return tuple(found)


def scopes_of(actor: Actor, today: date) -> tuple[str, ...]:
    """Paths in which the actor sees: their scope, and the places that have ended and passed into it.

    A coordinator of a merged commune so sees the rows of the old communes, which keep the path of their day.
    """
    own = actor.scope
    if not own or actor.body_id is None:
        return (own,)
    if not AreaSuccession.objects.filter(to_area__bodies=actor.body_id, on__lte=today).exists():
        return (own,)
    area = OrgUnit.objects.values_list("area_id", flat=True).get(pk=actor.body_id)
    found = {area: None}
    fresh = [area]
    for _ in range(MAX_STEPS):
        passed = AreaSuccession.objects.filter(to_area__in=fresh, on__lte=today).exclude(
            Exists(AdminAreaVersion.objects.filter(valid_on(today), area=OuterRef("from_area")))
        )
        links = passed.values_list("from_area", flat=True)
        fresh = [pk for pk in links.order_by("id") if pk not in found]
        if not fresh:
            break
        found.update(dict.fromkeys(fresh))
    paths = AdminAreaVersion.objects.filter(area__in=list(found)[1:]).values_list("path", flat=True)
    return tuple(dict.fromkeys([own, *paths.order_by("path")]))
