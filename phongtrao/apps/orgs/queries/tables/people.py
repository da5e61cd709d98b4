"""What a table of people and their posts would do."""

from dataclasses import dataclass, field
from datetime import date

from phongtrao.adapters.xlsx import Row, Table
from phongtrao.apps.accounts.models import User
from phongtrao.apps.accounts.operations import USERNAME
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.models import below, valid_on
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.orgs.models import Appointment, OrgUnit
from phongtrao.apps.orgs.queries.areas import PlaceIndex, place_index
from phongtrao.apps.orgs.queries.people import people_visible_to
from phongtrao.apps.orgs.queries.tables.bodies import key_of
from phongtrao.apps.orgs.queries.tables.columns import Plan, day_of, people_columns, text_of
from phongtrao.apps.orgs.queries.types import unit_types


def plan_people(table: Table, by: Actor, today: date) -> Plan:
    """New accounts, new posts of known ones, ended posts. A person is known by uid, by log-in name, or, when both are
    empty, by name and body: two rows with one log-in name are one person in two posts."""
    plan = Plan(table, people_columns())
    known = _Known(by, today)
    for row in table.rows:
        _plan_row(plan, known, row, by, today)
    return plan


@dataclass
class _Known:
    """Bodies and people of the actor's scope, ready to be looked up."""

    by: Actor
    today: date
    bodies: dict[str, list[OrgUnit]] = field(default_factory=dict)
    seen: dict[tuple[str, str, str], int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places: PlaceIndex = place_index(by=self.by, today=self.today)
        for body in OrgUnit.objects.filter(below(self.by.scope), valid_on(self.today)):
            self.bodies.setdefault(key_of(body.name), []).append(body)
        people = list(people_visible_to(self.by))
        self.by_uid = {str(user.uid): user for user in people}
        self.by_username = {user.username: user for user in people}
        held = Appointment.objects.filter(below(self.by.scope, "post__body__scope"), valid_to__isnull=True)
        self.held = list(held.select_related("post", "user").order_by("id"))
        self.by_name = {(key_of(a.user.full_name), a.post.body_id): a.user for a in self.held}

    def appointment(self, user: User, body: OrgUnit, role: str, title: str) -> Appointment | None:
        return next(
            (
                a
                for a in self.held
                if (a.user_id, a.post.body_id, a.post.role, key_of(a.post.title))
                == (user.pk, body.pk, role, key_of(title))
            ),
            None,
        )


def _plan_row(plan: Plan, known: _Known, row: Row, by: Actor, today: date) -> None:
    values = row.values
    full_name, title = text_of(values, "full_name"), text_of(values, "title")
    role = _role(row)
    body = _body(plan, known, row)
    if not full_name or not title or role is None or body is None or not _role_fits(plan, row, role, body):
        return
    found, refused = _person(plan, known, row, body)
    if refused or _twice(plan, known, row, found, body):
        return
    start, end = day_of(values, "valid_from") or today, day_of(values, "valid_to")
    phone = text_of(values, "phone")
    held = known.appointment(found, body, role, title) if found else None
    if end is not None and end <= (held.valid_from if held else start):
        plan.refuse(row, "valid_to", f"ngày {end:%d/%m/%Y} không sau ngày bắt đầu. Hãy sửa một trong hai ngày.")
        return
    step = {
        "full_name": full_name,
        "username": text_of(values, "username").lower(),
        "phone": phone,
        "body_uid": body.uid,
        "role": role,
        "title": title,
        "valid_from": start,
        "valid_to": end,
        "user_uid": found.uid if found else None,
        "appointment_uid": held.uid if held else None,
    }
    shown = f"{full_name}: {title}, {body.name}"
    changes = _changes(found, full_name, phone, held, end) if found else []
    if (found is None or changes) and not _may_keep(plan, row, role, by):
        return
    if found is None:
        plan.add(row, shown, "new", (), step)
        return
    plan.add(row, shown, "changed" if changes else "unchanged", changes, step)


def _role(row: Row) -> str | None:
    label = text_of(row.values, "role")
    return next((choice.value for choice in Role if str(choice.label) == label), None)


def _may_keep(plan: Plan, row: Row, role: str, by: Actor) -> bool:
    """A coordinator gives no administrator's post and changes no administrator; a row that says what is so stays."""
    may = role != Role.ADMINISTRATOR or by.role != Role.COORDINATOR
    if not may:
        plan.refuse(row, "role", "vai trò Quản trị do người quản trị cấp và sửa. Hãy chọn vai trò khác hoặc bỏ dòng.")
    return may


def _role_fits(plan: Plan, row: Row, role: str, body: OrgUnit) -> bool:
    fits = role != Role.HAMLET_HEAD or "residential" in unit_types()[body.type].levels
    if not fits:
        plan.refuse(row, "role", f"“{body.name}” không phải thôn, tổ dân phố. Hãy sửa vai trò hoặc đơn vị.")
    return fits


def _body(plan: Plan, known: _Known, row: Row) -> OrgUnit | None:
    name, area = text_of(row.values, "body"), text_of(row.values, "area")
    if not name:
        return None
    found = known.bodies.get(key_of(name), [])
    if area:
        places = {version.area_id for version in known.places.find(area)}
        if not places:
            plan.refuse(row, "area", f"“{area}” không có trong phạm vi được giao. Ví dụ đúng: “Xã Hòa An”.")
            return None
        found = [body for body in found if body.area_id in places]
    if len(found) == 1:
        return found[0]
    said = "trùng tên nhiều đơn vị; hãy ghi thêm cột Địa bàn" if found else "chưa có; hãy nhập đơn vị trước"
    plan.refuse(row, "body", f"“{name}” {said}.")
    return None


def _person(plan: Plan, known: _Known, row: Row, body: OrgUnit) -> tuple[User | None, bool]:
    """The account that is meant (None: a new one), and whether the row is refused."""
    uid, username = text_of(row.values, "uid"), text_of(row.values, "username").lower()
    if uid:
        if uid not in known.by_uid:
            plan.refuse(row, "uid", "không có người này trong phạm vi được giao. Hãy để trống khi thêm mới.")
            return None, True
        return known.by_uid[uid], False
    if not username:
        return known.by_name.get((key_of(text_of(row.values, "full_name")), body.pk)), False
    if username in known.by_username:
        return known.by_username[username], False
    if not USERNAME.fullmatch(username):
        plan.refuse(row, "username", f"“{username}” không dùng được. Hãy dùng chữ thường không dấu, ví dụ “antv”.")
        return None, True
    if User.objects.filter(username=username).exists():
        plan.refuse(row, "username", f"“{username}” đã có người khác dùng. Hãy chọn tên khác.")
        return None, True
    name = known.names.setdefault(username, text_of(row.values, "full_name"))
    if key_of(name) != key_of(text_of(row.values, "full_name")):
        plan.refuse(row, "username", f"“{username}” đã ghi cho {name} ở dòng trên. Hãy sửa một trong hai.")
        return None, True
    return None, False


def _twice(plan: Plan, known: _Known, row: Row, found: User | None, body: OrgUnit) -> bool:
    who = found.username if found else text_of(row.values, "username").lower() or text_of(row.values, "full_name")
    first = known.seen.setdefault((key_of(who), str(body.pk), key_of(text_of(row.values, "title"))), row.number)
    if first != row.number:
        plan.refuse(row, "title", f"trùng với dòng {first}. Hãy bỏ một dòng.")
    return first != row.number


def _changes(found: User, full_name: str, phone: str, held: Appointment | None, end: date | None) -> list[str]:
    changes = []
    if found.full_name != full_name:
        changes.append(f"họ và tên: {found.full_name} → {full_name}")
    if phone and found.phone != phone:
        changes.append("điện thoại công vụ")
    if held is None:
        changes.append("thêm chức vụ")
    if end is not None:
        changes.append(f"thôi chức vụ từ {end:%d/%m/%Y}")
    return changes
