"""Taking a filled-in table: all of it or nothing, and only what the person saw in the preview."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from phongtrao.apps.accounts.models import User
from phongtrao.apps.audit.operations import record
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.operations import operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.orgs.models import OrgUnit, OrgUnitRelation
from phongtrao.apps.orgs.operations.areas import rename_area, retype_area
from phongtrao.apps.orgs.operations.bodies import change_body, create_body, end_body, end_relation, relate_bodies
from phongtrao.apps.orgs.operations.guards import KEEPERS
from phongtrao.apps.orgs.operations.hamlets import create_hamlets
from phongtrao.apps.orgs.operations.people import change_person, create_person, give_post
from phongtrao.apps.orgs.operations.posts import end_appointment
from phongtrao.apps.orgs.queries.bodies import visible_to
from phongtrao.apps.orgs.queries.sheets import plan_of
from phongtrao.apps.orgs.queries.tables.bodies import key_of, paths_above
from phongtrao.apps.orgs.rows import SheetPreview

Step = Mapping[str, Any]


@operation
def take_sheet(
    *, by: Actor, now: datetime, today: date, kind: str, table: Mapping[str, Any], digest: str
) -> SheetPreview:
    """Do what the preview of this table said. `table` is what `queries.read_sheet` gave, `digest` the preview's.

    A second time everything is unchanged and nothing is written. Raises Refused: sheet_has_errors; changed_meanwhile
    when the same table would now do something else.
    """
    if by.role not in KEEPERS:
        raise Refused("role_may_not")
    plan = plan_of(kind=kind, table=table, by=by, today=today)
    preview = plan.preview()
    if preview.errors:
        raise Refused("sheet_has_errors", count=len(preview.errors))
    if preview.digest != digest:
        raise Refused("changed_meanwhile")
    take = _TAKERS[kind](by, now, today)
    for step in plan.steps:
        take.first(step)
    for step in plan.steps:
        take.second(step)
    if plan.steps:
        record(
            by=by,
            now=now,
            verb="import",
            subject_type="sheet",
            subject_uid=uuid.uuid5(uuid.NAMESPACE_URL, f"{kind}:{digest}"),
            subject_name=kind,
            scope=by.scope,
            changes={"new": ["", preview.new], "changed": ["", preview.changed]},
        )
    return preview


class _Taker:
    """Carries steps out, in two rounds: things first, then what ties them to each other."""

    def __init__(self, by: Actor, now: datetime, today: date) -> None:
        self.by, self.now, self.today = by, now, today

    def first(self, step: Step) -> None:
        raise NotImplementedError

    def second(self, step: Step) -> None:
        """Nothing to tie together."""


class _Bodies(_Taker):
    def __init__(self, by: Actor, now: datetime, today: date) -> None:
        super().__init__(by, now, today)
        self.made: dict[int, OrgUnit] = {}

    def first(self, step: Step) -> None:
        columns = {key: step[key] for key in ("name", "short_name", "type_code", "decision")}
        if step["action"] == "new":
            uid = uuid.UUID(step["uid"]) if step["uid"] else None
            body = create_body(
                by=self.by, now=self.now, area_uid=step["area_uid"], valid_from=step["valid_from"], uid=uid, **columns
            )
        else:
            body = change_body(by=self.by, now=self.now, uid=step["body_uid"], version=step["version"], **columns)
        self.made[id(step)] = body

    def second(self, step: Step) -> None:
        body = self.made[id(step)]
        for kind, name in step["uppers"]:
            upper = self._upper(name)
            for old in OrgUnitRelation.objects.filter(lower=body, kind=kind, valid_to__isnull=True):
                # A relation of today cannot end today: half-open days.
                on = max(self.today, old.valid_from + timedelta(days=1))
                end_relation(by=self.by, now=self.now, relation_id=old.pk, on=on)
            relate_bodies(
                by=self.by,
                now=self.now,
                upper_uid=upper.uid,
                lower_uid=body.uid,
                kind=kind,
                valid_from=body.valid_from if step["action"] == "new" else self.today,
            )
        if step["valid_to"] is not None:
            end_body(by=self.by, now=self.now, uid=body.uid, version=body.version, on=step["valid_to"])

    def _upper(self, name: str) -> OrgUnit:
        inside = OrgUnit.objects.filter(visible_to(self.by, self.today), valid_to__isnull=True)
        above = OrgUnit.objects.filter(scope__in=paths_above(self.by.scope), valid_to__isnull=True)
        found = [body for body in (*inside, *above) if key_of(body.name) == key_of(name)]
        if len({body.pk for body in found}) != 1:
            raise Refused("unknown_value", field="upper")
        return found[0]


class _People(_Taker):
    def __init__(self, by: Actor, now: datetime, today: date) -> None:
        super().__init__(by, now, today)
        self.made: dict[str, User] = {}

    def first(self, step: Step) -> None:
        user = self._user(step)
        if user is None:
            post = {key: step[key] for key in ("full_name", "username", "phone", "body_uid", "role", "title")}
            user = create_person(by=self.by, now=self.now, valid_from=step["valid_from"], **post)
            if step["username"]:
                self.made[step["username"]] = user
            self._end(step, user)
            return
        if step["full_name"] != user.full_name or (step["phone"] and step["phone"] != user.phone):
            change_person(
                by=self.by,
                now=self.now,
                today=self.today,
                user_uid=user.uid,
                version=user.version,
                full_name=step["full_name"],
                phone=step["phone"] or user.phone,
                email=user.email,
            )
        if step["appointment_uid"] is None:
            post = {key: step[key] for key in ("body_uid", "role", "title", "valid_from")}
            give_post(by=self.by, now=self.now, user_uid=user.uid, **post)
        self._end(step, user)

    def _user(self, step: Step) -> User | None:
        if step["user_uid"] is not None:
            return User.objects.get(uid=step["user_uid"])
        return self.made.get(step["username"]) if step["username"] else None

    def _end(self, step: Step, user: User) -> None:
        if step["valid_to"] is None:
            return
        held = user.appointments.filter(
            post__body__uid=step["body_uid"], post__role=step["role"], post__title=step["title"], valid_to=None
        ).first()
        if held is not None:
            end_appointment(by=self.by, now=self.now, uid=held.uid, on=step["valid_to"])


class _Places(_Taker):
    def first(self, step: Step) -> None:
        if step.get("renamed") or step.get("retyped"):
            # A row that only spells a known place otherwise corrects it from its own first day.
            on, version = step["since"], step["version"]
            if step["retyped"]:
                retype_area(
                    by=self.by, now=self.now, uid=step["area_uid"], version=version, type_code=step["type_code"], on=on
                )
                version += 1
            rename_area(by=self.by, now=self.now, uid=step["area_uid"], version=version, name=step["name"], on=on)
        create_hamlets(
            by=self.by,
            now=self.now,
            commune_uid=step["commune_uid"],
            titles=[step["title"]],
            valid_from=step["valid_from"],
            boards=step["board"],
        )


_TAKERS: dict[str, Callable[[Actor, datetime, date], _Taker]] = {
    "bodies": _Bodies,
    "people": _People,
    "places": _Places,
}
