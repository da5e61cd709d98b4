"""Fields of forms that know how people here write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DATE_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


class DateField(forms.DateField):
    """A day typed as dd/mm/yyyy. Never the browser's date box: that follows the machine's language."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Ngày/tháng/năm, ví dụ 31/03/2026."))
        kwargs.setdefault("input_formats", DATE_FORMATS)
        kwargs.setdefault(
            "widget",
            forms.DateInput(
                format="%d/%m/%Y",
                attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "10", "class": "input-date"},
            ),
        )
        kwargs.setdefault(
            "error_messages",
            {"invalid": _("Không đọc được ngày này. Hãy nhập ngày/tháng/năm, ví dụ 31/03/2026.")},
        )
        super().__init__(**kwargs)
