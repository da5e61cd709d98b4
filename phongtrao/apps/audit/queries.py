"""Reading the log. Whoever may see a thing may see its history: the caller has checked the thing."""

import uuid

from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.audit.rows import AuditRow
from phongtrao.apps.base.pages import Page, paginate


def list_history(*, subject_uid: uuid.UUID, page: int = 1) -> Page[AuditRow]:
    """The history of one thing, newest first."""
    entries = AuditEntry.objects.filter(subject_uid=subject_uid).order_by("-at", "-id")
    return paginate(entries, number=page, to_row=_row)


def _row(entry: AuditEntry) -> AuditRow:
    return AuditRow(
        at=entry.at,
        actor_name=entry.actor_name,
        post_name=entry.post_name,
        verb=entry.verb,
        from_state=entry.from_state,
        to_state=entry.to_state,
        reason=entry.reason,
        entered_for_name=entry.entered_for_name,
        paper=entry.paper,
        changes=entry.changes,
    )
