"""Frozen rows of proof."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class EvidenceRow:
    """One proof as a page shows it. `mine`: the person who looks handed it in (and may vouch for it)."""

    uid: uuid.UUID
    version: int
    title: str
    kind: str
    state: str
    about_on: date | None
    file_name: str
    media_type: str
    size: int
    reference: str
    added_at: datetime
    added_by_name: str
    mine: bool

    @property
    def waits(self) -> bool:
        """Seen by its uploader alone, until they vouch for it."""
        return self.state == "quarantined"

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")
