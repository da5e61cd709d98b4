"""Reading people: accounts with their posts, and the posts of a body."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from phongtrao.apps.accounts.models import User
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import below, valid_on
from phongtrao.apps.base.pages import Page, paginate
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.orgs.models import Appointment, OrgUnit, Post
from phongtrao.apps.orgs.queries.types import role_label
from phongtrao.apps.orgs.rows import PersonRow, PostRow
from phongtrao.core.text import fold

KEEPERS = (Role.COORDINATOR, Role.ADMINISTRATOR)  # who sees and keeps accounts


def people_visible_to(actor: Actor) -> QuerySet[User]:
    """Accounts that the actor keeps: with a post, of any time, at or below their scope; an administrator of the whole
    country also sees accounts without a post. Everybody sees their own."""
    own = Q(pk=actor.user_id) if actor.user_id is not None else Q(pk__in=())
    if actor.role not in KEEPERS and actor.role != "system":
        return User.objects.filter(own)
    inside = Appointment.objects.filter(below(actor.scope, "post__body__scope")).values("user")
    seen = Q(pk__in=inside) | own
    if actor.role in ("system", Role.ADMINISTRATOR) and not actor.scope:
        seen |= Q(appointments__isnull=True)
    return User.objects.filter(seen).distinct()


def get_person(*, uid: uuid.UUID, by: Actor) -> User:
    """One account that the actor keeps, or their own. Raises NotVisible."""
    user = people_visible_to(by).filter(uid=uid).first()
    if user is None:
        raise NotVisible
    return user


def list_people(
    *, by: Actor, today: date, search: str = "", body_uid: uuid.UUID | None = None, page: int = 1
) -> Page[PersonRow]:
    """Accounts that the actor keeps, by name."""
    rows = people_visible_to(by)
    words = fold(search)
    if words:
        rows = rows.filter(search__contains=words)
    if body_uid:
        rows = rows.filter(appointments__post__body__uid=body_uid, appointments__valid_to__isnull=True)
    held = Appointment.objects.filter(valid_on(today)).select_related("post__body").order_by("-valid_from", "id")
    rows = rows.prefetch_related(Prefetch("appointments", queryset=held, to_attr="held_today"))
    return paginate(rows.order_by("search", "id"), number=page, to_row=_person_row)


def _person_row(user: User) -> PersonRow:
    held: Iterable[Appointment] = getattr(user, "held_today", ())
    state = "inactive" if not user.is_active else "active" if user.has_usable_password() else "code_open"
    return PersonRow(
        uid=user.uid,
        full_name=user.full_name,
        username=user.username,
        posts=tuple(f"{a.post.title}, {a.post.body.name}" for a in held),
        state=state,
    )


def list_person_posts(*, user: User, today: date) -> list[PostRow]:
    """The posts that a person holds, held or will hold, today's first."""
    found = Appointment.objects.filter(user=user).select_related("post__body").order_by("-valid_from", "id")
    rows = [_post_row(a.post, a) for a in found]
    return sorted(rows, key=lambda row: row.valid_to is not None and row.valid_to <= today)


def list_body_posts(*, body: OrgUnit, today: date) -> list[PostRow]:
    """The posts of a body that exist on `today`, one row for each holder, vacant ones too."""
    held = Appointment.objects.filter(valid_on(today)).select_related("user").order_by("valid_from", "id")
    posts = Post.objects.filter(valid_on(today), body=body).select_related("body")
    found = posts.prefetch_related(Prefetch("appointments", queryset=held, to_attr="held_today")).order_by("id")
    rows: list[PostRow] = []
    for post in found:
        holders: list[Appointment] = getattr(post, "held_today", [])
        rows.extend(_post_row(post, a) for a in holders or [None])  # type: ignore[list-item]  # one row when vacant
    return rows


def _post_row(post: Post, appointment: Appointment | None) -> PostRow:
    dated = appointment or post
    return PostRow(
        uid=post.uid,
        title=post.title,
        role=post.role,
        role_label=role_label(post.role),
        body_uid=post.body.uid,
        body_name=post.body.name,
        holder=appointment.user.full_name if appointment else "",
        holder_uid=appointment.user.uid if appointment else None,
        appointment_uid=appointment.uid if appointment else None,
        valid_from=dated.valid_from,
        valid_to=dated.valid_to,
    )
