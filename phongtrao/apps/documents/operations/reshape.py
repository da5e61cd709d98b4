"""Items cut, merged and given another place by a person; each step is undone by `restore_item`."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents.confirmed import effective_span
from phongtrao.apps.documents.enums import Decision
from phongtrao.apps.documents.joining import (
    JOINED,
    Part,
    cut_places,
    cut_words,
    merged,
    merged_value,
    part_value,
    passage_words,
)
from phongtrao.apps.documents.models import Document, ReadItem, SourceText
from phongtrao.apps.documents.operations import items as deciding
from phongtrao.apps.documents.places import find_passage, trimmed
from phongtrao.apps.documents.rows import Span


@operation
def split_item(
    *, document_uid: uuid.UUID, item_uid: uuid.UUID, version: int, said: str, by: Actor, now: datetime
) -> uuid.UUID:
    """Cut an item in two where the only line break of `said` stands; its words are otherwise those of the item. The
    item is the first part from then on, what was read stays in it; the second part is a new item: its uid.

    Refused: split_unclear, changed_meanwhile, step_not_open, role_may_not.
    """
    document = deciding.reviewed(document_uid, by, now)
    item = deciding.item_in(document, item_uid)
    if item.version != version:  # the words below would be held against another person's
        raise Refused("changed_meanwhile")
    value = effective_value(item)
    words = cut_words(said, str(value["text"]))
    if words is None:
        raise Refused("split_unclear", field="said")
    first, second = cut_places(words, effective_span(item), _source(document))
    token = uuid.uuid4().hex
    deciding.decide(
        item,
        version=version,
        by=by,
        now=now,
        decision=_put_otherwise(item),
        corrected=part_value(value, first, second) | {JOINED: _before(item, token, "split")},
    )
    new = _second_part(item, second, part_value(value, second, first), token=token, by=by, now=now)
    deciding.record(document, by=by, now=now, verb="correct", item=item, changes={"split_into": [None, str(new.uid)]})
    return new.uid


def _second_part(
    item: ReadItem, part: Part, value: Mapping[str, Any], *, token: str, by: Actor, now: datetime
) -> ReadItem:
    last = ReadItem.objects.filter(reading=item.reading_id, kind=item.kind).aggregate(last=Max("ordinal"))["last"]
    return ReadItem.objects.create(
        reading_id=item.reading_id,
        unit=item.unit,
        kind=item.kind,
        ordinal=last + 1,
        text=part.text,
        span_start=part.span[0] if part.span else None,
        span_end=part.span[1] if part.span else None,
        value={key: value[key] for key in value if key != "span"} | {JOINED: {"token": token, "how": "part"}},
        rule=deciding.ADDED_RULE,
        decision=Decision.ADDED,
        decided_at=now,
        decided_by_id=by.user_id,
        decided_by_name=by.shown,
    )


@operation
def merge_item(*, document_uid: uuid.UUID, item_uid: uuid.UUID, version: int, by: Actor, now: datetime) -> None:
    """Make one of an item and the next one of its kind under the same heading. The next one counts as dropped.

    Refused: no_next_item, changed_meanwhile, step_not_open, role_may_not.
    """
    document = deciding.reviewed(document_uid, by, now)
    item = deciding.item_in(document, item_uid)
    following = _next_of(item)
    if following is None:
        raise Refused("no_next_item")
    first, second = effective_value(item), effective_value(following)
    part = merged(_part(item), _part(following), _source(document))
    token = uuid.uuid4().hex
    value = merged_value(first, second, part) | {JOINED: _before(item, token, "merged")}
    deciding.decide(item, version=version, by=by, now=now, decision=_put_otherwise(item), corrected=value)
    taken = {**second, JOINED: _before(following, token, "taken")}
    deciding.decide(following, version=None, by=by, now=now, decision=Decision.DROPPED, corrected=taken)
    deciding.record(
        document, by=by, now=now, verb="correct", item=item, changes={"merged_with": [None, str(following.uid)]}
    )


@operation
def redraw_item(
    *,
    document_uid: uuid.UUID,
    item_uid: uuid.UUID,
    version: int,
    span: Span | None,
    passage: str,
    by: Actor,
    now: datetime,
) -> None:
    """Give an item another place, marked (`span`) or typed (`passage`; of several places the one nearest to the present
    one); its words are those of the place.

    Refused: required, passage_not_found, empty_place, changed_meanwhile, step_not_open, role_may_not.
    """
    document = deciding.reviewed(document_uid, by, now)
    item = deciding.item_in(document, item_uid)
    source = _source(document)
    start, end = trimmed(source, span or _found(passage, source, effective_span(item)))
    if start >= end:
        raise Refused("empty_place", field="passage")
    value = {key: word for key, word in effective_value(item).items() if key != "inferred"}
    value |= {"text": passage_words(source[start:end]), "span": [start, end]}
    deciding.decide(item, version=version, by=by, now=now, decision=_put_otherwise(item), corrected=value)
    deciding.record(document, by=by, now=now, verb="correct", item=item, changes={"keys": [[], ["span", "text"]]})


def _found(passage: str, source: str, near: Span | None) -> Span:
    if not passage.strip():
        raise Refused("required", field="passage")
    places = find_passage(source, passage)
    if not places:
        raise Refused("passage_not_found", field="passage")
    if near is None and len(places) > 1:
        raise Refused("passage_repeated", field="passage", count=len(places))
    return min(places, key=lambda place: abs(place[0] - near[0]) if near else 0)


def effective_value(item: ReadItem) -> dict[str, Any]:
    """The item as it stands, with its text and place."""
    value = dict(item.value if item.corrected is None else item.corrected)
    span = effective_span(item)
    return value | {"text": str(value.get("text") or item.text), "span": list(span) if span else None}


def undo_joined(item: ReadItem, *, version: int, by: Actor, now: datetime) -> bool:
    """Put back what a cut or a merger changed, in both of its items. False: the item is of neither."""
    link = (item.corrected or {}).get(JOINED)
    if not link:
        return False
    partners = ReadItem.objects.filter(reading=item.reading_id).exclude(pk=item.pk).select_related("unit")
    for other in partners.filter(value__joined__token=link["token"]):
        if other.decision != Decision.DROPPED:
            deciding.decide(other, version=None, by=by, now=now, decision=Decision.DROPPED)
    for other in partners.filter(corrected__joined__token=link["token"]):
        _put_back(other, other.version, by=by, now=now)
    _put_back(item, version, by=by, now=now)
    return True


def _put_back(item: ReadItem, version: int, *, by: Actor, now: datetime) -> None:
    before = (item.corrected or {})[JOINED]
    if before["decision"] == Decision.OPEN:
        stamp: dict[str, Any] = {"decided_at": None, "decided_by": None, "decided_by_name": ""}
    else:
        stamp = {"decided_at": now, "decided_by_id": by.user_id, "decided_by_name": by.shown}
    claim(
        ReadItem.objects.filter(pk=item.pk),
        version=version,
        decision=before["decision"],
        corrected=before["corrected"],
        **stamp,
    )


def _before(item: ReadItem, token: str, how: str) -> dict[str, Any]:
    return {"token": token, "how": how, "decision": str(item.decision), "corrected": item.corrected}


def _put_otherwise(item: ReadItem) -> str:
    return Decision.ADDED if item.rule == deciding.ADDED_RULE else Decision.CORRECTED


def _part(item: ReadItem) -> Part:
    return Part(str(effective_value(item)["text"]), effective_span(item))


def _next_of(item: ReadItem) -> ReadItem | None:
    """The next standing item of the same kind under the same heading, in the order of the paper."""
    rows = ReadItem.objects.filter(reading=item.reading_id, unit=item.unit_id, kind=item.kind)
    standing = list(rows.exclude(decision=Decision.DROPPED).order_by("span_start", "span_end", "kind", "ordinal", "id"))
    at = next((index for index, row in enumerate(standing) if row.pk == item.pk), len(standing))
    return standing[at + 1] if at + 1 < len(standing) else None


def _source(document: Document) -> str:
    return SourceText.objects.values_list("text", flat=True).get(document=document)
