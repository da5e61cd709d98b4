"""Log-in by name and password, the first log-in by a code, passwords, the post and the language of a person."""

from typing import TYPE_CHECKING, cast

from allauth.account import views as allauth_views
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.apps.accounts.operations import choose_language, set_password, use_code
from phongtrao.apps.base.actors import SYSTEM, Actor
from phongtrao.apps.base.refusals import Refused
from phongtrao.web import errors
from phongtrao.web.access import POST_KEY, PUBLIC, SIGNED_IN, allow, before_password
from phongtrao.web.accounts.forms import ChangePasswordForm, ChoosePasswordForm, FirstLoginForm, SwitchPostForm
from phongtrao.web.components.refusals import add_to_form
from phongtrao.web.language import remember_language

if TYPE_CHECKING:
    from phongtrao.apps.accounts.models import User

LANGUAGES = ("vi", "en")

log_in = allow(PUBLIC)(allauth_views.LoginView.as_view(template_name="accounts/login.html"))


@before_password
@allow(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def log_out(request: HttpRequest) -> HttpResponse:
    """A POST ends the session; a GET asks first, for pages without the menu."""
    if request.method == "POST":
        return cast(HttpResponse, allauth_views.LogoutView.as_view()(request))
    return render(request, "accounts/logout.html")


@allow(PUBLIC)
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def first_login(request: HttpRequest) -> HttpResponse:
    """Name and one-time code open a session whose only page is the choice of a password."""
    form = FirstLoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["username"].strip().lower()
        if not ratelimit.consume(request, action="login_failed", key=f"code:{name}"):
            return errors.too_many(request)
        user = use_code(username=name, code=form.cleaned_data["code"], by=SYSTEM, now=timezone.now())
        if user is not None:
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            response = redirect("choose_password")
            remember_language(response, user.language)
            return response
        form.add_error(
            None,
            _(
                "Tên đăng nhập và mã không khớp, hoặc mã đã dùng hay quá 14 ngày. Hãy xem lại giấy được phát;"
                " sau 5 lần sai, hãy đề nghị cán bộ tổng hợp cấp mã mới."
            ),
        )
    return render(request, "accounts/first_login.html", {"form": form})


@before_password
@allow(SIGNED_IN)
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest) -> HttpResponse:
    """The password of somebody who came in by a code. Whoever has one already changes it instead."""
    user = cast("User", request.user)
    if not user.must_change_password:
        return redirect("account_change_password")
    form = ChoosePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _set_password(request, form, user):
        messages.success(request, _("Đã đặt mật khẩu. Lần sau hãy đăng nhập bằng tên và mật khẩu này."))
        return redirect("home")
    return render(request, "accounts/choose_password.html", {"form": form})


@allow(SIGNED_IN)
@never_cache
@sensitive_post_parameters("present", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password, proved by the present one; every other session of the person ends."""
    user = cast("User", request.user)
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="change_password", user=user):
            return errors.too_many(request)
        if not user.check_password(form.cleaned_data["present"]):
            form.add_error("present", _("Mật khẩu hiện nay chưa đúng. Hãy nhập lại."))
        elif _set_password(request, form, user):
            messages.success(request, _("Đã đổi mật khẩu."))
            return redirect("home")
    return render(request, "accounts/change_password.html", {"form": form})


@allow(PUBLIC)
@require_http_methods(["GET", "HEAD"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """What to do without a password: no mail is needed, the coordinator prints a new code."""
    return render(request, "accounts/forgotten.html")


@before_password
@allow(PUBLIC)
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Vietnamese or English, kept in this browser and with the account."""
    language = request.POST.get("language", "")
    response = redirect(_way_back(request))
    if language not in LANGUAGES:
        return response
    remember_language(response, language)
    if request.user.is_authenticated:
        choose_language(user=request.user, language=language, by=_self(request.user), now=timezone.now())
    return response


@allow(SIGNED_IN)
@require_POST
def switch_post(request: HttpRequest) -> HttpResponse:
    """Work in another of one's posts from now on; a post that is not held changes nothing."""
    form = SwitchPostForm(request.POST)
    held = {post.uid for post in request.posts}  # type: ignore[attr-defined]  # set by AccessMiddleware
    if form.is_valid() and form.cleaned_data["post"] in held:
        request.session[POST_KEY] = str(form.cleaned_data["post"])
    else:
        messages.error(request, _("Chức vụ này không còn hiệu lực. Hãy chọn một chức vụ trong danh sách."))
    return redirect("home")


def _set_password(request: HttpRequest, form: ChoosePasswordForm, user: "User") -> bool:
    try:
        set_password(user=user, password=form.cleaned_data["password"], by=_self(user), now=timezone.now())
    except Refused as refused:
        add_to_form(form, refused)
        return False
    update_session_auth_hash(request, user)
    return True


def _self(user: "User") -> Actor:
    """The person acting on their own account, in no post."""
    return Actor(
        user_id=user.pk,
        user_uid=user.uid,
        user_name=user.full_name,
        post_uid=None,
        post_name="",
        role="",
        body_id=None,
        body_uid=None,
        body_name="",
        scope="",
    )


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return "home" if request.user.is_authenticated else "account_login"
