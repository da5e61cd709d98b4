"""Proof: its file as a download, and the uploader's word for what waits in quarantine."""

import uuid
from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.evidence import operations as evidence
from phongtrao.apps.files.queries import open_file
from phongtrao.apps.tasks import queries
from phongtrao.web.access import actor_of, allow
from phongtrao.web.components.pages import whole_number
from phongtrao.web.components.refusals import sentence
from phongtrao.web.tasks.views import DOERS, READERS, sight_of


@allow(*READERS)
@require_http_methods(["GET", "HEAD"])
def evidence_file(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """The file of a proof, always as an attachment (pages show pictures all the same); its type is never guessed."""
    actor = actor_of(request)
    revision = queries.get_proof(uid=uid, sight=sight_of(request))
    if revision.file is None:
        raise Http404
    response = FileResponse(
        open_file(file=revision.file, by=actor),
        as_attachment=True,
        filename=revision.file_name,
        content_type=revision.file.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@allow(*DOERS)
@require_POST
def evidence_confirm(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """« Không có bí mật nhà nước, không có danh sách người »: the proof may be seen."""
    return _settle(request, uid, evidence.confirm_quarantined, _("Đã xác nhận; mọi người có trách nhiệm xem được."))


@allow(*DOERS)
@require_POST
def evidence_remove(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The uploader takes the proof back."""
    return _settle(request, uid, evidence.remove_quarantined, _("Đã gỡ minh chứng."))


def _settle(request: HttpRequest, uid: uuid.UUID, run: Callable[..., object], said: str) -> HttpResponse:
    raw = request.POST.get("version", "")
    revision = queries.get_proof(uid=uid, sight=sight_of(request))
    try:
        if revision.evidence.state != "quarantined":
            raise Refused("step_not_open")
        run(uid=uid, version=whole_number(raw) or 0, by=actor_of(request), now=timezone.now())
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.params))
    else:
        messages.success(request, said)
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The page of ours that the button stood on."""
    target = request.POST.get("next", "")
    parts = urlsplit(target)
    inside = target.startswith("/") and not target.startswith("//") and not parts.netloc and "\\" not in target
    return target if inside else "/"
