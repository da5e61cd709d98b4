"""Cutting an item in two, making one of two, giving one another place."""

import uuid
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents import operations
from phongtrao.apps.documents.review_rows import ReviewItem
from phongtrao.web.access import actor_of, allow
from phongtrao.web.components.refusals import add_to_form
from phongtrao.web.documents import review_views as page
from phongtrao.web.documents.cards import SHOWN, Editing, Shown, card_of
from phongtrao.web.documents.reshape_forms import SHAPES, ShapeForm, shape_form
from phongtrao.web.documents.views import REVIEWERS


@allow(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def document_item_shape(request: HttpRequest, uid: uuid.UUID, item_uid: uuid.UUID, action: str) -> HttpResponse:
    """The form in the card of its item, and its answer; `action`: split | redraw."""
    if action not in SHAPES:
        raise NotVisible
    item, counts = page.item_with_counts(request, uid, item_uid)
    if request.method == "POST":
        return _answer(request, uid, item, action)
    if not request.headers.get("HX-Request"):
        show = {"show": request.GET["show"]} if request.GET.get("show") in SHOWN else {}
        query = urlencode({**show, action: item.key})
        return redirect(f"{reverse('document_review', args=[uid])}?{query}#item-{item.key}")
    return page.swap(request, uid, card_of(item, shape=shape_form(action, item)), counts)


def _answer(request: HttpRequest, uid: uuid.UUID, item: ReviewItem, action: str) -> HttpResponse:
    form = SHAPES[action](request.POST, prefix=item.key[:8])
    conflict = ""
    if form.is_valid():
        try:
            _reshape(request, uid, item, form)
            return page.item_answer(request, uid, item.uid, reload=True)
        except Refused as refused:
            if refused.code == "changed_meanwhile":
                conflict = page.overtaken_words(item)
                form = SHAPES[action](_renewed(request.POST, item), prefix=item.key[:8])
            else:
                add_to_form(form, refused)
    if request.headers.get("HX-Request"):
        _item, counts = page.item_with_counts(request, uid, item.uid)
        return page.swap(request, uid, card_of(item, shape=form, conflict=conflict), counts, page.REFUSED)
    editing = Editing(item.key, None, conflict, form)
    return page.whole_page(request, page.review_seen(request, uid), Shown("all", editing), status=page.REFUSED)


def _renewed(sent: QueryDict, item: ReviewItem) -> QueryDict:
    """What was typed, to be sent against the item as it is now."""
    data = sent.copy()
    data[f"{item.key[:8]}-version"] = str(item.version)
    return data


def _reshape(request: HttpRequest, uid: uuid.UUID, item: ReviewItem, form: ShapeForm) -> None:
    said, by, now = form.cleaned_data, actor_of(request), timezone.now()
    version = said["version"] or 0
    if form.action == "split":
        operations.split_item(document_uid=uid, item_uid=item.uid, version=version, said=said["said"], by=by, now=now)
        return
    start, end = said["start"], said["end"]
    operations.redraw_item(
        document_uid=uid,
        item_uid=item.uid,
        version=version,
        span=(start, end) if start is not None and end is not None and start < end else None,
        passage=said["passage"],
        by=by,
        now=now,
    )
