"""Plans as the person sees them through their duties: the list, and one plan."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from phongtrao.apps.base.pages import Page, paginate
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.plans.enums import PlanState
from phongtrao.apps.plans.models import Plan, PlanVersion
from phongtrao.apps.tasks.models import Assignment, Occurrence, Task
from phongtrao.apps.tasks.queries import shapes
from phongtrao.apps.tasks.queries.board import unassigned
from phongtrao.apps.tasks.queries.sight import Sight
from phongtrao.apps.tasks.rows import Counts, PlanRow
from phongtrao.core.text import fold


def get_plan(*, uid: uuid.UUID, sight: Sight) -> PlanVersion:
    """The current version of a plan (with plan, body and paper) that is seen. Raises NotVisible."""
    rows = PlanVersion.objects.filter(plan__uid=uid, current=True)
    version = rows.select_related("plan__body", "document").first()
    if version is None:
        raise NotVisible
    if not sight.sees_whole(version.plan.scope) and not Plan.objects.filter(sight.plans(), pk=version.plan_id).exists():
        raise NotVisible
    return version


def list_plans(*, sight: Sight, search: str = "", page: int = 1) -> Page[PlanRow]:
    """Plans that are seen, newest first, with counts of what is seen of them: four queries."""
    rows = Plan.objects.filter(sight.plans())
    if search.strip():
        rows = rows.filter(search__contains=fold(search))
    found = paginate(rows.order_by("-year", "-id"), number=page, to_row=lambda plan: plan)
    return Page(rows=_with_counts(list(found.rows), sight), number=found.number, total=found.total, size=found.size)


def plan_rows(sight: Sight, *, limit: int) -> list[PlanRow]:
    """Plans in force that are seen, newest first: three queries."""
    rows = Plan.objects.filter(sight.plans(), state=PlanState.IN_FORCE).order_by("-year", "-id")[:limit]
    return _with_counts(list(rows), sight)


@dataclass(frozen=True)
class Standing:
    """How a plan stands as far as it is seen, and (uid, name) of every body that has a part in it."""

    counts: Counts
    bodies: tuple[tuple[str, str], ...]


def plan_standing(*, plan: Plan, sight: Sight) -> Standing:
    """The figures above a board and the bodies of its filter: one row per body, and one for what nobody owes yet.

    What has no owner or no day is counted only for whom it concerns: who sees the plan's own place.
    """
    who = ("body__sort_key", "body__uid", "body__name")
    owed = Occurrence.objects.filter(sight.occurrences(), task__plan_version__plan=plan)
    given = Assignment.objects.filter(
        Q() if sight.sees_whole(plan.scope) else sight.names_it(), task__plan_version__plan=plan, body__isnull=False
    )
    nothing = {name: Value(0) for name in _counts_of(sight.today)}
    rows = (
        owed.filter(task__plan_version__current=True)
        .values_list(*who)
        .annotate(**_counts_of(sight.today))
        .union(given.filter(task__plan_version__current=True).values_list(*who).annotate(**nothing))
        .order_by("body__sort_key")
    )
    found = list(rows)
    owing, done, sent, stuck, late = (sum(row[n] for row in found) for n in range(3, 8))
    counts = Counts(total=owing, done=done, submitted=sent, blocked=stuck, late=late)
    if sight.sees_whole(plan.scope):
        tasks = Task.objects.filter(plan_version__plan=plan, plan_version__current=True)
        counts = replace(counts, **loose_ends(tasks))
    return Standing(
        counts=counts,
        bodies=tuple(dict.fromkeys((str(row[1]), str(row[2])) for row in found)),
    )


def loose_ends(tasks: QuerySet[Task]) -> dict[str, int]:
    """How many duties have nobody in charge, and how many should have a day and have none."""
    lonely = unassigned(tasks).values("pk")
    return tasks.aggregate(unassigned=shapes.count_of(Q(pk__in=lonely)), awaits_day=shapes.count_of(Q(awaits_day=True)))


def _counts_of(today: date) -> dict[str, Count]:
    return {
        "owed": Count("pk"),
        "done": shapes.count_of(Q(state__in=shapes.DONE)),
        "sent": shapes.count_of(Q(state="submitted")),
        "stuck": shapes.count_of(Q(state="blocked")),
        "late": shapes.count_of(shapes.is_late(today)),
    }


def _with_counts(plans: list[Plan], sight: Sight) -> list[PlanRow]:
    duties = dict(
        Task.objects.filter(sight.tasks(), plan_version__plan__in=plans, plan_version__current=True)
        .values_list("plan_version__plan")
        .annotate(n=Count("pk"))
    )
    owed = Occurrence.objects.filter(
        sight.occurrences(), task__plan_version__plan__in=plans, task__plan_version__current=True
    )
    counted = owed.values("task__plan_version__plan").annotate(**_counts_of(sight.today))
    by_plan: dict[int, Mapping[str, Any]] = {row["task__plan_version__plan"]: row for row in counted}
    return [_row(plan, duties.get(plan.pk, 0), by_plan.get(plan.pk, {})) for plan in plans]


def _row(plan: Plan, duties: int, owed: Mapping[str, Any]) -> PlanRow:
    return PlanRow(
        uid=plan.uid,
        title=plan.title,
        number=plan.number,
        symbol=plan.symbol,
        issuer=plan.issuer,
        issued_on=plan.issued_on,
        state=plan.state,
        state_label=str(PlanState(plan.state).label),
        duties=duties,
        owed=owed.get("owed", 0),
        done=owed.get("done", 0),
        late=owed.get("late", 0),
    )
