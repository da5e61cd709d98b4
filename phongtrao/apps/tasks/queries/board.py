"""Bảng theo dõi: by body, by month, and what has no owner or no day."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from phongtrao.apps.base.pages import PAGE_SIZE, Page, paginate
from phongtrao.apps.plans.models import Plan
from phongtrao.apps.tasks.enums import AssigneeKind, AssignmentRole, Mood
from phongtrao.apps.tasks.models import Assignment, Occurrence, Task
from phongtrao.apps.tasks.queries import shapes
from phongtrao.apps.tasks.queries.sight import Sight
from phongtrao.apps.tasks.rows import BoardRow, DutyRow, MonthRow
from phongtrao.core.text import fold

_ORDER = (AssigneeKind.BODY, AssigneeKind.POST, AssigneeKind.GROUP)  # of headings on the board; unresolved names last
_OWNERS = (AssigneeKind.BODY, AssigneeKind.GROUP, AssigneeKind.POST)


def list_by_body(
    *,
    plan: Plan,
    sight: Sight,
    body_uid: uuid.UUID | None = None,
    state: str = "",
    late: bool = False,
    search: str = "",
    page: int = 1,
) -> Page[BoardRow]:
    """Every duty of a plan under whom it is given to: bodies in Vietnamese order, posts, groups, unresolved names.

    A body without a duty is not there. `body_uid` also finds the groups' duties that the body owes. `state`: a code of
    OccurrenceState, or “undated” for duties without an occurrence. The caller has checked the plan.
    """
    today = sight.today
    rows = _assignments(plan, sight)
    if search.strip():
        rows = rows.filter(task__search__contains=fold(search))
    if sight.sees_whole(plan.scope) and not body_uid:
        rows = rows.filter(partner=False)  # partners stand beside whom they help; looked at alone, they see what it is
    if body_uid:
        owed = Occurrence.objects.filter(task=OuterRef("task"), body__uid=body_uid)
        rows = rows.filter(Q(body__uid=body_uid) | Q(post__body__uid=body_uid) | Exists(owed))
    rows = _filtered(rows, today=today, state=state, late=late)
    rows = rows.order_by("kind_order", "heading_key", "task__ordinal", "id")
    found = paginate(rows, number=page, to_row=lambda row: row)
    return Page(rows=_board_rows(found.rows, today), number=found.number, total=found.total, size=found.size)


def list_by_month(*, plan: Plan, sight: Sight, late: bool = False, search: str = "", page: int = 1) -> Page[MonthRow]:
    """The duties of a plan by their last day in time; the same duty and day of many bodies is one row."""
    today = sight.today
    rows = Occurrence.objects.filter(
        sight.occurrences(), task__plan_version__plan=plan, task__plan_version__current=True
    ).exclude(last_day=None)
    if search.strip():
        rows = rows.filter(task__search__contains=fold(search))
    if late:
        rows = rows.filter(shapes.is_late(today))
    grouped = (
        rows.values("task_id", "task__uid", "task__text", "task__ordinal", "said_on", "before", "last_day")
        .annotate(
            total=Count("pk"),
            sent=shapes.count_of(Q(state="submitted")),
            done=shapes.count_of(Q(state__in=shapes.DONE)),
            late_count=shapes.count_of(shapes.is_late(today)),
            asked=shapes.count_of(Q(requested=True)),
            one=Min("pk"),
        )
        .order_by("last_day", "task__ordinal")
    )
    total = grouped.count()
    last = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, page), last)
    chosen = list(grouped[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    alone = Occurrence.objects.select_related("body").in_bulk([row["one"] for row in chosen if row["total"] == 1])
    return Page(rows=[_month_row(row, alone.get(row["one"])) for row in chosen], number=number, total=total)


def list_unassigned(*, plan: Plan, sight: Sight, search: str = "", page: int = 1) -> Page[DutyRow]:
    """« Chưa giao »: duties without a body, group or post in charge; `named` is what the paper calls the owner."""
    rows = unassigned(_tasks_of(plan, sight))
    if search.strip():
        rows = rows.filter(search__contains=fold(search))
    rows = rows.select_related("plan_version__plan").order_by("ordinal")
    found = paginate(rows, number=page, to_row=lambda row: row)
    return Page(rows=with_names(found.rows), number=found.number, total=found.total, size=found.size)


def list_awaiting_day(*, plan: Plan, sight: Sight, page: int = 1) -> Page[DutyRow]:
    """« Chưa ấn định ngày »: duties that should have a day and have none."""
    rows = _tasks_of(plan, sight).filter(awaits_day=True)
    rows = rows.select_related("plan_version__plan").order_by("ordinal")
    return paginate(rows, number=page, to_row=shapes.duty_row)


def unassigned(rows: QuerySet[Task]) -> QuerySet[Task]:
    """Of the duties, those that nobody is in charge of."""
    in_charge = Assignment.objects.filter(task=OuterRef("pk"), partner=False, kind__in=_OWNERS)
    return rows.filter(~Exists(in_charge))


def with_names(tasks: Sequence[Task]) -> list[DutyRow]:
    """Duties with what the paper calls their owners: one query more."""
    waiting = Assignment.objects.filter(task__in=list(tasks), partner=False, kind=AssigneeKind.TEXT).order_by("id")
    names = shapes.names_by_task(waiting)
    return [shapes.duty_row(task, named=", ".join(names.get(task.pk, ()))) for task in tasks]


def _tasks_of(plan: Plan, sight: Sight) -> QuerySet[Task]:
    """The duties of a plan that are seen."""
    rows = Task.objects.filter(plan_version__plan=plan, plan_version__current=True)
    return rows if sight.sees_whole(plan.scope) else rows.filter(sight.tasks())


def _assignments(plan: Plan, sight: Sight) -> QuerySet[Any]:
    """Those in charge, with the occurrence that counts now and a key for the order of headings."""
    owed = Occurrence.objects.filter(
        Q(body=OuterRef("body")) | Q(body=OuterRef("post__body")), task=OuterRef("task")
    ).annotate(finished=Case(When(state__in=shapes.FINISHED, then=1), default=0, output_field=IntegerField()))
    # Not finished first, by day; when all are finished, the latest one.
    current = Coalesce(
        Subquery(owed.filter(finished=0).order_by("last_day", "pk").values("pk")[:1]),
        Subquery(owed.filter(finished=1).order_by("-last_day", "-pk").values("pk")[:1]),
    )
    group = Q(kind=AssigneeKind.GROUP)
    return (
        Assignment.objects.filter(
            Q() if sight.sees_whole(plan.scope) else sight.names_it(),
            task__plan_version__plan=plan,
            task__plan_version__current=True,
        )
        .annotate(
            current=current,
            kind_order=Case(
                When(kind="body", then=0), When(kind="post", then=1), When(kind="group", then=2), default=3
            ),
            heading_key=Coalesce(F("body__sort_key"), F("post__body__sort_key"), F("text"), Value("")),
            group_total=_count_of_group(group, Q(), sight),
            group_done=_count_of_group(group, Q(state__in=shapes.DONE), sight),
            group_late=_count_of_group(group, shapes.is_late(sight.today), sight),
        )
        .select_related("task", "body", "post__body")
    )


def _count_of_group(group: Q, condition: Q, sight: Sight) -> Case:
    """How many seen occurrences of a group's duty fulfil a condition; NULL for other assignees."""
    rows = Occurrence.objects.filter(condition, sight.occurrences(), task=OuterRef("task")).order_by()
    counted = Subquery(rows.values("task").annotate(n=Count("pk")).values("n"))
    return Case(When(group, then=Coalesce(counted, 0)), default=None, output_field=IntegerField())


def _filtered(rows: QuerySet[Any], *, today: date, state: str, late: bool) -> QuerySet[Any]:
    """By the occurrence that counts now; a group's row by any of its occurrences."""
    of_group = Occurrence.objects.filter(task=OuterRef("task"))
    now = Occurrence.objects.filter(pk=OuterRef("current"))
    if state == "undated":
        return rows.filter(~Exists(of_group), task__awaits_day=False)
    if state:
        rows = rows.filter(
            Q(Exists(now.filter(state=state))) | Q(Exists(of_group.filter(state=state)), kind=AssigneeKind.GROUP)
        )
    if late:
        is_late = shapes.is_late(today)
        rows = rows.filter(Q(Exists(now.filter(is_late))) | Q(Exists(of_group.filter(is_late)), kind="group"))
    return rows


def _board_rows(assignments: Sequence[Any], today: date) -> list[BoardRow]:
    """Two queries for a page: the occurrences that count now, and the partners."""
    alone = [a for a in assignments if a.kind != AssigneeKind.GROUP]
    current = Occurrence.objects.in_bulk([a.current for a in alone if a.current])
    partners = shapes.names_by_task(
        Assignment.objects.filter(task_id__in={a.task_id for a in assignments}, partner=True)
        .select_related("body", "post__body")
        .order_by("id")
    )
    return [
        _board_row(a, occurrence=current.get(a.current), partners=partners.get(a.task_id, ()), today=today)
        for a in assignments
    ]


def _board_row(assignment: Any, *, occurrence: Occurrence | None, partners: tuple[str, ...], today: date) -> BoardRow:
    task: Task = assignment.task
    is_group = assignment.kind == AssigneeKind.GROUP
    last = occurrence.last_day if occurrence else None
    state = occurrence.state if occurrence else ""
    requested = occurrence.requested if occurrence else assignment.mood == Mood.REQUEST
    late = bool(occurrence and last and last < today and not requested and state in shapes.WORKING)
    return BoardRow(
        task_uid=task.uid,
        text=task.text,
        heading=shapes.assignee_name(assignment),
        kind=assignment.kind,
        body_uid=assignment.body.uid if assignment.body else None,
        role=assignment.role,
        role_label=str(AssignmentRole(assignment.role).label),
        requested=requested,
        outside_system=task.outside_system,
        time=shapes.time_shown(task),
        partners=partners,
        occurrence_uid=occurrence.uid if occurrence else None,
        state=state,
        state_label=shapes.state_label(state, requested=requested),
        last_day=last,
        is_late=bool(assignment.group_late) if is_group else late,
        total=assignment.group_total if is_group else int(bool(occurrence)),
        done=assignment.group_done if is_group else int(state in shapes.DONE),
        late=assignment.group_late if is_group else int(late),
    )


def _month_row(row: Mapping[str, Any], alone: Occurrence | None) -> MonthRow:
    requested = row["asked"] == row["total"]
    state = alone.state if alone else ""
    return MonthRow(
        task_uid=row["task__uid"],
        text=row["task__text"],
        said_on=row["said_on"],
        before=row["before"],
        last_day=row["last_day"],
        body_name=alone.body.name if alone else "",
        occurrence_uid=alone.uid if alone else None,
        state=state,
        state_label=shapes.state_label(state, requested=requested),
        total=row["total"],
        sent=row["sent"],
        done=row["done"],
        late=row["late_count"],
        requested=requested,
    )
