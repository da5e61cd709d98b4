"""Hôm nay: what this person should look at first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from phongtrao.apps.tasks import queries
from phongtrao.web.access import SIGNED_IN, actor_of, allow

OVER_A_PLACE = ("leader", "superior_reviewer", "viewer")


@allow(SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def home(request: HttpRequest) -> HttpResponse:
    """By role: a body's work, the coordinator's desk, the leader's page; accounts without a post are told so."""
    actor, today = actor_of(request), timezone.localdate()
    role = actor.role if actor else ""
    if role in ("officer", "hamlet_head"):
        shown = queries.today_of_body(by=actor, today=today)
        return render(request, "home/body.html", {"shown": shown})
    if role == "coordinator":
        shown = queries.today_of_coordinator(by=actor, today=today)
        return render(request, "home/coordinator.html", {"shown": shown})
    if role in OVER_A_PLACE:
        shown = queries.today_of_leader(by=actor, today=today)
        return render(request, "home/leader.html", {"shown": shown, "decides": role == "leader"})
    return render(request, "home/without_work.html", {"role": role})
