"""Reading secret addresses: a person's own, and whose an address is."""

from datetime import date

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.notifications.models import CalendarLink
from phongtrao.apps.notifications.operations import digest_of
from phongtrao.apps.notifications.rows import CalendarLinkRow
from phongtrao.apps.orgs.queries import get_actor


def list_calendar_links(*, by: Actor) -> list[CalendarLinkRow]:
    """The open addresses of this person, the newest first."""
    rows = CalendarLink.objects.filter(owner_id=by.user_id or 0, revoked_at=None)
    return [
        CalendarLinkRow(
            uid=row.uid, label=row.label, post_name=f"{row.post.title}, {row.post.body.name}", made_at=row.made_at
        )
        for row in rows.select_related("post__body").order_by("-made_at", "-id")
    ]


def holder_of(*, secret: str, today: date) -> Actor:
    """Whoever made the address, in that post today. Raises NotVisible: unknown, revoked, account closed, post ended."""
    rows = CalendarLink.objects.filter(digest=digest_of(secret), revoked_at=None, owner__is_active=True)
    link = rows.select_related("owner", "post").first()
    if link is None:
        raise NotVisible
    actor = get_actor(user=link.owner, post_uid=link.post.uid, today=today)
    if actor is None or actor.post_uid != link.post.uid:
        raise NotVisible
    return actor
