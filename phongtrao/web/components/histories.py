"""The history of a thing as a page shows it: audit rows with the words of their states."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from phongtrao.apps.audit.rows import AuditRow
from phongtrao.apps.base.pages import Page


@dataclass(frozen=True)
class Changed:
    """One field that changed; what was or is empty is an empty text."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryRow:
    """An audit row with the label of the state it led to (empty when it was no step), and what changed."""

    at: datetime
    actor_name: str
    post_name: str
    verb: str
    to_state_label: str
    reason: str
    entered_for_name: str
    paper: str
    changed: tuple[Changed, ...]


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
            changed=_changed(row.changes),
        )
        for row in page.rows
    ]
    return Page(rows=rows, number=page.number, total=page.total, size=page.size)


def _changed(changes: Mapping[str, object]) -> tuple[Changed, ...]:
    """The fields that a page has words for; each holds [before, after]."""
    labels = {"assignee": _("Được giao"), "last_day": _("Hạn cuối"), "share": _("Phần được giao")}
    return tuple(
        Changed(labels[name], _shown(pair[0]), _shown(pair[1]))
        for name, pair in changes.items()
        if name in labels and isinstance(pair, list) and len(pair) == 2
    )


def _shown(value: object) -> str:
    """« 2026-03-31 » → “31/03/2026”; nothing → an empty text."""
    text = "" if value is None else str(value)
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text
