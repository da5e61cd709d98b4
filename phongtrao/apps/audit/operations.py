"""Writing the log: called inside other rooms' operations, in their transaction."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.operations import operation


@operation
def record(
    *,
    by: Actor,
    now: datetime,
    verb: str,
    subject_type: str,
    subject_uid: uuid.UUID,
    subject_name: str,
    scope: str = "",
    from_state: str = "",
    to_state: str = "",
    reason: str = "",
    changes: Mapping[str, object] | None = None,
    entered_for_uid: uuid.UUID | None = None,
    entered_for_name: str = "",
    paper: str = "",
) -> None:
    """Append one entry. `verb` is a code such as `upload`, `confirm`, `submit`; labels are in packs/messages."""
    AuditEntry.objects.create(
        at=now,
        actor_uid=by.user_uid,
        actor_name=by.user_name,
        post_uid=by.post_uid,
        post_name=by.post_name,
        verb=verb,
        subject_type=subject_type,
        subject_uid=subject_uid,
        subject_name=subject_name[:300],
        scope=scope,
        from_state=from_state,
        to_state=to_state,
        reason=reason,
        changes=dict(changes or {}),
        entered_for_uid=entered_for_uid,
        entered_for_name=entered_for_name,
        paper=paper,
    )
