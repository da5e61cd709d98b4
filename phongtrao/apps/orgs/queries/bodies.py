"""Reading bodies: lists, one body, its relations, and the bodies that a group means."""

import uuid
from collections import Counter
from collections.abc import Collection
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import below, valid_on
from phongtrao.apps.base.pages import Page, paginate
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.orgs.enums import RelationKind, Role, SuccessionKind
from phongtrao.apps.orgs.models import AdminAreaVersion, Appointment, OrgUnit, OrgUnitRelation, OrgUnitSuccession
from phongtrao.apps.orgs.queries.areas import PATH_STEP, path_titles
from phongtrao.apps.orgs.queries.succession import bodies_of, scopes_of
from phongtrao.apps.orgs.queries.types import codes_of_group, unit_type_label, unit_types
from phongtrao.apps.orgs.rows import BodyChoice, BodyRow, RelationRow, SuccessionRow
from phongtrao.core.text import fold

ROLES_OVER_A_PLACE = (
    Role.COORDINATOR,
    Role.LEADER,
    Role.SUPERIOR_REVIEWER,
    Role.VIEWER,
    Role.ADMINISTRATOR,
)


def visible_to(actor: Actor, today: date) -> Q:
    """Q over bodies: those of the actor's places, or for officers and hamlet heads their own and what it followed."""
    if actor.role == "system":
        return Q()
    if actor.role in ROLES_OVER_A_PLACE:
        inside = Q()
        for path in scopes_of(actor, today):
            inside |= below(path)
        return inside
    return Q(pk__in=bodies_of(actor, today))


def get_body(*, uid: uuid.UUID, by: Actor, today: date) -> OrgUnit:
    """One body for reading, ended ones too. Raises NotVisible."""
    body = OrgUnit.objects.filter(visible_to(by, today), uid=uid).select_related("area").first()
    if body is None:
        raise NotVisible
    return body


def list_bodies(
    *,
    by: Actor,
    today: date,
    search: str = "",
    type_code: str = "",
    area_uid: uuid.UUID | None = None,
    ended: bool = False,
    page: int = 1,
) -> Page[BodyRow]:
    """Bodies that the actor sees, in Vietnamese order; `type_code` is a type or a group of types."""
    rows = OrgUnit.objects.filter(visible_to(by, today))
    rows = rows.filter(valid_to__lte=today) if ended else rows.filter(valid_on(today))
    words = fold(search)
    if words:
        rows = rows.filter(search__contains=words)
    if type_code:
        rows = rows.filter(type__in=codes_of_group(type_code))
    if area_uid:
        rows = rows.filter(area__uid=area_uid)
    held = Appointment.objects.filter(valid_on(today), valid_on(today, "post__"), post__body=OuterRef("pk")).order_by()
    people = held.values("post__body").annotate(n=Count("user", distinct=True)).values("n")
    rows = rows.annotate(people=Coalesce(Subquery(people), 0)).order_by("sort_key", "id")
    found = paginate(rows, number=page, to_row=lambda body: body)
    titles = path_titles(paths={body.scope for body in found.rows}, today=today)
    return Page(
        rows=[_row(body, titles) for body in found.rows], number=found.number, total=found.total, size=found.size
    )


def _row(body: OrgUnit, titles: dict[str, str]) -> BodyRow:
    return BodyRow(
        uid=body.uid,
        name=body.name,
        short_name=body.short_name,
        type=body.type,
        type_label=unit_type_label(body.type),
        area_title=titles[body.scope],
        people=getattr(body, "people", 0),
        ended_on=body.valid_to,
    )


def body_choices(*, by: Actor, today: date, type_codes: Collection[str] = (), limit: int = 500) -> list[BodyChoice]:
    """Bodies at or below the actor's scope, for a form: “Tên (Địa bàn)”, in Vietnamese order."""
    rows = OrgUnit.objects.filter(visible_to(by, today), valid_on(today))
    if type_codes:
        rows = rows.filter(type__in=type_codes)
    return _choices(rows, today, limit)


def upper_choices(*, by: Actor, today: date, limit: int = 500) -> list[BodyChoice]:
    """Bodies that may stand over one of the actor's: those of the actor's places and of the places above them."""
    above = [by.scope[:end] for end in range(PATH_STEP, len(by.scope), PATH_STEP)]
    return _choices(OrgUnit.objects.filter(visible_to(by, today) | Q(scope__in=above), valid_on(today)), today, limit)


def _choices(rows: QuerySet[OrgUnit], today: date, limit: int) -> list[BodyChoice]:
    found = list(rows.order_by("sort_key", "id")[:limit])
    titles = path_titles(paths={body.scope for body in found}, today=today)
    times = Counter(body.name for body in found)
    return [
        BodyChoice(
            uid=body.uid,
            label=f"{body.name} ({titles[body.scope]})" if times[body.name] > 1 else body.name,
            type=body.type,
        )
        for body in found
    ]


def bodies_in_group(*, group_type: str, area_id: int, today: date) -> list[OrgUnit]:
    """The bodies that a group means on `today`: `group_type` (a type or a group of types) at or below a place.

    Whose scope this is was decided when the duty was given; in Vietnamese order. Empty when the place is unknown.
    Of what each place has one, those of the places below are meant: « UBND các xã » of a province leaves out its own.
    """
    version = AdminAreaVersion.objects.filter(area=area_id, valid_from__lte=today).order_by("-valid_from").first()
    if version is None:
        return []
    inside = OrgUnit.objects.filter(below(version.path), valid_on(today), type__in=codes_of_group(group_type))
    own = Q(scope=version.path, type__in=[kind.code for kind in unit_types().values() if kind.one_per_place])
    return list(inside.exclude(own).order_by("sort_key", "id"))


def list_relations(*, body: OrgUnit, today: date) -> list[RelationRow]:
    """The bodies above and below one, those above first; ended relations are left out."""
    found = OrgUnitRelation.objects.filter(Q(lower=body) | Q(upper=body), valid_on(today))
    rows = found.select_related("upper", "lower").order_by("kind", "upper__sort_key", "lower__sort_key")
    relations = [_relation(row, body) for row in rows]
    return sorted(relations, key=lambda row: not row.upper)


def _relation(row: OrgUnitRelation, body: OrgUnit) -> RelationRow:
    upper = row.lower_id == body.pk
    other = row.upper if upper else row.lower
    return RelationRow(
        id=row.pk,
        uid=other.uid,
        name=other.name,
        kind_label=str(RelationKind(row.kind).label),
        upper=upper,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def list_successions(*, body: OrgUnit) -> list[SuccessionRow]:
    """What this body followed, and who follows it."""
    found = OrgUnitSuccession.objects.filter(Q(from_unit=body) | Q(to_unit=body)).select_related("from_unit", "to_unit")
    return [_succession(row, body) for row in found.order_by("on", "id")]


def _succession(row: OrgUnitSuccession, body: OrgUnit) -> SuccessionRow:
    onward = row.from_unit_id == body.pk
    other = row.to_unit if onward else row.from_unit
    return SuccessionRow(
        uid=other.uid,
        name=other.name,
        kind_label=str(SuccessionKind(row.kind).label),
        on=row.on,
        decision=row.decision,
        onward=onward,
    )


def bodies_below(path: str, today: date) -> QuerySet[OrgUnit]:
    """Bodies that are there on `today` at or below a place."""
    return OrgUnit.objects.filter(below(path), valid_on(today))
