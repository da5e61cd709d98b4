"""Tables in and out by Excel: template, upload, preview, confirmation, export."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.orgs import operations, queries
from phongtrao.web.access import actor_of, allow
from phongtrao.web.components.refusals import add_to_form, sentence
from phongtrao.web.orgs.forms import SheetForm
from phongtrao.web.orgs.views import KEEPERS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "phongtrao.orgs.sheet"
PREVIEW_SECONDS = 60 * 60  # a preview can be confirmed for so long
LINES_SHOWN = 200  # of a preview; the counts speak of all
GO_TO = {"bodies": "bodies", "people": "people", "places": "places"}


@allow(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, kind: str) -> HttpResponse:
    """Upload a filled-in table and see what it would do; nothing is kept until it is confirmed.

    Between preview and confirmation the table travels in the form, signed for this person and kind.
    """
    queries.sheet_file_name(kind=kind)
    form = SheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"kind": kind, "form": form}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            table = queries.read_sheet(kind=kind, data=upload.read(), name=upload.name)
        except Refused as refused:
            add_to_form(form, refused)
        else:
            return _preview(request, kind, table)
    return render(request, "orgs/sheet.html", context, status=422 if form.errors else 200)


def _preview(request: HttpRequest, kind: str, table: dict[str, Any]) -> HttpResponse:
    actor = actor_of(request)
    preview = queries.preview_sheet(kind=kind, table=table, by=actor, today=timezone.localdate())
    packed = {"kind": kind, "for": str(actor.user_uid), "table": table, "digest": preview.digest}
    context = {
        "kind": kind,
        "form": SheetForm(),
        "preview": preview,
        "lines": sorted(preview.lines, key=lambda line: line.action == "unchanged")[:LINES_SHOWN],
        "hidden": max(0, len(preview.lines) - LINES_SHOWN),
        "packed": "" if preview.errors else signing.dumps(packed, salt=SALT, compress=True),
    }
    return render(request, "orgs/sheet.html", context, status=422 if preview.errors else 200)


@allow(*KEEPERS)
@require_POST
def sheet_confirm(request: HttpRequest, kind: str) -> HttpResponse:
    """Do what the preview said, all of it or nothing."""
    actor = actor_of(request)
    queries.sheet_file_name(kind=kind)
    try:
        packed = signing.loads(request.POST.get("packed", ""), salt=SALT, max_age=PREVIEW_SECONDS)
    except signing.BadSignature:
        packed = {}
    if packed.get("kind") != kind or packed.get("for") != str(actor.user_uid):
        messages.error(request, _("Bản xem trước đã quá một giờ hoặc không còn đúng. Hãy tải tệp lên lại."))
        return redirect("sheet", kind=kind)
    try:
        done = operations.take_sheet(
            by=actor,
            now=timezone.now(),
            today=timezone.localdate(),
            kind=kind,
            table=packed["table"],
            digest=packed["digest"],
        )
    except Refused as refused:
        if refused.code != "changed_meanwhile":
            messages.error(request, sentence(refused.code, refused.params))
            return redirect("sheet", kind=kind)
        messages.warning(
            request, _("Dữ liệu đã đổi từ lúc xem trước nên chưa ghi gì. Dưới đây là kết quả mới, hãy xem lại.")
        )
        return _preview(request, kind, packed["table"])
    messages.success(
        request,
        _("Đã ghi: %(new)d mới, %(changed)d thay đổi, %(same)d giữ nguyên.")
        % {"new": done.new, "changed": done.changed, "same": done.unchanged},
    )
    return redirect(GO_TO[kind])


@allow(*KEEPERS)
@require_safe
def sheet_template_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty table to fill in."""
    return _file(queries.sheet_template(kind=kind), f"mau-{queries.sheet_file_name(kind=kind)}")


@allow(*KEEPERS)
@require_safe
def sheet_export_file(request: HttpRequest, kind: str) -> HttpResponse:
    """What is there, in the form that the upload takes back."""
    name = queries.sheet_file_name(kind=kind)
    return _file(queries.sheet_export(kind=kind, by=actor_of(request), today=timezone.localdate()), name)


def _file(data: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=XLSX, headers=headers)
