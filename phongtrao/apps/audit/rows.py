"""Frozen rows of the log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class AuditRow:
    """One line of an object's history. `changes`: field → [before, after], in short words."""

    at: datetime
    actor_name: str
    post_name: str
    verb: str
    from_state: str
    to_state: str
    reason: str
    entered_for_name: str
    paper: str
    changes: Mapping[str, object] = field(default_factory=dict)
