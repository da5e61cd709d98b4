"""From the rows of a reading to what a person confirmed."""

from collections import defaultdict
from collections.abc import Iterable

from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.documents.enums import Decision, ItemKind
from phongtrao.apps.documents.models import Document, ReadItem, ReadUnit
from phongtrao.apps.documents.rows import ConfirmedItem, ConfirmedReading, ConfirmedUnit, HeaderFacts, Span
from phongtrao.apps.documents.times import parse_span, times_of

STANDING = (Decision.ACCEPTED, Decision.CORRECTED, Decision.ADDED)


def confirmed_reading(document: Document) -> ConfirmedReading:
    """The standing items of the current reading. Raises NotVisible when there is none."""
    reading = document.readings.filter(current=True).defer("result").first()
    if reading is None:
        raise NotVisible
    items = list(reading.items.order_by("span_start", "kind", "ordinal", "id"))
    standing = [item for item in items if item.decision in STANDING]
    by_unit: defaultdict[int, list[ReadItem]] = defaultdict(list)
    by_kind: defaultdict[str, list[ReadItem]] = defaultdict(list)
    for item in standing:
        if item.unit_id is not None:
            by_unit[item.unit_id].append(item)
        else:
            by_kind[item.kind].append(item)
    return ConfirmedReading(
        document_id=document.pk,
        document_uid=document.uid,
        reading_id=reading.pk,
        reading_uid=reading.uid,
        body_id=document.body_id,
        scope=document.scope,
        province=document.province,
        year=document.year,
        header=header_facts(document),
        targets=_items(by_kind[ItemKind.TARGET]),
        units=tuple(_unit(unit, by_unit[unit.pk]) for unit in reading.units.order_by("ordinal")),
        # A task that stands under no heading is “chưa giao”, as a general task is.
        general_tasks=_items([*by_kind[ItemKind.GENERAL_TASK], *by_kind[ItemKind.TASK]]),
        deadlines=_items(by_kind[ItemKind.DEADLINE]),
        initiatives=_items(by_kind[ItemKind.INITIATIVE]),
        open_count=sum(item.decision == Decision.OPEN for item in items),
    )


def header_facts(document: Document) -> HeaderFacts:
    """The head of the paper as its row holds it."""
    return HeaderFacts(
        doc_type=document.doc_type,
        title=document.title,
        issuer=document.issuer,
        number=document.number,
        symbol=document.symbol,
        issued_on=document.issued_on,
        period_from=document.period_from,
        period_to=document.period_to,
    )


def span_of(row: ReadItem | ReadUnit) -> Span | None:
    """The place of a row in the source text, if it has one."""
    if row.span_start is None or row.span_end is None:
        return None
    return (row.span_start, row.span_end)


def effective_span(item: ReadItem) -> Span | None:
    """Where the item stands: as a person marked it, else as read."""
    if item.corrected is not None and "span" in item.corrected:
        return parse_span(item.corrected["span"])
    return span_of(item)


def _items(rows: Iterable[ReadItem]) -> tuple[ConfirmedItem, ...]:
    return tuple(confirmed_item(row) for row in rows)


def confirmed_item(row: ReadItem) -> ConfirmedItem:
    """One item with its effective value."""
    value = row.value if row.corrected is None else row.corrected
    return ConfirmedItem(
        uid=row.uid,
        kind=row.kind,
        ordinal=row.ordinal,
        text=str(value.get("text") or row.text),
        span=effective_span(row),
        value=value,
        times=times_of(row.kind, value),
        decision=row.decision,
        corrected=row.corrected is not None,
    )


def _unit(unit: ReadUnit, tasks: Iterable[ReadItem]) -> ConfirmedUnit:
    kind = unit.assignee_kind or "text"
    return ConfirmedUnit(
        uid=unit.uid,
        ordinal=unit.ordinal,
        heading=unit.heading,
        org_unit=unit.org_unit,
        mood=unit.mood,
        span=span_of(unit),
        assignee_kind=kind,
        assignee_body_id=unit.assignee_body_id,
        group_type=unit.group_type,
        group_area_id=unit.group_area_id,
        assignee_post_id=unit.assignee_post_id,
        assignee_text=(unit.assignee_text or unit.org_unit or unit.heading) if kind == "text" else "",
        tasks=_items(tasks),
    )
