"""The filters over a board, and the form in which a target is divided."""

import uuid
from collections.abc import Iterator, Sequence

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from phongtrao.apps.plans.operations import WantedShare
from phongtrao.apps.plans.rows import ShareRow
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


class DivideForm(forms.Form):
    """One level, note and seen version per body; the fields are named by the body's uid."""

    def __init__(self, data: object, *, bodies: Sequence[tuple[uuid.UUID, str]], shares: Sequence[ShareRow]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or None
        held = {share.body_uid: share for share in shares}
        self.bodies = bodies
        for uid, name in bodies:
            share = held.get(uid)
            self.fields[f"level_{uid}"] = forms.CharField(
                label=_("Phần của %(body)s") % {"body": name},
                required=False,
                max_length=60,
                initial=share.number if share else "",
                widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
            )
            self.fields[f"note_{uid}"] = forms.CharField(
                label=_("Ghi chú của %(body)s") % {"body": name},
                required=False,
                max_length=300,
                initial=share.note if share else "",
            )
            self.fields[f"version_{uid}"] = forms.IntegerField(
                required=False, min_value=1, widget=forms.HiddenInput, initial=share.version if share else None
            )

    def rows(self) -> Iterator[tuple[str, BoundField, BoundField, BoundField]]:
        """(name, level, note, version) of every body."""
        for uid, name in self.bodies:
            yield name, self[f"level_{uid}"], self[f"note_{uid}"], self[f"version_{uid}"]

    def wanted(self) -> list[WantedShare]:
        """What was typed, after `is_valid`."""
        said = self.cleaned_data
        uids = [uid for uid, _name in self.bodies]
        return [WantedShare(u, said[f"level_{u}"], said[f"note_{u}"], said[f"version_{u}"]) for u in uids]
