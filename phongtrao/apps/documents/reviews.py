"""From the rows of a reading to the review page: a fixed number of queries, whatever the number of items."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.documents.assignees import Resolver
from phongtrao.apps.documents.confirmed import confirmed_item, header_facts, span_of
from phongtrao.apps.documents.enums import Decision, ItemKind
from phongtrao.apps.documents.models import Document, Reading, ReadItem, ReadUnit
from phongtrao.apps.documents.reader import resolver_for
from phongtrao.apps.documents.restored import restored_text
from phongtrao.apps.documents.review_rows import (
    DOUBTFUL_BELOW,
    ItemGroup,
    Review,
    ReviewChange,
    ReviewCounts,
    ReviewFinding,
    ReviewItem,
    ReviewUnit,
)
from phongtrao.apps.documents.rows import Span
from phongtrao.apps.documents.source_view import FINDING, Line, Mark, cut
from phongtrao.apps.documents.times import parse_span

_BEFORE = (ItemKind.TARGET, ItemKind.DEADLINE, ItemKind.GENERAL_TASK, ItemKind.TASK)
_AFTER = (ItemKind.INITIATIVE,)
_DUTIES = (ItemKind.TASK, ItemKind.GENERAL_TASK, ItemKind.DEADLINE)
_STANDING = (Decision.ACCEPTED, Decision.CORRECTED, Decision.ADDED, Decision.OPEN)
CHOICES_AT_MOST = 400  # names offered while typing; every other name of the place is found too when typed whole


def review_of(reading: Reading, *, today: date) -> Review:
    """The whole page of a reading that came with its paper, body, place and source text."""
    document = reading.document
    text: str = document.source_text.text
    rows = list(reading.items.order_by("span_start", "span_end", "kind", "ordinal", "id"))
    units = list(reading.units.select_related("assignee_body", "assignee_post__body").order_by("ordinal"))
    resolver = resolver_for(document, today=today)
    unit_uids = {unit.pk: unit.uid for unit in units}
    findings = _findings(reading.result)
    changes = _changes(reading.result)
    items = [review_item(row, unit_uids, findings, changes) for row in rows]
    by_unit: defaultdict[uuid.UUID, list[ReviewItem]] = defaultdict(list)
    loose: defaultdict[str, list[ReviewItem]] = defaultdict(list)
    for item in items:
        if item.unit_uid is not None:
            by_unit[item.unit_uid].append(item)
        else:
            loose[item.kind].append(item)
    signer = reading.result.get("signer") or {}
    return Review(
        document_uid=document.uid,
        version=document.version,
        name=document.name,
        state=document.state,
        body_name=document.body.name,
        header=header_facts(document),
        damaged=reading.damaged,
        page_count=document.page_count or 0,
        restored=restored_text(document.source_text),
        notes=tuple(str(note) for note in document.source_text.notes),
        groups_before=_groups(_BEFORE, loose),
        units=tuple(_unit(unit, by_unit[unit.uid], resolver) for unit in units),
        groups_after=_groups(_AFTER, loose),
        findings=findings,
        changes=changes,
        lines=tuple(_lines(text, items, units, findings)),
        source_text=text,
        choices=tuple(choice.label for choice in resolver.choices()[:CHOICES_AT_MOST]),
        counts=_counts(
            document,
            [(item.kind, item.decision, item.is_doubtful) for item in items],
            [(unit.assignee_kind, bool(unit.proposed)) for unit in units],
        ),
        recipients=tuple(str(name) for name in reading.result.get("recipients") or ()),
        signer=" ".join(str(signer.get(key) or "") for key in ("on_behalf", "title", "name")).strip(),
    )


def item_of(document: Document, item_uid: uuid.UUID) -> tuple[ReviewItem, ReviewCounts]:
    """One card and the counters, for a swap. Raises NotVisible."""
    reading = document.readings.filter(current=True).first()
    if reading is None:
        raise NotVisible
    row = reading.items.select_related("unit").filter(uid=item_uid).first()
    if row is None:
        raise NotVisible
    states = reading.items.values_list("kind", "decision", "confidence", "value__inferred")
    counted = [(kind, decision, _doubtful(confidence, inferred)) for kind, decision, confidence, inferred in states]
    units = [(kind, bool(proposed)) for kind, proposed in reading.units.values_list("assignee_kind", "proposed")]
    uids = {row.unit.pk: row.unit.uid} if row.unit else {}
    found = review_item(row, uids, _findings(reading.result), _changes(reading.result))
    return found, _counts(document, counted, units)


def _doubtful(confidence: int, inferred: object) -> bool:
    return confidence < DOUBTFUL_BELOW or bool(inferred)


def review_item(
    row: ReadItem,
    unit_uids: Mapping[int, uuid.UUID],
    findings: Sequence[ReviewFinding] = (),
    changes: Sequence[ReviewChange] = (),
) -> ReviewItem:
    """One item as the page shows it."""
    now = confirmed_item(row)
    return ReviewItem(
        uid=row.uid,
        version=row.version,
        kind=row.kind,
        kind_label=str(ItemKind(row.kind).label),
        text=now.text,
        span=now.span,
        value=now.value,
        read_text=row.text,
        times=now.times,
        decision=row.decision,
        decision_label=str(Decision(row.decision).label),
        decided_by_name=row.decided_by_name,
        decided_at=row.decided_at,
        confidence=row.confidence,
        inferred=bool(row.value.get("inferred")),
        unit_uid=unit_uids.get(row.unit_id) if row.unit_id is not None else None,
        findings=tuple(finding for finding in findings if _concerns(finding.span, now.span)),
        change=next((change for change in changes if change.item == row.uid.hex), None),
    )


def _concerns(finding: Span | None, item: Span | None) -> bool:
    """Whether most of what a finding marks stands in the item's place."""
    if finding is None or item is None:
        return False
    shared = min(finding[1], item[1]) - max(finding[0], item[0])
    return shared > 0 and 2 * shared >= finding[1] - finding[0]


def _groups(kinds: Iterable[str], loose: Mapping[str, Sequence[ReviewItem]]) -> tuple[ItemGroup, ...]:
    return tuple(
        ItemGroup(kind=str(kind), label=str(ItemKind(kind).label), items=tuple(loose[kind]))
        for kind in kinds
        if loose.get(kind)
    )


def _unit(unit: ReadUnit, items: Sequence[ReviewItem], resolver: Resolver) -> ReviewUnit:
    return ReviewUnit(
        uid=unit.uid,
        version=unit.version,
        heading=unit.heading,
        org_unit=unit.org_unit or unit.heading,
        mood=unit.mood,
        mood_label="đề nghị" if unit.mood == "request" else "giao",
        span=span_of(unit),
        assignee_kind=unit.assignee_kind,
        assignee_label=_assignee_label(unit, resolver),
        proposed=unit.proposed,
        items=tuple(items),
    )


def _assignee_label(unit: ReadUnit, resolver: Resolver) -> str:
    if unit.assignee_body is not None:
        return unit.assignee_body.name
    if unit.assignee_post is not None:
        return f"{unit.assignee_post.title}, {unit.assignee_post.body.name}"
    if unit.assignee_kind == "group":
        return resolver.group_label(unit.group_type)
    return unit.assignee_text


def _findings(result: Mapping[str, Any]) -> tuple[ReviewFinding, ...]:
    return tuple(
        ReviewFinding(
            key=f"f{number}",
            code=str(row.get("code") or ""),
            severity=str(row.get("severity") or "note"),
            text=str(row.get("text") or ""),
            message=str(row.get("message") or ""),
            span=parse_span(row.get("span")),
        )
        for number, row in enumerate(result.get("findings") or (), 1)
    )


def _changes(result: Mapping[str, Any]) -> tuple[ReviewChange, ...]:
    return tuple(
        ReviewChange(
            what=str(row["what"]),
            kind=str(row["kind"]),
            kind_label=str(ItemKind(row["kind"]).label),
            before=str(row["before"]),
            after=str(row["after"]),
            facts=tuple((str(key), str(old), str(new)) for key, old, new in row["facts"]),
            kept=bool(row["kept"]),
            item=uuid.UUID(row["item"]).hex if row["item"] else "",
        )
        for row in result.get("changes") or ()
    )


def _lines(
    text: str, items: Iterable[ReviewItem], units: Iterable[ReadUnit], findings: Iterable[ReviewFinding]
) -> list[Line]:
    marks = [Mark(item.key, item.kind, item.span) for item in items if item.span and item.decision != Decision.DROPPED]
    for unit in units:
        span = span_of(unit)
        if span:
            marks.append(Mark(unit.uid.hex, "unit", span))
    for item in items:
        marks += [Mark(item.key, "time", time.span) for time in item.times if time.span and time.span != item.span]
    marks += [Mark(finding.key, FINDING, finding.span) for finding in findings if finding.span]
    return cut(text, marks)


def _counts(
    document: Document, items: Sequence[tuple[str, str, bool]], units: Sequence[tuple[str, bool]]
) -> ReviewCounts:
    return ReviewCounts(
        version=document.version,
        total=len(items),
        decided=sum(decision != Decision.OPEN for _, decision, _ in items),
        doubtful_open=sum(decision == Decision.OPEN and doubtful for _, decision, doubtful in items),
        units_total=len(units),
        units_open=sum(not kind for kind, _ in units),
        units_proposed=sum(not kind and proposed for kind, proposed in units),
        duties=sum(kind in _DUTIES and decision in _STANDING for kind, decision, _ in items),
    )
