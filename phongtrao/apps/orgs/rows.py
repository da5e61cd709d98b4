"""Frozen rows of places, bodies and people."""

import uuid
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AreaRow:
    """A place on a day. `title` is “Xã An Lạc”; `children` counts the places right below it."""

    uid: uuid.UUID
    code: str
    name: str
    type: str
    type_label: str
    title: str
    path: str
    valid_from: date
    children: int = 0
    bodies: int = 0


@dataclass(frozen=True)
class BodyRow:
    """A body in a list. `ended_on` is the day it was no more, None while it is there."""

    uid: uuid.UUID
    name: str
    short_name: str
    type: str
    type_label: str
    area_title: str
    people: int
    ended_on: date | None


@dataclass(frozen=True)
class BodyChoice:
    """A body to choose from: `label` names its place where names repeat."""

    uid: uuid.UUID
    label: str
    type: str


@dataclass(frozen=True)
class AreaChoice:
    """A place to choose from, with its level (province, commune, residential)."""

    uid: uuid.UUID
    label: str
    level: str


@dataclass(frozen=True)
class RelationRow:
    """Another body that stands above (`upper`) or below this one, and how."""

    id: int
    uid: uuid.UUID
    name: str
    kind_label: str
    upper: bool
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class SuccessionRow:
    """This body passed to (`onward`) or took over from another body on a day."""

    uid: uuid.UUID
    name: str
    kind_label: str
    on: date
    decision: str
    onward: bool


@dataclass(frozen=True)
class PersonRow:
    """An account in a list: the person's posts in words; `state` is active, code_open (no password yet) or inactive."""

    uid: uuid.UUID
    full_name: str
    username: str
    posts: tuple[str, ...]
    state: str


@dataclass(frozen=True)
class PostRow:
    """A post of a body, or one that a person holds; holder and appointment empty while vacant."""

    uid: uuid.UUID
    title: str
    role: str
    role_label: str
    body_uid: uuid.UUID
    body_name: str
    holder: str
    holder_uid: uuid.UUID | None
    appointment_uid: uuid.UUID | None
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class SetupStep:
    """One step of the first screen: how many things are there and whether the step counts as done."""

    code: str
    count: int
    done: bool


@dataclass(frozen=True)
class ProposedRow:
    """A body that a place usually has; `there` when it has it already."""

    key: str
    name: str
    type_label: str
    ticked: bool
    there: bool


@dataclass(frozen=True)
class AreaImport:
    """What an import of places did, in places; `missing` stand here and not in the list (left as they are)."""

    created: int
    changed: int
    unchanged: int
    missing: int


@dataclass(frozen=True)
class SheetLine:
    """One row of an uploaded table and what it would do: `action` is new, changed or unchanged."""

    number: int
    name: str
    action: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class SheetPreview:
    """What an uploaded table would do. With `errors` (“B7: …”) nothing of it can be taken.

    `ignored` are headings that no column of the template has; `digest` is the same for the same outcome.
    """

    lines: tuple[SheetLine, ...]
    errors: tuple[str, ...]
    ignored: tuple[str, ...]
    digest: str

    def count(self, action: str) -> int:
        return sum(line.action == action for line in self.lines)

    @property
    def new(self) -> int:
        return self.count("new")

    @property
    def changed(self) -> int:
        return self.count("changed")

    @property
    def unchanged(self) -> int:
        return self.count("unchanged")
