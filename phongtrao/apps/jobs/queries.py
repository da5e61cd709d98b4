"""Reading the state of background work."""

import uuid

from phongtrao.apps.jobs.models import OutboxRow


def get_latest(*, subject_uid: uuid.UUID, topic: str) -> OutboxRow | None:
    """The newest row of one topic for one thing: its state, progress and error."""
    return OutboxRow.objects.filter(subject_uid=subject_uid, topic=topic).order_by("-id").first()
