"""What a person says about an item, as values: the correction of a form, checked, and the JSON that is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents.enums import ItemKind
from phongtrao.apps.documents.rows import Span

ROLES = ("lead", "coordinate", "advise", "perform")
TIME_KINDS = ("date", "recurring", "continuous", "period", "on_event")
TARGET_OPS = (">=", "=", ">", "<=", "<")
MEASURES = ("%", "count", "grade")
_CADENCES = {
    "date": "once",
    "period": "once",
    "recurring": "recurring",
    "continuous": "continuous",
    "on_event": "on_event",
}


@dataclass(frozen=True)
class TimeSaid:
    """One time as a person put it; `text` and `span` are those of the deadline it comes from, if any."""

    kind: str
    due: date | None = None
    before: bool = False
    rrule: str = ""
    what: str = ""
    owner: str = ""
    report_to: str = ""
    text: str = ""
    span: Span | None = None


@dataclass(frozen=True)
class Correction:
    """An item as a person put it. Fields that its kind has not are left at their defaults.

    `span` None: the item keeps no place. `value` of a target: a whole or decimal number as text with a point, or the
    name of a grade when `measure_unit` is grade.
    """

    text: str
    span: Span | None
    role: str = "perform"
    partners: tuple[str, ...] = ()
    times: tuple[TimeSaid, ...] = ()
    subject: str = ""
    op: str = ">="
    value: str = ""
    measure_unit: str = "%"
    due: date | None = None
    outside_system: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


def corrected_value(kind: str, said: Correction, read: Mapping[str, Any]) -> dict[str, Any]:
    """The whole item as JSON of the reading schema, with its own `span`. Keys that no form edits stay as read.

    Refused: required (text), unknown_value, invalid_target_value, invalid_date (a dated time without a day).
    """
    if not said.text.strip():
        raise Refused("required", field="text")
    kept = {key: value for key, value in read.items() if key != "inferred"}
    value = {**kept, "text": said.text.strip(), "span": list(said.span) if said.span else None}
    if kind == ItemKind.TARGET:
        return {**value, **_target(said)}
    if kind in (ItemKind.TASK, ItemKind.GENERAL_TASK):
        return {**value, **_duty(said)}
    if kind == ItemKind.DEADLINE:
        return {**value, **_deadline(said)}
    return value


def _target(said: Correction) -> dict[str, Any]:
    if said.op not in TARGET_OPS:
        raise Refused("unknown_value", field="op")
    if said.measure_unit not in MEASURES:
        raise Refused("unknown_value", field="measure_unit")
    return {
        "subject": said.subject,
        "op": said.op,
        "value": said.value.strip() if said.measure_unit == "grade" else _number(said.value),
        "measure_unit": said.measure_unit,
        "due": said.due.isoformat() if said.due else None,
    }


def _number(text: str) -> int | float:
    """« 87,5 » and « 87.5 » → 87.5; « 100 » → 100."""
    plain = text.strip().replace(" ", "").replace(",", ".")
    whole, _, decimals = plain.partition(".")
    if not whole.isascii() or not whole.isdigit() or (decimals and not (decimals.isascii() and decimals.isdigit())):
        raise Refused("invalid_target_value", field="value", came=text[:40])
    return float(plain) if decimals.strip("0") else int(whole)


def _duty(said: Correction) -> dict[str, Any]:
    if said.role not in ROLES:
        raise Refused("unknown_value", field="role")
    rows = _times(said.times)
    first = rows[0] if rows else {}
    return {
        "role": said.role,
        "with": list(said.partners),
        "cadence": _CADENCES.get(str(first.get("kind")), "none"),
        "due": first.get("due"),
        "rrule": first.get("rrule"),
        "before": bool(first.get("before")),
        "outside_system": said.outside_system,
        "deadlines": rows,
    }


def _deadline(said: Correction) -> dict[str, Any]:
    rows = _times(said.times[:1])
    if not rows:
        raise Refused("required", field="time-0-kind")
    return {key: rows[0][key] for key in ("kind", "due", "before", "rrule", "what", "owner", "report_to")}


def _times(times: Sequence[TimeSaid]) -> list[dict[str, Any]]:
    return [_time(said, index) for index, said in enumerate(times)]


def _time(said: TimeSaid, index: int) -> dict[str, Any]:
    if said.kind not in TIME_KINDS:
        raise Refused("unknown_value", field=f"time-{index}-kind")
    dated = said.kind in ("date", "period")
    if dated and said.due is None:
        raise Refused("invalid_date", field=f"time-{index}-due")
    return {
        "kind": said.kind,
        "due": said.due.isoformat() if dated and said.due else None,
        "before": bool(said.before and dated),
        "rrule": said.rrule or None if said.kind == "recurring" else None,
        "what": said.what,
        "owner": said.owner or None,
        "report_to": said.report_to or None,
        "text": said.text,
        "span": list(said.span) if said.span else None,
    }
