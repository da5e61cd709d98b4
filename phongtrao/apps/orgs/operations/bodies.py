"""Writing bodies: they are made, changed and ended; a relation says who stands over whom, a succession who follows."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from phongtrao.apps.audit.operations import record
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.gate import checked_text
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.orgs.enums import RelationKind, SuccessionKind
from phongtrao.apps.orgs.models import OrgUnit, OrgUnitRelation, OrgUnitSuccession
from phongtrao.apps.orgs.operations.guards import (
    body_to_change,
    open_version,
    require_free,
    require_keeper,
    require_order,
    require_text,
)
from phongtrao.apps.orgs.queries.areas import PATH_STEP
from phongtrao.apps.orgs.queries.types import area_types, unit_types
from phongtrao.core.orgs.sorting import sort_key
from phongtrao.core.text import fold


def name_columns(name: str, short_name: str) -> dict[str, str]:
    """The columns that follow from what a body is called."""
    return {
        "name": name,
        "short_name": short_name,
        "sort_key": sort_key(name)[:400],
        "search": fold(f"{name} {short_name}")[:300],
    }


@operation
def create_body(
    *,
    by: Actor,
    now: datetime,
    name: str,
    type_code: str,
    area_uid: uuid.UUID,
    valid_from: date,
    short_name: str = "",
    decision: str = "",
    uid: uuid.UUID | None = None,
) -> OrgUnit:
    """A body that works in a place. Raises Refused: unknown type, wrong level of place, a name that is there."""
    decision = checked_text(decision, field="decision", limit=200)
    short_name = checked_text(" ".join(short_name.split())[:80], field="short_name")
    place = open_version(area_uid, by)
    name = require_text(name, "name", 200)
    _require_type(type_code, place.type)
    require_free(OrgUnit.objects.filter(area=place.area, name=name, valid_to__isnull=True), "name")
    require_free(OrgUnit.objects.filter(area=place.area, name=name, valid_from=valid_from), "name")
    body = OrgUnit.objects.create(
        type=type_code,
        area=place.area,
        scope=place.path,
        province=place.path[:PATH_STEP],
        decision=decision,
        valid_from=valid_from,
        **name_columns(name, short_name),
        **({"uid": uid} if uid else {}),
    )
    _record(by, now, "create", body)
    return body


def _require_type(type_code: str, area_type: str) -> None:
    kind = unit_types().get(type_code)
    if kind is None:
        raise Refused("unknown_value", field="type")
    if area_types()[area_type].level not in kind.levels:
        raise Refused("type_not_here", field="type", type=kind.vi, place=area_types()[area_type].vi)


@operation
def change_body(
    *,
    by: Actor,
    now: datetime,
    uid: uuid.UUID,
    version: int,
    name: str,
    type_code: str,
    short_name: str = "",
    decision: str = "",
) -> OrgUnit:
    """Put right what a body is called, its type and its decision. A body that becomes another one is a succession."""
    decision = checked_text(decision, field="decision", limit=200)
    short_name = checked_text(" ".join(short_name.split())[:80], field="short_name")
    body = body_to_change(uid, by)
    name = require_text(name, "name", 200)
    place = open_version(body.area.uid, by)
    _require_type(type_code, place.type)
    same = OrgUnit.objects.filter(area=body.area, name=name, valid_to__isnull=True).exclude(pk=body.pk)
    require_free(same, "name")
    columns = {**name_columns(name, short_name), "type": type_code, "decision": decision}
    claim(OrgUnit.objects.filter(pk=body.pk), version=version, **columns)
    shown = ("name", "short_name", "type", "decision")
    changes = {key: [getattr(body, key), columns[key]] for key in shown if getattr(body, key) != columns[key]}
    body.refresh_from_db()
    _record(by, now, "change", body, changes=changes)
    return body


@operation
def end_body(*, by: Actor, now: datetime, uid: uuid.UUID, version: int, on: date, decision: str = "") -> OrgUnit:
    """The body is no more from `on`; its rows stay. Relations end with it."""
    decision = checked_text(decision, field="decision", limit=200)
    body = body_to_change(uid, by)
    require_order(body.valid_from, on, "on")
    claim(OrgUnit.objects.filter(pk=body.pk, valid_to__isnull=True), version=version, valid_to=on)
    for rows in (OrgUnitRelation.objects.filter(upper=body), OrgUnitRelation.objects.filter(lower=body)):
        rows.filter(valid_to__isnull=True, valid_from__lt=on).update(valid_to=on)
    body.refresh_from_db()
    _record(by, now, "end", body, reason=decision)
    return body


@operation
def succeed_body(
    *,
    by: Actor,
    now: datetime,
    from_uid: uuid.UUID,
    to_uid: uuid.UUID,
    on: date,
    kind: str = SuccessionKind.MERGE,
    decision: str = "",
) -> None:
    """The work of one body passes to another on `on`: what the old one owed is seen by the new one from that day.

    A merged or renamed body ends; after a split or a move it may go on.
    """
    decision = checked_text(decision, field="decision", limit=200)
    old, new = body_to_change(from_uid, by), body_to_change(to_uid, by)
    if old.pk == new.pk or kind not in SuccessionKind.values:
        raise Refused("unknown_value", field="to")
    if on < new.valid_from or on <= old.valid_from:
        raise Refused("dates_out_of_order", field="on")
    if OrgUnitSuccession.objects.filter(from_unit=old, to_unit=new, on=on).exists():
        raise Refused("already_exists", field="to")
    OrgUnitSuccession.objects.create(from_unit=old, to_unit=new, on=on, kind=kind, decision=decision)
    if kind in (SuccessionKind.MERGE, SuccessionKind.RENAME) and old.valid_to is None:
        end_body(by=by, now=now, uid=old.uid, version=old.version, on=on, decision=decision)
    for body in (old, new):
        _record(by, now, "change", body, changes={"succession": [old.name, new.name]}, reason=decision)


@operation
def close_body(
    *,
    by: Actor,
    now: datetime,
    uid: uuid.UUID,
    version: int,
    on: date,
    successor_uid: uuid.UUID | None = None,
    kind: str = SuccessionKind.MERGE,
    decision: str = "",
) -> None:
    """The body ends on `on`; with a successor its work passes there (see `succeed_body`)."""
    body = body_to_change(uid, by)
    if body.version != version:
        raise Refused("changed_meanwhile")
    if successor_uid is not None:
        succeed_body(by=by, now=now, from_uid=uid, to_uid=successor_uid, on=on, kind=kind, decision=decision)
    else:
        end_body(by=by, now=now, uid=uid, version=version, on=on, decision=decision)


@operation
def relate_bodies(
    *, by: Actor, now: datetime, upper_uid: uuid.UUID, lower_uid: uuid.UUID, kind: str, valid_from: date
) -> OrgUnitRelation:
    """`upper` stands over `lower` from a day. The lower body is the actor's to write; the upper may lie above them."""
    lower = body_to_change(lower_uid, by)
    upper = OrgUnit.objects.filter(uid=upper_uid).first()
    if upper is None or upper.pk == lower.pk or kind not in RelationKind.values:
        raise Refused("unknown_value", field="upper")
    if OrgUnitRelation.objects.filter(upper=upper, lower=lower, kind=kind, valid_to__isnull=True).exists():
        raise Refused("already_exists", field="upper")
    if OrgUnitRelation.objects.filter(upper=lower, lower=upper, valid_to__isnull=True).exists():
        raise Refused("relation_in_circle", field="upper")
    relation = OrgUnitRelation.objects.create(upper=upper, lower=lower, kind=kind, valid_from=valid_from)
    _record(by, now, "change", lower, changes={f"relation_{kind}": ["", upper.name]})
    return relation


@operation
def end_relation(*, by: Actor, now: datetime, relation_id: int, on: date) -> None:
    """The relation holds no more from `on`."""
    relation = OrgUnitRelation.objects.select_related("upper", "lower").filter(pk=relation_id).first()
    if relation is None:
        raise Refused("unknown_value")
    require_keeper(by, relation.lower.scope)
    require_order(relation.valid_from, on, "on")
    if not OrgUnitRelation.objects.filter(pk=relation.pk, valid_to__isnull=True).update(valid_to=on):
        raise Refused("changed_meanwhile")
    _record(by, now, "change", relation.lower, changes={f"relation_{relation.kind}": [relation.upper.name, ""]})


def _record(
    by: Actor,
    now: datetime,
    verb: str,
    body: OrgUnit,
    *,
    changes: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    record(
        by=by,
        now=now,
        verb=verb,
        subject_type="body",
        subject_uid=body.uid,
        subject_name=body.name,
        scope=body.scope,
        changes=changes,
        reason=reason,
    )
