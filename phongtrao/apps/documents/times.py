"""The times of an item, from the JSON of the reading schema to typed facts and back. Values in, values out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from phongtrao.apps.documents.rows import Span, TimeFact

_OF_CADENCE = {"once": "date", "recurring": "recurring", "continuous": "continuous", "on_event": "on_event"}


def times_of(kind: str, value: Mapping[str, Any]) -> tuple[TimeFact, ...]:
    """Every time that the item says, its own first. A day that stands in both the task and a deadline comes once."""
    if kind == "deadline":
        return (_fact(value, str(value.get("kind") or "")),)
    inside = tuple(_fact(row, str(row.get("kind") or "")) for row in value.get("deadlines") or ())
    own = _own(value)
    if own is None or any(_same_time(own, other) for other in inside):
        return _own_first(own, inside)
    return (own, *inside)


def _own(value: Mapping[str, Any]) -> TimeFact | None:
    """The time in the task's own keys (`cadence`, `due`, `rrule`)."""
    kind = _OF_CADENCE.get(str(value.get("cadence") or ""), "")
    if value.get("due") and kind in ("", "date"):
        kind = "date"
    if not kind or (kind == "date" and not value.get("due")):
        return None
    return _fact(value, kind)


def _own_first(own: TimeFact | None, inside: tuple[TimeFact, ...]) -> tuple[TimeFact, ...]:
    if own is None:
        return inside
    return tuple(sorted(inside, key=lambda fact: not _same_time(own, fact)))


def _same_time(one: TimeFact, other: TimeFact) -> bool:
    """« due 31/12 » says the same as a phase that ends on 31/12; « định kỳ » the same as « định kỳ hằng tháng »."""
    if one.due or other.due:
        return one.due == other.due
    if one.kind != other.kind:
        return False
    return one.rrule == other.rrule or not one.rrule or not other.rrule


def _fact(value: Mapping[str, Any], kind: str) -> TimeFact:
    return TimeFact(
        kind=kind,
        due=parse_day(value.get("due")),
        before=bool(value.get("before")),
        rrule=str(value.get("rrule") or ""),
        what=str(value.get("what") or ""),
        owner=str(value.get("owner") or ""),
        report_to=str(value.get("report_to") or ""),
        text=str(value.get("text") or ""),
        span=parse_span(value.get("span")),
    )


def parse_day(text: object) -> date | None:
    """« 2026-03-31 » → the day; anything else, also « 2026-02-30 », is no day."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def parse_span(value: object) -> Span | None:
    """Two whole numbers in order, or None."""
    if isinstance(value, Sequence) and not isinstance(value, str) and len(value) == 2:
        start, end = value
        if isinstance(start, int) and isinstance(end, int) and 0 <= start <= end:
            return (start, end)
    return None
