"""Forms of bodies, people, places and tables. Choices come from queries, refusals from operations."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.orgs.enums import RelationKind, Role, SuccessionKind
from phongtrao.apps.orgs.queries import role_label, unit_group_label, unit_groups, unit_type_label, unit_types
from phongtrao.apps.orgs.rows import AreaChoice, BodyChoice, ProposedRow
from phongtrao.web.components.fields import DateField

Choices = list[tuple[str, Any]]
NOTHING = ("", "—")


def type_choices(levels: Iterable[str] = ()) -> Choices:
    """Types of bodies; with `levels` only those that stand there."""
    wanted = set(levels)
    return [(k.code, unit_type_label(k.code)) for k in unit_types().values() if not wanted or wanted & set(k.levels)]


def role_choices(actor: Actor) -> Choices:
    """Roles that the actor may give: only administrators make administrators."""
    roles = [role for role in Role if role != Role.ADMINISTRATOR or actor.role == Role.ADMINISTRATOR]
    return [(role.value, role_label(role.value)) for role in roles]


def body_choice_list(bodies: Iterable[BodyChoice]) -> Choices:
    return [NOTHING, *((str(body.uid), body.label) for body in bodies)]


def select(label: Any, choices: Choices, *, required: bool = True, help_text: Any = "") -> forms.ChoiceField:
    """A choice from a list, with a sentence of ours for what is not in it."""
    errors = {"invalid_choice": _("Giá trị này không có trong danh sách. Hãy chọn một mục.")}
    return forms.ChoiceField(
        label=label, choices=choices, required=required, help_text=help_text, error_messages=errors
    )


class SearchForm(forms.Form):
    """Filters of the list of bodies; whatever is not understood filters nothing."""

    q = forms.CharField(label=_("Tìm theo tên"), required=False, max_length=100)
    type = forms.ChoiceField(label=_("Loại"), required=False)
    ended = forms.BooleanField(label=_("Đã kết thúc"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(code, unit_group_label(code)) for code in unit_groups()]
        self.fields["type"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, declared above
            ("", _("Tất cả")),
            (_("Nhóm"), groups),
            (_("Loại"), type_choices()),
        ]


class BodyForm(forms.Form):
    """A body: what it is called, its type, its place (new ones only), its decision."""

    name = forms.CharField(label=_("Tên cơ quan, đơn vị"), max_length=200)
    short_name = forms.CharField(label=_("Tên gọi tắt"), max_length=80, required=False)
    type = forms.ChoiceField(label=_("Loại"))
    area = forms.ChoiceField(label=_("Địa bàn"))
    decision = forms.CharField(
        label=_("Quyết định thành lập"),
        max_length=200,
        required=False,
        help_text=_("Số, ngày, cơ quan ban hành, ví dụ 15/QĐ-UBND, 05/01/2026."),
    )
    valid_from = DateField(label=_("Hoạt động từ ngày"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, areas: list[AreaChoice], new: bool, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"] = select(_("Loại"), [NOTHING, *type_choices()])
        if new:
            self.fields["area"] = select(_("Địa bàn"), [(str(area.uid), area.label) for area in areas])
            self.fields["valid_from"].initial = today
        else:
            del self.fields["area"], self.fields["valid_from"]
        order = ("name", "short_name", "type", "area", "decision", "valid_from", "version")
        self.order_fields(order)


class EndBodyForm(forms.Form):
    """A body ends, or its work passes to another."""

    on = DateField(label=_("Từ ngày"))
    successor = forms.ChoiceField(label=_("Đơn vị kế tục"), required=False)
    kind = forms.ChoiceField(label=_("Hình thức"))
    decision = forms.CharField(label=_("Văn bản quyết định"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, bodies: list[BodyChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"] = select(
            _("Đơn vị kế tục"),
            body_choice_list(bodies),
            required=False,
            help_text=_("Người của đơn vị kế tục sẽ xem được việc của đơn vị này. Để trống nếu không có."),
        )
        kinds = [(kind.value, _(str(kind.label))) for kind in SuccessionKind if kind != SuccessionKind.RETYPE]
        self.fields["kind"] = select(_("Hình thức"), kinds)
        self.order_fields(("on", "successor", "kind", "decision", "version"))


class RelationForm(forms.Form):
    """The body that stands over this one."""

    upper = forms.ChoiceField(label=_("Cơ quan cấp trên"))
    kind = forms.ChoiceField(label=_("Quan hệ"))
    valid_from = DateField(label=_("Từ ngày"))

    def __init__(self, *args: Any, bodies: list[BodyChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upper"] = select(_("Cơ quan cấp trên"), body_choice_list(bodies))
        self.fields["kind"] = select(_("Quan hệ"), [(kind.value, _(str(kind.label))) for kind in RelationKind])
        self.order_fields(("upper", "kind", "valid_from"))


class PersonForm(forms.Form):
    """A new account in its first post."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=40,
        required=False,
        help_text=_("Chữ thường không dấu và số, ví dụ antv. Để trống thì chương trình tự đặt theo họ tên."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    body = forms.ChoiceField(label=_("Cơ quan, đơn vị"))
    role = forms.ChoiceField(label=_("Vai trò"))
    title = forms.CharField(label=_("Chức vụ"), max_length=120, help_text=_("Ví dụ: Phó Trưởng phòng."))
    phone = forms.CharField(label=_("Điện thoại công vụ"), max_length=20, required=False)
    valid_from = DateField(label=_("Giữ chức vụ từ ngày"))

    def __init__(self, *args: Any, actor: Actor, bodies: list[BodyChoice], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = select(_("Cơ quan, đơn vị"), body_choice_list(bodies))
        self.fields["role"] = select(_("Vai trò"), [NOTHING, *role_choices(actor)])
        self.fields["valid_from"].initial = today
        self.order_fields(("full_name", "username", "body", "role", "title", "phone", "valid_from"))


class ChangePersonForm(forms.Form):
    """What an account says of its person."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    phone = forms.CharField(label=_("Điện thoại công vụ"), max_length=20, required=False)
    email = forms.EmailField(label=_("Thư điện tử công vụ"), max_length=254, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class AppointForm(forms.Form):
    """One more post for a person."""

    body = forms.ChoiceField(label=_("Cơ quan, đơn vị"))
    role = forms.ChoiceField(label=_("Vai trò"))
    title = forms.CharField(label=_("Chức vụ"), max_length=120)
    valid_from = DateField(label=_("Từ ngày"))

    def __init__(self, *args: Any, actor: Actor, bodies: list[BodyChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = select(_("Cơ quan, đơn vị"), body_choice_list(bodies))
        self.fields["role"] = select(_("Vai trò"), [NOTHING, *role_choices(actor)])
        self.order_fields(("body", "role", "title", "valid_from"))


class EndForm(forms.Form):
    """Something ends on a day."""

    on = DateField(label=_("Từ ngày"))


class LockForm(forms.Form):
    """An account is locked, with the reason."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=300, help_text=_("Ví dụ: nghỉ hưu từ 01/04/2026, chuyển công tác.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class HamletsForm(forms.Form):
    """Hamlets of a commune, one a line."""

    hamlets = forms.CharField(
        label=_("Thôn, tổ dân phố"),
        help_text=_("Mỗi dòng một nơi, ghi cả loại: Thôn Đông, Tổ dân phố số 5. Nơi đã có thì giữ nguyên."),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        max_length=20_000,
    )
    boards = forms.BooleanField(
        label=_("Lập đơn vị đại diện để giao việc cho từng thôn, tổ dân phố"), required=False, initial=True
    )
    valid_from = DateField(label=_("Từ ngày"))


class RenameForm(forms.Form):
    """A place is called otherwise from a day."""

    name = forms.CharField(label=_("Tên mới, không kèm loại"), max_length=120)
    on = DateField(label=_("Từ ngày"))
    decision = forms.CharField(label=_("Văn bản quyết định"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class SheetForm(forms.Form):
    """A filled-in table."""

    file = forms.FileField(
        label=_("Tệp Excel đã điền"),
        help_text=_("Tệp .xlsx theo mẫu, nhiều nhất 15 MB."),
        error_messages={"empty": _("Tệp trống. Hãy chọn tệp .xlsx đã điền.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class PlaceChoiceForm(forms.Form):
    """The province, then the commune, that an installation begins with."""

    province = forms.ChoiceField(label=_("Tỉnh, thành phố"), required=False)
    commune = forms.ChoiceField(label=_("Xã, phường, đặc khu"), required=False)

    def __init__(self, *args: Any, provinces: Choices, communes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"] = select(_("Tỉnh, thành phố"), [NOTHING, *provinces], required=False)
        self.fields["commune"] = select(
            _("Xã, phường, đặc khu"),
            [NOTHING, *communes],
            required=False,
            help_text=_("Để trống nếu lập các cơ quan cấp tỉnh."),
        )


class ProposedBodiesForm(forms.Form):
    """The bodies of a place: those that are usual are offered, others are written."""

    keys = forms.MultipleChoiceField(
        label=_("Cơ quan, đơn vị thường có"), required=False, widget=forms.CheckboxSelectMultiple
    )
    names = forms.CharField(
        label=_("Đơn vị khác, mỗi dòng một tên"),
        required=False,
        max_length=10_000,
        help_text=_("Loại được suy từ tên, ví dụ: Trường THCS Hòa An, Công ty Giống cây trồng."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    valid_from = DateField(label=_("Hoạt động từ ngày"))

    def __init__(self, *args: Any, rows: list[ProposedRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A second press sends bodies that are there by now: they are taken, and stay as they are.
        offered = [row for row in rows if self.is_bound or not row.there]
        self.fields["keys"].choices = [(row.key, row.name) for row in offered]  # type: ignore[attr-defined]  # as above
        self.fields["keys"].initial = [row.key for row in offered if row.ticked]
