"""The corrections that people made, taken together for an export. For the administrator and the command line alone."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from phongtrao.adapters.mask_words import mask_words
from phongtrao.apps.accounts.models import User
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.days import day_of
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents.confirmed import effective_span
from phongtrao.apps.documents.enums import Decision, DocumentState
from phongtrao.apps.documents.export_rows import CorrectionKept, PaperKept, Side, masked_rows
from phongtrao.apps.documents.joining import JOINED
from phongtrao.apps.documents.models import Document, Reading, ReadItem
from phongtrao.apps.documents.operations.items import ADDED_RULE
from phongtrao.apps.orgs.models import AdminAreaVersion

_MAY = ("administrator", "system")
_PUT = (Decision.CORRECTED, Decision.ADDED, Decision.DROPPED)


def corrections_masked(*, by: Actor, since: date | None = None) -> Iterator[dict[str, Any]]:
    """Every correction decided on or after `since`, masked, paper by paper; see `export_rows` for the shape of a row.

    Left out: cancelled papers, and papers whose text lost its marks, since names are not found in them. Refused:
    role_may_not.
    """
    if by.role not in _MAY:
        raise Refused("role_may_not")
    return _rows(since)


def _rows(since: date | None) -> Iterator[dict[str, Any]]:
    words = mask_words()
    people = list(User.objects.values_list("full_name", flat=True))
    places = list(AdminAreaVersion.objects.values_list("name", flat=True).distinct())
    readings = Reading.objects.filter(current=True, damaged=False, document__source_text__isnull=False)
    readings = readings.exclude(document__state=DocumentState.CANCELLED).select_related("document__source_text")
    ordinal = 0
    for reading in readings.order_by("document_id"):
        kept = tuple(_corrections(reading, since))
        if kept:
            ordinal += 1
            yield from masked_rows(_paper(reading, kept, ordinal), words, people=people, places=places)


def left_out(*, by: Actor) -> int:
    """How many papers with corrections `corrections_masked` leaves out because their text lost its marks."""
    if by.role not in _MAY:
        raise Refused("role_may_not")
    rows = Document.objects.filter(readings__current=True, readings__damaged=True, readings__items__decision__in=_PUT)
    return rows.distinct().count()


def _paper(reading: Reading, kept: tuple[CorrectionKept, ...], ordinal: int) -> PaperKept:
    signer = (reading.result.get("signer") or {}).get("name")
    return PaperKept(
        ordinal=ordinal,
        text=reading.document.source_text.text,
        reader_version=reading.reader_version,
        pack_versions=reading.pack_versions,
        people=(str(signer),) if signer else (),
        corrections=kept,
    )


def _corrections(reading: Reading, since: date | None) -> Iterator[CorrectionKept]:
    rows = reading.items.filter(decision__in=_PUT).select_related("unit")
    items = list(rows.order_by("span_start", "kind", "ordinal", "id"))
    for item in items:
        decided = _day(item.decided_at)
        if decided is None or (since is not None and decided < since) or _is_second(item):
            continue
        pair = _pair(item, items)
        if pair is not None:
            decision, read, corrected = pair
            yield CorrectionKept(decision, item.rule, item.confidence, decided, read, corrected)


def _day(moment: datetime | None) -> date | None:
    return day_of(moment) if moment else None


def _is_second(item: ReadItem) -> bool:
    """Whether another item's row tells its story: the second part of a cut, the one taken in by a merger."""
    return (item.corrected or {}).get(JOINED, {}).get("how") == "taken" or JOINED in item.value


def _pair(item: ReadItem, items: Iterable[ReadItem]) -> tuple[str, tuple[Side, ...], tuple[Side, ...]] | None:
    is_added = item.rule == ADDED_RULE
    if item.decision == Decision.DROPPED:
        # One that a person added and took away again was never read.
        return None if is_added else ("dropped", (_read(item),), ())
    link = (item.corrected or {}).get(JOINED, {})
    if link.get("how") == "split":
        parts = [row for row in items if row.value.get(JOINED, {}).get("token") == link["token"]]
        parts = [row for row in parts if row.decision != Decision.DROPPED]
        return "split", () if is_added else (_read(item),), (_said(item), *map(_said, parts))
    if link.get("how") == "merged":
        taken = [row for row in items if (row.corrected or {}).get(JOINED, {}).get("token") == link["token"]]
        return "merged", tuple(_read(row) for row in (item, *(t for t in taken if t.pk != item.pk))), (_said(item),)
    if is_added:
        return "added", (), (_said(item),)
    return ("redrawn" if _is_redrawn(item) else "corrected"), (_read(item),), (_said(item),)


def _is_redrawn(item: ReadItem) -> bool:
    """Whether nothing but the place, and the words with it, was put otherwise."""
    said = item.corrected or {}
    same = all(said.get(key) == value for key, value in item.value.items() if key not in ("text", "inferred"))
    return same and bool(said.get("span")) and effective_span(item) != _place_read(item)


def _place_read(item: ReadItem) -> tuple[int, int] | None:
    return None if item.span_start is None or item.span_end is None else (item.span_start, item.span_end)


def _read(item: ReadItem) -> Side:
    return Side(item.kind, item.text, _place_read(item), item.value, _heading(item))


def _said(item: ReadItem) -> Side:
    value = item.value if item.corrected is None else item.corrected
    return Side(item.kind, str(value.get("text") or item.text), effective_span(item), value, _heading(item))


def _heading(item: ReadItem) -> str:
    return item.unit.heading if item.unit else ""
