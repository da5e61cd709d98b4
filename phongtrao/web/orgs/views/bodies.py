"""Bodies: the list, one body with its people, relations and history, and what keepers change."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from phongtrao.apps.audit.queries import list_history
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.orgs import operations, queries
from phongtrao.apps.orgs.rows import AreaChoice
from phongtrao.web.access import EVERY_ROLE, actor_of, allow
from phongtrao.web.components.refusals import add_to_form, sentence
from phongtrao.web.orgs.forms import BodyForm, EndBodyForm, EndForm, RelationForm, SearchForm
from phongtrao.web.orgs.views import KEEPERS


def page_number(request: HttpRequest) -> int:
    """The page asked for; anything else than a number is the first."""
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1


@allow(*EVERY_ROLE)
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """Bodies that the person sees, by name and type."""
    form = SearchForm(request.GET)
    form.is_valid()
    wanted: dict[str, Any] = form.cleaned_data
    page = queries.list_bodies(
        by=actor_of(request),
        today=timezone.localdate(),
        search=wanted.get("q", ""),
        type_code=wanted.get("type", ""),
        ended=bool(wanted.get("ended")),
        page=page_number(request),
    )
    context = {"page": page, "form": form, "keeps": actor_of(request).role in KEEPERS, "filtered": bool(request.GET)}
    return render(request, "orgs/bodies.html", context)


@allow(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def body_new(request: HttpRequest) -> HttpResponse:
    """A new body in a place at or below the person's own; `?area=` proposes one."""
    actor, today = actor_of(request), timezone.localdate()
    areas = queries.area_choices(by=actor, today=today)
    chosen = request.GET.get("area")
    if chosen and chosen not in {str(area.uid) for area in areas}:
        areas = [*areas, *_chosen_area(request, chosen)]
    form = BodyForm(request.POST or None, areas=areas, new=True, today=today, initial={"area": chosen})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = operations.create_body(
                by=actor,
                now=timezone.now(),
                name=given["name"],
                short_name=given["short_name"],
                type_code=given["type"],
                area_uid=uuid.UUID(given["area"]),
                decision=given["decision"],
                valid_from=given["valid_from"],
            )
        except Refused as refused:
            add_to_form(form, refused)
        else:
            messages.success(request, _("Đã tạo %(name)s.") % {"name": made.name})
            return redirect("body", uid=made.uid)
    return render(request, "orgs/body_form.html", {"form": form}, status=422 if form.errors else 200)


def _chosen_area(request: HttpRequest, uid: str) -> list[AreaChoice]:
    """A place beyond the first choices, when the person keeps it."""
    try:
        place = queries.area_to_keep(uid=uuid.UUID(uid), by=actor_of(request), today=timezone.localdate())
    except ValueError:
        return []
    return [AreaChoice(place.area.uid, queries.area_title(place.type, place.name), "")]


@allow(*EVERY_ROLE)
@require_safe
def body(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One body: facts, people, bodies above and below, what it followed, history."""
    actor, today = actor_of(request), timezone.localdate()
    found = queries.get_body(uid=uid, by=actor, today=today)
    keeps = actor.role in KEEPERS and found.scope.startswith(actor.scope)
    ended = found.valid_to is not None and found.valid_to <= today
    context = {
        "body": found,
        "type_label": queries.unit_type_label(found.type),
        "area_title": queries.path_titles(paths=[found.scope], today=today)[found.scope],
        "posts": queries.list_body_posts(body=found, today=today),
        "relations": queries.list_relations(body=found, today=today),
        "successions": queries.list_successions(body=found),
        "history": list_history(subject_uid=found.uid, page=page_number(request)),
        "keeps": keeps and not ended,
        "ended": ended,
    }
    if context["keeps"]:
        context["relation_form"] = _relation_form(request, found.uid)
    return render(request, "orgs/body.html", context)


def _relation_form(request: HttpRequest, uid: uuid.UUID) -> RelationForm:
    choices = queries.upper_choices(by=actor_of(request), today=timezone.localdate())
    bodies = [choice for choice in choices if choice.uid != uid]
    return RelationForm(request.POST or None, bodies=bodies, initial={"valid_from": timezone.localdate()})


@allow(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def body_edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put right what a body is called and its type."""
    actor, today = actor_of(request), timezone.localdate()
    found = queries.get_body(uid=uid, by=actor, today=today)
    initial = {
        "name": found.name,
        "short_name": found.short_name,
        "type": found.type,
        "decision": found.decision,
        "version": found.version,
    }
    form = BodyForm(request.POST or None, areas=[], new=False, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            operations.change_body(
                by=actor,
                now=timezone.now(),
                uid=uid,
                version=given["version"] or 0,
                name=given["name"],
                short_name=given["short_name"],
                type_code=given["type"],
                decision=given["decision"],
            )
        except Refused as refused:
            add_to_form(form, refused)
        else:
            messages.success(request, _("Đã ghi thay đổi."))
            return redirect("body", uid=uid)
    return render(request, "orgs/body_form.html", {"form": form, "body": found}, status=422 if form.errors else 200)


@allow(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def body_end(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A body ends on a day; its successor, when there is one, sees what it leaves."""
    actor, today = actor_of(request), timezone.localdate()
    found = queries.get_body(uid=uid, by=actor, today=today)
    others = [choice for choice in queries.body_choices(by=actor, today=today) if choice.uid != uid]
    form = EndBodyForm(request.POST or None, bodies=others, initial={"on": today, "version": found.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            operations.close_body(
                by=actor,
                now=timezone.now(),
                uid=uid,
                version=given["version"],
                on=given["on"],
                successor_uid=uuid.UUID(given["successor"]) if given["successor"] else None,
                kind=given["kind"],
                decision=given["decision"],
            )
        except Refused as refused:
            add_to_form(form, refused)
        else:
            messages.success(request, _("Đã ghi. Việc và hồ sơ đã có của đơn vị vẫn được giữ."))
            return redirect("body", uid=uid)
    return render(request, "orgs/body_end.html", {"form": form, "body": found}, status=422 if form.errors else 200)


@allow(*KEEPERS)
@require_POST
def body_relate(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Another body stands over this one from a day."""
    actor = actor_of(request)
    found = queries.get_body(uid=uid, by=actor, today=timezone.localdate())
    form = _relation_form(request, found.uid)
    if form.is_valid():
        try:
            operations.relate_bodies(
                by=actor,
                now=timezone.now(),
                upper_uid=uuid.UUID(form.cleaned_data["upper"]),
                lower_uid=uid,
                kind=form.cleaned_data["kind"],
                valid_from=form.cleaned_data["valid_from"],
            )
        except Refused as refused:
            add_to_form(form, refused)
        else:
            messages.success(request, _("Đã ghi quan hệ."))
            return redirect("body", uid=uid)
    return render(request, "orgs/body_relate.html", {"form": form, "body": found}, status=422)


@allow(*KEEPERS)
@require_POST
def relation_end(request: HttpRequest, uid: uuid.UUID, relation_id: int) -> HttpResponse:
    """The relation holds no more from the given day, today when none is given."""
    actor, today = actor_of(request), timezone.localdate()
    queries.get_body(uid=uid, by=actor, today=today)
    form = EndForm(request.POST)
    try:
        on = form.cleaned_data["on"] if form.is_valid() else today
        operations.end_relation(by=actor, now=timezone.now(), relation_id=relation_id, on=on)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.params))
    return redirect("body", uid=uid)
