"""Reading the state of background work."""

import uuid

from phongtrao.apps.jobs.models import OutboxRow, OutboxState


def get_latest(*, subject_uid: uuid.UUID, topic: str) -> OutboxRow | None:
    """The newest row of one topic for one thing: its state, progress and error."""
    return OutboxRow.objects.filter(subject_uid=subject_uid, topic=topic).order_by("-id").first()


def is_waiting(*, subject_uid: uuid.UUID, topic: str) -> bool:
    """Whether such an effect is asked for and nobody has taken it up."""
    rows = OutboxRow.objects.filter(subject_uid=subject_uid, topic=topic, state=OutboxState.WAITING)
    return rows.exists()
