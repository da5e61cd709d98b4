"""Fields of forms that know how people here write."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1900, 2199
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

    def validate(self, value: date | None) -> None:
        """A slip such as 31/03/2206 or 5/12/0026 is a readable day, but none that anybody means."""
        super().validate(value)
        if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class SeveralFilesInput(forms.ClearableFileInput):
    """Several files at once, also from a phone's camera."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """A list of uploads; empty when nothing was chosen."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        chosen = data if isinstance(data, list | tuple) else [data]
        given = [one for one in chosen if one]
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return given
