"""Giao chỉ tiêu: a target of a plan divided among the bodies of its place."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.days import day_of
from phongtrao.apps.base.gate import checked_text
from phongtrao.apps.base.models import below, valid_on
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.orgs.models import OrgUnit
from phongtrao.apps.plans.models import Target, TargetShare
from phongtrao.apps.plans.queries import share_row, visible_to
from phongtrao.apps.plans.rows import COUNT, GRADE, PERCENT

MAX_SHARES = 500  # shares that one form sends; a province has fewer communes
_MAX_DIGITS = 15  # a BIGINT holds 18
_MAX_DECIMALS = 6
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class WantedShare:
    """What a person typed for one body. `level`: “12”, “1.200”, “87,5”, “Khá”; empty = no share.

    `version`: of the share that they saw, None when the body had none.
    """

    body_uid: uuid.UUID
    level: str
    note: str = ""
    version: int | None = None


@dataclass(frozen=True)
class _Level:
    value: int | None
    scale: int
    grade: str


@operation
def divide_target(*, target_uid: uuid.UUID, shares: Sequence[WantedShare], by: Actor, now: datetime) -> Target:
    """The named bodies get, change or lose their share of a target; bodies that are not named keep theirs.

    Shares need not add up: the page says the difference. Raises NotVisible. Refused: role_may_not, too_many_shares,
    changed_meanwhile; at the body's uid as field: share_of_no_body, share_not_a_number, share_above_hundred,
    text_too_long and what the gate refuses.
    """
    target = _target(target_uid, by=by, today=day_of(now))
    if by.role != "coordinator":
        raise Refused("role_may_not")
    if len(shares) > MAX_SHARES:
        raise Refused("too_many_shares", came=len(shares), limit=MAX_SHARES)
    # One writer at a time: two people who give the same body a share at once must not meet at the UNIQUE.
    Target.objects.select_for_update().get(pk=target.pk)
    there = {share.body.uid: share for share in target.shares.select_related("body")}
    bodies = _bodies(target, [share.body_uid for share in shares], today=day_of(now))
    changed = [
        words
        for wanted in shares
        if (words := _set_share(target, wanted, there.get(wanted.body_uid), bodies, by=by, now=now))
    ]
    if changed:
        plan = target.plan_version.plan
        audit.record(
            by=by,
            now=now,
            verb="change",
            subject_type="plan",
            subject_uid=plan.uid,
            subject_name=plan.title,
            scope=plan.scope,
            reason=target.text[:1000],
            changes={"share": ["; ".join(filter(None, words)) for words in zip(*changed, strict=True)]},
        )
    return target


def _target(uid: uuid.UUID, *, by: Actor, today: date) -> Target:
    """A target of the current version of a plan in the person's places."""
    rows = Target.objects.filter(uid=uid, plan_version__current=True).select_related("plan_version__plan")
    found = rows.filter(visible_to(by, today, "plan_version__plan__")).first()
    if found is None:
        raise NotVisible
    return found


def _bodies(target: Target, uids: Sequence[uuid.UUID], *, today: date) -> dict[uuid.UUID, OrgUnit]:
    """Those of the bodies that work in the plan's place today."""
    place = target.plan_version.plan.scope
    return {body.uid: body for body in OrgUnit.objects.filter(below(place), valid_on(today), uid__in=uids)}


def _set_share(
    target: Target,
    wanted: WantedShare,
    there: TargetShare | None,
    bodies: dict[uuid.UUID, OrgUnit],
    *,
    by: Actor,
    now: datetime,
) -> tuple[str, str] | None:
    """Do what was wanted for one body; returns (before, after) in words, None when nothing changed."""
    at = str(wanted.body_uid)
    level = parse_level(wanted.level, measure_unit=target.measure_unit, field=at)
    note = checked_text(wanted.note, field=at, limit=300)
    if there is None:
        if wanted.version is not None:
            raise Refused("changed_meanwhile")
        return _give(target, level, note, bodies.get(wanted.body_uid), at, by, now) if level else None
    held = _Level(there.value, there.scale, there.grade)
    if (level == held and note == there.note) or (level is None and wanted.version is None):
        return None
    before = _words(there)
    row = TargetShare.objects.filter(pk=there.pk)
    if level is None:
        if row.filter(version=wanted.version or 0).delete()[0] != 1:
            raise Refused("changed_meanwhile")
        return before, ""
    stamp = {"set_at": now, "set_by_id": by.person_id, "set_by_name": by.shown}
    columns = {"value": level.value, "scale": level.scale, "grade": level.grade, "note": note}
    claim(row, version=wanted.version or 0, **columns, **stamp)
    there.value, there.scale, there.grade = level.value, level.scale, level.grade
    return before, _words(there)


def _give(
    target: Target, level: _Level, note: str, body: OrgUnit | None, at: str, by: Actor, now: datetime
) -> tuple[str, str]:
    if body is None:
        raise Refused("share_of_no_body", field=at)
    made = TargetShare.objects.create(
        target=target,
        body=body,
        scope=body.scope,
        province=body.province,
        year=target.plan_version.plan.year,
        value=level.value,
        scale=level.scale,
        grade=level.grade,
        note=note,
        set_at=now,
        set_by_id=by.person_id,
        set_by_name=by.shown,
    )
    return "", _words(made)


def _words(share: TargetShare) -> str:
    return f"{share.body.name}: {share_row(share).number}"


def parse_level(text: str, *, measure_unit: str, field: str = "") -> _Level | None:
    """What a person typed, measured as the target is; None for nothing.

    “1.200” is a thousand and two hundred, “87,5” and “87.5” are the same. A target without a measure takes a number or
    a word. Refused: share_not_a_number, share_above_hundred, text_too_long.
    """
    words = " ".join(text.split())
    if not words:
        return None
    number = _number(words.removesuffix("%").strip()) if measure_unit != GRADE else None
    if number is None:
        if measure_unit in (COUNT, PERCENT):
            raise Refused("share_not_a_number", field=field, came=words[:40])
        return _Level(None, 0, checked_text(words, field=field, limit=60))
    value, scale = number
    if measure_unit == PERCENT and value > 100 * 10**scale:
        raise Refused("share_above_hundred", field=field, came=words[:40])
    return _Level(value, scale, "")


def _number(words: str) -> tuple[int, int] | None:
    """« 1.200 » → (1200, 0), « 87,50 » → (875, 1); None for anything else."""
    if _GROUPED.fullmatch(words):
        words = words.replace(".", "")
    elif not _PLAIN.fullmatch(words):
        return None
    whole, _, part = words.replace(",", ".").partition(".")
    part = part.rstrip("0")
    if len(whole) + len(part) > _MAX_DIGITS or len(part) > _MAX_DECIMALS:
        return None
    return int(whole + part), len(part)
