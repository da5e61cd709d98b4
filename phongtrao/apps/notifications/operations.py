"""Secret addresses for calendars: made, and taken back."""

import hashlib
import secrets
import uuid
from datetime import datetime

from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.gate import checked_text
from phongtrao.apps.base.operations import operation
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.notifications.models import CalendarLink
from phongtrao.apps.orgs.models import Post

LINKS_AT_MOST = 5  # open ones of a person: a phone, a desk, a spare
SECRET_BYTES = 32


@operation
def make_calendar_link(*, label: str, by: Actor, now: datetime) -> str:
    """A new address for the days of this person's body; returns the secret, which nobody can read again.

    Refused: role_may_not (no post), calendar_links_too_many, what the gate refuses of the label.
    """
    if by.user_id is None or by.post_uid is None:
        raise Refused("role_may_not")
    named = checked_text(label, field="label", limit=60)
    post = Post.objects.filter(uid=by.post_uid).first()
    if post is None:
        raise Refused("role_may_not")
    if CalendarLink.objects.filter(owner_id=by.user_id, revoked_at=None).count() >= LINKS_AT_MOST:
        raise Refused("calendar_links_too_many", field="label", limit=LINKS_AT_MOST)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = CalendarLink.objects.create(
        owner_id=by.user_id, post=post, label=named, digest=digest_of(secret), made_at=now
    )
    _record(link, verb="create", by=by, now=now)
    return secret


@operation
def revoke_calendar_link(*, uid: uuid.UUID, by: Actor, now: datetime) -> None:
    """The address answers nobody any more. Idempotent. Raises NotVisible for another person's."""
    link = CalendarLink.objects.filter(uid=uid, owner_id=by.user_id or 0).first()
    if link is None:
        raise NotVisible
    if CalendarLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now):
        _record(link, verb="end", by=by, now=now)


def digest_of(secret: str) -> str:
    """SHA-256, hexadecimal: the secret is long and random, so nothing slower is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _record(link: CalendarLink, *, verb: str, by: Actor, now: datetime) -> None:
    audit.record(
        by=by,
        now=now,
        verb=verb,
        subject_type="calendar_link",
        subject_uid=link.uid,
        subject_name=link.label or str(link.uid)[:8],
        scope=by.scope,
    )
