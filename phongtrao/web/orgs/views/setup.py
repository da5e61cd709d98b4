"""The first screen of an installation: what is done, what comes next."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents.queries import list_documents
from phongtrao.apps.orgs import operations, queries
from phongtrao.web.access import actor_of, allow
from phongtrao.web.components.refusals import add_to_form
from phongtrao.web.orgs.forms import PlaceChoiceForm, ProposedBodiesForm
from phongtrao.web.orgs.views import KEEPERS


@dataclass(frozen=True)
class Step:
    """One step as the page shows it; `count` None where there is nothing to count yet."""

    code: str
    count: int | None
    done: bool


@allow(*KEEPERS)
@require_safe
def setup(request: HttpRequest) -> HttpResponse:
    """Bodies and hamlets, people, the first plan, criteria: in this order, each with what is there already."""
    actor, today = actor_of(request), timezone.localdate()
    counted = {step.code: step for step in queries.setup_state(by=actor, today=today)}
    plans = list_documents(by=actor).total
    steps = {code: Step(code, step.count, step.done) for code, step in counted.items()}
    steps["plan"] = Step("plan", plans, plans > 0)
    province, form = _places(request)
    context = {
        "steps": steps,
        "next": next((code for code in ("bodies", "hamlets", "people", "plan") if not steps[code].done), ""),
        "form": form,
        "province": province,
        "place": queries.place_of(path=actor.scope, today=today),
        "upload": _open_to("document_upload", actor.role),
    }
    return render(request, "orgs/setup.html", context)


def _places(request: HttpRequest) -> tuple[str, PlaceChoiceForm]:
    """The choice of a place, for whoever keeps more than one: provinces, then the communes of the chosen one."""
    actor, today = actor_of(request), timezone.localdate()
    provinces = queries.list_children_titles(parent_uid=None, by=actor, today=today)
    known = [(str(choice.uid), choice.label) for choice in provinces]
    province = request.GET.get("province", known[0][0] if len(known) == 1 else "")
    communes: list[tuple[str, str]] = []
    if province in dict(known):
        below = queries.list_children_titles(parent_uid=uuid.UUID(province), by=actor, today=today)
        communes = [(str(choice.uid), choice.label) for choice in below]
    form = PlaceChoiceForm(initial={"province": province}, provinces=known, communes=communes)
    return province if communes else "", form


@allow(*KEEPERS)
@require_safe
def setup_place(request: HttpRequest) -> HttpResponse:
    """From the two choices on to the bodies of the commune, or of the province when no commune is chosen."""
    chosen = request.GET.get("commune") or request.GET.get("province") or ""
    try:
        return redirect("setup_bodies", uid=uuid.UUID(chosen))
    except ValueError:
        return redirect("setup")


def _open_to(url_name: str, role: str) -> str:
    """The address, when this role may open it."""
    try:
        url = reverse(url_name)
    except NoReverseMatch:
        return ""
    return url if role in getattr(resolve(url).func, "allowed_roles", ()) else ""


@allow(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def setup_bodies(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Tick the bodies that the place has."""
    actor, today = actor_of(request), timezone.localdate()
    place = queries.area_to_keep(uid=uid, by=actor, today=today)
    rows = queries.proposed_bodies(area_uid=uid, by=actor, today=today)
    form = ProposedBodiesForm(request.POST or None, rows=rows, initial={"valid_from": today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            created = operations.create_proposed_bodies(
                by=actor,
                now=timezone.now(),
                area_uid=uid,
                keys=given["keys"],
                names=given["names"].splitlines(),
                valid_from=given["valid_from"],
            )
        except Refused as refused:
            add_to_form(form, refused)
        else:
            messages.success(request, _("Đã tạo %(count)d cơ quan, đơn vị.") % {"count": created})
            return redirect("place", uid=uid)
    context = {
        "form": form,
        "place": place,
        "title": queries.area_title(place.type, place.name),
        "there": [row for row in rows if row.there],
    }
    return render(request, "orgs/setup_bodies.html", context, status=422 if form.errors else 200)
