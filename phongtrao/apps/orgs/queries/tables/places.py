"""What a table of hamlets would do."""

from datetime import date

from phongtrao.adapters.xlsx import Row, Table
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import below, valid_on
from phongtrao.apps.orgs.models import AdminAreaVersion, OrgUnit
from phongtrao.apps.orgs.queries.areas import PlaceIndex, place_index, versions_on
from phongtrao.apps.orgs.queries.tables.bodies import key_of
from phongtrao.apps.orgs.queries.tables.columns import Plan, day_of, place_columns, text_of
from phongtrao.apps.orgs.queries.types import area_title, area_types
from phongtrao.core.orgs.area_types import AreaType, split_title


def plan_places(table: Table, by: Actor, today: date) -> Plan:
    """New, renamed and unchanged residential places, and boards that are to be made for them."""
    plan = Plan(table, place_columns())
    known = _Known(by, today)
    for row in table.rows:
        _plan_row(plan, known, row, today)
    return plan


class _Known:
    """Places of the actor's scope, and which of them have a body."""

    def __init__(self, by: Actor, today: date) -> None:
        self.places: PlaceIndex = place_index(by=by, today=today)
        inside = list(versions_on(today).filter(below(by.scope, "path")).select_related("area", "parent"))
        self.own = next((v for v in inside if v.path == by.scope), None) if by.scope else None
        self.by_uid = {str(version.area.uid): version for version in inside}
        self.children = {
            (v.parent_id, key_of(area_title(v.type, v.name))): v for v in inside if v.parent_id is not None
        }
        boards = OrgUnit.objects.filter(below(by.scope), valid_on(today)).values_list("area_id", flat=True)
        self.with_board = set(boards)
        self.seen: dict[tuple[int, str], int] = {}


def _plan_row(plan: Plan, known: _Known, row: Row, today: date) -> None:
    title, uid = text_of(row.values, "title"), text_of(row.values, "uid")
    if not title:
        return
    kind, name = _split(plan, row, title)
    held = known.by_uid.get(uid)
    if uid and held is None:
        plan.refuse(row, "uid", "không có nơi này trong phạm vi được giao. Hãy để trống khi thêm mới.")
        return
    commune = _commune(plan, known, row, held)
    if kind is None or commune is None or _twice(plan, known, row, commune, title):
        return
    if commune.type not in kind.parents:
        where = area_title(commune.type, commune.name)
        plan.refuse(row, "title", f"“{kind.vi}” không đặt dưới {where}. Hãy sửa loại hoặc nơi trực thuộc.")
        return
    found = held or known.children.get((commune.area_id, key_of(title)))
    board = bool(row.values.get("board")) and (found is None or found.area_id not in known.with_board)
    step = {
        "title": kind.title(name),
        "name": name,
        "commune_uid": commune.area.uid,
        "board": board,
        "valid_from": day_of(row.values, "valid_from") or today,
    }
    if found is None:
        plan.add(row, kind.title(name), "new", (), step)
        return
    before = area_title(found.type, found.name)
    renamed = key_of(before) != key_of(title)
    changes = [f"tên: {before} → {kind.title(name)}"] if renamed else []
    changes += ["lập đơn vị đại diện"] if board else []
    step |= {"area_uid": found.area.uid, "version": found.version, "type_code": kind.code, "renamed": renamed}
    step |= {"retyped": kind.code != found.type, "since": found.valid_from}
    plan.add(row, kind.title(name), "changed" if changes else "unchanged", changes, step)


def _split(plan: Plan, row: Row, title: str) -> tuple[AreaType | None, str]:
    split = split_title(title, tuple(area_types().values()))
    if split is None or split[0].level != "residential":
        plan.refuse(row, "title", f"“{title}” thiếu loại ở đầu. Hãy ghi cả loại, ví dụ “Thôn Đông”, “Tổ dân phố 3”.")
        return None, ""
    return split


def _commune(plan: Plan, known: _Known, row: Row, held: AdminAreaVersion | None) -> AdminAreaVersion | None:
    text = text_of(row.values, "parent")
    if not text and held is not None:
        return next((v for v in known.by_uid.values() if v.area_id == held.parent_id), None)
    found = known.places.find(text) if text else (known.own,) if known.own else ()
    communes = [v for v in found if area_types()[v.type].level == "commune"]
    if len(communes) == 1:
        return communes[0]
    if not text:
        plan.refuse(row, "parent", "để trống. Hãy ghi tên hoặc mã xã, phường, ví dụ “Xã Hòa An”.")
    else:
        said = "trùng nhiều nơi; hãy ghi cả tỉnh" if communes else "không phải xã, phường trong phạm vi được giao"
        plan.refuse(row, "parent", f"“{text}” {said}, ví dụ “Xã Hòa An”.")
    return None


def _twice(plan: Plan, known: _Known, row: Row, commune: AdminAreaVersion, title: str) -> bool:
    first = known.seen.setdefault((commune.area_id, key_of(title)), row.number)
    if first != row.number:
        plan.refuse(row, "title", f"“{title}” đã có ở dòng {first}. Hãy bỏ một dòng.")
    return first != row.number
