"""What a reading of one document holds, and its form as JSON (schema « phongtrao/plan-reading/1 »).

Every item keeps the span it was read from (code points in the source text), the code of the rule that read it and a
confidence between 0 and 1; what the text implies but does not print is marked `inferred`. What is not said is None or
empty. Nothing here reads; see `read`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from phongtrao.core.text import Span

SCHEMA = "phongtrao/plan-reading/1"


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


@dataclass(frozen=True, slots=True)
class Trace:
    """How an item was read."""

    span: Span
    rule: str
    confidence: float
    inferred: bool = False

    def as_json(self) -> dict[str, Any]:
        """span, rule, confidence and, when true, inferred."""
        out: dict[str, Any] = {"span": list(self.span), "rule": self.rule, "confidence": round(self.confidence, 2)}
        if self.inferred:
            out["inferred"] = True
        return out


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text came from. `route`: text, docx, pdf-text or ocr; `damaged`: its diacritics are ruined."""

    name: str
    media_type: str
    sha256: str
    pages: int | None
    characters: int
    route: str
    restored: bool
    damaged: bool

    def as_json(self) -> dict[str, Any]:
        """All fields by their names."""
        return {
            "name": self.name,
            "media_type": self.media_type,
            "sha256": self.sha256,
            "pages": self.pages,
            "characters": self.characters,
            "route": self.route,
            "restored": self.restored,
            "damaged": self.damaged,
        }


@dataclass(frozen=True, slots=True)
class Header:
    """The head of the document. `period`: first and last year, either may be None; `traces` by field name."""

    doc_type: str | None = None
    issuer: str | None = None
    issuer_level: str | None = None
    province: str | None = None
    number: str | None = None
    symbol: str | None = None
    date: date | None = None
    title: str | None = None
    period: tuple[int | None, int | None] | None = None
    place: str | None = None
    traces: tuple[tuple[str, Trace], ...] = ()

    @property
    def year(self) -> int | None:
        """The one year that the plan prints for itself, None when it prints none or several."""
        if self.period and self.period[0] and self.period[0] == self.period[1]:
            return self.period[0]
        return self.date.year if self.date and not (self.period and self.period[1]) else None

    def as_json(self) -> dict[str, Any]:
        """The fields of the schema, and `traces`: field name → span, rule, confidence."""
        return {
            "doc_type": self.doc_type,
            "issuer": self.issuer,
            "issuer_level": self.issuer_level,
            "province": self.province,
            "number": self.number,
            "symbol": self.symbol,
            "date": _day(self.date),
            "title": self.title,
            "period": list(self.period) if self.period else None,
            "place": self.place,
            "traces": {name: trace.as_json() for name, trace in self.traces},
        }


@dataclass(frozen=True, slots=True)
class CitationRead:
    """A cited document, named once, with every place that names it."""

    key: str
    type: str | None
    date: date | None
    issuer: str | None
    role: str
    spans: tuple[Span, ...]
    trace: Trace

    def as_json(self) -> dict[str, Any]:
        """`mentions` is the number of spans."""
        return {
            "key": self.key,
            "type": self.type,
            "date": _day(self.date),
            "issuer": self.issuer,
            "role": self.role,
            "mentions": len(self.spans),
            "spans": [list(s) for s in self.spans],
            **self.trace.as_json(),
        }


@dataclass(frozen=True, slots=True)
class TargetRead:
    """A measurable aim. `op`: one of >= = > <= <; `value`: a number or the name of a grade."""

    text: str
    subject: str | None
    op: str
    value: float | int | str
    measure_unit: str
    due: date | None
    trace: Trace

    def as_json(self) -> dict[str, Any]:
        """All fields by their names."""
        return {
            "text": self.text,
            "subject": self.subject,
            "op": self.op,
            "value": self.value,
            "measure_unit": self.measure_unit,
            "due": _day(self.due),
            **self.trace.as_json(),
        }


@dataclass(frozen=True, slots=True)
class DeadlineRead:
    """A dated or recurring duty. `kind`: date, recurring, continuous or period."""

    text: str
    what: str
    kind: str
    due: date | None
    rrule: str | None
    before: bool
    owner: str | None
    report_to: str | None
    trace: Trace

    def as_json(self) -> dict[str, Any]:
        """All fields by their names."""
        return {
            "text": self.text,
            "what": self.what,
            "kind": self.kind,
            "due": _day(self.due),
            "rrule": self.rrule,
            "before": self.before,
            "owner": self.owner,
            "report_to": self.report_to,
            **self.trace.as_json(),
        }


@dataclass(frozen=True, slots=True)
class TaskRead:
    """One duty. `role`: lead, coordinate, advise or perform; `cadence`: once, recurring, continuous or none."""

    text: str
    role: str
    partners: tuple[str, ...]
    cadence: str
    due: date | None
    rrule: str | None
    outside_system: bool
    product: str | None
    trace: Trace

    def as_json(self) -> dict[str, Any]:
        """`with` holds the partners; `outside_system` and `product` only when there is something to say."""
        out: dict[str, Any] = {
            "text": self.text,
            "role": self.role,
            "with": list(self.partners),
            "cadence": self.cadence,
            "due": _day(self.due),
            "rrule": self.rrule,
            **self.trace.as_json(),
        }
        if self.outside_system:
            out["outside_system"] = True
        if self.product:
            out["product"] = self.product
        return out


@dataclass(frozen=True, slots=True)
class AssignmentRead:
    """The duties of one body. `heading`: as printed; `org_unit`: canonical name; `mood`: assign or request."""

    org_unit: str
    heading: str
    mood: str
    tasks: tuple[TaskRead, ...]
    trace: Trace

    def as_json(self) -> dict[str, Any]:
        """Tasks in reading order."""
        return {
            "org_unit": self.org_unit,
            "heading": self.heading,
            "mood": self.mood,
            "tasks": [t.as_json() for t in self.tasks],
            **self.trace.as_json(),
        }


@dataclass(frozen=True, slots=True)
class GeneralTaskRead:
    """A duty that the plan gives to nobody in particular."""

    text: str
    outside_system: bool
    trace: Trace

    def as_json(self) -> dict[str, Any]:
        """All fields by their names."""
        out: dict[str, Any] = {"text": self.text, **self.trace.as_json()}
        if self.outside_system:
            out["outside_system"] = True
        return out


@dataclass(frozen=True, slots=True)
class SignerRead:
    """Who signed: name, post, and for whom (« TM. … », « KT. … »)."""

    name: str | None = None
    title: str | None = None
    on_behalf: str | None = None
    trace: Trace | None = None

    def as_json(self) -> dict[str, Any]:
        """All fields by their names."""
        out: dict[str, Any] = {"name": self.name, "title": self.title, "on_behalf": self.on_behalf}
        return {**out, **self.trace.as_json()} if self.trace else out


@dataclass(frozen=True, slots=True)
class FindingRead:
    """Something that is missing or looks wrong. `severity`: error, warning or note; the sentences are Vietnamese.

    `clause`: the provision, or « không có điều khoản »; `advice`: what to do; `at`: the very place inside the quote.
    """

    code: str
    severity: str
    text: str
    message: str
    trace: Trace
    clause: str = ""
    advice: str = ""
    at: Span | None = None

    def as_json(self) -> dict[str, Any]:
        """All fields by their names."""
        return {
            "code": self.code,
            "severity": self.severity,
            "text": self.text,
            "message": self.message,
            "clause": self.clause,
            "advice": self.advice,
            **self.trace.as_json(),
            **({"at": list(self.at)} if self.at else {}),
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read from one document."""

    source: Source
    source_text: str
    read_version: str
    header: Header = field(default_factory=Header)
    citations: tuple[CitationRead, ...] = ()
    targets: tuple[TargetRead, ...] = ()
    deadlines: tuple[DeadlineRead, ...] = ()
    assignments: tuple[AssignmentRead, ...] = ()
    general_tasks: tuple[GeneralTaskRead, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: SignerRead = field(default_factory=SignerRead)
    replaces: tuple[str, ...] = ()
    initiatives: tuple[str, ...] = ()
    findings: tuple[FindingRead, ...] = ()

    def as_json(self, with_text: bool = False) -> dict[str, Any]:
        """Plain values only. `with_text` adds `source_text`, the text that the spans point into."""
        out: dict[str, Any] = {
            "schema": SCHEMA,
            "read_version": self.read_version,
            "source": self.source.as_json(),
            "header": self.header.as_json(),
            "citations": [c.as_json() for c in self.citations],
            "targets": [t.as_json() for t in self.targets],
            "deadlines": [d.as_json() for d in self.deadlines],
            "assignments": [a.as_json() for a in self.assignments],
            "general_tasks": [g.as_json() for g in self.general_tasks],
            "recipients": list(self.recipients),
            "signer": self.signer.as_json(),
            "replaces": list(self.replaces),
            "initiatives": list(self.initiatives),
            "findings": [f.as_json() for f in self.findings],
        }
        if with_text:
            out["source_text"] = self.source_text
        return out
