"""A paper is read: the steps of the background work, each whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.operations import operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents.assignees import Resolver
from phongtrao.apps.documents.carried import pair_items, pair_units, speaks_of_same
from phongtrao.apps.documents.changes import change_json, compare
from phongtrao.apps.documents.enums import DOCUMENT_WORKFLOW, Decision, DocumentState
from phongtrao.apps.documents.header import read_header
from phongtrao.apps.documents.items import NewItem, NewUnit, items_of, units_of
from phongtrao.apps.documents.models import Document, Reading, ReadItem, ReadUnit, SourceText
from phongtrao.apps.documents.operations.items import ADDED_RULE
from phongtrao.apps.documents.operations.pages import PagePlaces, place_words
from phongtrao.apps.files import operations as files
from phongtrao.core.text.likeness import sketch_of
from phongtrao.core.workflow import Allowed, next_state

_ITEM_LISTS = ("targets", "deadlines", "assignments", "general_tasks", "initiatives", "source_text")


@dataclass(frozen=True)
class TextOfFile:
    """The text taken out of a paper's file, with how it was taken.

    `original`, `restored`: see `SourceText`. `pages`: where its words stand, for a paper that has pages.
    """

    text: str
    route: str
    notes: tuple[str, ...]
    original: str = ""
    restored: tuple[tuple[int, int, int, int, int], ...] = ()
    pages: tuple[PagePlaces, ...] = ()


@operation
def start_reading(*, uid: UUID, by: Actor, now: datetime) -> Document | None:
    """The background work begins, or begins again after a crash. None: there is nothing to do (read, cancelled)."""
    document = Document.objects.select_related("body__area", "file").filter(uid=uid).first()
    if document is None:
        return None
    step = next_state(DOCUMENT_WORKFLOW, state=document.state, verb="start_reading", role=by.role)
    if not isinstance(step, Allowed):
        return None
    rows = Document.objects.filter(pk=document.pk, state=document.state)
    if rows.update(state=step.state, failure="", version=F("version") + 1) != 1:
        return None
    document.refresh_from_db(fields=["state", "version", "failure"])
    return document


@operation
def fail_reading(*, document: Document, cause: str, by: Actor, now: datetime) -> None:
    """The paper cannot be read; `cause` is a sentence for people and says what to do. Nothing when it was cancelled."""
    rows = Document.objects.filter(pk=document.pk, state=DocumentState.READING)
    if rows.update(state=DocumentState.FAILED, failure=cause[:500], version=F("version") + 1):
        _record(document, by=by, now=now, to_state=DocumentState.FAILED, reason=cause)


@operation
def finish_reading(
    *,
    document: Document,
    source: TextOfFile,
    result: Mapping[str, Any],
    reader_version: str,
    pack_versions: Mapping[str, int],
    resolver: Resolver,
    by: Actor,
    now: datetime,
) -> Reading:
    """Keep a reading as the current one, with its items; the paper waits for its review from now on.

    What a person decided on an earlier reading stays decided. A paper whose pages were read leaves its quarantine: the
    caller has checked them. Refused("step_not_open") when the paper was cancelled or read by somebody else meanwhile:
    nothing is written then.
    """
    previous = document.readings.filter(current=True).first()
    header = read_header(document, result, previous.result if previous else {}, now=now)
    rows = Document.objects.filter(pk=document.pk, state=DocumentState.READING)
    if rows.update(state=DocumentState.READ, failure="", version=F("version") + 1, **header) != 1:
        raise Refused("step_not_open")
    _keep_text(document, source, by=by, now=now)
    if document.page_count is not None:
        files.release_checked(file=document.file, by=by, now=now)
    document.readings.filter(current=True).update(current=False)
    reading = Reading.objects.create(
        document=document,
        reader_version=reader_version,
        pack_versions=dict(pack_versions),
        result={key: result[key] for key in result if key not in _ITEM_LISTS},
        damaged=bool((result.get("source") or {}).get("damaged")),
        created_at=now,
    )
    units, items = units_of(result), items_of(result, source.text)
    changes = _write_items(reading, previous, units=units, items=items, resolver=resolver)
    if previous is not None:
        reading.result["changes"] = changes
        reading.save(update_fields=["result"])
    _record(document, by=by, now=now, to_state=DocumentState.READ)
    return reading


def _keep_text(document: Document, source: TextOfFile, *, by: Actor, now: datetime) -> None:
    _, is_new = SourceText.objects.get_or_create(
        document=document,
        defaults={
            "text": source.text,
            "original": source.original,
            "restored": [list(word) for word in source.restored],
            "sketch": list(sketch_of(source.text)),
            "route": source.route,
            "notes": list(source.notes),
            "created_at": now,
        },
    )
    if is_new and source.pages:
        place_words(document=document, pages=source.pages, by=by, now=now)


def _write_items(
    reading: Reading, previous: Reading | None, *, units: list[NewUnit], items: list[NewItem], resolver: Resolver
) -> list[dict[str, Any]]:
    """The rows of the reading; what it says otherwise than the one before."""
    old_units = list(previous.units.all()) if previous else []
    unit_pairs = pair_units(old_units, units)
    rows = _write_units(reading, old_units, unit_pairs, units, resolver)
    old = list(previous.items.order_by("span_start", "id")) if previous else []
    pairs, kept = pair_items(old, items)
    new = {
        index: _item_row(reading, item, rows, pairs.get(index), unit_pairs)
        for index, item in enumerate(items)
        if index in pairs or not speaks_of_same(item, kept)
    }
    stayed = {row.pk: _kept_row(reading, row, rows, unit_pairs) for row in kept}
    ReadItem.objects.bulk_create([*new.values(), *stayed.values()], batch_size=500)
    return _changes(old, items, new, stayed) if previous else []


def _changes(
    old: list[ReadItem], items: list[NewItem], new: Mapping[int, ReadItem], stayed: Mapping[int, ReadItem]
) -> list[dict[str, Any]]:
    """Every change with the card that it is about: of the newer reading, or the one that a person had let stand."""
    found = []
    for change in compare(old, items, added_rule=ADDED_RULE):
        row = stayed.get(change.old.pk) if change.old else None
        if row is None and change.new is not None:
            row = new.get(change.new)
        if row is None and change.what == "new":
            continue  # its words stand in an item that a person let stand or added
        item = items[change.new] if change.new is not None else None
        found.append(change_json(change, item, str(row.uid) if row else None))
    return found


def _write_units(
    reading: Reading, old: list[ReadUnit], pairs: Mapping[int, int], units: list[NewUnit], resolver: Resolver
) -> dict[int, ReadUnit]:
    """The headings by ordinal; whom a person said they mean stays said."""
    resolved = {pairs[row.pk]: row for row in old if row.pk in pairs and row.assignee_kind}
    rows = []
    for unit in units:
        row = ReadUnit(
            reading=reading,
            ordinal=unit.ordinal,
            heading=unit.heading,
            org_unit=unit.org_unit,
            mood=unit.mood,
            span_start=unit.span[0] if unit.span else None,
            span_end=unit.span[1] if unit.span else None,
            proposed=resolver.resolve(unit.org_unit or unit.heading),
        )
        said = resolved.get(unit.ordinal)
        if said is not None:
            for name in ("mood", "assignee_kind", "group_type", "assignee_text"):
                setattr(row, name, getattr(said, name))
            for name in ("assignee_body_id", "group_area_id", "assignee_post_id"):
                setattr(row, name, getattr(said, name))
        rows.append(row)
    return {row.ordinal: row for row in ReadUnit.objects.bulk_create(rows, batch_size=500)}


def _item_row(
    reading: Reading, item: NewItem, units: Mapping[int, ReadUnit], said: ReadItem | None, pairs: Mapping[int, int]
) -> ReadItem:
    row = ReadItem(
        reading=reading,
        unit=units[item.unit] if item.unit is not None else None,
        kind=item.kind,
        ordinal=item.ordinal,
        text=item.text,
        span_start=item.span[0] if item.span else None,
        span_end=item.span[1] if item.span else None,
        value=item.value,
        rule=item.rule,
        confidence=item.confidence,
    )
    if said is not None:
        _take_over_decision(row, said)
        if said.corrected is not None:
            row.unit = _new_unit(said, units, pairs)
        elif said.decision == Decision.ACCEPTED:
            # A person found these facts right: what the newer reading says of the same words is told, not taken.
            row.value, row.rule, row.confidence = said.value, said.rule, said.confidence
            row.unit = _new_unit(said, units, pairs) or row.unit
    return row


def _kept_row(reading: Reading, said: ReadItem, units: Mapping[int, ReadUnit], pairs: Mapping[int, int]) -> ReadItem:
    row = ReadItem(
        reading=reading,
        unit=_new_unit(said, units, pairs),
        kind=said.kind,
        ordinal=said.ordinal,
        text=said.text,
        span_start=said.span_start,
        span_end=said.span_end,
        value=said.value,
        rule=said.rule,
        confidence=said.confidence,
    )
    _take_over_decision(row, said)
    return row


def _new_unit(said: ReadItem, units: Mapping[int, ReadUnit], pairs: Mapping[int, int]) -> ReadUnit | None:
    ordinal = pairs.get(said.unit_id) if said.unit_id is not None else None
    return units[ordinal] if ordinal is not None else None


def _take_over_decision(row: ReadItem, said: ReadItem) -> None:
    row.decision, row.corrected = said.decision, said.corrected
    row.decided_at, row.decided_by_id, row.decided_by_name = said.decided_at, said.decided_by_id, said.decided_by_name


def _record(document: Document, *, by: Actor, now: datetime, to_state: str, reason: str = "") -> None:
    audit.record(
        by=by,
        now=now,
        verb="read",
        subject_type="document",
        subject_uid=document.uid,
        subject_name=document.name,
        scope=document.scope,
        from_state=DocumentState.READING,
        to_state=to_state,
        reason=reason,
    )
