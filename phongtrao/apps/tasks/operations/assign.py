"""Giving a duty to somebody, taking it back, and giving it a day."""

import uuid
from datetime import date, datetime
from typing import Any

from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.days import day_of
from phongtrao.apps.base.gate import checked_text
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.tasks.enums import WORKING, AssigneeKind, AssignmentRole, Mood, OccurrenceState, TimeKind
from phongtrao.apps.tasks.models import Assignment, Occurrence, Task
from phongtrao.apps.tasks.names import names_for
from phongtrao.apps.tasks.operations.confirm import open_occurrences
from phongtrao.apps.tasks.operations.guards import coordinated_task
from phongtrao.apps.tasks.queries.shapes import assignee_name
from phongtrao.core.dates.recurrence import last_day_in_time


@operation
def assign_task(
    *,
    uid: uuid.UUID,
    version: int,
    chosen: str,
    by: Actor,
    now: datetime,
    role: str = AssignmentRole.PERFORM,
    mood: str = Mood.ASSIGN,
    partner: bool = False,
) -> Task:
    """« Giao việc »: the duty gets an owner (or a partner) and, where it has days, what the owner owes.

    `chosen`: the key or label of a choice (`assignee_choices`): a body, a group, a post. A name in the paper that
    waited for a person is resolved by it. Raises NotVisible. Refused: role_may_not, out_of_scope, changed_meanwhile,
    unknown_assignee, unknown_value, already_exists (this owner has it).
    """
    today = day_of(now)
    task = coordinated_task(uid=uid, by=by, today=today)
    if role not in AssignmentRole.values or mood not in Mood.values:
        raise Refused("unknown_value", field="role" if role not in AssignmentRole.values else "mood")
    found = names_for(task.plan_version, today=today).chosen(chosen)
    if task.assignments.filter(**{key: value for key, value in found.items() if key != "text"}).exists():
        raise Refused("already_exists", field="chosen")
    columns = {**found, "role": role, "mood": mood, "partner": partner}
    claim(Task.objects.filter(pk=task.pk), version=version)
    waiting = task.assignments.filter(kind=AssigneeKind.TEXT, partner=partner).order_by("id").first()
    before = waiting.text if waiting else ""
    assignment = waiting or Assignment(task=task)
    for name, value in {"text": "", **columns}.items():
        setattr(assignment, name, value)
    assignment.save()
    open_occurrences(task.plan_version, today=today, tasks=[task])
    assignment = Assignment.objects.select_related("body", "post__body").get(pk=assignment.pk)
    _record(task, verb="change", by=by, now=now, changes={"assignee": [before, assignee_name(assignment)]})
    task.refresh_from_db()
    return task


@operation
def withdraw_assignment(
    *, uid: uuid.UUID, assignment_uid: uuid.UUID, version: int, reason: str, by: Actor, now: datetime
) -> Task:
    """« Thu hồi »: the duty is taken back from an owner who has not begun; what they owed goes with it.

    Raises NotVisible. Refused: missing_reason, already_begun (somebody reported), role_may_not, out_of_scope,
    changed_meanwhile.
    """
    task = coordinated_task(uid=uid, by=by, today=day_of(now))
    words = checked_text(reason, field="reason", limit=1000)
    if not words:
        raise Refused("missing_reason", field="reason")
    assignment = task.assignments.filter(uid=assignment_uid).select_related("body", "post__body").first()
    if assignment is None:
        raise Refused("changed_meanwhile")
    claim(Task.objects.filter(pk=task.pk), version=version)
    if not assignment.partner:
        _withdraw_what_is_owed(task, assignment)
    name = assignee_name(assignment)
    assignment.delete()
    _record(task, verb="change", by=by, now=now, reason=words, changes={"assignee": [name, ""]})
    task.refresh_from_db()
    return task


@operation
def change_day(
    *, uid: uuid.UUID, version: int, said_on: date, before: bool, reason: str, by: Actor, now: datetime
) -> Task:
    """A duty without a day gets one, or its day moves: for everybody who has not finished. The reason is kept.

    Raises NotVisible. Refused: missing_reason, recurring_has_rule (its days come from its rule), dates_out_of_order
    (outside the plan's years), role_may_not, out_of_scope, changed_meanwhile.
    """
    task = coordinated_task(uid=uid, by=by, today=day_of(now))
    words = checked_text(reason, field="reason", limit=1000)
    if not words:
        raise Refused("missing_reason", field="reason")
    if task.time_kind == TimeKind.RECURRING and task.rrule:
        raise Refused("recurring_has_rule", field="said_on")
    plan = task.plan_version.plan
    if not (plan.period_from or 2000) <= said_on.year <= (plan.period_to or 2100) + 1:
        raise Refused("day_outside_plan", field="said_on", came=f"{said_on:%d/%m/%Y}")
    last = last_day_in_time(said_on, before=before)
    was = task.last_day
    claim(
        Task.objects.filter(pk=task.pk),
        version=version,
        time_kind=TimeKind.DATE,
        said_on=said_on,
        before=before,
        last_day=last,
        awaits_day=False,
        year=last.year,
    )
    moved = _move_occurrences(task, said_on=said_on, before=before, last=last)
    task.refresh_from_db()
    open_occurrences(task.plan_version, today=day_of(now), tasks=[task])
    changes = {"last_day": [was.isoformat() if was else None, last.isoformat()]}
    _record(task, verb="change", by=by, now=now, reason=words, changes=changes)
    for occurrence in moved:
        audit.record(
            by=by,
            now=now,
            verb="change",
            subject_type="occurrence",
            subject_uid=occurrence.uid,
            subject_name=task.text,
            scope=occurrence.scope,
            reason=words,
            changes=changes,
        )
    return task


def _move_occurrences(task: Task, *, said_on: date, before: bool, last: date) -> list[Occurrence]:
    """Everything unfinished moves to the new day; what is finished keeps the day on which it was owed."""
    key = said_on.isoformat()
    taken = set(task.occurrences.filter(period_key=key).values_list("body_id", flat=True))
    moved = [
        o
        for o in task.occurrences.filter(state__in=WORKING).exclude(period_key=key).order_by("last_day", "id")
        if o.body_id not in taken and not taken.add(o.body_id)  # type: ignore[func-returns-value]  # one per body
    ]
    for occurrence in moved:
        claim(
            Occurrence.objects.filter(pk=occurrence.pk),
            version=occurrence.version,
            period_key=key,
            said_on=said_on,
            before=before,
            last_day=last,
            year=last.year,
        )
    return moved


def _withdraw_what_is_owed(task: Task, assignment: Assignment) -> None:
    """Delete what nobody has touched; refuse when somebody has begun."""
    owed = task.occurrences.all()
    if assignment.kind != AssigneeKind.GROUP:
        body = assignment.body or (assignment.post.body if assignment.post else None)
        owed = owed.filter(body=body)
    else:
        given_alone = task.assignments.exclude(pk=assignment.pk).filter(partner=False, body__isnull=False)
        owed = owed.exclude(body__in=given_alone.values("body"))
    begun = owed.exclude(state=OccurrenceState.OPEN) | owed.filter(notes__isnull=False)
    if begun.exists():
        raise Refused("already_begun")
    owed.delete()


def _record(task: Task, *, verb: str, by: Actor, now: datetime, changes: dict[str, Any], reason: str = "") -> None:
    audit.record(
        by=by,
        now=now,
        verb=verb,
        subject_type="task",
        subject_uid=task.uid,
        subject_name=task.text,
        scope=task.scope,
        reason=reason,
        changes=changes,
    )
