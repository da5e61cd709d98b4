"""What a table of bodies would do."""

import uuid
from collections.abc import Iterable
from datetime import date

from phongtrao.adapters.xlsx import Row, Table
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import below, valid_on
from phongtrao.apps.orgs.models import AdminAreaVersion, OrgUnit, OrgUnitRelation
from phongtrao.apps.orgs.queries.areas import PATH_STEP, PlaceIndex, place_index
from phongtrao.apps.orgs.queries.tables.columns import Plan, body_columns, day_of, text_of
from phongtrao.apps.orgs.queries.types import area_title, area_types, unit_types
from phongtrao.core.orgs.place_names import comparable_name
from phongtrao.core.orgs.unit_types import type_of_name

RELATIONS = (("upper", "administrative"), ("professional", "professional"))


def plan_bodies(table: Table, by: Actor, today: date) -> Plan:
    """New, changed and unchanged bodies. A row is the body of its uid, else the one of that name in that place."""
    plan = Plan(table, body_columns())
    known = _Known(by, today)
    for row in table.rows:
        known.announce(row)
    for row in table.rows:
        _plan_row(plan, known, row, today)
    return plan


class _Known:
    """Places and bodies of the actor's scope and the bodies above it, ready to be looked up by name."""

    def __init__(self, by: Actor, today: date) -> None:
        self.places: PlaceIndex = place_index(by=by, today=today)
        self.own_path = by.scope
        own = AdminAreaVersion.objects.filter(valid_on(today), path=by.scope).select_related("area")
        self.own_place = own.first() if by.scope else None
        bodies = list(OrgUnit.objects.filter(below(by.scope), valid_on(today)).select_related("area"))
        self.by_uid = {str(body.uid): body for body in bodies}
        self.by_place = {(body.area_id, key_of(body.name)): body for body in bodies}
        self.names: dict[str, set[str]] = {}
        above = OrgUnit.objects.filter(valid_on(today), scope__in=paths_above(by.scope))
        for body in (*bodies, *above):
            self.names.setdefault(key_of(body.name), set()).add(str(body.uid))
        self.seen: dict[tuple[int, str], int] = {}
        relations = OrgUnitRelation.objects.filter(below(by.scope, "lower__scope"), valid_to__isnull=True)
        self.relations = {
            (row.lower_id, row.kind): key_of(row.upper.name) for row in relations.select_related("upper").order_by("id")
        }

    def announce(self, row: Row) -> None:
        """A body that the table itself names may be named as the upper one of another row."""
        name = key_of(text_of(row.values, "name"))
        if name not in self.names:
            self.names[name] = {f"row {row.number}"}


def key_of(name: str) -> str:
    """Names that differ only in case, blanks or the place of a tone are one name."""
    return comparable_name(name).casefold()


def paths_above(path: str) -> list[str]:
    return [path[:end] for end in range(PATH_STEP, len(path), PATH_STEP)]


def _plan_row(plan: Plan, known: _Known, row: Row, today: date) -> None:
    values = row.values
    name, uid = text_of(values, "name"), text_of(values, "uid")
    if not name:
        return  # the reading of the table has said so already
    held = known.by_uid.get(uid)
    if uid and held is None and not _new_uid(plan, row, uid):
        return
    place = _place(plan, known, row, held)
    if place is None:
        return
    found = held or known.by_place.get((place.area_id, key_of(name)))
    type_code = _type(plan, row, name, place, found)
    uppers = _uppers(plan, known, row, found)
    if type_code is None or uppers is None or _twice(plan, known, row, place, name):
        return
    start, end = day_of(values, "valid_from"), day_of(values, "valid_to")
    columns = {
        "name": name,
        "short_name": text_of(values, "short_name"),
        "type_code": type_code,
        "decision": text_of(values, "decision"),
    }
    if end is not None and end <= (found.valid_from if found else start or today):
        plan.refuse(row, "valid_to", f"ngày {end:%d/%m/%Y} không sau ngày bắt đầu. Hãy sửa một trong hai ngày.")
        return
    if found is None:
        since = {"area_uid": place.area.uid, "valid_from": start or today, "uid": uid}
        plan.add(row, name, "new", (), {**columns, **since, "valid_to": end, "uppers": uppers})
        return
    changes = _changes(found, columns, end) + [f"{label}: {shown}" for label, shown in _upper_words(uppers)]
    which = {"body_uid": found.uid, "version": found.version}
    step = {**columns, **which, "valid_to": end, "uppers": uppers}
    plan.add(row, name, "changed" if changes else "unchanged", changes, step)


def _new_uid(plan: Plan, row: Row, uid: str) -> bool:
    """A uid that nobody has here: fine when it is one and no body outside the scope bears it."""
    try:
        wanted = uuid.UUID(uid)
    except ValueError:
        plan.refuse(row, "uid", f"“{uid[:40]}” không phải mã định danh. Hãy để trống khi thêm mới.")
        return False
    if OrgUnit.objects.filter(uid=wanted).exists():
        plan.refuse(row, "uid", "mã này của đơn vị ngoài phạm vi được giao hoặc đã kết thúc. Hãy bỏ dòng này.")
        return False
    return True


def _place(plan: Plan, known: _Known, row: Row, held: OrgUnit | None) -> AdminAreaVersion | None:
    text = text_of(row.values, "area")
    if not text:
        if held is not None:
            return AdminAreaVersion.objects.filter(area=held.area_id).select_related("area").latest("valid_from")
        if known.own_place is None:
            plan.refuse(row, "area", "để trống. Hãy ghi tên hoặc mã địa bàn, ví dụ “Xã Hòa An”.")
        return known.own_place
    found = known.places.find(text)
    if len(found) == 1 and held is not None and held.area_id != found[0].area_id:
        plan.refuse(row, "area", "đơn vị không chuyển địa bàn. Hãy kết thúc đơn vị này và lập đơn vị kế tục.")
        return None
    if len(found) == 1:
        return found[0]
    asked = "trùng nhiều nơi; hãy ghi cả xã, tỉnh" if found else "không có trong phạm vi được giao"
    plan.refuse(row, "area", f"“{text}” {asked}, ví dụ “Thôn Đông, Xã Hòa An”.")
    return None


def _type(plan: Plan, row: Row, name: str, place: AdminAreaVersion, held: OrgUnit | None) -> str | None:
    kinds = unit_types()
    label = text_of(row.values, "type")
    if label:
        kind = next((kind for kind in kinds.values() if kind.vi == label), None)
    else:
        kind = kinds.get(held.type) if held else type_of_name(name, tuple(kinds.values()))
    if kind is None:
        came = f"“{label}” không có trong danh mục" if label else f"để trống và không suy được từ tên “{name}”"
        plan.refuse(row, "type", f"{came}. Hãy chọn một loại trong danh sách.")
        return None
    if area_types()[place.type].level not in kind.levels:
        where = area_title(place.type, place.name)
        plan.refuse(row, "type", f"loại “{kind.vi}” không đặt ở {where}. Hãy sửa loại hoặc địa bàn.")
        return None
    return kind.code


def _uppers(plan: Plan, known: _Known, row: Row, found: OrgUnit | None) -> list[tuple[str, str]] | None:
    """(kind, name) of relations that the row adds; None when a name is unknown or means several bodies."""
    added: list[tuple[str, str]] = []
    for column, kind in RELATIONS:
        name = text_of(row.values, column)
        if not name:
            continue
        meant = known.names.get(key_of(name), set())
        if len(meant) != 1:
            said = "trùng tên nhiều đơn vị" if meant else "không có trong danh sách và trong tệp"
            plan.refuse(row, column, f"“{name}” {said}. Hãy ghi đúng tên đơn vị cấp trên.")
            return None
        if found is None or known.relations.get((found.pk, kind)) != key_of(name):
            added.append((kind, name))
    return added


def _upper_words(uppers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    words = {"administrative": "trực thuộc", "professional": "chỉ đạo nghiệp vụ"}
    return [(words[kind], name) for kind, name in uppers]


def _twice(plan: Plan, known: _Known, row: Row, place: AdminAreaVersion, name: str) -> bool:
    first = known.seen.setdefault((place.area_id, key_of(name)), row.number)
    if first != row.number:
        plan.refuse(row, "name", f"“{name}” đã có ở dòng {first}. Hãy bỏ một dòng.")
    return first != row.number


def _changes(found: OrgUnit, columns: dict[str, str], end: date | None) -> list[str]:
    labels = {"name": "tên", "short_name": "tên gọi tắt", "type_code": "loại", "decision": "quyết định"}
    before = {**{key: getattr(found, key) for key in ("name", "short_name", "decision")}, "type_code": found.type}
    changed = [
        f"{labels[key]}: {before[key] or '(trống)'} → {new or '(trống)'}"
        for key, new in columns.items()
        if before[key] != new
    ]
    return changed + ([f"kết thúc từ {end:%d/%m/%Y}"] if end is not None else [])
