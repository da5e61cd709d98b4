"""Whom a duty may be given to within a place: its bodies and posts of the day, with the names they go by."""

import uuid
from dataclasses import dataclass
from datetime import date

from phongtrao.apps.base.models import below, valid_on
from phongtrao.apps.orgs.models import OrgUnit, Post
from phongtrao.apps.orgs.queries.areas import PATH_STEP, path_titles


@dataclass(frozen=True)
class AssignableBody:
    """A body of the day. `place`: “Xã Hòa An” (its own place only); `label` tells bodies of one name apart."""

    id: int
    uid: uuid.UUID
    name: str
    short_name: str
    type: str
    area_id: int
    scope: str
    place: str
    label: str


@dataclass(frozen=True)
class AssignablePost:
    """A post of the day and the body it belongs to."""

    id: int
    uid: uuid.UUID
    title: str
    body: AssignableBody
    label: str


@dataclass(frozen=True)
class Assignables:
    """Everything that a duty may be given to at or below one place."""

    area_id: int
    area_uid: uuid.UUID
    area_title: str
    scope: str
    bodies: tuple[AssignableBody, ...]
    posts: tuple[AssignablePost, ...]


def list_assignable(*, body: OrgUnit, today: date) -> Assignables:
    """What stands at or below the place of `body` on `today`, in Vietnamese order; four queries whatever the number."""
    found = list(OrgUnit.objects.filter(below(body.scope), valid_on(today)).order_by("sort_key", "id"))
    titles = path_titles(paths={row.scope for row in found} | {body.scope}, today=today)
    seen: dict[str, int] = {}
    for row in found:
        seen[row.name] = seen.get(row.name, 0) + 1
    bodies = {row.pk: _body(row, titles.get(row.scope, ""), twice=seen[row.name] > 1) for row in found}
    posts = Post.objects.filter(below(body.scope, "body__scope"), valid_on(today), valid_on(today, "body__"))
    return Assignables(
        area_id=body.area_id,
        area_uid=body.area.uid,
        area_title=titles.get(body.scope, "").split(", ")[0],
        scope=body.scope,
        bodies=tuple(bodies.values()),
        posts=tuple(
            _post(row, bodies[row.body_id])
            for row in posts.order_by("body__sort_key", "title", "id")
            if row.body_id in bodies
        ),
    )


def _body(row: OrgUnit, titles: str, *, twice: bool) -> AssignableBody:
    return AssignableBody(
        id=row.pk,
        uid=row.uid,
        name=row.name,
        short_name=row.short_name,
        type=row.type,
        area_id=row.area_id,
        scope=row.scope,
        place=titles.split(", ")[0] if len(row.scope) >= PATH_STEP else "",
        label=f"{row.name} ({titles})" if twice and titles else row.name,
    )


def _post(row: Post, body: AssignableBody) -> AssignablePost:
    title = row.title if body.name.casefold() in row.title.casefold() else f"{row.title}, {body.label}"
    return AssignablePost(id=row.pk, uid=row.uid, title=row.title, body=body, label=title)
