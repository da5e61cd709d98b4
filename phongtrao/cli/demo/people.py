"""People of the demo: one or more of every role, with invented names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from phongtrao.apps.accounts.models import User
from phongtrao.apps.accounts.operations import set_password
from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.orgs import operations
from phongtrao.apps.orgs.models import OrgUnit
from phongtrao.cli.demo.places import COMMUNE, MERGED, WARD, Places


@dataclass(frozen=True)
class Person:
    """An account with what its owner types; `shown` is the line printed beside it."""

    user: User
    username: str
    password: str
    shown: str


# log-in name, name, role, title, body; the first ones are the ones to try first
COMMUNE_PEOPLE = (
    ("tonghop", "Phạm Thị Mẫu", "coordinator", "Cán bộ tổng hợp", f"Công an xã {COMMUNE}"),
    ("lanhdao", "Đỗ Minh Họa", "leader", "Phó Chủ tịch", f"UBND xã {COMMUNE}"),
    ("kinhte", "Vũ Văn Giả", "officer", "Chuyên viên", "Phòng Kinh tế"),
    ("thondong", "Lò Thị Ví Dụ", "hamlet_head", "Trưởng thôn", "Thôn Đông"),
    ("quantri", "Ngô Văn Thử", "administrator", "Quản trị", "Văn phòng HĐND và UBND"),
    ("xem", "Bùi Thị Xem", "viewer", "Ủy viên theo dõi", f"Ủy ban MTTQ Việt Nam xã {COMMUNE}"),
    ("congan", "Trịnh Văn Mẫu", "officer", "Cán bộ phong trào", f"Công an xã {COMMUNE}"),
    ("vanphong", "Cao Thị Định", "officer", "Phó Chánh Văn phòng", "Văn phòng HĐND và UBND"),
    ("vanhoa", "Hồ Văn Tưởng", "officer", "Chuyên viên", "Phòng Văn hóa - Xã hội"),
    ("yte", "Lý Thị Giả Định", "officer", "Trạm trưởng", f"Trạm Y tế xã {COMMUNE}"),
    ("quansu", "Tạ Văn Họa", "officer", "Chỉ huy phó", f"Ban Chỉ huy Quân sự xã {COMMUNE}"),
    ("thcs", "Đinh Thị Minh", "officer", "Phó Hiệu trưởng", "Trường THCS Yên Hạ"),
    ("tieuhoc", "Mai Văn Thí", "officer", "Phó Hiệu trưởng", "Trường Tiểu học Yên Hạ"),
    ("mattran", "Quách Văn Dụ", "officer", "Phó Chủ tịch", f"Ủy ban MTTQ Việt Nam xã {COMMUNE}"),
    ("thondoai", "Kiều Văn Nháp", "hamlet_head", "Trưởng thôn", "Thôn Đoài"),
    ("thonchua", "Lương Thị Bản", "hamlet_head", "Trưởng thôn", "Thôn Chùa"),
    ("thonben", "Giàng Văn Ảo", "hamlet_head", "Trưởng thôn", "Thôn Bến"),
    ("thonbai", "Hà Thị Kịch", "hamlet_head", "Trưởng thôn", "Thôn Bãi"),
)
WARD_PEOPLE = (
    ("bentrang", "Phùng Văn Mẫu", "coordinator", "Cán bộ tổng hợp", f"Công an phường {WARD}"),
    ("bentrang.lanhdao", "Thái Thị Họa", "leader", "Phó Chủ tịch", f"UBND phường {WARD}"),
    ("bentrang.to1", "Âu Văn Thử", "hamlet_head", "Tổ trưởng", "Tổ dân phố số 1"),
)
PROVINCE_PEOPLE = (
    ("thamdinh", "Đặng Văn Soát", "superior_reviewer", "Cán bộ thẩm định", "Công an tỉnh Sông Lam"),
    ("tinh", "Lưu Thị Tổng", "coordinator", "Cán bộ tổng hợp", "Công an tỉnh Sông Lam"),
)


def make_people(places: Places, *, now: datetime, new_password: Callable[[], str]) -> dict[str, Person]:
    """Everybody by log-in name, able to log in with their password."""
    people: dict[str, Person] = {}
    groups = ((COMMUNE_PEOPLE, places.commune), (WARD_PEOPLE, places.ward), (PROVINCE_PEOPLE, places.province))
    for rows, bodies in groups:
        for username, full_name, role, title, body in rows:
            people[username] = _person(
                bodies[body], now, new_password(), username=username, full_name=full_name, role=role, title=title
            )
    return people


def _person(
    body: OrgUnit, now: datetime, password: str, *, username: str, full_name: str, role: str, title: str
) -> Person:
    user = operations.create_person(
        by=SYSTEM,
        now=now,
        full_name=full_name,
        username=username,
        body_uid=body.uid,
        role=role,
        title=title,
        valid_from=MERGED,
    )
    set_password(user=user, password=password, by=SYSTEM, now=now)
    return Person(user, username, password, f"{full_name}, {title}, {body.name}")
