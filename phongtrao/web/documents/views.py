"""Papers: the list, handing one in, and where its reading stands."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.apps.audit.queries import list_history
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents import operations, page_queries, queries
from phongtrao.apps.documents.enums import DOCUMENT_WORKFLOW, DocumentState
from phongtrao.apps.orgs.queries import body_choices
from phongtrao.web.access import actor_of, allow
from phongtrao.web.components.refusals import add_to_form, sentence
from phongtrao.web.documents.forms import UploadForm

READERS = ("coordinator", "leader", "superior_reviewer", "viewer", "officer", "hamlet_head")
REVIEWERS = ("coordinator",)


@allow(*READERS)
@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """The list of papers."""
    search, state = request.GET.get("search", ""), request.GET.get("state", "")
    page = queries.list_documents(
        by=actor_of(request),
        today=timezone.localdate(),
        search=search,
        state=state,
        page=page_number(request.GET.get("page", "")),
    )
    context = {"page": page, "search": search, "state": state, "states": DocumentState.choices}
    return render(request, "documents/list.html", {**context, "may_upload": actor_of(request).role in REVIEWERS})


def page_number(text: str) -> int:
    """« 2 » → 2; anything else is the first page."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1


@allow(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def document_upload(request: HttpRequest) -> HttpResponse:
    """Hand in a paper. What is refused leaves nothing behind; the sentence says why and what to do."""
    actor = actor_of(request)
    choices = body_choices(by=actor, today=timezone.localdate())
    bodies = [(str(choice.uid), choice.label) for choice in choices]
    if request.method == "GET":
        form = UploadForm(bodies=bodies, initial={"body": str(actor.body_uid)})
        return render(request, "documents/upload.html", {"form": form})
    form = UploadForm(request.POST, request.FILES, bodies=bodies)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            document = operations.upload_document(
                data=file.read(),
                name=file.name,
                body_uid=uuid.UUID(form.cleaned_data["body"]),
                by=actor,
                now=timezone.now(),
                vouched=form.cleaned_data["vouched"],
            )
        except Refused as refused:
            add_to_form(form, refused)
            here = str(refused.params.get("uid") or "")
            return render(request, "documents/upload.html", {"form": form, "here": here}, status=422)
        return redirect("document", uid=document.uid)
    return render(request, "documents/upload.html", {"form": form}, status=422)


@allow(*READERS)
@require_GET
def document(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Where a paper stands. While it is being read the page asks again by itself, also without a script."""
    actor = actor_of(request)
    paper = queries.get_document(uid=uid, by=actor, today=timezone.localdate())
    progress = queries.get_progress(document=paper)
    context = {
        "document": paper,
        "progress": progress,
        "is_busy": paper.state in (DocumentState.UPLOADED, DocumentState.READING),
        "verbs": DOCUMENT_WORKFLOW.verbs(paper.state, role=actor.role),
        "has_reading": paper.state in (DocumentState.READ, DocumentState.REVIEWED, DocumentState.SIGNED_COPY),
        "may_review": actor.role in REVIEWERS,
        "is_hidden": paper.file.quarantined_for_id is not None,
    }
    if request.headers.get("HX-Request"):
        if not context["is_busy"]:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return render(request, "documents/progress.html", context)
    history = list_history(subject_uid=paper.uid, page=page_number(request.GET.get("page", "")))
    return render(
        request,
        "documents/document.html",
        {
            **context,
            "history": history,
            "warnings": queries.list_warnings(document=paper, language=(get_language() or "vi")[:2]),
            "same": page_queries.list_same(uid=uid, by=actor, today=timezone.localdate()),
        },
    )


@allow(*READERS)
@require_GET
def document_file(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """The paper as it was handed in, to keep: never shown inside the browser."""
    stream, name, media_type = queries.open_original(uid=uid, by=actor_of(request), today=timezone.localdate())
    return FileResponse(stream, as_attachment=True, filename=name, content_type=media_type)


@allow(*REVIEWERS)
@require_POST
def document_read_again(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask for another reading."""
    return _step(request, uid, "read_again")


@allow(*REVIEWERS)
@require_POST
def document_cancel(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The paper is not wanted any more."""
    return _step(request, uid, "cancel")


def _step(request: HttpRequest, uid: uuid.UUID, verb: str) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    paper = queries.get_document(uid=uid, by=actor, today=timezone.localdate())
    version = page_number(request.POST.get("version", "")) if request.POST.get("version") else None
    try:
        if verb == "cancel":
            operations.cancel_document(uid=uid, version=version, by=actor, now=now)
            messages.success(request, _("Đã hủy văn bản. Không có việc nào được tạo từ văn bản này."))
        else:
            operations.read_again(uid=uid, version=version or paper.version, by=actor, now=now)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.params))
    return redirect("document", uid=uid)
