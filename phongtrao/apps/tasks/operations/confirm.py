"""From what a person confirmed of a paper to a running plan: duties, who owes them, and when."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.days import HERE, day_of
from phongtrao.apps.base.operations import operation
from phongtrao.apps.documents.operations import mark_reviewed
from phongtrao.apps.documents.queries import get_document
from phongtrao.apps.documents.rows import ConfirmedItem, ConfirmedReading, ConfirmedUnit, Span
from phongtrao.apps.jobs import operations as jobs
from phongtrao.apps.plans.enums import PlanState
from phongtrao.apps.plans.models import Plan, PlanVersion
from phongtrao.apps.plans.operations import create_plan
from phongtrao.apps.tasks.enums import AssigneeKind, AssignmentRole, Mood
from phongtrao.apps.tasks.models import Assignment, Occurrence, Task
from phongtrao.apps.tasks.names import Names, names_for
from phongtrao.apps.tasks.owing import build_occurrences
from phongtrao.apps.tasks.times import duty_time, horizon
from phongtrao.core.text import fold

NEXT_YEAR = "tasks.next_year"  # outbox topic, see jobs.py
ROLES = frozenset(AssignmentRole.values)


@operation
def confirm_plan(
    *,
    document_uid: uuid.UUID,
    by: Actor,
    now: datetime,
    version: int | None = None,
    unseen_are_right: bool = False,
) -> Plan:
    """A reviewed reading becomes a plan in force with its duties; the paper becomes `reviewed`.

    Every standing item becomes one row: a task its duty, a general task a duty under “chưa giao”, a deadline outside
    any duty a duty of its own, a target a target. Dated and recurring duties of known bodies get their occurrences.
    Raises NotVisible. Refused: what `documents.mark_reviewed` refuses, already_exists.
    """
    document = get_document(uid=document_uid, by=by, today=day_of(now))
    reading = mark_reviewed(document=document, by=by, now=now, version=version, unseen_are_right=unseen_are_right)
    plan_version = create_plan(reading=reading, by=by, now=now)
    today = day_of(now)
    duties = list(_duties(reading))
    waiting = _missing_days(plan_version)
    names = names_for(plan_version, today=today)
    tasks = [_task(plan_version, ordinal, duty, waiting) for ordinal, duty in enumerate(duties)]
    Task.objects.bulk_create(tasks)
    Assignment.objects.bulk_create(
        row for task, duty in zip(tasks, duties, strict=True) for row in _assignments(task, duty, names)
    )
    open_occurrences(plan_version, today=today)
    _plan_next_year(plan_version.plan, by=by, now=now)
    return plan_version.plan


@operation
def open_next_year(*, plan_uid: uuid.UUID, since: date, by: Actor, now: datetime) -> int:
    """The recurrences of a running plan from `since` to the end of the year become rows; returns how many. Idempotent.

    Called by the worker at the turn of the year, for the program itself.
    """
    version = PlanVersion.objects.filter(plan__uid=plan_uid, current=True, plan__state=PlanState.IN_FORCE)
    found = version.select_related("plan").first()
    if found is None:
        return 0
    made = open_occurrences(found, today=day_of(now), since=since)
    _plan_next_year(found.plan, by=by, now=now)
    return made


def _plan_next_year(plan: Plan, *, by: Actor, now: datetime) -> None:
    """Ask for next year's rows on 1 January, if the plan still runs then."""
    turn = datetime(day_of(now).year + 1, 1, 1, tzinfo=HERE)
    if plan.period_to is not None and plan.period_to >= turn.year:
        jobs.add(by=by, now=now, topic=NEXT_YEAR, subject_uid=plan.uid, not_before=turn)


def open_occurrences(
    version: PlanVersion, *, today: date, tasks: Sequence[Task] = (), since: date | None = None
) -> int:
    """Make the occurrences that are still missing up to the horizon (of `tasks`, or all duties); returns how many.

    Recurrences count from `since` (default: today, or the first day of the plan's years when that is later).

    Idempotent: what is there by (duty, body, period) stays as it is. Called inside operations.
    """
    plan = version.plan
    assignments = Assignment.objects.filter(task__plan_version=version, partner=False).exclude(kind=AssigneeKind.TEXT)
    if tasks:
        assignments = assignments.filter(task__in=tasks)
    start, end = horizon(today=today, period_from=plan.period_from, period_to=plan.period_to)
    start = since or start
    existing = set(
        Occurrence.objects.filter(task__plan_version=version).values_list("task_id", "body_id", "period_key")
    )
    rows = assignments.select_related("task", "body", "post__body").order_by("id")
    made = build_occurrences(rows, today=today, start=start, end=end, existing=existing)
    Occurrence.objects.bulk_create(made, batch_size=200)
    return len(made)


@dataclass(frozen=True)
class _Duty:
    """An item on its way to a row: its place among the others, and the heading it stands under."""

    item: ConfirmedItem
    unit: ConfirmedUnit | None = None
    general: bool = False
    owner: str = ""


def _duties(reading: ConfirmedReading) -> Iterator[_Duty]:
    """Every item that is a duty, in the order of the paper."""
    found = [_Duty(item, unit=unit) for unit in reading.units for item in unit.tasks]
    found += [_Duty(item, general=True) for item in reading.general_tasks]
    found += [_Duty(item, owner=_owner(item)) for item in reading.deadlines]
    last = max((duty.item.span[1] for duty in found if duty.item.span), default=0)
    yield from sorted(found, key=lambda duty: duty.item.span or (last, last))


def _owner(item: ConfirmedItem) -> str:
    return next((fact.owner for fact in item.times if fact.owner), str(item.value.get("owner") or ""))


def _missing_days(version: PlanVersion) -> list[Span]:
    """Places where the reader missed a day that should stand there (finding `missing-deadline`)."""
    findings = version.reading.result.get("findings") or []
    spans = [f.get("span") for f in findings if f.get("code") == "missing-deadline"]
    return [(span[0], span[1]) for span in spans if isinstance(span, list) and len(span) == 2]


def _task(version: PlanVersion, ordinal: int, duty: _Duty, missing: Sequence[Span]) -> Task:
    item, plan = duty.item, version.plan
    start, end = item.span or (None, None)
    waits = start is not None and end is not None and any(start <= s and e <= end for s, e in missing)
    time = duty_time(item.times, awaits_day=waits)
    return Task(
        plan_version=version,
        ordinal=ordinal,
        text=item.text,
        search=fold(item.text),
        general=duty.general,
        time_kind=time.kind,
        said_on=time.said_on,
        before=time.before,
        last_day=time.last_day,
        rrule=time.rrule,
        report_to=time.report_to,
        product=str(item.value.get("product") or "")[:300],
        awaits_day=time.awaits_day,
        outside_system=item.value.get("outside_system") is True,
        span_start=start,
        span_end=end,
        body_id=plan.body_id,
        scope=plan.scope,
        province=plan.province,
        year=time.last_day.year if time.last_day else plan.year,
    )


def _assignments(task: Task, duty: _Duty, names: Names) -> Iterator[Assignment]:
    """The owner (as the heading was resolved), then the partners that the duty's words name."""
    value = duty.item.value
    role = str(value.get("role") or "")
    if duty.unit is not None:
        named = _assignee(duty.unit)
        mood = Mood.REQUEST if duty.unit.mood == Mood.REQUEST else Mood.ASSIGN
        yield Assignment(task=task, role=role if role in ROLES else AssignmentRole.PERFORM, mood=mood, **named)
    elif duty.owner:
        yield Assignment(task=task, role=AssignmentRole.PERFORM, **names.assignee(duty.owner))
    for partner in value.get("with") or ():
        if str(partner).strip():
            assignee = names.assignee(str(partner))
            yield Assignment(task=task, role=AssignmentRole.COORDINATE, partner=True, **assignee)


def _assignee(unit: ConfirmedUnit) -> dict[str, Any]:
    """The columns of `Assignment` that say whom a heading means."""
    if unit.assignee_kind == AssigneeKind.BODY:
        return {"kind": unit.assignee_kind, "body_id": unit.assignee_body_id}
    if unit.assignee_kind == AssigneeKind.POST:
        return {"kind": unit.assignee_kind, "post_id": unit.assignee_post_id}
    if unit.assignee_kind == AssigneeKind.GROUP:
        named = {"group_type": unit.group_type, "group_area_id": unit.group_area_id}
        return {"kind": unit.assignee_kind, "text": unit.org_unit[:300], **named}
    return {"kind": AssigneeKind.TEXT, "text": unit.assignee_text[:300]}
