"""Frozen rows of the duties room."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from phongtrao.apps.evidence.rows import EvidenceRow
from phongtrao.apps.tasks.times import DutyTime


@dataclass(frozen=True)
class TimeShown:
    """When a duty is owed, in facts that the page puts into words (see `Task`)."""

    kind: str
    said_on: date | None
    before: bool
    last_day: date | None
    rrule: str
    awaits_day: bool = False


@dataclass(frozen=True)
class AssigneeRow:
    """Whom a duty is given to. `uid` is that of the assignment; `body_uid` None for groups and unresolved text."""

    uid: uuid.UUID
    name: str
    kind: str
    role: str
    role_label: str
    mood: str
    partner: bool
    body_uid: uuid.UUID | None


@dataclass(frozen=True)
class SourcePlace:
    """The words of the paper that say a duty, their line (from 1), and the paper if the person may open it."""

    quoted: str
    line: int | None
    document_uid: uuid.UUID | None


@dataclass(frozen=True)
class BoardRow:
    """One duty of one assignee on the board.

    `heading` groups rows: the assignee's name. `state` is that of the occurrence that counts now (the earliest that
    is not finished, else the last); empty when the duty has no occurrence. Groups: `total` occurrences, `done` of them
    accepted or waived, `late` of them late; 1, 0/1, 0/1 for a body with one.
    """

    task_uid: uuid.UUID
    text: str
    heading: str
    kind: str
    body_uid: uuid.UUID | None
    role: str
    role_label: str
    requested: bool
    outside_system: bool
    time: TimeShown
    partners: tuple[str, ...]
    occurrence_uid: uuid.UUID | None
    state: str
    state_label: str
    last_day: date | None
    is_late: bool
    total: int
    done: int
    late: int


@dataclass(frozen=True)
class WholeRow:
    """One duty of one assignee in a paper or a sheet of the whole plan; `lead` is empty when nobody is in charge.

    `total` occurrences of a group, or of a body that owes the duty several times; `done` of them accepted or waived,
    `late` of them late. `counted`: the n of m that was said last. `document`: what waived it, or what was done outside.
    `product`: what the plan asks for as the outcome.
    """

    text: str
    lead: str
    role: str
    time: DutyTime
    last_day: date | None
    is_group: bool = False
    requested: bool = False
    outside_system: bool = False
    general: bool = False
    partners: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    state: str = ""
    state_label: str = ""
    total: int = 0
    done: int = 0
    late: int = 0
    counted: tuple[int, int] | None = None
    result: str = ""
    document: str = ""
    product: str = ""


@dataclass(frozen=True)
class MonthRow:
    """One duty on one day: how many bodies owe it then and how far they are. `occurrence_uid` when it is one body."""

    task_uid: uuid.UUID
    text: str
    said_on: date
    before: bool
    last_day: date
    body_name: str
    occurrence_uid: uuid.UUID | None
    state: str
    state_label: str
    total: int
    sent: int
    done: int
    late: int
    requested: bool


@dataclass(frozen=True)
class DutyRow:
    """A duty alone, for lists of those without an owner or a day."""

    task_uid: uuid.UUID
    plan_uid: uuid.UUID
    plan_title: str
    text: str
    general: bool
    named: str  # what the paper calls the owner, as text that waits for a person
    time: TimeShown


@dataclass(frozen=True)
class OccurrenceRow:
    """One body owes one duty once."""

    uid: uuid.UUID
    version: int
    task_uid: uuid.UUID
    text: str
    plan_title: str
    body_uid: uuid.UUID
    body_name: str
    state: str
    state_label: str
    requested: bool
    outside_system: bool
    said_on: date | None
    before: bool
    last_day: date | None
    is_late: bool
    days_left: int | None
    submitted_at: datetime | None
    submitted_by_name: str


@dataclass(frozen=True)
class NoteRow:
    """What somebody said about an occurrence."""

    verb: str
    words: str
    done_count: int | None
    total_count: int | None
    at: datetime
    by_name: str
    entered_for_name: str
    paper: str


@dataclass(frozen=True)
class OccurrencePage:
    """Everything that the page of one occurrence shows. `verbs`: steps that are open to the person now.

    `enters_for`: the person would enter for another body, from a paper. `decides`: they may judge the result (they did
    not send it).
    """

    row: OccurrenceRow
    report_to: str
    role_label: str
    notes: Sequence[NoteRow]
    proofs: Sequence[EvidenceRow]
    verbs: frozenset[str]
    enters_for: bool
    sent_by_self: bool
    decided_by_name: str
    decided_at: datetime | None
    waiver_document: str
    outside_document: str
    done_on: date | None

    @property
    def asked_for(self) -> str:
        """What is still to be added, while the result is sent back; the newest word of it."""
        if self.row.state != "returned":
            return ""
        return next((note.words for note in self.notes if note.verb == "return"), "")


@dataclass(frozen=True)
class PlanRow:
    """A plan in the list, with how it stands for what the person sees of it."""

    uid: uuid.UUID
    title: str
    number: str
    symbol: str
    issuer: str
    issued_on: date | None
    state: str
    state_label: str
    duties: int
    owed: int
    done: int
    late: int


@dataclass(frozen=True)
class Counts:
    """How many occurrences stand where; a late one is also counted in its state."""

    total: int = 0
    late: int = 0
    due_soon: int = 0
    returned: int = 0
    blocked: int = 0
    in_progress: int = 0
    submitted: int = 0
    done: int = 0
    unassigned: int = 0
    awaits_day: int = 0

    @property
    def percent_done(self) -> int:
        """Whole per cent of all that is owed, rounded down: 100 means all."""
        return self.done * 100 // self.total if self.total else 0


@dataclass(frozen=True)
class BodyCount:
    """How a body stands: for the list of who is late."""

    body_uid: uuid.UUID
    name: str
    late: int
    earliest: date | None


@dataclass(frozen=True)
class Today:
    """Hôm nay of one person. Each list is cut at LIST_SIZE; `counts` holds the whole."""

    counts: Counts
    overdue: Sequence[OccurrenceRow] = ()
    due_soon: Sequence[OccurrenceRow] = ()
    returned: Sequence[OccurrenceRow] = ()
    blocked: Sequence[OccurrenceRow] = ()
    in_progress: Sequence[OccurrenceRow] = ()
    waiting: Sequence[OccurrenceRow] = ()
    undated: Sequence[DutyRow] = ()
    late_bodies: Sequence[BodyCount] = ()
    unassigned: Sequence[DutyRow] = ()
    awaiting_day: Sequence[DutyRow] = ()
    plans: Sequence[PlanRow] = field(default=())


@dataclass(frozen=True)
class CalendarLine:
    """One duty on one day: how many bodies owe it and how far they are. `occurrence_uid` when it is one body."""

    task_uid: uuid.UUID
    occurrence_uid: uuid.UUID | None
    text: str
    body_name: str
    said_on: date | None
    before: bool
    total: int
    done: int
    sent: int
    late: int


@dataclass(frozen=True)
class CalendarDay:
    """A day with what is owed on it. `holiday`: its name, empty for plain days off."""

    day: date
    is_today: bool
    is_off: bool
    holiday: str
    lines: tuple[CalendarLine, ...]

    @property
    def late(self) -> int:
        return sum(line.late for line in self.lines)


@dataclass(frozen=True)
class FeedEntry:
    """What a calendar program is told of one occurrence."""

    uid: uuid.UUID
    day: date
    title: str
    plan_title: str
    revision: int
    is_done: bool
    alarms: tuple[datetime, ...]
