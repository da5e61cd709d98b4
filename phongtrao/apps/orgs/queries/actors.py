"""Who acts: the posts that a person holds on a day."""

import uuid
from collections.abc import Sequence
from datetime import date

from phongtrao.apps.accounts.models import User
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import valid_on
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.orgs.models import Appointment

ADMINISTRATOR_POST = uuid.UUID(int=0)  # stands for the administrator of the installation, who needs no body


def list_posts_of(*, user: User, today: date) -> list[Appointment]:
    """The posts that a person holds on a day, with post and body; the first one is where they start."""
    return list(
        Appointment.objects.filter(valid_on(today), valid_on(today, "post__"), user=user)
        .select_related("post__body")
        .order_by("-valid_from", "id")
    )


def get_actor(*, user: User, post_uid: uuid.UUID | None, today: date) -> Actor | None:
    """The person in the post of `post_uid`, or in their first post; None when they hold none that day."""
    return actor_in(user=user, held=list_posts_of(user=user, today=today), post_uid=post_uid)


def actor_in(*, user: User, held: Sequence[Appointment], post_uid: uuid.UUID | None) -> Actor | None:
    """The person in that of `held` (see `list_posts_of`) whose post is `post_uid`, or in the first of them.

    The administrator of the installation (`is_superuser`) works without a post, from the day no body exists yet.
    """
    if user.is_superuser and (post_uid == ADMINISTRATOR_POST or not held):
        return _administrator(user)
    chosen = next((a for a in held if a.post.uid == post_uid), held[0] if held else None)
    if chosen is None:
        return None
    post = chosen.post
    return Actor(
        user_id=user.pk,
        user_uid=user.uid,
        user_name=user.full_name,
        post_uid=post.uid,
        post_name=f"{post.title}, {post.body.name}",
        role=post.role,
        body_id=post.body_id,
        body_uid=post.body.uid,
        body_name=post.body.name,
        scope=post.body.scope,
    )


def _administrator(user: User) -> Actor:
    return Actor(
        user_id=user.pk,
        user_uid=user.uid,
        user_name=user.full_name,
        post_uid=None,
        post_name=str(Role.ADMINISTRATOR.label),
        role=Role.ADMINISTRATOR,
        body_id=None,
        body_uid=None,
        body_name="",
        scope="",
    )
