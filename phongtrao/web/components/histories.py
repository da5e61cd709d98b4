"""The history of a thing as a page shows it: audit rows with the words of their states."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from phongtrao.apps.audit.rows import AuditRow
from phongtrao.apps.base.pages import Page


@dataclass(frozen=True)
class HistoryRow:
    """An audit row with the label of the state it led to (empty when it was no step)."""

    at: datetime
    actor_name: str
    post_name: str
    verb: str
    to_state_label: str
    reason: str
    entered_for_name: str
    paper: str


def with_labels(page: Page[AuditRow], labels: Mapping[str, str]) -> Page[HistoryRow]:
    """The page with the words of `labels` (state code → words) for the component `history.html`."""
    rows = [
        HistoryRow(
            at=row.at,
            actor_name=row.actor_name,
            post_name=row.post_name,
            verb=row.verb,
            to_state_label=labels.get(row.to_state, row.to_state),
            reason=row.reason,
            entered_for_name=row.entered_for_name,
            paper=row.paper,
        )
        for row in page.rows
    ]
    return Page(rows=rows, number=page.number, total=page.total, size=page.size)
