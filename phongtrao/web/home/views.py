"""Hôm nay: what this person should look at first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from phongtrao.apps.tasks import queries
from phongtrao.web.access import SIGNED_IN, actor_of, allow


@allow(SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def home(request: HttpRequest) -> HttpResponse:
    """By role: a body's work, the coordinator's desk, the leader's page; accounts without a post are told so."""
    actor = actor_of(request)
    role = actor.role if actor else ""
    if not role or role == "administrator":
        return render(request, "home/without_work.html", {"role": role})
    sight = queries.sight_of(actor, timezone.localdate())
    if role in ("officer", "hamlet_head"):
        shown = queries.today_of_body(sight=sight)
        return render(request, "home/body.html", {"shown": shown})
    if role == "coordinator":
        shown = queries.today_of_coordinator(sight=sight)
        return render(request, "home/coordinator.html", {"shown": shown, "may_urge": True})
    shown = queries.today_of_leader(sight=sight)
    is_leader = role == "leader"
    return render(request, "home/leader.html", {"shown": shown, "decides": is_leader, "may_urge": is_leader})
