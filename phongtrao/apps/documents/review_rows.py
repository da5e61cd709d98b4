"""Frozen rows of the review page: the paper on one side, what was read on the other."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from phongtrao.apps.documents.enums import Decision
from phongtrao.apps.documents.joining import JOINED
from phongtrao.apps.documents.page_rows import RestoredText
from phongtrao.apps.documents.rows import HeaderFacts, Span, TimeFact
from phongtrao.apps.documents.source_view import Line

DOUBTFUL_BELOW = 800  # thousandths of confidence under which an item is shown first


@dataclass(frozen=True)
class ReviewFinding:
    """Something that is missing or looks wrong in the paper. `severity`: error | warning | note."""

    key: str
    code: str
    severity: str
    text: str
    message: str
    span: Span | None


@dataclass(frozen=True)
class ReviewChange:
    """What this reading says otherwise than the one before it. `what`: new | changed | vanished.

    `facts`: (key of the reading schema, old, new), words as read. `kept`: a person had decided about the item, and that
    decision stands. `item`: key of the card that it is about; empty: there is none.
    """

    what: str
    kind: str
    kind_label: str
    before: str
    after: str
    facts: tuple[tuple[str, str, str], ...]
    kept: bool
    item: str


@dataclass(frozen=True)
class ReviewItem:
    """One item with its effective value (see ConfirmedItem), what was read, and what was decided about it.

    `findings`: what looks wrong in the place where it stands.
    """

    uid: uuid.UUID
    version: int
    kind: str
    kind_label: str
    text: str
    span: Span | None
    value: Mapping[str, Any]
    read_text: str
    times: tuple[TimeFact, ...]
    decision: str
    decision_label: str
    decided_by_name: str
    decided_at: datetime | None
    confidence: int
    inferred: bool
    unit_uid: uuid.UUID | None
    findings: tuple[ReviewFinding, ...] = ()
    change: ReviewChange | None = None

    @property
    def key(self) -> str:
        """Its name on the page: the card is `item-…`, its place in the source `src-…`."""
        return self.uid.hex

    @property
    def is_open(self) -> bool:
        return self.decision == Decision.OPEN

    @property
    def is_doubtful(self) -> bool:
        """To be looked at first: read with little confidence, or with a value that the paper only implies."""
        return self.confidence < DOUBTFUL_BELOW or self.inferred

    @property
    def percent(self) -> int:
        return self.confidence // 10

    @property
    def is_joined(self) -> bool:
        """Whether it was cut, merged or taken into another: `restore` puts both items back."""
        return self.value.get(JOINED, {}).get("how") in ("split", "merged", "taken")

    @property
    def is_outside_system(self) -> bool:
        return bool(self.value.get("outside_system"))


@dataclass(frozen=True)
class ReviewUnit:
    """A heading with its items. `assignee_label`: whom a person said it means; `proposed`: a guess, with `label`."""

    uid: uuid.UUID
    version: int
    heading: str
    org_unit: str
    mood: str
    mood_label: str
    span: Span | None
    assignee_kind: str
    assignee_label: str
    proposed: Mapping[str, Any]
    items: tuple[ReviewItem, ...]

    @property
    def key(self) -> str:
        return self.uid.hex


@dataclass(frozen=True)
class ItemGroup:
    """Items of one kind that stand under no heading."""

    kind: str
    label: str
    items: tuple[ReviewItem, ...]


@dataclass(frozen=True)
class ReviewCounts:
    """How far the review is. `units_open`: headings that nobody resolved, `units_proposed` of them with a guess.

    `version` is the paper's: the end of the review claims it.
    """

    version: int
    total: int
    decided: int
    doubtful_open: int
    units_total: int
    units_open: int
    units_proposed: int
    duties: int

    @property
    def open(self) -> int:
        return self.total - self.decided

    @property
    def sure_open(self) -> int:
        """Open items that one button accepts together."""
        return self.open - self.doubtful_open

    @property
    def percent(self) -> int:
        return 100 * self.decided // self.total if self.total else 100


@dataclass(frozen=True)
class Review:
    """Everything that the review page shows of one paper. `page_count` is 0 for a paper without pages."""

    document_uid: uuid.UUID
    version: int
    name: str
    state: str
    body_name: str
    header: HeaderFacts
    damaged: bool
    page_count: int
    restored: RestoredText
    notes: tuple[str, ...]
    groups_before: tuple[ItemGroup, ...]
    units: tuple[ReviewUnit, ...]
    groups_after: tuple[ItemGroup, ...]
    findings: tuple[ReviewFinding, ...]
    changes: tuple[ReviewChange, ...]
    lines: tuple[Line, ...]
    source_text: str
    choices: tuple[str, ...]
    counts: ReviewCounts
    recipients: tuple[str, ...]
    signer: str

    def items(self) -> list[ReviewItem]:
        """Every item in the order of the page."""
        found = [item for group in self.groups_before for item in group.items]
        found += [item for unit in self.units for item in unit.items]
        return found + [item for group in self.groups_after for item in group.items]
