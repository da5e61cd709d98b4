"""What “late”, “done” and the other words mean in the database, and rows from models. Shared by this room's queries."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Q

from phongtrao.apps.evidence.queries import evidence_row, released_or_own
from phongtrao.apps.tasks.enums import (
    FINISHED,
    WORKING,
    AssigneeKind,
    AssignmentRole,
    OccurrenceState,
)
from phongtrao.apps.tasks.models import Assignment, Occurrence, Task
from phongtrao.apps.tasks.rows import AssigneeRow, DutyRow, OccurrenceRow, TimeShown

SOON = timedelta(days=7)  # “sắp đến hạn”: so many days before the last day
DONE = (OccurrenceState.ACCEPTED, OccurrenceState.WAIVED)

__all__ = ["DONE", "FINISHED", "SOON", "WORKING", "evidence_row", "released_or_own"]


def is_late(today: date, prefix: str = "") -> Q:
    """Q: its last day has passed, it is not finished, and the body was told, not asked."""
    return Q(**{f"{prefix}last_day__lt": today, f"{prefix}requested": False, f"{prefix}state__in": WORKING})


def is_due_soon(today: date) -> Q:
    """Q: owed today or in the next days, not finished."""
    return Q(last_day__gte=today, last_day__lte=today + SOON, state__in=WORKING)


def count_of(condition: Q) -> Count:
    """COUNT of the rows for which `condition` holds."""
    return Count("pk", filter=condition)


def state_label(state: str, *, requested: bool) -> str:
    """« xác nhận hoàn thành »; a requested body's result is only « đã tiếp nhận »."""
    if requested and state == OccurrenceState.ACCEPTED:
        return "đã tiếp nhận"
    return str(OccurrenceState(state).label) if state else ""


def time_shown(task: Task) -> TimeShown:
    return TimeShown(
        kind=task.time_kind,
        said_on=task.said_on,
        before=task.before,
        last_day=task.last_day,
        rrule=task.rrule,
        awaits_day=task.awaits_day,
    )


def occurrence_row(occurrence: Occurrence, *, today: date) -> OccurrenceRow:
    """An occurrence (with task, plan and body) as a row."""
    task, body, last = occurrence.task, occurrence.body, occurrence.last_day
    working = occurrence.state in WORKING
    return OccurrenceRow(
        uid=occurrence.uid,
        version=occurrence.version,
        task_uid=task.uid,
        text=task.text,
        plan_title=task.plan_version.plan.title,
        body_uid=body.uid,
        body_name=body.name,
        state=occurrence.state,
        state_label=state_label(occurrence.state, requested=occurrence.requested),
        requested=occurrence.requested,
        outside_system=task.outside_system,
        said_on=occurrence.said_on,
        before=occurrence.before,
        last_day=last,
        is_late=bool(last and last < today and working and not occurrence.requested),
        days_left=(last - today).days if last and working else None,
        submitted_at=occurrence.submitted_at,
        submitted_by_name=occurrence.submitted_by_name,
    )


def assignee_name(assignment: Assignment) -> str:
    """« Công an xã Hòa An »; a group by what the paper calls it; a post with its body."""
    if assignment.kind == AssigneeKind.BODY and assignment.body:
        return assignment.body.name
    if assignment.kind == AssigneeKind.POST and assignment.post:
        return f"{assignment.post.title}, {assignment.post.body.name}"
    return assignment.text or assignment.group_type


def assignee_row(assignment: Assignment) -> AssigneeRow:
    """An assignment (with body, post and the post's body) as a row."""
    return AssigneeRow(
        uid=assignment.uid,
        name=assignee_name(assignment),
        kind=assignment.kind,
        role=assignment.role,
        role_label=str(AssignmentRole(assignment.role).label),
        mood=assignment.mood,
        partner=assignment.partner,
        body_uid=assignment.body.uid if assignment.body else None,
    )


def duty_row(task: Task, named: str = "") -> DutyRow:
    """A duty (with its plan) as a row."""
    plan = task.plan_version.plan
    return DutyRow(
        task_uid=task.uid,
        plan_uid=plan.uid,
        plan_title=plan.title,
        text=task.text,
        general=task.general,
        named=named,
        time=time_shown(task),
    )


def names_by_task(assignments: Iterable[Assignment]) -> dict[int, tuple[str, ...]]:
    """Task id → names, in the order given."""
    found: dict[int, list[str]] = {}
    for assignment in assignments:
        found.setdefault(assignment.task_id, []).append(assignee_name(assignment))
    return {task: tuple(names) for task, names in found.items()}
