"""Frozen rows of this room."""

import uuid
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class CalendarLinkRow:
    """An open secret address of a person, without the secret."""

    uid: uuid.UUID
    label: str
    post_name: str
    made_at: datetime
