"""Writing posts and who holds them."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Q

from phongtrao.apps.accounts.models import User
from phongtrao.apps.audit.operations import record
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.orgs.models import Appointment, Post
from phongtrao.apps.orgs.operations.guards import (
    body_to_change,
    post_to_change,
    require_order,
    require_role_to_give,
    require_text,
)
from phongtrao.apps.orgs.queries.people import people_visible_to
from phongtrao.apps.orgs.queries.types import unit_types


@operation
def create_post(*, by: Actor, now: datetime, body_uid: uuid.UUID, role: str, title: str, valid_from: date) -> Post:
    """A post of a body from a day; the same open post is given back instead of a second one."""
    body = body_to_change(body_uid, by)
    require_role_to_give(by, role)
    title = require_text(title, "title", 120)
    if role == Role.HAMLET_HEAD and "residential" not in unit_types()[body.type].levels:
        raise Refused("role_not_here", field="role")
    found = Post.objects.filter(body=body, role=role, title=title, valid_to__isnull=True).first()
    if found is not None:
        return found
    post = Post.objects.create(body=body, role=role, title=title, valid_from=valid_from)
    _record(by, now, "create", post, f"{title}, {body.name}")
    return post


@operation
def end_post(*, by: Actor, now: datetime, uid: uuid.UUID, version: int, on: date) -> None:
    """The post is no more from `on`, and whoever holds it holds it no more."""
    post = post_to_change(uid, by)
    require_order(post.valid_from, on, "on")
    claim(Post.objects.filter(pk=post.pk, valid_to__isnull=True), version=version, valid_to=on)
    Appointment.objects.filter(post=post, valid_to__isnull=True, valid_from__lt=on).update(valid_to=on)
    _record(by, now, "end", post, f"{post.title}, {post.body.name}")


@operation
def appoint(*, by: Actor, now: datetime, post_uid: uuid.UUID, user_uid: uuid.UUID, valid_from: date) -> Appointment:
    """A person holds a post from a day. Several persons may hold the same post (officers of one body)."""
    post = post_to_change(post_uid, by)
    user = User.objects.filter(Q(pk__in=people_visible_to(by)) | Q(appointments__isnull=True), uid=user_uid).first()
    if user is None:
        raise Refused("unknown_value", field="user")
    if valid_from < post.valid_from or (post.valid_to is not None and valid_from >= post.valid_to):
        raise Refused("dates_out_of_order", field="valid_from")
    if Appointment.objects.filter(post=post, user=user, valid_to__isnull=True).exists():
        raise Refused("already_exists", field="post")
    appointment = Appointment.objects.create(post=post, user=user, valid_from=valid_from)
    changes = {"holder": ["", user.full_name]}
    _record(by, now, "appoint", post, f"{post.title}, {post.body.name}", changes)
    return appointment


@operation
def end_appointment(*, by: Actor, now: datetime, uid: uuid.UUID, on: date) -> None:
    """The person holds the post no more from `on`. Nobody ends the appointment they act in."""
    found = Appointment.objects.select_related("post__body", "user").filter(uid=uid).first()
    if found is None:
        raise Refused("unknown_value")
    post_to_change(found.post.uid, by)
    if found.user_id == by.user_id and found.post.uid == by.post_uid:
        raise Refused("own_post")
    require_order(found.valid_from, on, "on")
    if not Appointment.objects.filter(pk=found.pk, valid_to__isnull=True).update(valid_to=on):
        raise Refused("changed_meanwhile")
    changes = {"holder": [found.user.full_name, ""]}
    _record(by, now, "end", found.post, f"{found.post.title}, {found.post.body.name}", changes)


def _record(
    by: Actor, now: datetime, verb: str, post: Post, name: str, changes: Mapping[str, object] | None = None
) -> None:
    record(
        by=by,
        now=now,
        verb=verb,
        subject_type="post",
        subject_uid=post.uid,
        subject_name=name,
        scope=post.body.scope,
        changes=changes,
    )
