"""Writing places: new ones, and what happens to them on a day. What was before the day stays as it was."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import F

from phongtrao.apps.audit.operations import record
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.gate import checked_text
from phongtrao.apps.base.models import below
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.orgs.enums import SuccessionKind
from phongtrao.apps.orgs.models import AdminArea, AdminAreaVersion, AreaSuccession, OrgUnit
from phongtrao.apps.orgs.operations.guards import open_version, require_free, require_keeper, require_text
from phongtrao.apps.orgs.queries.areas import PATH_STEP
from phongtrao.apps.orgs.queries.types import area_title, area_types
from phongtrao.core.orgs.sorting import sort_key
from phongtrao.core.text import fold


def name_columns(type_code: str, name: str) -> dict[str, str]:
    """The columns that follow from what a place is called."""
    title = area_title(type_code, name)
    return {"name": name, "type": type_code, "sort_key": sort_key(name)[:240], "search": fold(title)[:160]}


@operation
def create_area(
    *,
    by: Actor,
    now: datetime,
    name: str,
    type_code: str,
    parent_uid: uuid.UUID | None,
    valid_from: date,
    code: str = "",
    uid: uuid.UUID | None = None,
) -> AdminArea:
    """A new place below another (None: a province). `name` is without its type: “An Lạc”, “số 5”.

    Raises Refused: unknown type, a type that does not stand below the parent, a name that is there already.
    """
    kind = area_types().get(type_code)
    if kind is None:
        raise Refused("unknown_value", field="type")
    name = require_text(name, "name", 120)
    parent = open_version(parent_uid, by, "parent") if parent_uid else None
    if parent is None:
        require_keeper(by, "")
    if (parent.type if parent else None) not in (kind.parents or (None,)):
        raise Refused("type_not_below", field="type", type=kind.vi, parents=", ".join(_labels(kind.parents)))
    siblings = AdminAreaVersion.objects.filter(parent=parent.area if parent else None, valid_to__isnull=True)
    require_free(siblings.filter(type=type_code, name=name), "name")
    if code:
        require_free(AdminAreaVersion.objects.filter(code=code, valid_to__isnull=True), "code")
    area = AdminArea.objects.create(**({"uid": uid} if uid else {}))
    version = AdminAreaVersion.objects.create(
        area=area,
        code=code,
        parent=parent.area if parent else None,
        path=f"{parent.path if parent else ''}{area.pk:010d}/",
        valid_from=valid_from,
        **name_columns(type_code, name),
    )
    _record(by, now, "create", version)
    return area


@operation
def rename_area(
    *, by: Actor, now: datetime, uid: uuid.UUID, version: int, name: str, on: date, decision: str = ""
) -> AdminAreaVersion:
    """The place is called otherwise from `on`; on its version's own first day this corrects a wrong entry."""
    decision = checked_text(decision, field="decision", limit=200)
    old = open_version(uid, by)
    name = require_text(name, "name", 120)
    return _change_name(by, now, old, version, {"name": name, "type": old.type}, on, decision, SuccessionKind.RENAME)


@operation
def retype_area(
    *, by: Actor, now: datetime, uid: uuid.UUID, version: int, type_code: str, on: date, decision: str = ""
) -> AdminAreaVersion:
    """The place is of another type of the same level from `on` (xã → phường)."""
    decision = checked_text(decision, field="decision", limit=200)
    old = open_version(uid, by)
    kind, before = area_types().get(type_code), area_types()[old.type]
    if kind is None or kind.level != before.level:
        raise Refused("unknown_value", field="type")
    return _change_name(by, now, old, version, {"name": old.name, "type": type_code}, on, decision, "retype")


def _change_name(
    by: Actor,
    now: datetime,
    old: AdminAreaVersion,
    version: int,
    called: dict[str, str],
    on: date,
    decision: str,
    kind: str,
) -> AdminAreaVersion:
    columns = name_columns(called["type"], called["name"])
    siblings = AdminAreaVersion.objects.filter(parent=old.parent, valid_to__isnull=True).exclude(area=old.area)
    require_free(siblings.filter(type=called["type"], name=called["name"]), "name")
    before = area_title(old.type, old.name)
    if on == old.valid_from:
        claim(AdminAreaVersion.objects.filter(pk=old.pk), version=version, **columns)
        new = AdminAreaVersion.objects.select_related("area").get(pk=old.pk)
        _record(by, now, "correct", new, changes={"name": [before, area_title(new.type, new.name)]})
        return new
    new = next_version(old, version=version, on=on, **columns)
    AreaSuccession.objects.create(from_area=old.area, to_area=old.area, on=on, kind=kind, decision=decision)
    _record(by, now, "change", new, changes={"name": [before, area_title(new.type, new.name)]}, reason=decision)
    return new


@operation
def merge_areas(
    *, by: Actor, now: datetime, from_uids: Collection[uuid.UUID], into_uid: uuid.UUID, on: date, decision: str = ""
) -> None:
    """Places pass into another on `on`: they end, what lies in them moves, and the successions are kept.

    The receiving place (new or one that was there) must be there on the day. Bodies of the ended places stay: each has
    a successor of its own (`operations.bodies.succeed_body`).
    """
    decision = checked_text(decision, field="decision", limit=200)
    into = open_version(into_uid, by, "into")
    if on < into.valid_from:
        raise Refused("dates_out_of_order", field="on")
    for uid in from_uids:
        old = open_version(uid, by, "from")
        if old.area_id == into.area_id or area_types()[old.type].level != area_types()[into.type].level:
            raise Refused("unknown_value", field="from")
        for child in AdminAreaVersion.objects.filter(parent=old.area, valid_to__isnull=True).select_related("area"):
            _move(by, now, child, into, on, decision)
        _end_version(old, version=old.version, on=on)
        AreaSuccession.objects.create(
            from_area=old.area, to_area=into.area, on=on, kind=SuccessionKind.MERGE, decision=decision
        )
        changes = {"merged_into": [area_title(old.type, old.name), area_title(into.type, into.name)]}
        _record(by, now, "end", old, changes=changes, reason=decision)


@operation
def move_area(
    *, by: Actor, now: datetime, uid: uuid.UUID, version: int, parent_uid: uuid.UUID, on: date, decision: str = ""
) -> None:
    """The place lies below another from `on`; everything in it goes with it."""
    decision = checked_text(decision, field="decision", limit=200)
    old = open_version(uid, by)
    parent = open_version(parent_uid, by, "parent")
    if old.version != version:
        raise Refused("changed_meanwhile")
    if parent.type not in area_types()[old.type].parents:
        raise Refused("unknown_value", field="parent")
    _move(by, now, old, parent, on, decision)


@operation
def end_area(*, by: Actor, now: datetime, uid: uuid.UUID, version: int, on: date, decision: str = "") -> None:
    """The place is no more from `on`. Refused while places or bodies are still in it."""
    decision = checked_text(decision, field="decision", limit=200)
    old = open_version(uid, by)
    inside = AdminAreaVersion.objects.filter(parent=old.area, valid_to__isnull=True)
    if inside.exists() or OrgUnit.objects.filter(area=old.area, valid_to__isnull=True).exists():
        raise Refused("still_used")
    _end_version(old, version=version, on=on)
    _record(by, now, "end", old, reason=decision)


def _move(by: Actor, now: datetime, old: AdminAreaVersion, parent: AdminAreaVersion, on: date, decision: str) -> None:
    """A new version of the place and of everything below it, with the new path; bodies there follow."""
    before, after = old.path, f"{parent.path}{old.area_id:010d}/"
    inside = list(AdminAreaVersion.objects.filter(below(before, "path"), valid_to__isnull=True).select_related("area"))
    for version in inside:
        path = after + version.path[len(before) :]
        above = parent.area if version.pk == old.pk else version.parent
        next_version(version, version=version.version, on=on, path=path, parent=above)
    for body in OrgUnit.objects.filter(below(before)):
        scope = after + body.scope[len(before) :]
        OrgUnit.objects.filter(pk=body.pk).update(scope=scope, province=scope[:PATH_STEP], version=F("version") + 1)
    AreaSuccession.objects.create(
        from_area=old.area, to_area=old.area, on=on, kind=SuccessionKind.MOVE, decision=decision
    )
    _record(by, now, "change", old, changes={"parent": [before, after]}, reason=decision)


def next_version(old: AdminAreaVersion, *, version: int, on: date, **changes: object) -> AdminAreaVersion:
    """End the open version on `on` and open the next one with `changes`; in place when it began on `on`."""
    if on == old.valid_from:
        claim(AdminAreaVersion.objects.filter(pk=old.pk), version=version, **changes)
        return AdminAreaVersion.objects.select_related("area").get(pk=old.pk)
    _end_version(old, version=version, on=on)
    columns = {name: getattr(old, name) for name in ("code", "name", "type", "parent", "path", "sort_key", "search")}
    return AdminAreaVersion.objects.create(area=old.area, valid_from=on, **{**columns, **changes})


def _end_version(old: AdminAreaVersion, *, version: int, on: date) -> None:
    if on <= old.valid_from:
        raise Refused("dates_out_of_order", field="on")
    rows = AdminAreaVersion.objects.filter(pk=old.pk, valid_to__isnull=True)
    claim(rows, version=version, valid_to=on)


def _labels(codes: Collection[str]) -> list[str]:
    return [area_types()[code].vi for code in codes]


def _record(
    by: Actor,
    now: datetime,
    verb: str,
    version: AdminAreaVersion,
    *,
    changes: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    record(
        by=by,
        now=now,
        verb=verb,
        subject_type="area",
        subject_uid=version.area.uid,
        subject_name=area_title(version.type, version.name),
        scope=version.path,
        changes=changes,
        reason=reason,
    )
