"""Forms of the calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LinkForm(forms.Form):
    """What a secret address is for, so that its owner knows which one to take back."""

    label = forms.CharField(
        label=_("Dùng ở đâu"),
        help_text=_("Ví dụ: điện thoại, máy cơ quan."),
        max_length=60,
        required=False,
    )
