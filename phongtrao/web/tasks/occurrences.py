"""The page of one occurrence: a body reports in three taps, a second person judges the result beside its proof."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.apps.audit.queries import list_history
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.tasks import operations, queries
from phongtrao.apps.tasks.enums import OccurrenceState
from phongtrao.apps.tasks.rows import OccurrencePage
from phongtrao.web.access import actor_of, allow
from phongtrao.web.components.histories import with_labels
from phongtrao.web.components.pages import page_number
from phongtrao.web.components.refusals import add_to_form
from phongtrao.web.tasks.forms import (
    EnteredOutsideReportForm,
    EnteredReportForm,
    OutsideReportForm,
    ReportForm,
    ReturnForm,
    VersionForm,
    WaiveForm,
)
from phongtrao.web.tasks.views import DOERS, READERS, sight_of

KIND_LABELS = {
    "late": gettext_lazy("Chậm"),
    "soon": gettext_lazy("Đến hạn trong 7 ngày"),
    "waiting": gettext_lazy("Chờ xác nhận"),
    "blocked": gettext_lazy("Đang vướng"),
    "returned": gettext_lazy("Đề nghị bổ sung"),
}
Operation = Callable[..., Any]

REPORTS: dict[str, Operation] = {
    "submit": operations.submit,
    "report_progress": operations.report_progress,
    "report_block": operations.report_block,
}


@allow(*READERS)
@require_http_methods(["GET", "HEAD"])
def occurrence_list(request: HttpRequest) -> HttpResponse:
    """Everything late, due soon, waiting, stuck or sent back; `?body=` of one body."""
    kind = request.GET.get("kind", "late")
    kind = kind if kind in queries.KINDS else "late"
    page = queries.list_occurrences(
        sight=sight_of(request),
        kind=kind,
        body_uid=_uuid(request.GET.get("body", "")),
        search=request.GET.get("q", "")[:100],
        page=page_number(request),
    )
    context = {
        "page": page,
        "kind": kind,
        "search": request.GET.get("q", "")[:100],
        "body_uid": request.GET.get("body", ""),
        "kinds": [(code, KIND_LABELS[code], code == kind) for code in queries.KINDS],
    }
    return render(request, "tasks/occurrences.html", context)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@allow(*READERS)
@require_http_methods(["GET", "HEAD"])
def occurrence(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What is owed, by when; what was said; the steps that are open to this person."""
    return _render(request, uid)


@allow(*DOERS)
@require_POST
def report(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """« Gửi kết quả », « Báo đang làm », « Đang vướng »: the button's name is the step."""
    page = queries.get_occurrence(uid=uid, sight=sight_of(request))
    form = _report_form(page, request)
    verb = request.POST.get("verb", "submit")
    run = REPORTS.get(verb)
    if run is None or not form.is_valid():
        return _render(request, uid, report_form=form, status=422)
    try:
        run(
            uid=uid,
            version=form.cleaned_data["version"],
            report=form.report(),
            by=actor_of(request),
            now=timezone.now(),
        )
    except Refused as refused:
        add_to_form(form, refused)
        return _render(request, uid, report_form=form, status=422)
    said = {
        "submit": _("Đã gửi kết quả. Cán bộ tổng hợp sẽ xem và xác nhận."),
        "report_progress": _("Đã báo đang làm."),
        "report_block": _("Đã báo vướng mắc."),
    }
    messages.success(request, said[verb])
    return redirect("occurrence", uid=uid)


@allow("coordinator", "leader")
@require_POST
def accept(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """« Xác nhận hoàn thành »."""
    form = VersionForm(request.POST)
    return _decide(request, uid, form, operations.accept, slot="accept_form", said=_("Đã xác nhận."))


@allow("coordinator", "leader")
@require_POST
def return_for_correction(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """« Đề nghị bổ sung »."""
    form = ReturnForm(request.POST)
    return _decide(
        request,
        uid,
        form,
        operations.return_for_correction,
        slot="return_form",
        said=_("Đã gửi đề nghị bổ sung."),
        fields=("reason",),
    )


@allow("coordinator", "leader")
@require_POST
def waive(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """« Cho phép không thực hiện »."""
    form = WaiveForm(request.POST)
    return _decide(
        request,
        uid,
        form,
        operations.waive,
        slot="waive_form",
        said=_("Đã ghi cho phép không thực hiện."),
        fields=("document_number",),
    )


def _decide(
    request: HttpRequest,
    uid: uuid.UUID,
    form: forms.Form,
    run: Operation,
    *,
    slot: str,
    said: str,
    fields: tuple[str, ...] = (),
) -> HttpResponse:
    queries.get_occurrence(uid=uid, sight=sight_of(request))
    if not form.is_valid():
        return _render(request, uid, status=422, **{slot: form})
    typed = {name: form.cleaned_data[name] for name in fields}
    try:
        run(uid=uid, version=form.cleaned_data["version"], by=actor_of(request), now=timezone.now(), **typed)
    except Refused as refused:
        add_to_form(form, refused)
        return _render(request, uid, status=422, **{slot: form})
    messages.success(request, said)
    return redirect("occurrence", uid=uid)


def _report_form(page: OccurrencePage, request: HttpRequest | None = None) -> Any:
    """The form that fits the duty and the person; bound to what `request` sent."""
    if page.row.outside_system:
        kind: Any = EnteredOutsideReportForm if page.enters_for else OutsideReportForm
    else:
        kind = EnteredReportForm if page.enters_for else ReportForm
    if request is None:
        return kind(initial={"version": page.row.version})
    return kind(request.POST, request.FILES)


def _render(request: HttpRequest, uid: uuid.UUID, *, status: int = 200, **bound: forms.Form) -> HttpResponse:
    """The page; a refused form comes in by its name, with what was typed. The version shown is today's, so that the
    person can send again after reading what changed."""
    page = queries.get_occurrence(uid=uid, sight=sight_of(request))
    version = {"version": page.row.version}
    labels = {state.value: str(state.label) for state in OccurrenceState}
    if page.row.requested:
        labels["accepted"] = str(_("đã tiếp nhận"))
    context = {
        "it": page,
        "row": page.row,
        "current_version": page.row.version,
        "reports": page.verbs & REPORTS.keys(),
        "report_form": _report_form(page),
        "accept_form": VersionForm(initial=version),
        "return_form": ReturnForm(initial=version),
        "waive_form": WaiveForm(initial=version),
        "refused_form": next(iter(bound.values()), None),
        "history": with_labels(list_history(subject_uid=uid), labels),
        **bound,
    }
    return render(request, "tasks/occurrence.html", context, status=status)
