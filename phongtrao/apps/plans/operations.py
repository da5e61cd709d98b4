"""Writing plans: a confirmed reading becomes a plan in force and its first version."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.operations import operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents.rows import ConfirmedItem, ConfirmedReading
from phongtrao.apps.plans.models import Plan, PlanVersion, Target
from phongtrao.apps.plans.shares import MAX_SHARES, WantedShare, divide_target
from phongtrao.core.text import fold

__all__ = ["MAX_SHARES", "WantedShare", "create_plan", "divide_target"]

MAX_SCALE = 6  # decimals of a measure; more is a mistake of reading


@operation
def create_plan(*, reading: ConfirmedReading, by: Actor, now: datetime) -> PlanVersion:
    """A plan in force, its version 1 and its targets, from what a person confirmed. Called by `tasks.confirm_plan`.

    The plan runs in the place of the body that handed the paper in. Refused: already_exists.
    """
    if PlanVersion.objects.filter(reading_id=reading.reading_id).exists():
        raise Refused("already_exists")
    header = reading.header
    title = header.title or header.doc_type or "Kế hoạch"
    plan = Plan.objects.create(
        title=title[:500],
        issuer=header.issuer,
        number=header.number,
        symbol=header.symbol,
        issued_on=header.issued_on,
        period_from=header.period_from,
        period_to=header.period_to,
        body_id=reading.body_id,
        scope=reading.scope,
        province=reading.province,
        year=header.period_from or (header.issued_on.year if header.issued_on else reading.year),
        search=fold(f"{header.number} {header.symbol} {title} {header.issuer}")[:800],
    )
    version = PlanVersion.objects.create(
        plan=plan,
        number=1,
        document_id=reading.document_id,
        reading_id=reading.reading_id,
        confirmed_at=now,
        confirmed_by_id=by.person_id,
        confirmed_by_name=by.shown,
    )
    Target.objects.bulk_create(_target(version, ordinal, item) for ordinal, item in enumerate(reading.targets))
    audit.record(
        by=by,
        now=now,
        verb="confirm",
        subject_type="plan",
        subject_uid=plan.uid,
        subject_name=plan.title,
        scope=plan.scope,
        to_state=plan.state,
    )
    return version


def _target(version: PlanVersion, ordinal: int, item: ConfirmedItem) -> Target:
    value, scale, grade = _measure(item.value)
    start, end = item.span or (None, None)
    return Target(
        plan_version=version,
        ordinal=ordinal,
        text=item.text,
        subject=str(item.value.get("subject") or "")[:500],
        op=str(item.value.get("op") or "=")[:2],
        value=value,
        scale=scale,
        grade=grade,
        measure_unit=str(item.value.get("measure_unit") or "")[:20],
        due_on=_day(item.value.get("due")),
        span_start=start,
        span_end=end,
    )


def _measure(value: Mapping[str, Any]) -> tuple[int | None, int, str]:
    """« 87.5 » → (875, 1, ""); « "Khá" » → (None, 0, "Khá"); (None, 0, "") when the target says neither."""
    said = value.get("value")
    if said is None or said == "":
        return None, 0, ""
    try:
        number = Decimal(str(said).strip().replace(",", "."))
    except InvalidOperation:
        return None, 0, str(said)[:60]
    if not number.is_finite():
        return None, 0, str(said)[:60]
    number = number.normalize()
    exponent = number.as_tuple().exponent
    scale = max(0, -exponent) if isinstance(exponent, int) else 0
    if scale > MAX_SCALE:
        return None, 0, str(said)[:60]
    return int(number.scaleb(scale)), scale, ""


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
