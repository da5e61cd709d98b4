"""What a person sees of plans, duties and occurrences: the scope filter of this room, deny by default."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import below
from phongtrao.apps.orgs.queries import bodies_of, scopes_of, unit_types
from phongtrao.apps.orgs.queries.bodies import bodies_below
from phongtrao.apps.plans.queries import SEE_BELOW
from phongtrao.apps.tasks.models import Assignment, Occurrence, Task

SEE_OWN = ("officer", "hamlet_head")

Groups = tuple[tuple[frozenset[str], frozenset[int]], ...]


@dataclass(frozen=True)
class Sight:
    """What one person sees on one day; made once for a page by `sight_of` and passed on.

    `paths`: places that are seen whole. `own`: bodies that the person acts for (today's and those it followed), for
    roles that see nothing else. Both empty: the person sees nothing here.
    """

    actor: Actor
    today: date
    paths: tuple[str, ...] = ()
    own: tuple[int, ...] = ()

    @cached_property
    def groups(self) -> Groups:
        """(types and groups of types, ids of places): what a duty may call a seen body when it names a group.

        One query, asked only when something outside the seen places is looked for.
        """
        if not self.paths:
            return groups_of(self.own, self.today)
        seen = {
            kind
            for path in self.paths
            for kind in bodies_below(path, self.today).values_list("type", flat=True).distinct()
        }
        return ((_codes(seen), frozenset(area for path in self.paths for area in _areas_of(path))),)

    def sees_whole(self, path: str) -> bool:
        """Whether everything that is carried out in this place is seen."""
        return any(path.startswith(seen) for seen in self.paths)

    def occurrences(self, prefix: str = "") -> Q:
        """Q over occurrences (or what `prefix` leads from): owed by a seen body."""
        return self.inside(f"{prefix}scope") if self.paths else Q(**{f"{prefix}body_id__in": self.own})

    def tasks(self) -> Q:
        """Q over duties: of a plan carried out in a seen place, or naming a seen body."""
        given = Exists(Assignment.objects.filter(self.names_it(), task=OuterRef("pk")))
        owed = Exists(Occurrence.objects.filter(self.occurrences(), task=OuterRef("pk")))
        return self.inside("scope") | Q(given) | Q(owed)

    def plans(self) -> Q:
        """Q over plans: carried out in a seen place, or with a duty that names a seen body."""
        duty = Task.objects.filter(self.tasks(), plan_version__plan=OuterRef("pk"), plan_version__current=True)
        return self.inside("scope") | Q(Exists(duty))

    def names_it(self) -> Q:
        """Q over assignments: the body, its post, or a group that it belongs to."""
        if self.paths:
            named = self.inside("body__scope") | self.inside("post__body__scope")
        else:
            named = Q(body_id__in=self.own) | Q(post__body_id__in=self.own)
        for types, areas in self.groups:
            named |= Q(kind="group", group_type__in=types, group_area_id__in=areas)
        return named

    def inside(self, field: str) -> Q:
        """Q: the path in `field` lies in a seen place; nothing without such places."""
        if not self.paths:
            return Q(pk__in=())
        inside = Q()
        for path in self.paths:
            inside |= below(path, field) if path else Q(**{f"{field}__gte": ""})
        return inside


def sight_of(actor: Actor, today: date) -> Sight:
    """What the actor sees today."""
    if actor.role in SEE_BELOW:
        return Sight(actor, today, paths=scopes_of(actor, today))
    if actor.role in SEE_OWN:
        return Sight(actor, today, own=bodies_of(actor, today))
    return Sight(actor, today)


def own_sight(actor: Actor, today: date) -> Sight:
    """Only the bodies that the person acts for, whatever their role."""
    return Sight(actor, today, own=bodies_of(actor, today))


def groups_of(bodies: Collection[int], today: date) -> Groups:
    """What a duty may call the bodies when it names a group: their types and places, one pair per body."""
    kinds = bodies_below("", today).filter(pk__in=bodies).values_list("type", "scope")
    return tuple((_codes({kind}), _areas_of(scope)) for kind, scope in kinds)


def _codes(types: Collection[str]) -> frozenset[str]:
    """The types and the groups of types that hold them."""
    kinds = unit_types()
    return frozenset(types) | {kinds[kind].group for kind in types if kind in kinds}


def _areas_of(path: str) -> frozenset[int]:
    """The places on a path, from the country's province down: a path is made of their ids."""
    return frozenset(int(part) for part in path.split("/") if part)
