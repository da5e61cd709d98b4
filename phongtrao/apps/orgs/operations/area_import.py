"""Taking a list of provinces and communes: whole or not at all, as often as one likes."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby, pairwise

from phongtrao.adapters.areas import AreaRow as Listed
from phongtrao.apps.audit.operations import record
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.operations import operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.orgs.enums import SuccessionKind
from phongtrao.apps.orgs.models import AdminArea, AdminAreaVersion, AreaSuccession
from phongtrao.apps.orgs.operations.areas import name_columns, next_version
from phongtrao.apps.orgs.operations.guards import require_keeper
from phongtrao.apps.orgs.rows import AreaImport
from phongtrao.core.orgs.place_names import comparable_name

OFFICIAL = "official"  # origin of places that came from a list of provinces and communes
SUBJECT = uuid.UUID("0b3e3b5a-7d0c-4a53-9c3d-5a0f8f6f6c11")  # the list as a whole, as the subject of its log entries


@operation
def import_areas(*, by: Actor, now: datetime, rows: Sequence[Listed], source: str) -> AreaImport:
    """Bring the places to what the list says, by code and day; provinces come before communes.

    New codes are new places; another name, type or province is a new version from the listed day (a correction when it
    is the version's own first day). Where only the writing of a tone differs nothing changes. Places that the list does
    not name stay. The second import of a list changes nothing. Raises Refused("list_older" | "unknown_parent").
    """
    require_keeper(by, "")
    known = _Known()
    created = changed = unchanged = 0
    for level in (False, True):
        chosen = [row for row in rows if bool(row.parent) == level]
        fresh: list[list[Listed]] = []
        for _, versions in groupby(chosen, key=lambda row: row.code):
            listed = list(versions)
            if known.find(listed[0]) is None:
                fresh.append(listed)
            elif _follow(known, listed):
                changed += 1
            else:
                unchanged += 1
        created += len(fresh)
        _create(known, fresh)
    result = AreaImport(created, changed, unchanged, known.missing(rows))
    if created or changed:
        counts = {"created": ["", created], "changed": ["", changed]}
        record(
            by=by,
            now=now,
            verb="import",
            subject_type="area_list",
            subject_uid=SUBJECT,
            subject_name=source,
            changes=counts,
        )
    return result


class _Known:
    """The places with a code that are there, by code, each in the order of its days."""

    def __init__(self) -> None:
        self.versions: dict[str, list[AdminAreaVersion]] = {}
        found = AdminAreaVersion.objects.exclude(code="").select_related("area", "parent").order_by("valid_from")
        for version in found:
            self.add(version)

    def add(self, version: AdminAreaVersion) -> None:
        self.versions.setdefault(version.code, []).append(version)

    def find(self, row: Listed) -> AdminAreaVersion | None:
        """The version of this code on the row's first day; Refused when the code begins only later."""
        later = None
        for version in self.versions.get(row.code, []):
            if version.valid_from <= row.valid_from:
                if version.valid_to is None or version.valid_to > row.valid_from:
                    return version
            elif later is None:
                later = version
        if later is not None:
            raise Refused("list_older", place=row.code, day=row.valid_from, known=later.valid_from)
        return None

    def parent_of(self, row: Listed) -> AdminAreaVersion | None:
        if not row.parent:
            return None
        versions = self.versions.get(row.parent)
        if not versions:
            raise Refused("unknown_parent", place=row.code, parent=row.parent)
        return versions[-1]

    def missing(self, rows: Iterable[Listed]) -> int:
        listed = {row.code for row in rows}
        return sum(code not in listed and any(v.valid_to is None for v in vs) for code, vs in self.versions.items())


def _follow(known: _Known, listed: Sequence[Listed]) -> bool:
    """Bring one place that is there to what the list says of it; True when something changed."""
    changed = False
    for row in listed:
        version = known.find(row)
        if version is None:
            continue
        parent = known.parent_of(row)
        same_name = comparable_name(version.name) == comparable_name(row.name)
        if same_name and version.type == row.type and version.parent_id == (parent.area_id if parent else None):
            continue
        changed = True
        new = next_version(
            version,
            version=version.version,
            on=row.valid_from,
            parent=parent.area if parent else None,
            path=f"{parent.path if parent else ''}{version.area_id:010d}/",
            **name_columns(row.type, row.name),
        )
        kind = _kind(version, row, parent)
        if new.pk != version.pk:
            AreaSuccession.objects.create(from_area=version.area, to_area=version.area, on=row.valid_from, kind=kind)
        known.versions[row.code] = [v for v in known.versions[row.code] if v.pk != new.pk]
        version.refresh_from_db()
        known.add(new)
    return changed


def _kind(version: AdminAreaVersion, row: Listed, parent: AdminAreaVersion | None) -> str:
    if version.parent_id != (parent.area_id if parent else None):
        return SuccessionKind.MOVE
    return SuccessionKind.RETYPE if version.type != row.type else SuccessionKind.RENAME


def _create(known: _Known, fresh: Sequence[Sequence[Listed]]) -> None:
    """New places with all their versions, in two statements."""
    areas = AdminArea.objects.bulk_create([AdminArea(origin=OFFICIAL) for _ in fresh], batch_size=500)
    versions: list[AdminAreaVersion] = []
    successions: list[AreaSuccession] = []
    for area, listed in zip(areas, fresh, strict=True):
        for row in listed:
            parent = known.parent_of(row)
            versions.append(
                AdminAreaVersion(
                    area=area,
                    code=row.code,
                    parent=parent.area if parent else None,
                    path=f"{parent.path if parent else ''}{area.pk:010d}/",
                    valid_from=row.valid_from,
                    valid_to=row.valid_to,
                    **name_columns(row.type, row.name),
                )
            )
        for before, after in pairwise(listed):
            kind = SuccessionKind.RETYPE if before.type != after.type else SuccessionKind.RENAME
            successions.append(AreaSuccession(from_area=area, to_area=area, on=after.valid_from, kind=kind))
    for version in AdminAreaVersion.objects.bulk_create(versions, batch_size=500):
        known.add(version)
    AreaSuccession.objects.bulk_create(successions)
