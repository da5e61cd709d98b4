"""Plans as the person sees them through their duties: the list, and one plan."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.pages import Page, paginate
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.plans.enums import PlanState
from phongtrao.apps.plans.models import Plan, PlanVersion
from phongtrao.apps.tasks.models import Occurrence, Task
from phongtrao.apps.tasks.queries import shapes
from phongtrao.apps.tasks.queries.sight import Sight, sight_of
from phongtrao.apps.tasks.rows import Counts, PlanRow
from phongtrao.core.text import fold


def get_plan(*, uid: uuid.UUID, by: Actor, today: date) -> PlanVersion:
    """The current version of a plan (with plan and paper) that the person sees. Raises NotVisible."""
    rows = Plan.objects.filter(sight_of(by, today).plans(), uid=uid)
    version = PlanVersion.objects.filter(plan__in=rows, current=True).select_related("plan__body", "document").first()
    if version is None:
        raise NotVisible
    return version


def list_plans(*, by: Actor, today: date, search: str = "", page: int = 1) -> Page[PlanRow]:
    """Plans that the person sees, newest first, with counts of what they see of them: four queries."""
    sight = sight_of(by, today)
    rows = Plan.objects.filter(sight.plans())
    if search.strip():
        rows = rows.filter(search__contains=fold(search))
    found = paginate(rows.order_by("-year", "-id"), number=page, to_row=lambda plan: plan)
    return Page(
        rows=_with_counts(list(found.rows), sight, today), number=found.number, total=found.total, size=found.size
    )


def plan_rows(sight: Sight, *, today: date, limit: int) -> list[PlanRow]:
    """Plans in force that are seen, newest first: three queries."""
    rows = Plan.objects.filter(sight.plans(), state=PlanState.IN_FORCE).order_by("-year", "-id")[:limit]
    return _with_counts(list(rows), sight, today)


def plan_counts(*, plan: Plan, by: Actor, today: date) -> Counts:
    """How a plan stands, as far as the person sees it: the figures above the board."""
    sight = sight_of(by, today)
    found = _owed([plan], sight, today).get(plan.pk, {})
    return Counts(
        total=found.get("owed", 0),
        done=found.get("done", 0),
        late=found.get("late", 0),
        submitted=found.get("sent", 0),
        blocked=found.get("stuck", 0),
    )


def _with_counts(plans: list[Plan], sight: Sight, today: date) -> list[PlanRow]:
    duties = dict(
        Task.objects.filter(sight.tasks(), plan_version__plan__in=plans, plan_version__current=True)
        .values_list("plan_version__plan")
        .annotate(n=Count("pk"))
    )
    owed = _owed(plans, sight, today)
    return [_row(plan, duties.get(plan.pk, 0), owed.get(plan.pk, {})) for plan in plans]


def _owed(plans: list[Plan], sight: Sight, today: date) -> dict[int, dict[str, Any]]:
    rows = (
        Occurrence.objects.filter(
            sight.occurrences(), task__plan_version__plan__in=plans, task__plan_version__current=True
        )
        .values("task__plan_version__plan")
        .annotate(
            owed=Count("pk"),
            done=shapes.count_of(Q(state__in=shapes.DONE)),
            sent=shapes.count_of(Q(state="submitted")),
            stuck=shapes.count_of(Q(state="blocked")),
            late=shapes.count_of(shapes.is_late(today)),
        )
    )
    return {row["task__plan_version__plan"]: dict(row) for row in rows}


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
