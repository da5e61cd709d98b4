"""Forms of log-in and passwords."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _


def _password(label: Any, *, autocomplete: str, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class LogInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """allauth's check and limits, our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Tên đăng nhập")
        self.fields["password"].label = _("Mật khẩu")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class FirstLoginForm(forms.Form):
    """Log-in name and the code on the paper."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Mã dùng một lần"),
        help_text=_("8 chữ và số trên giấy được phát, ví dụ ABCD-2345. Viết hoa hay thường đều được."),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "input-code",
            }
        ),
    )


class ChoosePasswordForm(forms.Form):
    """A new password, twice."""

    password = _password(
        _("Mật khẩu mới"),
        autocomplete="new-password",
        help_text=_("Từ 10 ký tự. Ví dụ cách đặt: ghép bốn từ không liên quan với một số."),
    )
    again = _password(_("Nhập lại mật khẩu mới"), autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password" in cleaned and "again" in cleaned and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("Hai lần nhập chưa giống nhau. Hãy nhập lại cả hai ô."))
        return cleaned


class ChangePasswordForm(ChoosePasswordForm):
    """The same, proved by the present password."""

    present = _password(_("Mật khẩu hiện nay"), autocomplete="current-password")
    field_order = ("present", "password", "again")


class SwitchPostForm(forms.Form):
    """Which of their posts a person works in."""

    post = forms.UUIDField()
