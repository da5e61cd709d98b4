"""How a state looks: an icon, a tone and its words, so that colour never speaks alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """`tone` is a class of app.css: neutral, active, waiting, good, warning, bad."""

    icon: str
    tone: str


UNKNOWN = Look("circle-dashed", "neutral")

# State codes of apps/*/enums.py. Two rooms that share a code share its look.
LOOKS = {
    # duties on their day
    "open": Look("circle-dashed", "neutral"),
    "in_progress": Look("progress", "active"),
    "submitted": Look("send", "waiting"),
    "accepted": Look("circle-check", "good"),
    "returned": Look("arrow-back-up", "warning"),
    "blocked": Look("alert-triangle", "bad"),
    "waived": Look("minus", "neutral"),
    "received": Look("inbox", "good"),
    "overdue": Look("clock", "bad"),
    "due_soon": Look("calendar-due", "warning"),
    # documents and their items
    "uploaded": Look("file-upload", "active"),
    "reading": Look("loader", "active"),
    "read": Look("eye", "waiting"),
    "reviewed": Look("file-check", "good"),
    "failed": Look("alert-circle", "bad"),
    "cancelled": Look("x", "neutral"),
    "signed_copy": Look("file-check", "good"),
    "offered": Look("copy", "waiting"),
    "rejected": Look("x", "neutral"),
    "corrected": Look("pencil", "good"),
    "added": Look("plus", "good"),
    "dropped": Look("trash", "neutral"),
    "doubtful": Look("help-circle", "warning"),
    # plans
    "in_force": Look("player-play", "active"),
    "closed": Look("lock", "neutral"),
    "replaced": Look("arrows-split", "neutral"),
    # evidence
    "quarantined": Look("shield-lock", "warning"),
    "current": Look("circle-check", "good"),
    "superseded": Look("history", "neutral"),
    "expired": Look("hourglass", "warning"),
    "removed": Look("trash", "neutral"),
    # accounts, posts and bodies
    "active": Look("user-check", "good"),
    "inactive": Look("lock", "neutral"),
    "code_open": Look("key", "waiting"),
    "ended": Look("minus", "neutral"),
}


def look_of(state: str) -> Look:
    """The look of a state code; a code without one is neutral, its words still say it."""
    return LOOKS.get(state, UNKNOWN)
