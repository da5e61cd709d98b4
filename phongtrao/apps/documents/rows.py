"""Frozen rows that leave the documents room: what a list shows, and what a person confirmed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Span = tuple[int, int]  # half-open, code points of the source text


@dataclass(frozen=True)
class DocumentRow:
    """One line of the list of papers."""

    uid: uuid.UUID
    name: str
    title: str
    number: str
    symbol: str
    issuer: str
    issued_on: date | None
    state: str
    state_label: str
    failure: str
    body_name: str
    uploaded_at: datetime
    uploaded_by_name: str


@dataclass(frozen=True)
class Progress:
    """How far a paper's reading is: `done` of `total` steps (0: not known yet), in attempt number `attempts`.

    `page` of `pages` have been read; 0 of 0 before the paper was opened and for one without pages.
    """

    done: int
    total: int
    attempts: int
    is_waiting: bool
    page: int = 0
    pages: int = 0

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True)
class HeaderFacts:
    """The head of a paper as a person left it. Empty text and None: the paper does not say."""

    doc_type: str
    title: str
    issuer: str
    number: str
    symbol: str
    issued_on: date | None
    period_from: int | None
    period_to: int | None


@dataclass(frozen=True)
class TimeFact:
    """One time that a duty's own words give.

    `kind`: date | recurring | continuous | period | on_event. `due` is the day (date) or a phase's last day (period).
    `before`: “trước ngày”: the day itself is already late. `rrule`: RFC 5545 without DTSTART; recurring without rrule:
    “định kỳ” without a cycle. `text`, `span`: the words that say so; None when a person typed the time.
    """

    kind: str
    due: date | None
    before: bool
    rrule: str
    what: str
    owner: str
    report_to: str
    text: str
    span: Span | None


@dataclass(frozen=True)
class ConfirmedItem:
    """One item that a person let stand, with its effective value.

    `value`: keys of the reading schema of its kind, without `span`; a person's correction where there is one. A task or
    general task holds the deadlines inside its words under `deadlines`; `times` gives the same as typed facts, the
    first one being the duty's own, and is empty when nothing is said. `corrected`: it differs from what was read.
    """

    uid: uuid.UUID
    kind: str
    ordinal: int
    text: str
    span: Span | None
    value: Mapping[str, Any]
    times: tuple[TimeFact, ...]
    decision: str
    corrected: bool


@dataclass(frozen=True)
class ConfirmedUnit:
    """A heading with its tasks, and whom it means. Tasks are of any duty kind: a person may have put a general task or
    a deadline under a heading; a missing `role` in `value` means perform.

    `assignee_kind`: body | group | post | text, always full: a heading that nobody resolved stays text (its printed
    name). Exactly the matching column is full. `group_type`: a code of packs/org-units/types.yaml (a type, or a group
    of types), to be expanded at or below `group_area_id` on the day. `mood`: assign | request.
    """

    uid: uuid.UUID
    ordinal: int
    heading: str
    org_unit: str
    mood: str
    span: Span | None
    assignee_kind: str
    assignee_body_id: int | None
    group_type: str
    group_area_id: int | None
    assignee_post_id: int | None
    assignee_text: str
    tasks: tuple[ConfirmedItem, ...]


@dataclass(frozen=True)
class ConfirmedReading:
    """What a person confirmed of one paper: the stuff that a plan is made of.

    `deadlines` are duties of their own (they lie outside every task and general task): owner, what and time stand in
    `value` and `times`. Dropped items are not here. `open_count`: items that nobody decided on; they are not here
    either (`mark_reviewed` refuses as long as there are any, or takes them in on request).
    """

    document_id: int
    document_uid: uuid.UUID
    reading_id: int
    reading_uid: uuid.UUID
    body_id: int
    scope: str
    province: str
    year: int
    header: HeaderFacts
    targets: tuple[ConfirmedItem, ...]
    units: tuple[ConfirmedUnit, ...]
    general_tasks: tuple[ConfirmedItem, ...]
    deadlines: tuple[ConfirmedItem, ...]
    initiatives: tuple[ConfirmedItem, ...]
    open_count: int
