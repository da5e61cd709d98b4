"""Hôm nay: for a body what it owes, for the coordinator who is late, for the leader where it stands."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.pages import Page, paginate
from phongtrao.apps.tasks.enums import OccurrenceState, TimeKind
from phongtrao.apps.tasks.models import Assignment, Occurrence, Task
from phongtrao.apps.tasks.queries import shapes
from phongtrao.apps.tasks.queries.board import unassigned
from phongtrao.apps.tasks.queries.plans import loose_ends, plan_rows
from phongtrao.apps.tasks.queries.sight import Sight
from phongtrao.apps.tasks.rows import BodyCount, Counts, DutyRow, OccurrenceRow, Today
from phongtrao.core.text import fold

LIST_SIZE = 20  # rows of one list on the page; the counts hold the whole
LOOSE_ENDS = 5  # duties without an owner or a day: a reminder, the plans hold them all


def today_of_body(*, sight: Sight) -> Today:
    """For an officer or hamlet head: late first, then returned, due soon, in progress, and duties without a day."""
    today, rows = sight.today, _rows(sight)
    dated = rows.exclude(shapes.is_late(today))
    return Today(
        counts=_counts(rows, today),
        overdue=_list(rows.filter(shapes.is_late(today)), today),
        returned=_list(dated.filter(state=OccurrenceState.RETURNED), today),
        due_soon=_list(dated.filter(shapes.is_due_soon(today)).exclude(state=OccurrenceState.RETURNED), today),
        in_progress=_list(
            dated.filter(state__in=(OccurrenceState.IN_PROGRESS, OccurrenceState.BLOCKED)).exclude(
                shapes.is_due_soon(today)
            ),
            today,
        ),
        undated=_undated(sight),
    )


def today_of_coordinator(*, sight: Sight) -> Today:
    """Who is late, what waits for a second pair of eyes, what is stuck, what has no owner and no day."""
    today, rows, tasks = sight.today, _rows(sight), _own_tasks(sight)
    lonely = list(unassigned(tasks).select_related("plan_version__plan").order_by("-id")[:LOOSE_ENDS])
    waiting_day = tasks.filter(awaits_day=True).select_related("plan_version__plan").order_by("-id")[:LOOSE_ENDS]
    return Today(
        counts=_counts(rows, today, tasks=tasks),
        late_bodies=_late_bodies(rows, today),
        waiting=_waiting(rows, sight.actor, today),
        blocked=_list(rows.filter(state=OccurrenceState.BLOCKED), today),
        unassigned=[shapes.duty_row(task) for task in lonely],
        awaiting_day=[shapes.duty_row(task) for task in waiting_day],
    )


def today_of_leader(*, sight: Sight) -> Today:
    """One page: plan by plan on track or not, where it is stuck, what waits for a decision."""
    today, rows = sight.today, _rows(sight)
    return Today(
        counts=_counts(rows, today),
        late_bodies=_late_bodies(rows, today),
        blocked=_list(rows.filter(state=OccurrenceState.BLOCKED), today),
        waiting=_waiting(rows, sight.actor, today),
        plans=plan_rows(sight, limit=LIST_SIZE),
    )


KINDS = ("late", "soon", "waiting", "blocked", "returned")


def list_occurrences(
    *, sight: Sight, kind: str, body_uid: uuid.UUID | None = None, search: str = "", page: int = 1
) -> Page[OccurrenceRow]:
    """What a tile of Hôm nay counts, whole: `kind` is one of KINDS; of one body, with words."""
    today = sight.today
    conditions = {
        "late": shapes.is_late(today),
        "soon": shapes.is_due_soon(today),
        "waiting": Q(state=OccurrenceState.SUBMITTED),
        "blocked": Q(state=OccurrenceState.BLOCKED),
        "returned": Q(state=OccurrenceState.RETURNED),
    }
    rows = _rows(sight).filter(conditions[kind])
    if body_uid:
        rows = rows.filter(body__uid=body_uid)
    if search.strip():
        rows = rows.filter(task__search__contains=fold(search))
    rows = rows.select_related("task__plan_version__plan", "body").order_by("last_day", "body__sort_key", "id")
    return paginate(rows, number=page, to_row=lambda row: shapes.occurrence_row(row, today=today))


def _rows(sight: Sight) -> QuerySet[Occurrence]:
    return Occurrence.objects.filter(sight.occurrences(), task__plan_version__current=True)


def _own_tasks(sight: Sight) -> QuerySet[Task]:
    """Duties of the plans that the person's own places carry out."""
    return Task.objects.filter(sight.inside("scope"), plan_version__current=True)


def _counts(rows: QuerySet[Occurrence], today: date, tasks: QuerySet[Task] | None = None) -> Counts:
    found = rows.aggregate(
        total=Count("pk"),
        late=shapes.count_of(shapes.is_late(today)),
        due_soon=shapes.count_of(shapes.is_due_soon(today)),
        returned=shapes.count_of(Q(state=OccurrenceState.RETURNED)),
        blocked=shapes.count_of(Q(state=OccurrenceState.BLOCKED)),
        in_progress=shapes.count_of(Q(state=OccurrenceState.IN_PROGRESS)),
        submitted=shapes.count_of(Q(state=OccurrenceState.SUBMITTED)),
        done=shapes.count_of(Q(state__in=shapes.DONE)),
    )
    if tasks is not None:
        found |= loose_ends(tasks)
    return Counts(**found)


def _list(rows: QuerySet[Occurrence], today: date) -> list[OccurrenceRow]:
    chosen = rows.select_related("task__plan_version__plan", "body").order_by("last_day", "id")[:LIST_SIZE]
    return [shapes.occurrence_row(row, today=today) for row in chosen]


def _waiting(rows: QuerySet[Occurrence], by: Actor, today: date) -> list[OccurrenceRow]:
    """Sent results, the oldest first; not one's own: that needs somebody else."""
    sent = rows.filter(state=OccurrenceState.SUBMITTED).exclude(submitted_by_id=by.user_id)
    chosen = sent.select_related("task__plan_version__plan", "body").order_by("submitted_at", "id")[:LIST_SIZE]
    return [shapes.occurrence_row(row, today=today) for row in chosen]


def _late_bodies(rows: QuerySet[Occurrence], today: date) -> list[BodyCount]:
    found = (
        rows.filter(shapes.is_late(today))
        .values("body__uid", "body__name", "body__sort_key")
        .annotate(late=Count("pk"), earliest=Min("last_day"))
        .order_by("-late", "body__sort_key")[:LIST_SIZE]
    )
    return [
        BodyCount(body_uid=row["body__uid"], name=row["body__name"], late=row["late"], earliest=row["earliest"])
        for row in found
    ]


def _undated(sight: Sight) -> Sequence[DutyRow]:
    """Duties given to the body for which nothing is owed on a day and nothing is open."""
    named = Assignment.objects.filter(sight.names_it(), task=OuterRef("pk"), partner=False)
    opened = Occurrence.objects.filter(sight.occurrences(), task=OuterRef("pk"))
    rows = (
        Task.objects.filter(Exists(named), ~Exists(opened), plan_version__current=True)
        .exclude(time_kind=TimeKind.DATE)
        .select_related("plan_version__plan")
        .order_by("plan_version", "ordinal")[: LIST_SIZE * 5]
    )
    return [shapes.duty_row(task) for task in rows]
