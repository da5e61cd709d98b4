"""Pictures of pages, and whether a paper is the signed copy of another one."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from phongtrao.adapters.file_refused import FileRefused
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents import operations, page_queries, queries
from phongtrao.web.access import actor_of, allow
from phongtrao.web.components.refusals import sentence
from phongtrao.web.documents.views import READERS, REVIEWERS, page_number

SHARPNESS = 110  # dots per inch of a picture that fills half a desk's screen; `?dpi=` asks for another


@allow(*READERS)
@require_GET
def document_page(request: HttpRequest, uid: uuid.UUID, number: int) -> HttpResponseBase:
    """The picture of one page. It is drawn from the file; a browser that has it is told so without drawing."""
    actor, today = actor_of(request), timezone.localdate()
    page_queries.get_page(uid=uid, number=number, by=actor, today=today)
    paper = queries.get_document(uid=uid, by=actor, today=today)
    dpi = page_number(request.GET.get("dpi", "")) if request.GET.get("dpi") else SHARPNESS
    etag = f'"{paper.file.sha256[:32]}-{number}-{dpi}"'
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        return known
    try:
        picture, media_type = page_queries.get_page_picture(uid=uid, number=number, dpi=dpi, by=actor, today=today)
    except FileRefused as refused:
        raise NotVisible from refused
    return HttpResponse(picture, content_type=media_type, headers={"ETag": etag})


@allow(*REVIEWERS)
@require_POST
def document_same(request: HttpRequest, uid: uuid.UUID, same_uid: uuid.UUID) -> HttpResponse:
    """A person says whether two papers are one (`verb` accept) or two (reject)."""
    offers = page_queries.list_same(uid=uid, by=actor_of(request), today=timezone.localdate())
    if same_uid not in [offer.uid for offer in offers]:
        raise NotVisible
    decide = {"accept": operations.accept_signed_copy, "reject": operations.reject_signed_copy}
    verb = request.POST.get("verb", "")
    try:
        if verb not in decide:
            raise Refused("unknown_value")
        version = page_number(request.POST.get("version", ""))
        decide[verb](uid=same_uid, version=version, by=actor_of(request), now=timezone.now())
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.params))
    else:
        messages.success(
            request, _("Đã ghi nhận là bản ký.") if verb == "accept" else _("Đã ghi nhận là hai văn bản khác nhau.")
        )
    return redirect("document", uid=uid)
