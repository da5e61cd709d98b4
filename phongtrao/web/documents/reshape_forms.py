"""Forms that cut an item in two and give one another place."""

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.apps.documents.joining import suggested_cut
from phongtrao.apps.documents.review_rows import ReviewItem


class WordsField(forms.CharField):
    """Words that are needed; that they are missing is said by the operation, which knows what to do instead."""

    def validate(self, value: object) -> None:
        """Nothing is refused here."""


class ShapeForm(forms.Form):
    """`action` and the words of its button are for the template; `version` is that of the item."""

    action = ""
    title = _("Sửa")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SplitForm(ShapeForm):
    """The words of an item; the line break says where it is cut."""

    action = "split"
    title = _("Tách thành hai mục")
    said = WordsField(
        label=_("Xuống dòng ở chỗ cần tách"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
        help_text=_("Giữ nguyên chữ; mỗi dòng thành một mục. Thời hạn và đơn vị phối hợp đi theo dòng có nêu."),
    )


class RedrawForm(ShapeForm):
    """The passage that an item is from now on, marked in the source or typed."""

    action = "redraw"
    title = _("Vẽ lại chỗ")
    passage = WordsField(
        label=_("Đoạn đúng trong văn bản"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=20_000,
        help_text=_("Bớt hoặc thêm chữ cho đúng đoạn trong văn bản; nội dung của mục lấy theo đoạn này."),
    )
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


SHAPES: dict[str, type[ShapeForm]] = {"split": SplitForm, "redraw": RedrawForm}


def shape_form(action: str, item: ReviewItem) -> ShapeForm:
    """The form of an item as it stands."""
    words = {"said": suggested_cut(item.text), "passage": item.text}
    return SHAPES[action](initial={"version": item.version, **words}, prefix=item.key[:8])
