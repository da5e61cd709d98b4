"""Forms of the documents pages. What an item can say depends on its kind; nothing is decided here."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.apps.documents.enums import ItemKind
from phongtrao.apps.documents.operations import MEASURES, ROLES, TARGET_OPS, Correction, TimeSaid
from phongtrao.apps.documents.review_rows import ReviewItem
from phongtrao.apps.documents.rows import HeaderFacts, Span, TimeFact
from phongtrao.web.components.fields import DateField, SeveralFilesField, SeveralFilesInput
from phongtrao.web.components.times import cycle_words
from phongtrao.web.documents.cycles import CYCLES, KEEP, Cycle, cycle_of, rule_of
from phongtrao.web.documents.words import role_words

DUTIES = (ItemKind.TASK, ItemKind.GENERAL_TASK, ItemKind.DEADLINE)
_TIMES = (
    ("", _("không nêu thời hạn")),
    ("date", _("có ngày")),
    ("recurring", _("định kỳ")),
    ("continuous", _("thường xuyên")),
    ("period", _("trong một thời kỳ, đến hết ngày")),
    ("on_event", _("khi phát sinh")),
)
MOST_TIMES = 12  # times that one duty may have; a plan that says more lists duties
UnitChoices = Sequence[tuple[str, str]]


class StartPhotosForm(forms.Form):
    """The body that a paper is for."""

    body = forms.ChoiceField(
        label=_("Cơ quan thực hiện kế hoạch"),
        error_messages={
            "required": _("Chưa chọn cơ quan. Hãy chọn cơ quan ban hành hoặc thực hiện kế hoạch này."),
            "invalid_choice": _("Cơ quan này không có trong danh sách. Hãy chọn một cơ quan trong danh sách."),
        },
    )

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("(chọn cơ quan)")), *bodies] if len(bodies) != 1 else list(bodies)


class PhotosInput(SeveralFilesInput):
    """Photographs that are there, and the one that `photos_camera` beside it has just taken."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return [*super().value_from_datadict(data, files, name), *files.getlist(f"{name}_camera")]


class PhotosForm(forms.Form):
    """Photographs, one straight from a phone's camera, or several that are there."""

    photos = SeveralFilesField(
        label=_("Ảnh chụp các trang"),
        help_text=_("Chọn được nhiều ảnh một lượt; mỗi ảnh một trang."),
        widget=PhotosInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("Chưa có ảnh nào. Hãy chụp hoặc chọn ảnh rồi gửi.")},
    )


class JoinForm(forms.Form):
    """What the paper is called in lists."""

    name = forms.CharField(
        label=_("Tên văn bản"),
        help_text=_("Ví dụ: Kế hoạch 12 phong trào toàn dân bảo vệ ANTQ năm 2026."),
        max_length=150,
        error_messages={"required": _("Chưa có tên. Hãy gõ tên ngắn để tìm lại văn bản này trong danh sách.")},
    )


class UploadForm(StartPhotosForm):
    """A paper and the body that it is for."""

    file = forms.FileField(
        label=_("Tệp văn bản"),
        help_text=_("Tệp Word, PDF, bản quét hoặc ảnh chụp (JPG, PNG, TIFF), tệp chữ .txt."),
        widget=forms.FileInput(attrs={"accept": ".docx,.doc,.odt,.rtf,.pdf,.jpg,.jpeg,.png,.webp,.tif,.tiff,.txt,.md"}),
        error_messages={
            "required": _("Chưa chọn tệp. Hãy chọn tệp Word, PDF, ảnh hoặc tệp chữ của kế hoạch."),
            "empty": _("Tệp trống, không có chữ nào. Hãy kiểm tra lại tệp rồi gửi lại."),
            "missing": _("Chưa nhận được tệp. Hãy chọn lại tệp rồi gửi."),
        },
    )
    vouched = forms.BooleanField(
        label=_("Tôi đã xem: hình trong tệp không có bí mật nhà nước, không có danh sách người."),
        help_text=_("Chỉ cần khi tệp có hình ảnh hoặc tệp nhúng: máy không đọc được chữ trong hình."),
        required=False,
    )


class HeaderForm(forms.Form):
    """The head of the paper."""

    doc_type = forms.CharField(label=_("Loại văn bản"), max_length=60, required=False)
    number = forms.CharField(
        label=_("Số"), max_length=20, required=False, help_text=_("Chỉ phần số, ví dụ 45. Để trống nếu chưa có.")
    )
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60, required=False, help_text=_("Ví dụ KH-UBND."))
    issued_on = DateField(label=_("Ngày ban hành"), required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    title = forms.CharField(
        label=_("Trích yếu"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    period_from = forms.IntegerField(
        label=_("Thực hiện từ năm"), required=False, min_value=1900, max_value=2200, help_text=_("Ví dụ 2026.")
    )
    period_to = forms.IntegerField(label=_("Đến hết năm"), required=False, min_value=1900, max_value=2200)

    def facts(self) -> HeaderFacts:
        """The cleaned values."""
        said = self.cleaned_data
        return HeaderFacts(
            doc_type=said["doc_type"],
            title=" ".join(said["title"].split()),
            issuer=said["issuer"],
            number=said["number"],
            symbol=said["symbol"],
            issued_on=said["issued_on"],
            period_from=said["period_from"],
            period_to=said["period_to"],
        )


class ItemForm(forms.Form):
    """One item of `kind`. The place is `start` and `end` (set by marking the source), or a typed `passage`."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    text = forms.CharField(
        label=_("Nội dung"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=20_000,
        error_messages={"required": _("Nội dung để trống. Hãy nhập câu nêu nội dung của mục.")},
    )

    def __init__(self, *args: Any, kind: str, units: UnitChoices, times: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.times = min(times, MOST_TIMES)
        if kind in DUTIES:
            self._add_duty_fields(units)
        if kind == ItemKind.TARGET:
            self._add_target_fields()

    def _add_duty_fields(self, units: UnitChoices) -> None:
        self.fields["unit"] = forms.ChoiceField(
            label=_("Giao cho"), required=False, choices=[("", _("(chưa giao)")), *units]
        )
        if self.kind != ItemKind.DEADLINE:
            self.fields["role"] = forms.ChoiceField(
                label=_("Vai trò"), choices=[(code, role_words(code)) for code in ROLES], initial="perform"
            )
            self.fields["partners"] = forms.CharField(
                label=_("Phối hợp với"),
                required=False,
                max_length=1000,
                help_text=_("Mỗi cơ quan, đơn vị cách nhau bằng dấu chấm phẩy."),
            )
            self.fields["outside_system"] = forms.BooleanField(
                label=_("Thực hiện ngoài hệ thống (không ghi nội dung, không gắn tệp)"), required=False
            )
        for index in range(self.times):
            self._add_time_fields(index)

    def _add_time_fields(self, index: int) -> None:
        name = f"time-{index}"
        self.fields[f"{name}-kind"] = forms.ChoiceField(label=_("Thời gian"), required=False, choices=_TIMES)
        self.fields[f"{name}-due"] = DateField(label=_("Ngày"), required=False)
        self.fields[f"{name}-before"] = forms.BooleanField(label=_("“trước ngày” (đúng ngày là muộn)"), required=False)
        self.fields[f"{name}-cycle"] = forms.ChoiceField(
            label=_("Chu kỳ"), required=False, choices=[("", _("(chọn chu kỳ)")), *CYCLES]
        )
        self.fields[f"{name}-day"] = forms.IntegerField(
            label=_("Vào ngày"), required=False, min_value=1, max_value=31, help_text=_("1–31, để trống nếu không nêu.")
        )
        self.fields[f"{name}-month"] = forms.IntegerField(
            label=_("Của tháng"), required=False, min_value=1, max_value=12, help_text=_("Chỉ cho hằng năm.")
        )
        self.fields[f"{name}-rule"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
        if self.kind == ItemKind.DEADLINE:
            self.fields["what"] = forms.CharField(label=_("Việc"), required=False, max_length=500)
            self.fields["owner"] = forms.CharField(
                label=_("Người thực hiện (như trong văn bản)"), required=False, max_length=200
            )
            self.fields["report_to"] = forms.CharField(label=_("Báo cáo"), required=False, max_length=200)
        kept = self.initial.get(f"{name}-rule") or (
            self.data.get(self.add_prefix(f"{name}-rule")) if self.is_bound else ""
        )
        if kept and cycle_of(str(kept)) is None:
            field = self.fields[f"{name}-cycle"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("(chọn chu kỳ)")), *CYCLES, (KEEP, cycle_words(str(kept)))]

    def _add_target_fields(self) -> None:
        self.fields["subject"] = forms.CharField(label=_("Đối tượng đo"), required=False, max_length=500)
        signs = {
            ">=": _("từ … trở lên (≥)"),
            "=": _("bằng (=)"),
            ">": _("trên (>)"),
            "<=": _("không quá (≤)"),
            "<": _("dưới (<)"),
        }
        self.fields["op"] = forms.ChoiceField(label=_("So sánh"), choices=[(code, signs[code]) for code in TARGET_OPS])
        self.fields["value"] = forms.CharField(
            label=_("Mức"),
            max_length=60,
            help_text=_("Một số như 87,5 hoặc tên mức xếp loại như Khá."),
            error_messages={"required": _("Mức để trống. Hãy nhập một số như 87,5 hoặc tên mức xếp loại như Khá.")},
        )
        names = {"%": _("phần trăm (%)"), "count": _("số lượng"), "grade": _("mức xếp loại")}
        self.fields["measure_unit"] = forms.ChoiceField(label=_("Đơn vị đo"), choices=[(c, names[c]) for c in MEASURES])
        self.fields["due"] = DateField(label=_("Thời hạn"), required=False)

    def time_rows(self) -> list[list[forms.BoundField]]:
        """The fields of each time, for the template."""
        if self.kind not in DUTIES:
            return []
        parts = ("kind", "due", "before", "cycle", "day", "month", "rule")
        return [[self[f"time-{index}-{part}"] for part in parts] for index in range(self.times)]

    def plain_fields(self) -> list[forms.BoundField]:
        """The visible fields that are no part of a time."""
        return [field for field in self.visible_fields() if not field.name.startswith("time-")]

    def clean(self) -> dict[str, Any]:
        """A dated time has a day, a cycle is one that can be."""
        said = super().clean() or self.cleaned_data
        for index in range(self.times if self.kind in DUTIES else 0):
            self._clean_time(said, f"time-{index}")
        return said

    def _clean_time(self, said: dict[str, Any], name: str) -> None:
        kind = said.get(f"{name}-kind")
        if kind in ("date", "period") and f"{name}-due" in said and said[f"{name}-due"] is None:
            self.add_error(f"{name}-due", _("Đã chọn có ngày nhưng ngày để trống. Hãy nhập ngày, ví dụ 31/03/2026."))
        if kind == "recurring" and said.get(f"{name}-cycle") != KEEP:
            cycle = Cycle(said.get(f"{name}-cycle") or "unsaid", said.get(f"{name}-day"), said.get(f"{name}-month"))
            rule = rule_of(cycle)
            if rule is None:
                self.add_error(
                    f"{name}-day",
                    _("Ngày, tháng không khớp chu kỳ. Hằng tháng, hằng quý: chỉ nhập ngày; hằng năm: nhập cả hai."),
                )
            else:
                said[f"{name}-rule"] = rule

    def correction(self, *, span: Span | None, times_before: Sequence[TimeFact] = ()) -> Correction:
        """The cleaned values; words and places of times that were read go with them."""
        said = self.cleaned_data
        partners = [" ".join(name.split()) for name in str(said.get("partners") or "").split(";")]
        return Correction(
            text=said["text"],
            span=span,
            role=said.get("role") or "perform",
            partners=tuple(name for name in partners if name),
            times=tuple(self._times(times_before)),
            subject=said.get("subject") or "",
            op=said.get("op") or ">=",
            value=said.get("value") or "",
            measure_unit=said.get("measure_unit") or "%",
            due=said.get("due"),
            outside_system=bool(said.get("outside_system")),
        )

    def _times(self, before: Sequence[TimeFact]) -> list[TimeSaid]:
        said, found = self.cleaned_data, []
        for index in range(self.times if self.kind in DUTIES else 0):
            name = f"time-{index}"
            if not said.get(f"{name}-kind"):
                continue
            read = before[index] if index < len(before) else None
            deadline = self.kind == ItemKind.DEADLINE
            found.append(
                TimeSaid(
                    kind=said[f"{name}-kind"],
                    due=said.get(f"{name}-due"),
                    before=bool(said.get(f"{name}-before")),
                    rrule=said.get(f"{name}-rule") or "",
                    what=said["what"] if deadline else (read.what if read else ""),
                    owner=said["owner"] if deadline else (read.owner if read else ""),
                    report_to=said["report_to"] if deadline else (read.report_to if read else ""),
                    text=read.text if read else "",
                    span=read.span if read else None,
                )
            )
        return found

    def unit_uid(self) -> uuid.UUID | None:
        """The chosen heading."""
        chosen = self.cleaned_data.get("unit")
        return uuid.UUID(chosen) if chosen else None


class AddForm(ItemForm):
    """What the reading missed: its kind is chosen first, its place marked or typed."""

    passage = forms.CharField(
        label=_("Đoạn trong văn bản"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Bôi đen đoạn ở phần văn bản, hoặc chép một đoạn vào đây để tìm chỗ. Để trống nếu chỉ nhập nội dung."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self["end"].value() not in (None, ""):  # the place is marked already
            self.fields["passage"].widget = forms.HiddenInput()


def initial_of(item: ReviewItem) -> dict[str, Any]:
    """The form of an item as it stands."""
    value: Mapping[str, Any] = item.value
    started: dict[str, Any] = {
        "version": item.version,
        "text": item.text,
        "start": item.span[0] if item.span else None,
        "end": item.span[1] if item.span else None,
        "unit": str(item.unit_uid) if item.unit_uid else "",
        "role": value.get("role") or "perform",
        "partners": "; ".join(str(name) for name in value.get("with") or ()),
        "outside_system": bool(value.get("outside_system")),
    }
    if item.kind == ItemKind.TARGET:
        number = value.get("value")
        started |= {
            "subject": value.get("subject") or "",
            "op": value.get("op") or ">=",
            "value": "" if number is None else str(number).replace(".", ",") if not isinstance(number, str) else number,
            "measure_unit": value.get("measure_unit") or "%",
            "due": item.times[0].due if item.times else None,
        }
    if item.kind == ItemKind.DEADLINE:
        started |= {name: value.get(name) or "" for name in ("what", "owner", "report_to")}
    for index, fact in enumerate(item.times):
        started |= _initial_time(f"time-{index}", fact)
    return started


def _initial_time(name: str, fact: TimeFact) -> dict[str, Any]:
    cycle = cycle_of(fact.rrule) if fact.kind == "recurring" else None
    return {
        f"{name}-kind": fact.kind,
        f"{name}-due": fact.due,
        f"{name}-before": fact.before,
        f"{name}-cycle": cycle.code if cycle else KEEP if fact.kind == "recurring" else "",
        f"{name}-day": cycle.day if cycle else None,
        f"{name}-month": cycle.month if cycle else None,
        f"{name}-rule": fact.rrule,
    }
