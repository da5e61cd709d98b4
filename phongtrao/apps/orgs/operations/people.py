"""Writing people: accounts together with the posts that give them rights. The account itself is the room below."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from phongtrao.apps.accounts import operations as accounts
from phongtrao.apps.accounts.models import User
from phongtrao.apps.accounts.queries import free_username
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.gate import checked_text
from phongtrao.apps.base.operations import operation
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.orgs.models import Appointment
from phongtrao.apps.orgs.operations.posts import appoint, create_post
from phongtrao.apps.orgs.queries.people import get_person


@operation
def create_person(
    *,
    by: Actor,
    now: datetime,
    full_name: str,
    body_uid: uuid.UUID,
    role: str,
    title: str,
    valid_from: date,
    username: str = "",
    phone: str = "",
    email: str = "",
) -> User:
    """An account in a post of a body that the actor keeps; an empty `username` is formed from the name.

    The person comes in by a code (`issue_codes`). Raises Refused as `create_user`, `create_post` and `appoint` do.
    """
    user = accounts.create_user(
        username=username or free_username(full_name=full_name),
        full_name=full_name,
        phone=phone,
        email=email,
        by=by,
        now=now,
    )
    give_post(by=by, now=now, user_uid=user.uid, body_uid=body_uid, role=role, title=title, valid_from=valid_from)
    return user


@operation
def give_post(
    *,
    by: Actor,
    now: datetime,
    user_uid: uuid.UUID,
    body_uid: uuid.UUID,
    role: str,
    title: str,
    valid_from: date,
) -> Appointment:
    """A person holds a post of that title, made when the body has none."""
    post = create_post(by=by, now=now, body_uid=body_uid, role=role, title=title, valid_from=valid_from)
    start = max(valid_from, post.valid_from)
    return appoint(by=by, now=now, post_uid=post.uid, user_uid=user_uid, valid_from=start)


@operation
def issue_codes(*, by: Actor, now: datetime, today: date, user_uids: Sequence[uuid.UUID]) -> list[tuple[User, str]]:
    """One new one-time code for each person, in clear, to be printed once. All or none."""
    people = [person_to_keep(uid=uid, by=by, today=today) for uid in user_uids]
    return [(user, accounts.issue_code(user=user, by=by, now=now)) for user in people]


@operation
def change_person(
    *,
    by: Actor,
    now: datetime,
    today: date,
    user_uid: uuid.UUID,
    version: int,
    full_name: str,
    phone: str = "",
    email: str = "",
) -> User:
    """New words for an account that the actor keeps; the log-in name stays."""
    user = person_to_keep(uid=user_uid, by=by, today=today)
    accounts.change_user(user=user, version=version, full_name=full_name, phone=phone, email=email, by=by, now=now)
    user.refresh_from_db()
    return user


@operation
def lock_person(*, by: Actor, now: datetime, today: date, user_uid: uuid.UUID, version: int, reason: str) -> None:
    """Nobody comes in by this account any more; posts and what was done stay."""
    reason = checked_text(reason, field="reason", limit=500)
    user = person_to_keep(uid=user_uid, by=by, today=today)
    accounts.deactivate_user(user=user, version=version, reason=reason, by=by, now=now)


@operation
def unlock_person(*, by: Actor, now: datetime, today: date, user_uid: uuid.UUID, version: int) -> None:
    """Open a locked account again."""
    user = person_to_keep(uid=user_uid, by=by, today=today)
    accounts.activate_user(user=user, version=version, by=by, now=now)


def person_to_keep(*, uid: uuid.UUID, by: Actor, today: date) -> User:
    """The account, when all posts it holds today or will hold lie at or below the actor's place.

    A coordinator does not touch accounts of administrators: a code for one would be a way up. Raises Refused.
    """
    if by.role not in accounts.KEEPERS:
        raise Refused("role_may_not")
    try:
        user = get_person(uid=uid, by=by)
    except NotVisible as error:
        raise Refused("out_of_scope") from error
    not_over = Q(valid_to__isnull=True) | Q(valid_to__gt=today)  # a post that begins tomorrow is a way up today
    held = list(Appointment.objects.filter(not_over, user=user).select_related("post__body"))
    if by.role != "system" and any(not a.post.body.scope.startswith(by.scope) for a in held):
        raise Refused("out_of_scope")
    above = user.is_superuser or any(a.post.role == Role.ADMINISTRATOR for a in held)
    if above and by.role == Role.COORDINATOR:
        raise Refused("role_may_not")
    return user
