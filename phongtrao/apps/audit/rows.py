"""Frozen rows of the log."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AuditRow:
    """One line of an object's history."""

    at: datetime
    actor_name: str
    post_name: str
    verb: str
    from_state: str
    to_state: str
    reason: str
    entered_for_name: str
    paper: str
