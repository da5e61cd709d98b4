"""People: the list, one person with posts and history, one-time codes on paper."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from phongtrao.apps.audit.queries import list_history
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.orgs import operations, queries
from phongtrao.web.access import actor_of, allow
from phongtrao.web.components.refusals import add_to_form, sentence
from phongtrao.web.orgs.forms import AppointForm, ChangePersonForm, EndForm, LockForm, PersonForm
from phongtrao.web.orgs.views import KEEPERS
from phongtrao.web.orgs.views.bodies import page_number

if TYPE_CHECKING:
    from phongtrao.apps.accounts.models import User

CODES_AT_ONCE = 200  # slips that one sheet prints


@allow(*KEEPERS)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Accounts that the person keeps; ticked ones get their codes on one sheet."""
    search = request.GET.get("q", "")[:100]
    page = queries.list_people(
        by=actor_of(request), today=timezone.localdate(), search=search, page=page_number(request)
    )
    return render(request, "orgs/people.html", {"page": page, "search": search})


@allow(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """A new account in its first post; `?body=` proposes the body."""
    actor, today = actor_of(request), timezone.localdate()
    bodies = queries.body_choices(by=actor, today=today)
    initial = {"body": request.GET.get("body", "")}
    form = PersonForm(request.POST or None, actor=actor, bodies=bodies, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data}
        body_uid = uuid.UUID(given.pop("body"))
        try:
            made = operations.create_person(by=actor, now=timezone.now(), body_uid=body_uid, **given)
        except Refused as refused:
            add_to_form(form, refused)
        else:
            messages.success(
                request,
                _("Đã tạo tài khoản %(username)s. Hãy cấp mã dùng một lần để người này vào lần đầu.")
                % {"username": made.username},
            )
            return redirect("person", uid=made.uid)
    return render(request, "orgs/person_form.html", {"form": form}, status=422 if form.errors else 200)


@allow(*KEEPERS)
@require_safe
def person(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One person: posts, state of the account, history."""
    user = queries.get_person(uid=uid, by=actor_of(request))
    return _person_page(request, user)


def _person_page(
    request: HttpRequest, user: "User", *, appoint: AppointForm | None = None, lock: LockForm | None = None
) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    bodies = queries.body_choices(by=actor, today=today)
    wrong = next((form for form in (appoint, lock) if form is not None), None)
    context = {
        "person": user,
        "state": "inactive" if not user.is_active else "active" if user.has_usable_password() else "code_open",
        "posts": queries.list_person_posts(user=user, today=today),
        "history": list_history(subject_uid=user.uid, page=page_number(request)),
        "appoint_form": appoint or AppointForm(actor=actor, bodies=bodies, initial={"valid_from": today}),
        "lock_form": lock or LockForm(initial={"version": user.version}),
        "wrong_form": wrong,
        "today": today,
        "self": user.pk == actor.user_id,
    }
    return render(request, "orgs/person.html", context, status=422 if wrong else 200)


@allow(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Name, telephone and address of an account."""
    actor = actor_of(request)
    user = queries.get_person(uid=uid, by=actor)
    initial = {name: getattr(user, name) for name in ("full_name", "phone", "email", "version")}
    form = ChangePersonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_person(
                by=actor, now=timezone.now(), today=timezone.localdate(), user_uid=uid, **form.cleaned_data
            )
        except Refused as refused:
            add_to_form(form, refused)
        else:
            messages.success(request, _("Đã ghi thay đổi."))
            return redirect("person", uid=uid)
    status = 422 if form.errors else 200
    return render(request, "orgs/person_form.html", {"form": form, "person": user}, status=status)


@allow(*KEEPERS)
@never_cache
@require_POST
def person_code(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A new one-time code, on a slip that is shown this once."""
    queries.get_person(uid=uid, by=actor_of(request))
    return _slips(request, [uid])


@allow(*KEEPERS)
@never_cache
@require_POST
def people_codes(request: HttpRequest) -> HttpResponse:
    """Codes for everybody ticked in the list, on one sheet that is shown this once."""
    try:
        uids = [uuid.UUID(text) for text in request.POST.getlist("people")[:CODES_AT_ONCE]]
    except ValueError as error:
        raise NotVisible from error
    if not uids:
        messages.error(request, _("Chưa chọn ai. Hãy đánh dấu những người cần cấp mã."))
        return redirect("people")
    return _slips(request, uids)


def _slips(request: HttpRequest, uids: list[uuid.UUID]) -> HttpResponse:
    """Answered directly, not by a redirect: a code is kept nowhere in clear."""
    actor, today = actor_of(request), timezone.localdate()
    try:
        issued = operations.issue_codes(by=actor, now=timezone.now(), today=today, user_uids=uids)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.params))
        return redirect("people")
    slips = [
        {
            "person": user,
            "code": f"{code[:4]}-{code[4:]}",
            "posts": [row for row in queries.list_person_posts(user=user, today=today) if row.holds_on(today)],
        }
        for user, code in issued
    ]
    address = request.build_absolute_uri("/")
    return render(request, "orgs/slips.html", {"slips": slips, "address": address})


@allow(*KEEPERS)
@require_POST
def person_lock(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Lock an account, with the reason."""
    actor = actor_of(request)
    user = queries.get_person(uid=uid, by=actor)
    form = LockForm(request.POST)
    if form.is_valid():
        try:
            operations.lock_person(
                by=actor, now=timezone.now(), today=timezone.localdate(), user_uid=uid, **form.cleaned_data
            )
        except Refused as refused:
            add_to_form(form, refused)
        else:
            messages.success(request, _("Đã khóa tài khoản. Việc đã làm của người này vẫn được giữ."))
            return redirect("person", uid=uid)
    return _person_page(request, user, lock=form)


@allow(*KEEPERS)
@require_POST
def person_unlock(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Open a locked account again."""
    actor = actor_of(request)
    user = queries.get_person(uid=uid, by=actor)
    try:
        operations.unlock_person(
            by=actor, now=timezone.now(), today=timezone.localdate(), user_uid=uid, version=user.version
        )
        messages.success(request, _("Đã mở lại tài khoản."))
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.params))
    return redirect("person", uid=uid)


@allow(*KEEPERS)
@require_POST
def person_appoint(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One more post for a person."""
    actor, today = actor_of(request), timezone.localdate()
    user = queries.get_person(uid=uid, by=actor)
    form = AppointForm(request.POST, actor=actor, bodies=queries.body_choices(by=actor, today=today))
    if form.is_valid():
        given = {**form.cleaned_data}
        body_uid = uuid.UUID(given.pop("body"))
        try:
            operations.give_post(by=actor, now=timezone.now(), user_uid=uid, body_uid=body_uid, **given)
        except Refused as refused:
            add_to_form(form, refused)
        else:
            messages.success(request, _("Đã giao chức vụ."))
            return redirect("person", uid=uid)
    return _person_page(request, user, appoint=form)


@allow(*KEEPERS)
@require_POST
def appointment_end(request: HttpRequest, uid: uuid.UUID, appointment_uid: uuid.UUID) -> HttpResponse:
    """A person holds a post no more from a day, today when none is given."""
    actor = actor_of(request)
    queries.get_person(uid=uid, by=actor)
    form = EndForm(request.POST)
    on = form.cleaned_data["on"] if form.is_valid() else timezone.localdate()
    try:
        operations.end_appointment(by=actor, now=timezone.now(), uid=appointment_uid, on=on)
        messages.success(request, _("Đã ghi thôi giữ chức vụ."))
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.params))
    return redirect("person", uid=uid)
