"""Forms of duties and of reports about them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.apps.tasks.enums import AssignmentRole, Mood
from phongtrao.apps.tasks.operations import Proof, Report
from phongtrao.web.components.fields import DateField, SeveralFilesField, SeveralFilesInput


class VersionForm(forms.Form):
    """A button on a page: which state of the row the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReportForm(VersionForm):
    """What a body says of its work: one form for the three buttons."""

    words = forms.CharField(
        label=_("Kết quả hoặc tình hình"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Viết ngắn, ví dụ: Đã họp thôn ngày 05/03, 42 hộ dự. Không ghi tên, địa chỉ của người dân."),
    )
    proofs = SeveralFilesField(
        label=_("Ảnh hoặc tệp minh chứng"),
        required=False,
        widget=SeveralFilesInput(attrs={"accept": "image/*,.pdf,.docx,.xlsx"}),
        help_text=_("Chọn được nhiều tệp: ảnh, PDF, Word, Excel; mỗi tệp nhiều nhất 15 MB."),
    )
    vouched = forms.BooleanField(
        label=_("Tôi đã xem: ảnh, bản chụp không có bí mật nhà nước, không có danh sách người."),
        required=False,
    )
    done_count = forms.IntegerField(
        label=_("Đã làm"), required=False, min_value=0, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    total_count = forms.IntegerField(
        label=_("trên tổng số"), required=False, min_value=0, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    reference = forms.CharField(
        label=_("Số văn bản làm minh chứng"),
        required=False,
        max_length=300,
        help_text=_("Nếu kết quả là văn bản đã ban hành, ví dụ: 45/KH-UBND ngày 24/02/2026."),
    )
    done_on = DateField(label=_("Ngày làm xong"), required=False)

    def report(self) -> Report:
        """What was typed, as the operation takes it."""
        data = self.cleaned_data
        given = [
            Proof(name=upload.name or "", data=upload.read(), vouched=data["vouched"])
            for upload in data.get("proofs") or ()
        ]
        if data.get("reference"):
            given.append(Proof(reference=data["reference"]))
        return Report(
            words=data.get("words") or "",
            done_count=data.get("done_count"),
            total_count=data.get("total_count"),
            done_on=data.get("done_on"),
            outside_document=data.get("outside_document") or "",
            paper=data.get("paper") or "",
            proofs=given,
        )


class PaperField(forms.CharField):
    """The paper from which a coordinator enters for a body."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Nhập thay theo giấy nào"),
            max_length=300,
            help_text=_("Ví dụ: Phiếu báo cáo của thôn Đông ngày 05/03/2026."),
        )


class EnteredReportForm(ReportForm):
    """A coordinator enters for another body (nhập thay)."""

    paper = PaperField()


class OutsideReportForm(VersionForm):
    """A duty carried out outside the system: a day and a document number, no text and no file."""

    done_on = DateField(label=_("Ngày làm xong, cần khi gửi kết quả"), required=False)
    outside_document = forms.CharField(
        label=_("Số văn bản (chỉ ghi khi không mật)"), required=False, max_length=200, help_text=_("Ví dụ: 12/BC-CAX.")
    )

    def report(self) -> Report:
        data = self.cleaned_data
        return Report(
            done_on=data.get("done_on"),
            outside_document=data.get("outside_document") or "",
            paper=data.get("paper") or "",
        )


class EnteredOutsideReportForm(OutsideReportForm):
    """The same, entered for another body."""

    paper = PaperField()


class ReturnForm(VersionForm):
    """« Đề nghị bổ sung »."""

    reason = forms.CharField(
        label=_("Cần bổ sung gì"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ví dụ: Gửi thêm ảnh buổi họp thôn; ghi rõ số hộ dự."),
    )


class WaiveForm(VersionForm):
    """« Cho phép không thực hiện »."""

    document_number = forms.CharField(
        label=_("Theo văn bản số"), required=False, max_length=200, help_text=_("Ví dụ: 120/UBND-VP ngày 15/04/2026.")
    )


class AssignForm(VersionForm):
    """« Giao việc »: to whom, in which role."""

    chosen = forms.CharField(
        label=_("Giao cho"),
        max_length=300,
        help_text=_("Gõ vài chữ rồi chọn trong danh sách: cơ quan, nhóm đơn vị hoặc chức vụ."),
        widget=forms.TextInput(attrs={"list": "assignees", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Vai trò"), choices=AssignmentRole.choices, initial=AssignmentRole.PERFORM)
    mood = forms.ChoiceField(label=_("Hình thức"), choices=Mood.choices, initial=Mood.ASSIGN, widget=forms.RadioSelect)
    partner = forms.BooleanField(label=_("Chỉ phối hợp, không chịu trách nhiệm chính"), required=False)


class WithdrawForm(VersionForm):
    """« Thu hồi »: from whom and why."""

    assignment = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Lý do thu hồi"), required=False, max_length=1000)


class DayForm(VersionForm):
    """« Ấn định ngày »."""

    said_on = DateField(label=_("Ngày"))
    before = forms.BooleanField(label=_("Trước ngày này (chính ngày này đã là chậm)"), required=False)
    reason = forms.CharField(
        label=_("Lý do"), required=False, max_length=1000, help_text=_("Ví dụ: Theo kết luận giao ban ngày 02/03/2026.")
    )
