"""The board of a plan as a whole, for papers and sheets: every duty that is seen, in five queries whatever the size."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import F, OuterRef, Subquery

from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.plans.models import Plan
from phongtrao.apps.tasks.enums import AssigneeKind, AssignmentRole, Mood
from phongtrao.apps.tasks.models import Assignment, Occurrence, ProgressNote, Task
from phongtrao.apps.tasks.owing import time_of
from phongtrao.apps.tasks.queries import shapes
from phongtrao.apps.tasks.queries.sight import Sight
from phongtrao.apps.tasks.rows import WholeRow

_ORDER = {kind: place for place, kind in enumerate((AssigneeKind.BODY, AssigneeKind.POST, AssigneeKind.GROUP))}
Owed = Mapping[int, Sequence[Occurrence]]


def list_whole(*, plan: Plan, sight: Sight) -> list[WholeRow]:
    """Every duty of a plan under whom it is given to, in the order of the board; last what nobody is in charge of.

    Filtered as the board: who does not see the plan's own place gets the duties that name a body they see; a duty in
    which it is a partner stands under those in charge. Names of persons are nowhere. The caller has checked the plan.
    """
    given = _assignments(plan)
    if not sight.sees_whole(plan.scope):
        seen = set(
            Assignment.objects.filter(
                sight.names_it(), task__plan_version__plan=plan, task__plan_version__current=True
            ).values_list("task_id", "pk")
        )
        given = {task: rows for task, rows in given.items() if any((task, row.pk) in seen for row in rows)}
        named = {pk for _, pk in seen}
    else:
        named = {row.pk for rows in given.values() for row in rows}
    owed = _occurrences(plan, sight)
    found = [row for rows in given.values() for row in _owners(rows, named)]
    found.sort(key=_place)
    rows = [_row(owner, given[owner.task_id], owed, sight.today) for owner in found]
    return rows + (_nobody(plan, given) if sight.sees_whole(plan.scope) else [])


def _assignments(plan: Plan) -> dict[int, list[Assignment]]:
    """Task id → whom it is given to and who helps."""
    rows = Assignment.objects.filter(task__plan_version__plan=plan, task__plan_version__current=True)
    rows = rows.select_related("task", "body", "post__body").order_by("task_id", "id")
    return {task: list(group) for task, group in groupby(rows, key=lambda row: row.task_id)}


def _occurrences(plan: Plan, sight: Sight) -> dict[int, list[Occurrence]]:
    """Task id → what is owed, by day, each with the newest words said of it."""
    newest = ProgressNote.objects.filter(occurrence=OuterRef("pk")).exclude(words="").order_by("-at", "-id")
    counted = ProgressNote.objects.filter(occurrence=OuterRef("pk"), total_count__gt=0).order_by("-at", "-id")
    rows = Occurrence.objects.filter(
        sight.occurrences(), task__plan_version__plan=plan, task__plan_version__current=True
    ).annotate(
        said=Subquery(newest.values("words")[:1]),
        did=Subquery(counted.values("done_count")[:1]),
        of=Subquery(counted.values("total_count")[:1]),
    )
    found: dict[int, list[Occurrence]] = defaultdict(list)
    for occurrence in rows.order_by(F("last_day").asc(nulls_last=True), "pk"):
        found[occurrence.task_id].append(occurrence)
    return found


def _owners(rows: Sequence[Assignment], named: set[int]) -> list[Assignment]:
    """Those in charge that are seen; where only a partner is seen, everybody in charge."""
    in_charge = [row for row in rows if not row.partner]
    seen = [row for row in in_charge if row.pk in named]
    return seen or in_charge


def _place(row: Assignment) -> tuple[int, str, int, int]:
    body = row.body or (row.post.body if row.post else None)
    return (
        _ORDER.get(AssigneeKind(row.kind), len(_ORDER)),
        body.sort_key if body else row.text,
        row.task.ordinal,
        row.pk,
    )


def _row(owner: Assignment, everybody: Sequence[Assignment], owed: Owed, today: date) -> WholeRow:
    task = owner.task
    body_id = owner.body_id or (owner.post.body_id if owner.post else None)
    mine = [o for o in owed.get(task.pk, ()) if owner.kind == AssigneeKind.GROUP or o.body_id == body_id]
    current = _current(mine)
    requested = current.requested if current else owner.mood == Mood.REQUEST
    late = [o for o in mine if _is_late(o, today)]
    return WholeRow(
        text=task.text,
        lead=shapes.assignee_name(owner),
        is_group=owner.kind == AssigneeKind.GROUP,
        role=owner.role,
        requested=requested,
        outside_system=task.outside_system,
        general=task.general,
        product=task.product,
        partners=tuple(shapes.assignee_name(row) for row in everybody if row.partner and row.pk != owner.pk),
        leaders=_leaders(everybody),
        time=time_of(task),
        last_day=current.last_day if current else task.last_day,
        state="" if current is None else current.state,
        state_label=shapes.state_label(current.state, requested=requested) if current else "",
        total=len(mine),
        done=sum(o.state in shapes.DONE for o in mine),
        late=len(late),
        counted=None if owner.kind == AssigneeKind.GROUP else _counted(current),
        result="" if task.outside_system or owner.kind == AssigneeKind.GROUP else _result(mine),
        document=_document(current),
    )


def _leaders(rows: Sequence[Assignment]) -> tuple[str, ...]:
    """Posts of leaders that the plan itself names for the duty; nobody is taken for one by guessing."""
    return tuple(shapes.assignee_name(row) for row in rows if row.post and row.post.role == Role.LEADER)


def _nobody(plan: Plan, given: Mapping[int, Sequence[Assignment]]) -> list[WholeRow]:
    """Duties that nobody is in charge of, in the order of the paper."""
    tasks = Task.objects.filter(plan_version__plan=plan, plan_version__current=True).order_by("ordinal")
    lonely = [task for task in tasks if all(row.partner for row in given.get(task.pk, ()))]
    return [
        WholeRow(
            text=task.text,
            lead="",
            role=AssignmentRole.PERFORM,
            outside_system=task.outside_system,
            general=task.general,
            product=task.product,
            partners=tuple(shapes.assignee_name(row) for row in given.get(task.pk, ())),
            time=time_of(task),
            last_day=task.last_day,
        )
        for task in lonely
    ]


def _current(rows: Sequence[Occurrence]) -> Occurrence | None:
    """The one that counts now: the earliest that is not finished, else the last."""
    return next((o for o in rows if o.state not in shapes.FINISHED), rows[-1] if rows else None)


def _is_late(occurrence: Occurrence, today: date) -> bool:
    last = occurrence.last_day
    return bool(last and last < today and not occurrence.requested and occurrence.state in shapes.WORKING)


def _counted(occurrence: Any) -> tuple[int, int] | None:
    return (occurrence.did, occurrence.of) if occurrence is not None and occurrence.of else None


def _result(rows: Sequence[Any]) -> str:
    """The newest words of the latest occurrence that has any."""
    return next((o.said for o in reversed(rows) if o.said), "")


def _document(occurrence: Occurrence | None) -> str:
    return (occurrence.waiver_document or occurrence.outside_document) if occurrence else ""
