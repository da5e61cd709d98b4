"""The tables of this room in Excel: templates, exports, and what a filled-in one would do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.xlsx import CellError, Row, Table, Value, read_table, write_table
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import below, valid_on
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.orgs.models import Appointment, OrgUnit, OrgUnitRelation
from phongtrao.apps.orgs.queries.areas import PATH_STEP, hamlets_below, path_titles
from phongtrao.apps.orgs.queries.people import KEEPERS
from phongtrao.apps.orgs.queries.tables import KINDS, Kind
from phongtrao.apps.orgs.queries.tables.columns import Plan
from phongtrao.apps.orgs.queries.types import area_title, unit_types
from phongtrao.apps.orgs.rows import SheetPreview


def sheet_file_name(*, kind: str) -> str:
    """The file name of this kind of table. Raises NotVisible for an unknown kind."""
    return _kind(kind).file_name


def sheet_template(*, kind: str) -> bytes:
    """An empty .xlsx to fill in, with an example row, choices and instructions."""
    chosen = _kind(kind)
    return write_table(chosen.columns(), title=chosen.title, for_filling=True)


def sheet_export(*, kind: str, by: Actor, today: date) -> bytes:
    """What is there at or below the actor's place, in the form that the import takes back unchanged."""
    chosen = _kind(kind)
    rows = {"bodies": _body_rows, "people": _people_rows, "places": _place_rows}[kind](by, today)
    return write_table(chosen.columns(), rows, title=chosen.title)


def read_sheet(*, kind: str, data: bytes, name: str = "") -> dict[str, Any]:
    """The filled-in table as plain values that JSON keeps. Raises Refused("sheet_unreadable") with the cause."""
    chosen = _kind(kind)
    try:
        table = read_table(data, columns=chosen.columns(), name=name)
    except FileRefused as refused:
        raise Refused("sheet_unreadable", field="file", cause=refused.message_vi) from refused
    keys = [column.key for column in chosen.columns()]
    return {
        "rows": [[row.number, *(_plain(row.values[key]) for key in keys)] for row in table.rows],
        "errors": [[error.cell, error.message] for error in table.errors],
        "columns": dict(table.columns),
        "ignored": list(table.ignored_headings),
    }


def preview_sheet(*, kind: str, table: Mapping[str, Any], by: Actor, today: date) -> SheetPreview:
    """What the table would do, row by row; nothing is written."""
    return plan_of(kind=kind, table=table, by=by, today=today).preview()


def plan_of(*, kind: str, table: Mapping[str, Any], by: Actor, today: date) -> Plan:
    """The plan behind a preview; the operation carries out its steps."""
    chosen = _kind(kind)
    keys = [column.key for column in chosen.columns()]
    rows = tuple(
        Row(row[0], {key: _value(cell) for key, cell in zip(keys, row[1:], strict=True)}) for row in table["rows"]
    )
    errors = tuple(CellError(cell, message) for cell, message in table["errors"])
    return chosen.plan(Table(rows, errors, table["columns"], tuple(table["ignored"])), by, today)


def _kind(kind: str) -> Kind:
    if kind not in KINDS:
        raise NotVisible
    return KINDS[kind]


def _plain(value: Value) -> object:
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _value(cell: object) -> Value:
    return date.fromisoformat(cell["day"]) if isinstance(cell, dict) else cell  # type: ignore[return-value]  # as _plain wrote it


def _body_rows(by: Actor, today: date) -> list[dict[str, Value]]:
    bodies = OrgUnit.objects.filter(_kept(by), valid_on(today)).order_by("scope", "sort_key")
    titles = path_titles(paths={body.scope for body in bodies}, today=today)
    relations = OrgUnitRelation.objects.filter(_kept(by, "lower__scope"), valid_on(today)).select_related("upper")
    uppers = {(row.lower_id, row.kind): row.upper.name for row in relations.order_by("id")}
    kinds = unit_types()
    return [
        {
            "name": body.name,
            "short_name": body.short_name,
            "type": kinds[body.type].vi if body.type in kinds else "",
            "area": titles[body.scope],
            "upper": uppers.get((body.pk, "administrative")),
            "professional": uppers.get((body.pk, "professional")),
            "decision": body.decision,
            "valid_from": body.valid_from,
            "valid_to": body.valid_to,
            "uid": str(body.uid),
        }
        for body in bodies
    ]


def _people_rows(by: Actor, today: date) -> list[dict[str, Value]]:
    held = Appointment.objects.filter(_kept(by, "post__body__scope"), valid_on(today), valid_on(today, "post__"))
    found = list(held.select_related("user", "post__body").order_by("post__body__sort_key", "user__search", "id"))
    titles = path_titles(paths={a.post.body.scope for a in found}, today=today)
    return [
        {
            "full_name": a.user.full_name,
            "username": a.user.username,
            "role": str(Role(a.post.role).label),
            "title": a.post.title,
            "body": a.post.body.name,
            "area": titles[a.post.body.scope],
            "phone": a.user.phone,
            "valid_from": a.valid_from,
            "valid_to": a.valid_to,
            "uid": str(a.user.uid),
        }
        for a in found
    ]


def _place_rows(by: Actor, today: date) -> list[dict[str, Value]]:
    if by.role not in KEEPERS and by.role != "system":
        return []
    hamlets = list(hamlets_below(by.scope, today).order_by("path", "sort_key"))
    titles = path_titles(paths={hamlet.path[:-PATH_STEP] for hamlet in hamlets}, today=today)
    boards = set(OrgUnit.objects.filter(below(by.scope), valid_on(today)).values_list("area_id", flat=True))
    return [
        {
            "title": area_title(hamlet.type, hamlet.name),
            "parent": titles[hamlet.path[:-PATH_STEP]],
            "board": hamlet.area_id in boards,
            "valid_from": hamlet.valid_from,
            "uid": str(hamlet.area.uid),
        }
        for hamlet in hamlets
    ]


def _kept(by: Actor, field: str = "scope") -> Q:
    """Q: at or below the place of whoever keeps accounts and bodies; nothing for everybody else."""
    return below(by.scope, field) if by.role in KEEPERS or by.role == "system" else Q(pk__in=())
