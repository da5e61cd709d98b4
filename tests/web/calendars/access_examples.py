"""Examples of this area for the generated test of access."""

import uuid

from phongtrao.apps.notifications.models import CalendarLink
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.web.examples import Arguments, Side, example


@example("calendar_revoke")
def _revoke(side: Side) -> Arguments:
    with rows_for_tests():
        post = rows.post("officer", side.body)
        link = CalendarLink.objects.create(owner=side.person, post=post, digest=uuid.uuid4().hex, made_at=rows.NOW)
    return {"uid": link.uid}


@example("calendar_feed")
def _feed(side: Side) -> Arguments:
    return {"secret": "khong-co-duong-dan-nay"}
