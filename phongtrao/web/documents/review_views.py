"""The review page: the paper on one side, what was read on the other, one decision at a time."""

import re
import uuid
from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents import operations, queries
from phongtrao.apps.documents.enums import DocumentState, ItemKind
from phongtrao.apps.documents.review_rows import DOUBTFUL_BELOW, Review, ReviewCounts, ReviewItem
from phongtrao.apps.documents.rows import Span
from phongtrao.web.access import actor_of, allow
from phongtrao.web.components.refusals import add_to_form, sentence
from phongtrao.web.documents.cards import SHOWN, Editing, Shown, card_of, decisions, sections_of, unit_choices
from phongtrao.web.documents.forms import AddForm, HeaderForm, ItemForm, initial_of
from phongtrao.web.documents.page_places import restored_of, shown_pages
from phongtrao.web.documents.reshape_forms import SHAPES, shape_form
from phongtrao.web.documents.views import READERS, REVIEWERS
from phongtrao.web.documents.words import change_words

_BULLET = re.compile(r"^(?:[-+*•]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\))\s+")
REFUSED = 422  # the form is shown again; htmx swaps this status in


@allow(*READERS)
@require_GET
def document_review(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The whole page. `show`: doubtful | open | all, or `first`: what is left, the doubtful before the rest; `edit`: an
    item, or `header`; `add`: a kind to add.
    """
    review = review_seen(request, uid)
    show = request.GET.get("show", "all")
    if show == "first":
        show = "doubtful" if review.counts.doubtful_open else "open" if review.counts.open else "all"
    shown = Shown(show if show in SHOWN else "all", _editing(request, review))
    return whole_page(request, review, shown, adding=_adding(request, review))


def review_seen(request: HttpRequest, uid: uuid.UUID) -> Review:
    """The review page of a paper that the person sees. Raises NotVisible."""
    return queries.get_review(uid=uid, by=actor_of(request), today=timezone.localdate())


def item_with_counts(request: HttpRequest, uid: uuid.UUID, item_uid: uuid.UUID) -> tuple[ReviewItem, ReviewCounts]:
    """One item and the counters. Raises NotVisible."""
    return queries.get_review_item(uid=uid, item_uid=item_uid, by=actor_of(request), today=timezone.localdate())


def _may_edit(request: HttpRequest, state: str) -> bool:
    return actor_of(request).role in REVIEWERS and state == DocumentState.READ


def _editing(request: HttpRequest, review: Review) -> Editing:
    asked = next((name for name in ("edit", *SHAPES) if request.GET.get(name)), "edit")
    key = request.GET.get(asked, "")
    item = next((item for item in review.items() if item.key == key), None)
    if item is None or not _may_edit(request, review.state):
        return Editing()
    if asked in SHAPES:
        return Editing(key, shape=shape_form(asked, item))
    return Editing(key, _item_form(item, units=unit_choices(review)))


def _item_form(item: ReviewItem, *, units: list[tuple[str, str]], data: QueryDict | None = None) -> ItemForm:
    asked = len(item.times) + (item.kind != ItemKind.DEADLINE) if item.kind != ItemKind.TARGET else 0
    return ItemForm(
        data,
        kind=item.kind,
        units=units,
        times=max(1, asked),
        initial=initial_of(item),
        prefix=item.key[:8],
    )


def _adding(request: HttpRequest, review: Review) -> AddForm | None:
    kind = request.GET.get("add", "")
    if kind not in ItemKind.values or not _may_edit(request, review.state):
        return None
    start, end = _offset(request.GET.get("start", "")), _offset(request.GET.get("end", ""))
    line = _offset(request.GET.get("line", ""))
    if line is not None and 0 < line <= len(review.lines):
        start, end = review.lines[line - 1].start, review.lines[line - 1].end
    passage = ""
    if start is not None and end is not None and start < end:
        passage = review.source_text[start:end].strip()
    initial = {
        "text": _BULLET.sub("", " ".join(passage.split())),
        "passage": passage,
        "start": start,
        "end": end,
        "unit": request.GET.get("unit", ""),
    }
    return AddForm(kind=kind, units=unit_choices(review), initial=initial, prefix="add")


def _offset(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def whole_page(
    request: HttpRequest,
    review: Review,
    shown: Shown,
    *,
    adding: AddForm | None = None,
    header: HeaderForm | None = None,
    problem: str = "",
    problem_unit: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page with what is being edited on it."""
    may_edit = _may_edit(request, review.state)
    if header is None and request.GET.get("edit") == "header" and may_edit:
        header = HeaderForm(initial=vars(review.header), prefix="header")
    context = {
        "review": review,
        "changes": [(change, change_words(change)) for change in review.changes],
        "pages": shown_pages(review, by=actor_of(request), today=timezone.localdate()),
        "restored": restored_of(review),
        "counts": review.counts,
        "document_uid": review.document_uid,
        "sections": sections_of(review, shown),
        "show": shown.show,
        "decisions": decisions(review),
        "may_edit": may_edit,
        "adding": adding,
        "kinds": ItemKind.choices,
        "header_form": header,
        "confirm_url": _confirm_url(review.document_uid) if may_edit else "",
        "accept_from": DOUBTFUL_BELOW,
        "problem": problem,
        "problem_unit": problem_unit,
        "typed": request.POST,
    }
    return render(request, "documents/review.html", context, status=status)


def _confirm_url(uid: uuid.UUID) -> str:
    """Where a reviewed paper becomes a plan: a page of the tasks area."""
    try:
        return reverse("plan_confirm", args=[uid])
    except NoReverseMatch:
        return ""


@allow(*REVIEWERS)
@require_POST
def document_item(request: HttpRequest, uid: uuid.UUID, item_uid: uuid.UUID) -> HttpResponse:
    """Decide one item: `verb` is accept, drop, restore or merge (with the next one)."""
    version = _offset(request.POST.get("version", "")) or 0
    decide: dict[str, Callable[..., object]] = {
        "accept": operations.accept_items,
        "drop": operations.drop_item,
        "restore": operations.restore_item,
        "merge": operations.merge_item,
    }
    verb = decide.get(request.POST.get("verb", ""))
    was_joined = verb is operations.restore_item and item_with_counts(request, uid, item_uid)[0].is_joined
    try:
        if verb is None:
            raise Refused("unknown_value")
        verb(document_uid=uid, item_uid=item_uid, version=version, by=actor_of(request), now=timezone.now())
    except Refused as refused:
        return _item_refused(request, uid, item_uid, refused)
    return item_answer(request, uid, item_uid, reload=verb is operations.merge_item or was_joined)


def item_answer(request: HttpRequest, uid: uuid.UUID, item_uid: uuid.UUID, *, reload: bool = False) -> HttpResponse:
    """After a decision: the card and the counters to a script, else back to the page at the item."""
    back = _back(request, uid, f"item-{item_uid.hex}")
    if not request.headers.get("HX-Request"):
        return redirect(back)
    if reload:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    item, counts = item_with_counts(request, uid, item_uid)
    return swap(request, uid, card_of(item), counts)


def _back(request: HttpRequest, uid: uuid.UUID, anchor: str) -> str:
    show = request.POST.get("show") or request.GET.get("show") or ""
    query = f"?{urlencode({'show': show})}" if show in SHOWN and show != "all" else ""
    return f"{reverse('document_review', args=[uid])}{query}#{anchor}"


def swap(request: HttpRequest, uid: uuid.UUID, card: object, counts: ReviewCounts, status: int = 200) -> HttpResponse:
    """A card with the counters and the confirmation, for a swap."""
    context = {
        "card": card,
        "counts": counts,
        "document_uid": uid,
        "may_edit": True,
        "is_swap": True,
        "confirm_url": _confirm_url(uid),
        "show": request.POST.get("show") or request.GET.get("show") or "all",
    }
    return render(request, "documents/item_swap.html", context, status=status)


def _item_refused(request: HttpRequest, uid: uuid.UUID, item_uid: uuid.UUID, refused: Refused) -> HttpResponse:
    """The item as it is now, and above it what happened."""
    item, counts = item_with_counts(request, uid, item_uid)
    words = _conflict_words(item) if refused.code == "changed_meanwhile" else sentence(refused.code, refused.params)
    if request.headers.get("HX-Request"):
        return swap(request, uid, card_of(item, conflict=words), counts, REFUSED)
    review = review_seen(request, uid)
    return whole_page(request, review, Shown("all", Editing(item.key, None, words)), status=REFUSED)


def _conflict_words(item: ReviewItem) -> str:
    who = item.decided_by_name or _("người khác")
    return _(
        "Người khác vừa sửa mục này (%(who)s), nên phần của bạn chưa được ghi. Mục dưới đây là bản mới nhất;"
        " hãy xem rồi quyết định lại."
    ) % {"who": who}


@allow(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def document_item_correct(request: HttpRequest, uid: uuid.UUID, item_uid: uuid.UUID) -> HttpResponse:
    """The form of one item in its card, and its answer."""
    is_script = bool(request.headers.get("HX-Request"))
    if request.method == "GET":
        if not is_script:
            item_with_counts(request, uid, item_uid)
            show = {"show": request.GET["show"]} if request.GET.get("show") in SHOWN else {}
            query = urlencode({**show, "edit": item_uid.hex})
            return redirect(f"{reverse('document_review', args=[uid])}?{query}#item-{item_uid.hex}")
        item, counts = item_with_counts(request, uid, item_uid)
        form = _item_form(item, units=_units(request, uid))
        return swap(request, uid, card_of(item, form=form), counts)
    return _correct(request, uid, item_uid)


def _units(request: HttpRequest, uid: uuid.UUID) -> list[tuple[str, str]]:
    return queries.list_unit_choices(uid=uid, by=actor_of(request), today=timezone.localdate())


def _correct(request: HttpRequest, uid: uuid.UUID, item_uid: uuid.UUID) -> HttpResponse:
    item, counts = item_with_counts(request, uid, item_uid)
    form = _item_form(item, units=_units(request, uid), data=request.POST)
    conflict = ""
    if form.is_valid():
        try:
            operations.correct_item(
                document_uid=uid,
                item_uid=item_uid,
                version=form.cleaned_data["version"] or 0,
                correction=form.correction(span=_marked(form), times_before=item.times),
                unit_uid=form.unit_uid(),
                by=actor_of(request),
                now=timezone.now(),
            )
            return item_answer(request, uid, item_uid, reload=_moves(form, item))
        except Refused as refused:
            if refused.code == "changed_meanwhile":
                conflict = overtaken_words(item)
                form = _against(item, request, units=_units(request, uid))
            else:
                add_to_form(form, refused)
    card = card_of(item, form=form, conflict=conflict)
    if request.headers.get("HX-Request"):
        return swap(request, uid, card, counts, REFUSED)
    return whole_page(
        request, review_seen(request, uid), Shown("all", Editing(item.key, form, conflict)), status=REFUSED
    )


def _marked(form: ItemForm) -> Span | None:
    start, end = form.cleaned_data.get("start"), form.cleaned_data.get("end")
    return (start, end) if start is not None and end is not None and start < end else None


def _moves(form: ItemForm, item: ReviewItem) -> bool:
    """Whether the card stands elsewhere now, or its marks in the source do: then the page is shown anew."""
    times = [(row.kind, row.span) for row in item.times]
    return form.unit_uid() != item.unit_uid or _marked(form) != item.span or len(form.time_rows()) - 1 != len(times)


def overtaken_words(item: ReviewItem) -> str:
    """What to tell somebody whose form came after another person’s."""
    who = item.decided_by_name or _("người khác")
    return _(
        "Người khác vừa sửa mục này (%(who)s): “%(text)s”. Phần bạn nhập chưa được ghi và vẫn còn trong ô;"
        " hãy so lại rồi bấm Lưu lần nữa nếu vẫn muốn thay."
    ) % {"who": who, "text": item.text[:200]}


def _against(item: ReviewItem, request: HttpRequest, *, units: list[tuple[str, str]]) -> ItemForm:
    """What was typed, to be sent against the item as it is now."""
    data = request.POST.copy()
    data[f"{item.key[:8]}-version"] = str(item.version)
    return _item_form(item, units=units, data=data)


@allow(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def document_item_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Add what the reading missed; its place was marked, or is looked for by its words."""
    review = review_seen(request, uid)
    if request.method == "GET":
        form = _adding(request, review)
        if not request.headers.get("HX-Request") or form is None:
            return redirect(f"{reverse('document_review', args=[uid])}?{request.GET.urlencode()}#add")
        context = {"adding": form, "document_uid": uid, "kinds": ItemKind.choices, "may_edit": True}
        return render(request, "documents/add.html", context)
    kind = request.POST.get("kind", "")
    if kind not in ItemKind.values:
        return whole_page(request, review, Shown(), problem=sentence("unknown_value"), status=REFUSED)
    form = AddForm(request.POST, kind=kind, units=unit_choices(review), prefix="add")
    try:
        if form.is_valid():
            item_uid = operations.add_item(
                document_uid=uid,
                kind=kind,
                correction=form.correction(span=_marked(form) or _found(request, uid, form)),
                unit_uid=form.unit_uid(),
                by=actor_of(request),
                now=timezone.now(),
            )
            messages.success(request, _("Đã bổ sung mục."))
            return redirect(f"{reverse('document_review', args=[uid])}#item-{item_uid.hex}")
    except Refused as refused:
        add_to_form(form, refused)
    return whole_page(request, review, Shown(), adding=form, status=REFUSED)


def _found(request: HttpRequest, uid: uuid.UUID, form: AddForm) -> Span | None:
    """The one place of the typed passage; None when nothing was typed."""
    passage = form.cleaned_data.get("passage") or ""
    if not passage.strip():
        return None
    places = queries.list_passages(uid=uid, passage=passage, by=actor_of(request), today=timezone.localdate())
    if len(places) != 1:
        code = "passage_not_found" if not places else "passage_repeated"
        raise Refused(code, field="passage", count=len(places))
    return places[0]


@allow(*REVIEWERS)
@require_POST
def document_accept_many(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Accept every open item that was read with confidence."""
    try:
        count = operations.accept_items(
            document_uid=uid, confidence_from=DOUBTFUL_BELOW, by=actor_of(request), now=timezone.now()
        )
        words = ngettext("Đã nhận %(count)d mục là đúng.", "Đã nhận %(count)d mục là đúng.", count)
        messages.success(request, words % {"count": count})
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.params))
    return redirect("document_review", uid=uid)


@allow(*REVIEWERS)
@require_POST
def document_units(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take every proposed assignee."""
    try:
        count = operations.resolve_units_as_proposed(document_uid=uid, by=actor_of(request), now=timezone.now())
        words = ngettext("Đã nhận %(count)d đề xuất đơn vị.", "Đã nhận %(count)d đề xuất đơn vị.", count)
        messages.success(request, words % {"count": count})
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.params))
    return redirect(_back(request, uid, "review-items"))


@allow(*REVIEWERS)
@require_POST
def document_unit(request: HttpRequest, uid: uuid.UUID, unit_uid: uuid.UUID) -> HttpResponse:
    """Say whom a heading means: `answer` is proposed, text or chosen (then `assignee` names it)."""
    answer = request.POST.get("answer", "chosen")
    chosen = request.POST.get("proposed" if answer == "proposed" else "assignee", "")
    try:
        operations.resolve_unit(
            document_uid=uid,
            unit_uid=unit_uid,
            version=_offset(request.POST.get("version", "")) or 0,
            chosen="" if answer == "text" else chosen,
            as_text=answer == "text",
            mood=request.POST.get("mood") or None,
            by=actor_of(request),
            now=timezone.now(),
        )
    except Refused as refused:
        review = review_seen(request, uid)
        if all(unit.uid != unit_uid for unit in review.units):
            raise NotVisible from refused
        words = sentence(refused.code, refused.params)
        return whole_page(request, review, Shown(), problem=words, problem_unit=unit_uid.hex, status=REFUSED)
    return redirect(_back(request, uid, f"unit-{unit_uid.hex}"))


@allow(*REVIEWERS)
@require_POST
def document_header(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put the head of the paper right."""
    review = review_seen(request, uid)
    form = HeaderForm(request.POST, prefix="header")
    if form.is_valid():
        try:
            operations.correct_header(
                document_uid=uid,
                version=_offset(request.POST.get("version", "")) or 0,
                header=form.facts(),
                by=actor_of(request),
                now=timezone.now(),
            )
            return redirect(_back(request, uid, "header"))
        except Refused as refused:
            add_to_form(form, refused)
    return whole_page(request, review, Shown(), header=form, status=REFUSED)
