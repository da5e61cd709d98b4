"""Whom the headings of a reading mean, as a person says it: once for the whole paper."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.days import day_of
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents.assignees import Assignee, Resolver
from phongtrao.apps.documents.gate import refuse_text
from phongtrao.apps.documents.models import Document, ReadUnit
from phongtrao.apps.documents.operations.guards import may_review
from phongtrao.apps.documents.queries import get_document
from phongtrao.apps.documents.reader import resolver_for
from phongtrao.core.text import fold

MOODS = ("assign", "request")


@operation
def resolve_unit(
    *,
    document_uid: uuid.UUID,
    unit_uid: uuid.UUID,
    version: int,
    by: Actor,
    now: datetime,
    chosen: str = "",
    as_text: bool = False,
    mood: str | None = None,
) -> int:
    """Say whom a heading means: `chosen` is the key or the label of a choice (a body, a group, a post), or `as_text`
    leaves its printed words. Other headings of the same name that nobody resolved get the same answer. How many
    headings were resolved. Refused: unknown_assignee, unknown_value (mood), changed_meanwhile, step_not_open,
    role_may_not.
    """
    document = get_document(uid=document_uid, by=by, today=day_of(now))
    may_review(document, by=by)
    units = list(ReadUnit.objects.filter(reading__document=document, reading__current=True).order_by("ordinal"))
    unit = next((row for row in units if row.uid == unit_uid), None)
    if unit is None:
        raise NotVisible
    if mood is not None and mood not in MOODS:
        raise Refused("unknown_value", field="mood")
    columns = _columns_of(document, chosen=chosen, as_text=as_text, unit=unit, now=now)
    claim(ReadUnit.objects.filter(pk=unit.pk), version=version, **columns, **({"mood": mood} if mood else {}))
    same = [row for row in units if row.pk != unit.pk and not row.assignee_kind and _name(row) == _name(unit)]
    for row in same:
        claim(ReadUnit.objects.filter(pk=row.pk), version=row.version, **columns)
    _record(document, [unit, *same], by=by, now=now, kind=str(columns["assignee_kind"]))
    return 1 + len(same)


@operation
def resolve_units_as_proposed(*, document_uid: uuid.UUID, by: Actor, now: datetime) -> int:
    """Take every proposal for a heading that nobody resolved: a person chose to. How many. A proposal that is no
    longer there today is left open. Refused: step_not_open, role_may_not.
    """
    document = get_document(uid=document_uid, by=by, today=day_of(now))
    may_review(document, by=by)
    return take_proposals(document, by=by, now=now)


def take_proposals(document: Document, *, by: Actor, now: datetime) -> int:
    """Resolve what is proposed and open, inside an operation that a person asked for."""
    rows = ReadUnit.objects.filter(reading__document=document, reading__current=True, assignee_kind="")
    units = [row for row in rows if row.proposed]
    if not units:
        return 0
    resolver = resolver_for(document, today=day_of(now))
    taken = []
    for row in units:
        choice = resolver.find(str(row.proposed.get("key") or ""))
        if choice is not None:
            claim(ReadUnit.objects.filter(pk=row.pk), version=row.version, **_columns(choice))
            taken.append(row)
    if taken:
        _record(document, taken, by=by, now=now, kind="proposed")
    return len(taken)


def _columns_of(document: Document, *, chosen: str, as_text: bool, unit: ReadUnit, now: datetime) -> dict[str, Any]:
    if as_text:
        words = " ".join(chosen.split()) or unit.org_unit or unit.heading
        refuse_text(words, field="assignee")
        return {**_columns(None), "assignee_kind": "text", "assignee_text": words[:300]}
    resolver: Resolver = resolver_for(document, today=day_of(now))
    choice = resolver.find(" ".join(chosen.split()))
    if choice is None:
        raise Refused("unknown_assignee", field="assignee", came=chosen[:80])
    return _columns(choice)


def _columns(choice: Assignee | None) -> dict[str, Any]:
    return {
        "assignee_kind": choice.kind if choice else "",
        "assignee_body_id": choice.body_id if choice else None,
        "group_type": choice.group_type if choice else "",
        "group_area_id": choice.group_area_id if choice else None,
        "assignee_post_id": choice.post_id if choice else None,
        "assignee_text": "",
    }


def _name(unit: ReadUnit) -> str:
    return fold(unit.org_unit or unit.heading)


def _record(document: Document, units: Iterable[ReadUnit], *, by: Actor, now: datetime, kind: str) -> None:
    audit.record(
        by=by,
        now=now,
        verb="decide",
        subject_type="document",
        subject_uid=document.uid,
        subject_name=document.title or document.name,
        scope=document.scope,
        changes={"units": [None, [str(unit.uid) for unit in units]], "assignee": [None, kind]},
    )
