"""Places: province → communes → hamlets, and what keepers of a place change there."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from phongtrao.apps.audit.queries import list_history
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.orgs import operations, queries
from phongtrao.web.access import EVERY_ROLE, actor_of, allow
from phongtrao.web.components.refusals import add_to_form
from phongtrao.web.orgs.forms import HamletsForm, RenameForm
from phongtrao.web.orgs.views import KEEPERS
from phongtrao.web.orgs.views.bodies import page_number


@allow(*EVERY_ROLE)
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Provinces, or every place of a name."""
    search = request.GET.get("q", "")[:100]
    page = queries.list_areas(
        by=actor_of(request), today=timezone.localdate(), search=search, page=page_number(request)
    )
    return render(request, "orgs/places.html", {"page": page, "search": search, "keeps": _keeps(request)})


@allow(*EVERY_ROLE)
@require_safe
def place(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One place: what lies below it, what it was called before, and its bodies that the person sees."""
    actor, today = actor_of(request), timezone.localdate()
    found = queries.get_area(uid=uid, by=actor, today=today)
    search = request.GET.get("q", "")[:100]
    context = {
        "place": found,
        "level": queries.area_types()[found.type].level,
        "title": queries.area_title(found.type, found.name),
        "trail": queries.list_places_above(version=found, today=today),
        "page": queries.list_children(parent_uid=uid, by=actor, today=today, search=search, page=page_number(request)),
        "search": search,
        "versions": queries.list_versions(uid=uid),
        "successions": queries.list_area_successions(uid=uid, today=today),
        "bodies": queries.list_bodies(by=actor, today=today, area_uid=uid),
        "history": list_history(subject_uid=uid),
        "keeps": _keeps(request) and found.path.startswith(actor.scope),
    }
    return render(request, "orgs/place.html", context)


def _keeps(request: HttpRequest) -> bool:
    return actor_of(request).role in KEEPERS


@allow(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def place_hamlets(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Hamlets of a commune, pasted one a line."""
    actor, today = actor_of(request), timezone.localdate()
    found = queries.area_to_keep(uid=uid, by=actor, today=today)
    form = HamletsForm(request.POST or None, initial={"valid_from": today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            created = operations.create_hamlets(
                by=actor,
                now=timezone.now(),
                commune_uid=uid,
                titles=given["hamlets"].splitlines(),
                boards=given["boards"],
                valid_from=given["valid_from"],
            )
        except Refused as refused:
            add_to_form(form, refused)
        else:
            messages.success(request, _("Đã thêm %(count)d thôn, tổ dân phố.") % {"count": created})
            return redirect("place", uid=uid)
    context = {"form": form, "place": found, "title": queries.area_title(found.type, found.name)}
    return render(request, "orgs/place_hamlets.html", context, status=422 if form.errors else 200)


@allow(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def place_rename(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A place is called otherwise from a day; what was before keeps its name."""
    actor, today = actor_of(request), timezone.localdate()
    found = queries.area_to_keep(uid=uid, by=actor, today=today)
    initial = {"name": found.name, "on": today, "version": found.version}
    form = RenameForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.rename_area(by=actor, now=timezone.now(), uid=uid, **form.cleaned_data)
        except Refused as refused:
            add_to_form(form, refused)
        else:
            messages.success(request, _("Đã ghi tên mới."))
            return redirect("place", uid=uid)
    context = {"form": form, "place": found, "title": queries.area_title(found.type, found.name)}
    return render(request, "orgs/place_rename.html", context, status=422 if form.errors else 200)
