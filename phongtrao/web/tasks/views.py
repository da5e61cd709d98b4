"""Pages of one duty: what it says, who owes it, when; giving it to somebody and giving it a day."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.apps.audit.queries import list_history
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.tasks import operations, queries
from phongtrao.apps.tasks.enums import Mood
from phongtrao.web.access import actor_of, allow
from phongtrao.web.components.histories import with_labels
from phongtrao.web.components.pages import page_number, whole_number
from phongtrao.web.components.refusals import add_to_form, sentence
from phongtrao.web.tasks.forms import AssignForm, DayForm, WithdrawForm

READERS = ("coordinator", "leader", "officer", "hamlet_head", "superior_reviewer", "viewer")
DOERS = ("officer", "hamlet_head", "coordinator")


@allow("coordinator")
@require_POST
def confirm(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The button at the end of the review page: the paper becomes a running plan."""
    try:
        plan = operations.confirm_plan(
            document_uid=uid,
            version=whole_number(request.POST.get("version", "")) or 0,
            unseen_are_right=request.POST.get("unseen_are_right") in ("1", "on", "true"),
            by=actor_of(request),
            now=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.params))
        return redirect("document_review", uid=uid)
    messages.success(request, _("Kế hoạch đã vào bảng theo dõi."))
    return redirect("plan", uid=plan.uid)


@allow(*READERS)
@require_http_methods(["GET", "HEAD"])
def task(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One duty."""
    actor = actor_of(request)
    sight = sight_of(request)
    found = queries.get_task(uid=uid, sight=sight)
    occurrences = queries.list_task_occurrences(task=found, sight=sight, page=page_number(request))
    assignees = queries.list_assignees(task=found)
    context = {
        "task": found,
        "time": queries.time_shown(found),
        "plan": found.plan_version.plan,
        "page": occurrences,
        "assignees": assignees,
        "history": with_labels(list_history(subject_uid=found.uid), {}),
        "coordinates": queries.coordinates(task=found, by=actor),
        "enter_for": queries.bodies_to_enter_for(task=found, sight=sight),
        "may_open": actor.role in DOERS and queries.may_open(task=found, sight=sight),
        "source": queries.source_of(task=found, sight=sight),
    }
    return render(request, "tasks/task.html", context)


@allow(*DOERS)
@require_POST
def open_duty(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A body has something to report on a duty without a day."""
    actor = actor_of(request)
    found = queries.get_task(uid=uid, sight=sight_of(request))
    try:
        occurrence = operations.open_occurrence(
            task_uid=found.uid, body_uid=_body_uid(request), by=actor, now=timezone.now()
        )
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.params))
        return redirect("task", uid=uid)
    return redirect("occurrence", uid=occurrence.uid)


@allow("coordinator")
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """« Giao việc »."""
    actor, today = actor_of(request), timezone.localdate()
    found = queries.get_task(uid=uid, sight=sight_of(request))
    form = AssignForm(request.POST or None, initial={"version": found.version, "mood": Mood.ASSIGN})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.assign_task(
                uid=uid,
                version=data["version"],
                chosen=data["chosen"],
                role=data["role"],
                mood=data["mood"],
                partner=data["partner"],
                by=actor,
                now=timezone.now(),
            )
        except Refused as refused:
            add_to_form(form, refused)
        else:
            messages.success(request, _("Đã giao việc."))
            return redirect("task", uid=uid)
    context = {
        "task": found,
        "form": form,
        "current_version": found.version,
        "choices": queries.assignee_choices(task=found, today=today),
        "assignees": queries.list_assignees(task=found),
    }
    return render(request, "tasks/assign.html", context, status=422 if form.errors else 200)


@allow("coordinator")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """« Thu hồi » from one owner: asks for a reason first."""
    actor = actor_of(request)
    found = queries.get_task(uid=uid, sight=sight_of(request))
    assignees = queries.list_assignees(task=found)
    chosen = request.POST.get("assignment") or request.GET.get("assignment", "")
    form = WithdrawForm(request.POST or None, initial={"version": found.version, "assignment": chosen})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.withdraw_assignment(
                uid=uid,
                assignment_uid=data["assignment"],
                version=data["version"],
                reason=data["reason"],
                by=actor,
                now=timezone.now(),
            )
        except Refused as refused:
            add_to_form(form, refused)
        else:
            messages.success(request, _("Đã thu hồi."))
            return redirect("task", uid=uid)
    named = next((row for row in assignees if str(row.uid) == chosen), None)
    context = {"task": found, "form": form, "named": named, "current_version": found.version}
    return render(request, "tasks/withdraw.html", context, status=422 if form.errors else 200)


@allow("coordinator")
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """« Ấn định ngày »."""
    actor = actor_of(request)
    found = queries.get_task(uid=uid, sight=sight_of(request))
    initial = {"version": found.version, "said_on": found.said_on, "before": found.before}
    form = DayForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.change_day(
                uid=uid,
                version=data["version"],
                said_on=data["said_on"],
                before=data["before"],
                reason=data["reason"],
                by=actor,
                now=timezone.now(),
            )
        except Refused as refused:
            add_to_form(form, refused)
        else:
            messages.success(request, _("Đã ấn định ngày."))
            return redirect("task", uid=uid)
    context = {"task": found, "form": form, "current_version": found.version}
    return render(request, "tasks/day.html", context, status=422 if form.errors else 200)


def _body_uid(request: HttpRequest) -> uuid.UUID:
    """The body chosen in the form, or the person's own. Refused: out_of_scope."""
    try:
        chosen = uuid.UUID(request.POST["body"]) if "body" in request.POST else actor_of(request).body_uid
    except ValueError:
        chosen = None
    if chosen is None:
        raise Refused("out_of_scope")
    return chosen


def sight_of(request: HttpRequest) -> queries.Sight:
    """What the person of this request sees today."""
    return queries.sight_of(actor_of(request), timezone.localdate())
