"""What a person decided on an earlier reading stays decided on a newer one.

An item that reads the same in the same place keeps its decision. One that a person let stand or added, and that the
newer reading has no more, is taken over as it was; what the newer reading then proposes for the same words is left out.
"""

from collections.abc import Iterable, Sequence

from phongtrao.apps.documents.enums import Decision, ItemKind
from phongtrao.apps.documents.items import NewItem, NewUnit
from phongtrao.apps.documents.models import ReadItem, ReadUnit
from phongtrao.apps.documents.rows import Span
from phongtrao.core.text import fold

_DUTIES = (ItemKind.TASK, ItemKind.GENERAL_TASK, ItemKind.DEADLINE)
_KEPT = (Decision.ACCEPTED, Decision.CORRECTED, Decision.ADDED)
_MOSTLY = 0.5  # share of the shorter one from which two items speak of the same words

Key = tuple[str, Span | None, str]


def pair_units(old: Iterable[ReadUnit], new: Sequence[NewUnit]) -> dict[int, int]:
    """Old unit id → ordinal of the new unit with the same heading, counted from the top."""
    waiting: dict[str, list[int]] = {}
    for unit in new:
        waiting.setdefault(fold(unit.heading), []).append(unit.ordinal)
    pairs: dict[int, int] = {}
    for row in sorted(old, key=lambda unit: unit.ordinal):
        same = waiting.get(fold(row.heading))
        if same:
            pairs[row.pk] = same.pop(0)
    return pairs


def pair_items(old: Iterable[ReadItem], new: Sequence[NewItem]) -> tuple[dict[int, ReadItem], list[ReadItem]]:
    """Which decided old item each new one (by its index) continues, and those kept that none continues."""
    decided: dict[Key, list[ReadItem]] = {}
    for row in old:
        if row.decision != Decision.OPEN:
            decided.setdefault(_key(row.kind, span_read(row), row.text), []).append(row)
    pairs: dict[int, ReadItem] = {}
    for index, item in enumerate(new):
        same = decided.get(_key(item.kind, item.span, item.text))
        if same:
            pairs[index] = same.pop(0)
    left = [row for rows in decided.values() for row in rows if row.decision in _KEPT]
    return pairs, sorted(left, key=lambda row: row.pk)


def speaks_of_same(item: NewItem, kept: Iterable[ReadItem]) -> bool:
    """Whether a kept item already stands for the words of a new one."""
    return any(same_class(row.kind, item.kind) and overlap(span_read(row), item.span) for row in kept)


def same_class(one: str, other: str) -> bool:
    """Whether two kinds may be read one for the other: every kind of duty."""
    return _class(one) == _class(other)


def _class(kind: str) -> str:
    return "duty" if kind in _DUTIES else kind


def overlap(one: Span | None, other: Span | None) -> bool:
    """Whether most of the shorter place lies in the other."""
    if one is None or other is None:
        return False
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and shared >= min(one[1] - one[0], other[1] - other[0]) * _MOSTLY


def _key(kind: str, span: Span | None, text: str) -> Key:
    return (kind, span, text)


def span_read(row: ReadItem) -> Span | None:
    """The place as it was read; a correction keeps its own."""
    return None if row.span_start is None or row.span_end is None else (row.span_start, row.span_end)
