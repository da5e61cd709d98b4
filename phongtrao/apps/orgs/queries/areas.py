"""Reading places. The list of places is public knowledge: every role may browse it."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import below, valid_on
from phongtrao.apps.base.pages import Page, paginate
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.orgs.enums import SuccessionKind
from phongtrao.apps.orgs.models import AdminAreaVersion, AreaSuccession, OrgUnit
from phongtrao.apps.orgs.queries.types import area_title, area_type_label, area_types
from phongtrao.apps.orgs.rows import AreaChoice, AreaRow, SuccessionRow
from phongtrao.core.text import fold

PATH_STEP = 11  # characters of one level in a path: ten digits and “/”


def versions_on(day: date) -> QuerySet[AdminAreaVersion]:
    """Every place as it is on `day`."""
    return AdminAreaVersion.objects.filter(valid_on(day)).select_related("area")


def get_area(*, uid: uuid.UUID, by: Actor, today: date) -> AdminAreaVersion:
    """The place as it is today, or as it was last. Raises NotVisible."""
    found = AdminAreaVersion.objects.filter(area__uid=uid, valid_from__lte=today).select_related("area", "parent")
    version = found.order_by("-valid_from").first()
    if version is None:
        raise NotVisible
    return version


def area_to_keep(*, uid: uuid.UUID, by: Actor, today: date) -> AdminAreaVersion:
    """The place as it is today, when it lies at or below the actor's own. Raises NotVisible."""
    version = get_area(uid=uid, by=by, today=today)
    if not version.path.startswith(by.scope) or (version.valid_to is not None and version.valid_to <= today):
        raise NotVisible
    return version


def list_areas(*, by: Actor, today: date, search: str = "", page: int = 1) -> Page[AreaRow]:
    """Provinces, or every place whose name holds `search` (marks and đ do not matter)."""
    rows = versions_on(today)
    words = fold(search)
    chosen = rows.filter(search__contains=words) if words else rows.filter(parent__isnull=True)
    return _page(chosen, today, page)


def list_children(*, parent_uid: uuid.UUID, by: Actor, today: date, search: str = "", page: int = 1) -> Page[AreaRow]:
    """The places right below one."""
    rows = versions_on(today).filter(parent__uid=parent_uid)
    words = fold(search)
    return _page(rows.filter(search__contains=words) if words else rows, today, page)


def _page(rows: QuerySet[AdminAreaVersion], today: date, page: int) -> Page[AreaRow]:
    below_it = AdminAreaVersion.objects.filter(valid_on(today), parent=OuterRef("area")).order_by()
    bodies = OrgUnit.objects.filter(valid_on(today), area=OuterRef("area")).order_by()
    counted = rows.annotate(
        child_count=Coalesce(Subquery(below_it.values("parent").annotate(n=Count("id")).values("n")), 0),
        body_count=Coalesce(Subquery(bodies.values("area").annotate(n=Count("id")).values("n")), 0),
    )
    return paginate(counted.order_by("sort_key", "id"), number=page, to_row=area_row)


def area_row(version: AdminAreaVersion) -> AreaRow:
    return AreaRow(
        uid=version.area.uid,
        code=version.code,
        name=version.name,
        type=version.type,
        type_label=area_type_label(version.type),
        title=area_title(version.type, version.name),
        path=version.path,
        valid_from=version.valid_from,
        children=getattr(version, "child_count", 0),
        bodies=getattr(version, "body_count", 0),
    )


def path_titles(*, paths: Collection[str], today: date) -> dict[str, str]:
    """« Thôn 1, Xã Hòa An, Tỉnh Sông Lam » for each path, from the smallest place up; one query."""
    wanted = {path[:end] for path in paths for end in range(PATH_STEP, len(path) + 1, PATH_STEP)}
    found = AdminAreaVersion.objects.filter(path__in=wanted, valid_from__lte=today).order_by("valid_from")
    titles = {version.path: area_title(version.type, version.name) for version in found}
    return {path: ", ".join(_titles_upward(path, titles)) for path in paths}


def _titles_upward(path: str, titles: dict[str, str]) -> list[str]:
    ends = range(len(path), 0, -PATH_STEP)
    return [titles[path[:end]] for end in ends if path[:end] in titles]


def list_versions(*, uid: uuid.UUID) -> list[AreaRow]:
    """What a place has been called and since when, newest first."""
    found = AdminAreaVersion.objects.filter(area__uid=uid).select_related("area").order_by("-valid_from")
    return [area_row(version) for version in found]


CHOICES_AT_MOST = 300  # a longer list is no help in a form: the place is then chosen by browsing


def area_choices(*, by: Actor, today: date, levels: Collection[str] = ()) -> list[AreaChoice]:
    """Places at or below the actor's scope, for a form; only the first `CHOICES_AT_MOST`."""
    kinds = [code for code, kind in area_types().items() if not levels or kind.level in levels]
    found = versions_on(today).filter(below(by.scope, "path"), type__in=kinds)
    rows = list(found.order_by("path", "sort_key")[:CHOICES_AT_MOST])
    titles = path_titles(paths=[row.path for row in rows], today=today)
    return [
        AreaChoice(
            uid=row.area.uid,
            label=titles[row.path] or area_title(row.type, row.name),
            level=area_types()[row.type].level,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class PlaceIndex:
    """Places of a scope by what people write: code, “Xã An Lạc”, “Thôn 1, Xã An Lạc”."""

    by_name: dict[str, tuple[AdminAreaVersion, ...]]

    def find(self, text: str) -> tuple[AdminAreaVersion, ...]:
        """All places that `text` may mean: one is an answer, none or several are questions."""
        return self.by_name.get(fold(text.replace(",", " , ")), ())


def place_index(*, by: Actor, today: date) -> PlaceIndex:
    """Every place at or below the actor's scope, ready to be looked up many times; two queries."""
    rows = list(versions_on(today).filter(below(by.scope, "path")))
    titles = path_titles(paths=[row.path for row in rows], today=today)
    found: dict[str, list[AdminAreaVersion]] = {}
    for row in rows:
        whole = (titles[row.path] or area_title(row.type, row.name)).split(", ")
        names = {", ".join(whole[:length]) for length in range(1, len(whole) + 1)} | ({row.code} if row.code else set())
        for name in names:
            found.setdefault(fold(name.replace(",", " , ")), []).append(row)
    return PlaceIndex({name: tuple(versions) for name, versions in found.items()})


def find_area(*, text: str, by: Actor, today: date) -> AdminAreaVersion | None:
    """The one place at or below the actor's scope that `text` names; None when there is none or more than one."""
    found = place_index(by=by, today=today).find(text)
    return found[0] if len(found) == 1 else None


def hamlets_below(path: str, today: date) -> QuerySet[AdminAreaVersion]:
    """Residential places at or below `path`."""
    kinds = [code for code, kind in area_types().items() if kind.level == "residential"]
    return versions_on(today).filter(Q(type__in=kinds), below(path, "path"))


def list_places_above(*, version: AdminAreaVersion, today: date) -> list[AreaRow]:
    """The places that a place lies in, the highest first."""
    paths = [version.path[:end] for end in range(PATH_STEP, len(version.path), PATH_STEP)]
    found = versions_on(today).filter(path__in=paths).order_by("path")
    return [area_row(row) for row in found]


def list_children_titles(*, parent_uid: uuid.UUID | None, by: Actor, today: date) -> list[AreaChoice]:
    """The places right below one (None: the provinces) at or below the actor's scope, in Vietnamese order."""
    above = Q(parent__uid=parent_uid) if parent_uid else Q(parent__isnull=True)
    found = versions_on(today).filter(above, below(by.scope, "path")).order_by("sort_key", "id")
    return [
        AreaChoice(uid=row.area.uid, label=area_title(row.type, row.name), level=area_types()[row.type].level)
        for row in found
    ]


def place_of(*, path: str, today: date) -> AreaRow | None:
    """The place of a path today; None for the empty path (everything) and for a place that has ended."""
    version = versions_on(today).filter(path=path).first() if path else None
    return area_row(version) if version else None


def list_area_successions(*, uid: uuid.UUID, today: date) -> list[SuccessionRow]:
    """What a place followed and what followed it; its own renamings are told by its versions."""
    found = AreaSuccession.objects.filter(Q(from_area__uid=uid) | Q(to_area__uid=uid)).exclude(from_area=F("to_area"))
    rows = list(found.select_related("from_area", "to_area").order_by("on", "id"))
    ids = {pk for row in rows for pk in (row.from_area_id, row.to_area_id)}
    names = AdminAreaVersion.objects.filter(area__in=ids, valid_from__lte=today).order_by("valid_from")
    titles = {name.area_id: area_title(name.type, name.name) for name in names}
    return [_succession(row, uid, titles) for row in rows]


def _succession(row: AreaSuccession, uid: uuid.UUID, titles: dict[int, str]) -> SuccessionRow:
    onward = row.from_area.uid == uid
    other = row.to_area if onward else row.from_area
    return SuccessionRow(
        uid=other.uid,
        name=titles.get(other.pk, ""),
        kind_label=str(SuccessionKind(row.kind).label),
        on=row.on,
        decision=row.decision,
        onward=onward,
    )


def has_listed_areas() -> bool:
    """Whether a list of provinces and communes has been taken in."""
    return AdminAreaVersion.objects.exclude(code="").exists()
