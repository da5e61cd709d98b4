"""The list of plans, and bảng theo dõi thực hiện of one plan: by body, by month, by target."""

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from phongtrao.apps.audit.queries import list_history
from phongtrao.apps.plans.enums import PlanState
from phongtrao.apps.plans.queries import list_initiatives, list_versions
from phongtrao.apps.tasks import queries
from phongtrao.web.access import actor_of, allow
from phongtrao.web.components.histories import with_labels
from phongtrao.web.components.pages import page_number
from phongtrao.web.plans.forms import BoardFilter

if TYPE_CHECKING:
    from phongtrao.apps.plans.models import PlanVersion

READERS = ("coordinator", "leader", "officer", "hamlet_head", "superior_reviewer", "viewer")
VIEWS = {
    "bodies": _("Theo cơ quan"),
    "months": _("Theo tháng"),
    "targets": _("Theo chỉ tiêu"),
    "unassigned": _("Chưa giao"),
    "undated": _("Chưa ấn định ngày"),
}


@allow(*READERS)
@require_http_methods(["GET", "HEAD"])
def plans(request: HttpRequest) -> HttpResponse:
    """Plans that the person sees."""
    search = request.GET.get("q", "")[:100]
    page = queries.list_plans(sight=_sight(request), search=search, page=page_number(request))
    return render(request, "plans/plans.html", {"page": page, "search": search})


@allow(*READERS)
@require_http_methods(["GET", "HEAD"])
def plan(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Bảng theo dõi. `?view=` one of VIEWS; filters as in BoardFilter."""
    sight = _sight(request)
    version = queries.get_plan(uid=uid, sight=sight)
    view = request.GET.get("view", "bodies")
    view = view if view in VIEWS else "bodies"
    standing = queries.plan_standing(plan=version.plan, sight=sight)
    numbers = {"unassigned": standing.counts.unassigned, "undated": standing.counts.awaits_day}
    context: dict[str, Any] = {
        "plan": version.plan,
        "version": version,
        "may_open_paper": _may_open_paper(version, sight),
        "state_label": PlanState(version.plan.state).label,
        "counts": standing.counts,
        "view": view,
        "views": [(code, label, numbers.get(code, 0), code == view) for code, label in VIEWS.items()],
        **_board(request, version, view, sight, standing),
    }
    return render(request, "plans/plan.html", context)


@allow(*READERS)
@require_http_methods(["GET", "HEAD"])
def plan_history(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The versions of a plan and what was done to it."""
    sight = _sight(request)
    version = queries.get_plan(uid=uid, sight=sight)
    labels: Mapping[str, str] = {state.value: str(state.label) for state in PlanState}
    context = {
        "plan": version.plan,
        "may_open_paper": _may_open_paper(version, sight),
        "versions": list_versions(version.plan),
        "history": with_labels(list_history(subject_uid=version.plan.uid, page=page_number(request)), labels),
    }
    return render(request, "plans/history.html", context)


def _sight(request: HttpRequest) -> queries.Sight:
    return queries.sight_of(actor_of(request), timezone.localdate())


def _may_open_paper(version: "PlanVersion", sight: queries.Sight) -> bool:
    """Whether the link to the paper leads somewhere; the papers' own room asks again."""
    return sight.sees_whole(version.document.scope) or version.document.body_id in sight.own


def _board(
    request: HttpRequest, version: "PlanVersion", view: str, sight: queries.Sight, standing: queries.Standing
) -> dict[str, Any]:
    """What one tab shows: one list, and its filters."""
    seen: dict[str, Any] = {"plan": version.plan, "sight": sight, "page": page_number(request)}
    if view == "targets":
        divided = queries.list_divided(version=version, sight=sight)
        return {"targets": divided, "initiatives": list_initiatives(version=version)}
    if view == "undated":
        return {"page": queries.list_awaiting_day(**seen)}
    if view == "unassigned":
        return {"page": queries.list_unassigned(**seen, search=request.GET.get("q", "")[:100])}
    if view == "months":
        chosen = BoardFilter(request.GET, bodies=[])
        late = bool(chosen.chosen("late"))
        return {"page": queries.list_by_month(**seen, late=late, search=chosen.chosen("q")), "filter": chosen}
    chosen = BoardFilter(request.GET, bodies=list(standing.bodies))
    body = chosen.chosen("body")
    page = queries.list_by_body(
        **seen,
        body_uid=uuid.UUID(body) if body else None,
        state=chosen.chosen("state"),
        late=bool(chosen.chosen("late")),
        search=chosen.chosen("q"),
    )
    return {"page": page, "filter": chosen}
