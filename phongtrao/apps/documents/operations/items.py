"""What a person decides about the items of a reading: right, otherwise, not at all, and what was missed."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Max

from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.days import day_of
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents.corrections import Correction, corrected_value
from phongtrao.apps.documents.enums import Decision, ItemKind
from phongtrao.apps.documents.gate import refuse_text
from phongtrao.apps.documents.joining import JOINED
from phongtrao.apps.documents.models import Document, Reading, ReadItem, ReadUnit, SourceText
from phongtrao.apps.documents.operations.guards import may_review
from phongtrao.apps.documents.places import trimmed
from phongtrao.apps.documents.queries import get_document
from phongtrao.apps.documents.rows import Span

DUTIES = (ItemKind.TASK, ItemKind.GENERAL_TASK, ItemKind.DEADLINE)


@operation
def accept_items(
    *,
    document_uid: uuid.UUID,
    by: Actor,
    now: datetime,
    item_uid: uuid.UUID | None = None,
    version: int | None = None,
    confidence_from: int | None = None,
) -> int:
    """Say that one item, or every open item from a confidence (thousandths) on, is right as it stands. How many.

    One item: `item_uid` and `version`. Refused: changed_meanwhile, step_not_open, role_may_not.
    """
    document = reviewed(document_uid, by, now)
    if item_uid is not None:
        item = item_in(document, item_uid)
        decide(item, version=version, by=by, now=now, decision=_standing(item))
        record(document, by=by, now=now, verb="decide", item=item, changes={"decision": [item.decision, "accepted"]})
        return 1
    if confidence_from is None:
        raise Refused("required", field="confidence_from")
    rows = ReadItem.objects.filter(
        reading=_current(document), decision=Decision.OPEN, confidence__gte=confidence_from
    ).exclude(value__has_key="inferred")
    count = rows.update(
        decision=Decision.ACCEPTED,
        decided_at=now,
        decided_by_id=by.user_id,
        decided_by_name=by.shown,
        version=F("version") + 1,
    )
    record(
        document,
        by=by,
        now=now,
        verb="decide",
        changes={"accepted": [0, count], "confidence_from": [None, confidence_from]},
    )
    return count


@operation
def correct_item(
    *,
    document_uid: uuid.UUID,
    item_uid: uuid.UUID,
    version: int,
    correction: Correction,
    unit_uid: uuid.UUID | None,
    by: Actor,
    now: datetime,
) -> None:
    """Put an item otherwise than it was read; what was read is kept beside it. `unit_uid`: the heading that the duty
    stands under (None: under none). Refused: changed_meanwhile, step_not_open, role_may_not, required, unknown_value,
    invalid_date, invalid_target_value, secrecy_mark, personal_list.
    """
    document = reviewed(document_uid, by, now)
    item = item_in(document, item_uid)
    value = _checked_value(document, item.kind, correction, item.value)
    unit = _unit(item.reading_id, item.kind, unit_uid)
    if item.kind == ItemKind.TASK and item.unit_id != (unit.pk if unit else None):
        value["unit_read"] = item.unit.ordinal if item.unit else None
    if item.corrected is not None and JOINED in item.corrected:
        value[JOINED] = item.corrected[JOINED]
    decision = Decision.ADDED if item.decision == Decision.ADDED else Decision.CORRECTED
    decide(item, version=version, by=by, now=now, decision=decision, corrected=value, unit=unit)
    record(document, by=by, now=now, verb="correct", item=item, changes=_changes(item, value))


@operation
def drop_item(*, document_uid: uuid.UUID, item_uid: uuid.UUID, version: int, by: Actor, now: datetime) -> None:
    """It is no item: nothing comes of it. Refused: changed_meanwhile, step_not_open, role_may_not."""
    document = reviewed(document_uid, by, now)
    item = item_in(document, item_uid)
    decide(item, version=version, by=by, now=now, decision=Decision.DROPPED)
    record(document, by=by, now=now, verb="drop", item=item, changes={"decision": [item.decision, "dropped"]})


@operation
def restore_item(*, document_uid: uuid.UUID, item_uid: uuid.UUID, version: int, by: Actor, now: datetime) -> None:
    """Take a decision back: the item is as it was read and open again; one that a person added stands again. What was
    cut or merged is whole, or two, again: both items are as they were before.

    Refused: changed_meanwhile, step_not_open, role_may_not.
    """
    from phongtrao.apps.documents.operations.reshape import undo_joined  # it builds on this module

    document = reviewed(document_uid, by, now)
    item = item_in(document, item_uid)
    if undo_joined(item, version=version, by=by, now=now):
        pass
    elif item.rule == ADDED_RULE:
        decide(item, version=version, by=by, now=now, decision=Decision.ADDED)
    else:
        unit = _unit_read(item)
        claim(
            ReadItem.objects.filter(pk=item.pk),
            version=version,
            decision=Decision.OPEN,
            corrected=None,
            unit=unit,
            decided_at=None,
            decided_by=None,
            decided_by_name="",
        )
    record(document, by=by, now=now, verb="decide", item=item, changes={"decision": [item.decision, "open"]})


ADDED_RULE = "added-by-person"


@operation
def add_item(
    *,
    document_uid: uuid.UUID,
    kind: str,
    correction: Correction,
    unit_uid: uuid.UUID | None,
    by: Actor,
    now: datetime,
) -> uuid.UUID:
    """What the reading missed, marked in the source (`correction.span`) or typed. The new item's uid.

    Refused: step_not_open, role_may_not, required, unknown_value, invalid_date, invalid_target_value, secrecy_mark,
    personal_list.
    """
    document = reviewed(document_uid, by, now)
    if kind not in ItemKind.values:
        raise Refused("unknown_value", field="kind")
    reading = _current(document)
    value = _checked_value(document, kind, correction, {})
    unit = _unit(reading.pk, kind, unit_uid)
    span: Span | None = (value["span"][0], value["span"][1]) if value["span"] else None
    last = ReadItem.objects.filter(reading=reading, kind=kind).aggregate(last=Max("ordinal"))["last"]
    item = ReadItem.objects.create(
        reading=reading,
        unit=unit,
        kind=kind,
        ordinal=0 if last is None else last + 1,
        text=value["text"],
        span_start=span[0] if span else None,
        span_end=span[1] if span else None,
        value={key: value[key] for key in value if key != "span"},
        rule=ADDED_RULE,
        decision=Decision.ADDED,
        decided_at=now,
        decided_by_id=by.user_id,
        decided_by_name=by.shown,
    )
    record(document, by=by, now=now, verb="add", item=item)
    return item.uid


def reviewed(document_uid: uuid.UUID, by: Actor, now: datetime) -> Document:
    """The paper under review, for somebody who may review it. Refused: role_may_not, step_not_open."""
    document = get_document(uid=document_uid, by=by, today=day_of(now))
    may_review(document, by=by)
    return document


def _current(document: Document) -> Reading:
    return Reading.objects.filter(document=document, current=True).defer("result").get()


def item_in(document: Document, item_uid: uuid.UUID) -> ReadItem:
    """An item of the current reading. Raises NotVisible."""
    rows = ReadItem.objects.filter(uid=item_uid, reading__document=document, reading__current=True)
    item = rows.select_related("unit").first()
    if item is None:
        raise NotVisible
    return item


def _standing(item: ReadItem) -> str:
    """What “right” means for an item: one that a person added or corrected stays so."""
    if item.rule == ADDED_RULE:
        return Decision.ADDED
    return Decision.CORRECTED if item.corrected is not None else Decision.ACCEPTED


def decide(item: ReadItem, *, version: int | None, by: Actor, now: datetime, decision: str, **changes: Any) -> None:
    """Write a decision, claiming the version (None: the one just read). Refused: changed_meanwhile."""
    claim(
        ReadItem.objects.filter(pk=item.pk),
        version=item.version if version is None else version,
        decision=decision,
        decided_at=now,
        decided_by_id=by.user_id,
        decided_by_name=by.shown,
        **changes,
    )


def _unit(reading_id: int, kind: str, unit_uid: uuid.UUID | None) -> ReadUnit | None:
    if unit_uid is None or kind not in DUTIES:
        return None
    unit = ReadUnit.objects.filter(reading=reading_id, uid=unit_uid).first()
    if unit is None:
        raise Refused("unknown_value", field="unit")
    return unit


def _unit_read(item: ReadItem) -> ReadUnit | None:
    """The heading under which the item was read."""
    if item.corrected is None or "unit_read" not in item.corrected:
        return item.unit if item.kind == ItemKind.TASK else None
    return ReadUnit.objects.filter(reading=item.reading_id, ordinal=item.corrected["unit_read"]).first()


def _checked_value(document: Document, kind: str, said: Correction, read: Mapping[str, Any]) -> dict[str, Any]:
    value = corrected_value(kind, said, read)
    words = [value["text"], said.subject, said.value, *said.partners, *(t.what for t in said.times)]
    refuse_text("\n".join(word for word in words if word), field="text")
    if value["span"] is not None:
        text = SourceText.objects.values_list("text", flat=True).get(document=document)
        start, end = trimmed(text, (value["span"][0], value["span"][1]))
        if start >= end:
            raise Refused("empty_place", field="span")
        value["span"] = [start, end]
    return value


def _changes(item: ReadItem, value: Mapping[str, Any]) -> dict[str, object]:
    """Which keys of the value changed; the words themselves stand in the item, not in the log."""
    before = item.corrected if item.corrected is not None else {**item.value, "span": None}
    return {"keys": [[], sorted(key for key in value if value[key] != before.get(key))]}


def record(
    document: Document,
    *,
    by: Actor,
    now: datetime,
    verb: str,
    item: ReadItem | None = None,
    changes: Mapping[str, object] | None = None,
) -> None:
    """One line in the history of the paper, naming the item."""
    named = {} if item is None else {"item": [None, str(item.uid)]}
    audit.record(
        by=by,
        now=now,
        verb=verb,
        subject_type="document",
        subject_uid=document.uid,
        subject_name=document.title or document.name,
        scope=document.scope,
        changes={**named, **(changes or {})},
    )
