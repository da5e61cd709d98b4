"""How log-in works here: accounts are made by the coordinator, nobody signs up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from phongtrao.web.language import remember_language

if TYPE_CHECKING:
    from phongtrao.apps.accounts.models import User


class ClosedSignupAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """No sign-up page: an account comes from the coordinator with a one-time code."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy nhập lại, chú ý chữ hoa và bộ gõ."),
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy nhập lại, chú ý chữ hoa và bộ gõ."),
        "too_many_login_attempts": _("Sai quá nhiều lần. Hãy đợi 5 phút, hoặc đề nghị cán bộ tổng hợp cấp mã mới."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No “signed in as”: the page shows who is there."""

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        messages.error(request, gettext("Tài khoản này đang bị khóa. Hãy liên hệ cán bộ tổng hợp hoặc người quản trị."))
        return redirect("account_login")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The way on, in the language that the person chose."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_language(response, user.language)
        return response


def shown_name(user: User) -> str:
    """The name shown for a person."""
    return user.full_name
