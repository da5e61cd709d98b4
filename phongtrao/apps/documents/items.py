"""From the JSON of a reading to the rows that a person decides on. Values in, values out.

One duty, one row: a deadline inside the words of a task or general task is that duty's time, and is kept with it under
`deadlines`, whole. A deadline outside every duty is a duty of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from phongtrao.apps.documents.enums import ItemKind
from phongtrao.apps.documents.rows import Span
from phongtrao.apps.documents.times import parse_span

_MOSTLY = 0.5  # share of a deadline's words inside a duty from which it is that duty's time
_DUTIES = (ItemKind.TASK, ItemKind.GENERAL_TASK)


@dataclass(frozen=True)
class NewUnit:
    """A heading as read."""

    ordinal: int
    heading: str
    org_unit: str
    mood: str
    span: Span | None


@dataclass
class NewItem:
    """An item as read; `unit` is the ordinal of its heading, `confidence` in thousandths."""

    kind: str
    ordinal: int
    text: str
    span: Span | None
    value: dict[str, Any]
    unit: int | None = None
    rule: str = ""
    confidence: int = 1000
    folded: list[Mapping[str, Any]] = field(default_factory=list)


def units_of(result: Mapping[str, Any]) -> list[NewUnit]:
    """The headings in reading order."""
    return [
        NewUnit(
            ordinal=ordinal,
            heading=str(row.get("heading") or row.get("org_unit") or "")[:500],
            org_unit=str(row.get("org_unit") or "")[:300],
            mood="request" if row.get("mood") == "request" else "assign",
            span=parse_span(row.get("span")),
        )
        for ordinal, row in enumerate(result.get("assignments") or ())
    ]


def items_of(result: Mapping[str, Any], source_text: str) -> list[NewItem]:
    """Every item of the reading once, in reading order; deadlines inside a duty folded into it."""
    items = [_item(ItemKind.TARGET, row) for row in result.get("targets") or ()]
    for unit, assignment in enumerate(result.get("assignments") or ()):
        items += [_item(ItemKind.TASK, row, unit=unit) for row in assignment.get("tasks") or ()]
    items += [_item(ItemKind.GENERAL_TASK, row) for row in result.get("general_tasks") or ()]
    duties = [item for item in items if item.kind in _DUTIES]
    for row in result.get("deadlines") or ():
        holder = _holder(parse_span(row.get("span")), duties)
        if holder is None:
            items.append(_item(ItemKind.DEADLINE, row))
        else:
            holder.folded.append(row)
    for duty in duties:
        if duty.folded:
            _take_times_in(duty)
    items += [_initiative(name, source_text) for name in result.get("initiatives") or ()]
    return _in_order(items)


def _take_times_in(duty: NewItem) -> None:
    """Its deadlines go with it; it is as doubtful as the most doubtful of them."""
    duty.value["deadlines"] = [dict(row) for row in duty.folded]
    duty.confidence = min(duty.confidence, *(_thousandths(row.get("confidence", 1)) for row in duty.folded))
    if any(row.get("inferred") for row in duty.folded):
        duty.value["inferred"] = True


def _item(kind: str, row: Mapping[str, Any], unit: int | None = None) -> NewItem:
    value = {key: row[key] for key in row if key not in ("span", "rule", "confidence")}
    return NewItem(
        kind=kind,
        ordinal=0,
        text=str(row.get("text") or row.get("what") or ""),
        span=parse_span(row.get("span")),
        value=value,
        unit=unit,
        rule=str(row.get("rule") or "")[:80],
        confidence=_thousandths(row.get("confidence", 1)),
    )


def _initiative(name: Any, source_text: str) -> NewItem:
    """A named mô hình. The reading gives only its name: its place is where the name stands first."""
    if isinstance(name, Mapping):
        return _item(ItemKind.INITIATIVE, name)
    text = str(name)
    at = source_text.find(text)
    return NewItem(
        kind=ItemKind.INITIATIVE,
        ordinal=0,
        text=text,
        span=(at, at + len(text)) if at >= 0 and text else None,
        value={"text": text},
        rule="initiative-name",
    )


def _thousandths(confidence: Any) -> int:
    if isinstance(confidence, int | float) and not isinstance(confidence, bool):
        return min(1000, max(0, round(confidence * 1000)))
    return 1000


def _holder(span: Span | None, duties: Sequence[NewItem]) -> NewItem | None:
    """The smallest duty whose words hold the deadline's, or most of them, or that lies mostly in the deadline's."""
    if span is None:
        return None
    holding = [duty for duty in duties if duty.span and _is_time_of(span, duty.span)]
    return min(holding, key=lambda duty: _length(duty.span), default=None)


def _is_time_of(deadline: Span, duty: Span) -> bool:
    shared = min(deadline[1], duty[1]) - max(deadline[0], duty[0])
    shorter = min(_length(deadline), _length(duty))
    return shared > 0 and shared >= shorter * _MOSTLY


def _length(span: Span | None) -> int:
    return span[1] - span[0] if span else 0


def _in_order(items: Sequence[NewItem]) -> list[NewItem]:
    """Sorted by place, those without a place last; the ordinal counts within a kind."""
    counted: dict[str, int] = {}
    ordered = sorted(items, key=lambda item: (item.span is None, item.span or (0, 0)))
    for item in ordered:
        item.ordinal = counted.get(item.kind, 0)
        counted[item.kind] = item.ordinal + 1
    return ordered
