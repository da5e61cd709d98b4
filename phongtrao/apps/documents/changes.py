"""What a newer reading of the same paper says otherwise than the one before it. Values in, JSON values out.

Compared is what was read, never what a person put. An item with the same words in the same place, or most of them,
is the same item; a change is one of its words or of its facts. What nobody wanted (dropped) and that the newer reading
has no more is not worth telling.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from phongtrao.apps.documents.carried import overlap, same_class, span_read
from phongtrao.apps.documents.enums import Decision
from phongtrao.apps.documents.items import NewItem
from phongtrao.apps.documents.models import ReadItem

_TRACES = ("span", "rule", "confidence", "inferred", "joined")
_FACTS = ("role", "due", "rrule", "before", "cadence", "with", "product", "op", "value", "measure_unit", "subject")
_FACTS_MORE = ("outside_system", "owner", "report_to", "what", "deadlines")


@dataclass(frozen=True)
class Change:
    """`what`: new | changed | vanished. `old`: the row of the earlier reading; `new`: index in the newer one."""

    what: str
    old: ReadItem | None
    new: int | None


def compare(old: Sequence[ReadItem], new: Sequence[NewItem], *, added_rule: str) -> list[Change]:
    """The changes in the order of the newer reading, what vanished last. `added_rule`: of items that nobody read."""
    read = [row for row in old if row.rule != added_rule]
    left = dict(enumerate(new))
    gone: list[ReadItem] = []
    changes: list[Change] = []
    for row in read:
        index = _same_place(row, left)
        if index is None:
            gone.append(row)
        elif _differs(row, left.pop(index)):
            changes.append(Change("changed", row, index))
    for row in gone:
        index = _nearest(row, left)
        if index is not None:
            del left[index]
            changes.append(Change("changed", row, index))
        elif row.decision != Decision.DROPPED:
            changes.append(Change("vanished", row, None))
    changes += [Change("new", None, index) for index in left]
    return sorted(changes, key=lambda change: (change.new is None, change.new or 0))


def change_json(change: Change, item: NewItem | None, uid: str | None) -> dict[str, Any]:
    """What is kept of a change. `uid`: of the row of the newer reading that it is about; `kept`: a person had decided
    about it, and that decision stands."""
    row = change.old
    return {
        "what": change.what,
        "kind": item.kind if item else str(row.kind) if row else "",
        "before": row.text if row else "",
        "after": item.text if item else "",
        "facts": changed_facts(row.value, item.value) if row and item else [],
        "kept": bool(row and row.decision != Decision.OPEN),
        "item": uid,
    }


def changed_facts(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[list[str]]:
    """[key, old, new] of each fact that differs, as plain words; of times only the key: the card shows them."""
    found = []
    for key in (*_FACTS, *_FACTS_MORE):
        old, new = _plain(before.get(key)), _plain(after.get(key))
        if old != new:
            found.append([key, "", ""] if key in ("deadlines", "rrule") else [key, _words(old), _words(new)])
    return found


def _same_place(row: ReadItem, left: Mapping[int, NewItem]) -> int | None:
    here = (row.kind, span_read(row), row.text)
    return next((index for index, item in left.items() if (item.kind, item.span, item.text) == here), None)


def _nearest(row: ReadItem, left: Mapping[int, NewItem]) -> int | None:
    """The item that speaks of the same words, the one that begins nearest."""
    span = span_read(row)
    same = [i for i, item in left.items() if same_class(row.kind, item.kind) and overlap(span, item.span)]
    return min(same, key=lambda i: abs((left[i].span or (0, 0))[0] - (span or (0, 0))[0]), default=None)


def _differs(row: ReadItem, item: NewItem) -> bool:
    return bool(_plain(row.value) != _plain(item.value))


def _plain(value: Any) -> Any:
    """A value without what only tells how it was read; nothing, empty and false are one."""
    if isinstance(value, Mapping):
        return {k: _plain(part) for k, part in value.items() if k not in _TRACES and _plain(part) is not None}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value] or None
    return value if value not in ("", False, "none") else None


def _words(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
