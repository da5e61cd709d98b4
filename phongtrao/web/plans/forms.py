"""The filters over a board."""

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.apps.tasks.enums import OccurrenceState


class BoardFilter(forms.Form):
    """By body, state, lateness and words. Anything wrong in the address is no filter."""

    q = forms.CharField(label=_("Tìm trong nhiệm vụ"), required=False, max_length=100)
    body = forms.ChoiceField(label=_("Cơ quan, đơn vị"), required=False)
    state = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[("", _("tất cả")), *OccurrenceState.choices, ("undated", _("không nêu thời hạn"))],
    )
    late = forms.BooleanField(label=_("Chỉ việc chậm"), required=False)

    def __init__(self, data: object, *, bodies: list[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="filter_%s")  # type: ignore[arg-type]  # a QueryDict
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("tất cả")), *bodies]

    def chosen(self, name: str) -> str:
        """The value of one filter, empty when it is not set or not right."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")
