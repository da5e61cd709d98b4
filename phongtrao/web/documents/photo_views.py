"""Photographs of a paper, taken one after another, put in order and joined into one document."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents import operations, photo_queries
from phongtrao.apps.documents.page_rows import DraftRow
from phongtrao.apps.orgs.queries import body_choices
from phongtrao.web.access import actor_of, allow
from phongtrao.web.components.refusals import add_to_form, sentence
from phongtrao.web.documents.forms import JoinForm, PhotosForm, StartPhotosForm
from phongtrao.web.documents.views import REVIEWERS, page_number


@allow(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def photos(request: HttpRequest) -> HttpResponse:
    """Begin to photograph a paper, or go on where one stopped."""
    actor = actor_of(request)
    bodies = [(str(choice.uid), choice.label) for choice in body_choices(by=actor, today=timezone.localdate())]
    form = StartPhotosForm(request.POST or None, bodies=bodies, initial={"body": str(actor.body_uid)})
    if request.method == "POST" and form.is_valid():
        try:
            body_uid = uuid.UUID(form.cleaned_data["body"])
            draft = operations.start_photos(body_uid=body_uid, by=actor, now=timezone.now())
            return redirect("photo_draft", uid=draft.uid)
        except Refused as refused:
            add_to_form(form, refused)
    context = {"form": form, "drafts": photo_queries.list_drafts(by=actor)}
    return render(request, "documents/photos.html", context, status=422 if form.errors else 200)


@allow(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def photo_draft(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The photographs of one paper; POST adds some behind the others."""
    actor = actor_of(request)
    draft = photo_queries.get_draft(uid=uid, by=actor)
    if draft.document_uid is not None:
        return redirect("document", uid=draft.document_uid)
    if request.method == "GET":
        return _page(request, draft)
    form = PhotosForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, draft, photos_form=form, status=422)
    try:
        for file in form.cleaned_data["photos"]:
            draft = operations.add_photo(
                draft_uid=uid, version=draft.version, data=file.read(), by=actor, now=timezone.now()
            )
    except Refused as refused:
        add_to_form(form, refused)
        return _page(request, photo_queries.get_draft(uid=uid, by=actor), photos_form=form, status=422)
    return redirect("photo_draft", uid=uid)


@allow(*REVIEWERS)
@require_POST
def photo_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Another order, or one photograph less: `verb` up, down or drop, `photo`; or the whole draft: `verb` drop_all."""
    actor, now = actor_of(request), timezone.now()
    photo_queries.get_draft(uid=uid, by=actor)
    version = page_number(request.POST.get("version", ""))
    verb, photo = request.POST.get("verb", ""), _uid(request.POST.get("photo", ""))
    steps: dict[str, Callable[[uuid.UUID], object]] = {
        "up": lambda p: operations.move_photo(draft_uid=uid, version=version, photo_uid=p, up=True, by=actor, now=now),
        "down": lambda p: operations.move_photo(
            draft_uid=uid, version=version, photo_uid=p, up=False, by=actor, now=now
        ),
        "drop": lambda p: operations.drop_photo(draft_uid=uid, version=version, photo_uid=p, by=actor, now=now),
    }
    try:
        if verb == "drop_all":
            operations.drop_photos(draft_uid=uid, version=version, by=actor, now=now)
            messages.success(request, _("Đã bỏ các ảnh."))
            return redirect("photos")
        if verb not in steps or photo is None:
            raise Refused("unknown_value")
        steps[verb](photo)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.params))
    return redirect("photo_draft", uid=uid)


@allow(*REVIEWERS)
@require_POST
def photo_join(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The photographs become one paper, which is read at once."""
    actor = actor_of(request)
    draft = photo_queries.get_draft(uid=uid, by=actor)
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _page(request, draft, join_form=form, status=422)
    try:
        paper = operations.join_photos(
            draft_uid=uid,
            version=page_number(request.POST.get("version", "")),
            name=form.cleaned_data["name"],
            by=actor,
            now=timezone.now(),
        )
    except Refused as refused:
        add_to_form(form, refused)
        return _page(request, photo_queries.get_draft(uid=uid, by=actor), join_form=form, status=422)
    return redirect("document", uid=paper.uid)


@allow(*REVIEWERS)
@require_GET
def photo_picture(request: HttpRequest, uid: uuid.UUID, photo_uid: uuid.UUID) -> FileResponse:
    """One photograph, for its owner to look at."""
    stream, media_type = photo_queries.open_photo(draft_uid=uid, photo_uid=photo_uid, by=actor_of(request))
    return FileResponse(stream, content_type=media_type)


def _page(
    request: HttpRequest,
    draft: DraftRow,
    *,
    photos_form: PhotosForm | None = None,
    join_form: JoinForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"draft": draft, "photos_form": photos_form or PhotosForm(), "join_form": join_form or JoinForm()}
    return render(request, "documents/photo_draft.html", context, status=status)


def _uid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
