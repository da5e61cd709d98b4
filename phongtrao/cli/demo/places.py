"""Places and bodies of the demo: a province, two old communes merged into one on 1 July 2025, a ward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.orgs import operations, queries
from phongtrao.apps.orgs.enums import RelationKind
from phongtrao.apps.orgs.models import AdminArea, OrgUnit

MARKED = "Sông Lam (DỮ LIỆU MINH HỌA)"
FOUNDED = date(2015, 1, 1)
MERGED = date(2025, 7, 1)
RESOLUTION = "Nghị quyết 01/NQ-MINHHOA"  # no number that a real resolution has
OLD_COMMUNES = {
    "Yên Đông": ("Thôn Đông", "Thôn Đoài", "Thôn Chùa"),
    "Hạ Giang": ("Thôn Bến", "Thôn Bãi", "Thôn 10"),
}
COMMUNE = "Yên Hạ"
WARD = "Bến Trăng"
SCHOOLS = ("Trường THCS Yên Hạ", "Trường Tiểu học Yên Hạ", "Trường Mầm non Yên Hạ")
WARD_GROUPS = tuple(f"Tổ dân phố số {number}" for number in range(1, 6))


@dataclass(frozen=True)
class Places:
    """What people and work refer to: bodies by name within their place."""

    province: dict[str, OrgUnit]
    commune: dict[str, OrgUnit]
    ward: dict[str, OrgUnit]


def make_places(*, now: datetime) -> Places:
    """The province with everything in it."""
    province = _area(now, MARKED, "province", None, FOUNDED)
    old = {name: _area(now, name, "commune", province, FOUNDED) for name in OLD_COMMUNES}
    for name, hamlets in OLD_COMMUNES.items():
        _hamlets(now, old[name], hamlets, FOUNDED)
        _usual_bodies(now, old[name], FOUNDED, only=("UBND xã", "Công an xã"))
    commune = _area(now, COMMUNE, "commune", province, MERGED)
    ward = _area(now, WARD, "ward", province, MERGED)
    operations.merge_areas(
        by=SYSTEM,
        now=now,
        from_uids=[area.uid for area in old.values()],
        into_uid=commune.uid,
        on=MERGED,
        decision=RESOLUTION,
    )
    _hamlets(now, ward, WARD_GROUPS, MERGED)
    _usual_bodies(now, province, FOUNDED, rename=(f"tỉnh {MARKED}", "tỉnh Sông Lam"))
    _usual_bodies(now, commune, MERGED, further=(*SCHOOLS, "Hợp tác xã Nông nghiệp Yên Hạ"))
    _usual_bodies(now, ward, MERGED, further=("Trường THCS Bến Trăng",))
    places = Places(province=_bodies(province), commune=_bodies(commune), ward=_bodies(ward))
    for name, area in old.items():
        _pass_on(now, _bodies(area), places.commune, name)
    for body in (places.commune[f"Công an xã {COMMUNE}"], places.ward[f"Công an phường {WARD}"]):
        operations.relate_bodies(
            by=SYSTEM,
            now=now,
            upper_uid=places.province["Công an tỉnh Sông Lam"].uid,
            lower_uid=body.uid,
            kind=RelationKind.PROFESSIONAL,
            valid_from=MERGED,
        )
    return Places(province=_bodies(province), commune=_bodies(commune, below=True), ward=_bodies(ward, below=True))


def _area(now: datetime, name: str, type_code: str, parent: AdminArea | None, since: date) -> AdminArea:
    return operations.create_area(
        by=SYSTEM,
        now=now,
        name=name,
        type_code=type_code,
        parent_uid=parent.uid if parent else None,
        valid_from=since,
    )


def _hamlets(now: datetime, commune: AdminArea, titles: tuple[str, ...], since: date) -> None:
    operations.create_hamlets(by=SYSTEM, now=now, commune_uid=commune.uid, titles=titles, valid_from=since)


def _usual_bodies(
    now: datetime,
    area: AdminArea,
    since: date,
    *,
    only: tuple[str, ...] = (),
    further: tuple[str, ...] = (),
    rename: tuple[str, str] = ("", ""),
) -> None:
    """The bodies that the pack proposes for a place, ticked ones; `rename`: words that do not belong into a name."""
    offered = queries.proposed_bodies(area_uid=area.uid, by=SYSTEM, today=max(since, MERGED))
    keys = [row.key for row in offered if row.ticked and (not only or row.name.startswith(only))]
    operations.create_proposed_bodies(by=SYSTEM, now=now, area_uid=area.uid, keys=keys, names=further, valid_from=since)
    for body in _bodies(area).values() if rename[0] else ():
        if rename[0] in body.name:
            operations.change_body(
                by=SYSTEM,
                now=now,
                uid=body.uid,
                version=body.version,
                name=body.name.replace(*rename),
                type_code=body.type,
            )


def _bodies(area: AdminArea, *, below: bool = False) -> dict[str, OrgUnit]:
    """Bodies of a place by name; with `below` those of its hamlets too."""
    found = OrgUnit.objects.filter(area=area, valid_to__isnull=True)
    if below:
        path = area.versions.get(valid_to__isnull=True).path
        found = OrgUnit.objects.filter(scope__startswith=path, valid_to__isnull=True)
    return {body.name: body for body in found}


def _pass_on(now: datetime, old: dict[str, OrgUnit], new: dict[str, OrgUnit], name: str) -> None:
    for body in old.values():
        successor = new[body.name.replace(name, COMMUNE)]
        operations.succeed_body(
            by=SYSTEM, now=now, from_uid=body.uid, to_uid=successor.uid, on=MERGED, decision=RESOLUTION
        )
