"""Tags and filters of every template (a builtin library: templates load nothing)."""

from datetime import date
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from phongtrao.web.components import icons, refusals, states

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """{% icon "check" %}: decoration only; the words beside it carry the meaning."""
    return icons.icon(name)


@register.inclusion_tag("components/state_badge.html")
def state(code: str, label: str = "") -> dict[str, object]:
    """{% state occurrence.state occurrence.get_state_display %}: icon, tone and words."""
    look = states.look_of(code)
    return {"icon": look.icon, "tone": look.tone, "label": translated(label or code)}


@register.filter
def translated(words: object) -> str:
    """Words that come from code (labels of enums) in the language of the page."""
    text = str(words)
    return gettext(text) if text else ""


@register.filter
def verb(code: str) -> str:
    """What an audit verb is called."""
    return refusals.verb_label(code)


@register.filter
def days_from(day: date | None, today: date) -> str:
    """How far a day lies from today: “hôm nay”, “còn 3 ngày”, “quá 2 ngày”; empty without a day."""
    if day is None:
        return ""
    distance = (day - today).days
    if distance == 0:
        return gettext("hôm nay")
    if distance > 0:
        return gettext("còn %(days)d ngày") % {"days": distance}
    return gettext("quá %(days)d ngày") % {"days": -distance}


@register.filter
def kind(field: BoundField) -> str:
    """How a field is laid out: check, choices, file, or input."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "file" if isinstance(widget, forms.FileInput) else "input"


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's input with the classes of the page, tied to its hint and its error."""
    widget = field.field.widget
    classes = [widget.attrs.get("class", ""), _control_class(widget)]
    attrs: dict[str, Any] = {}
    spoken = []
    if field.help_text:
        spoken.append(f"{field.auto_id}-hint")
    if field.errors:
        spoken.append(f"{field.auto_id}-error")
        classes.append("is-invalid")
        attrs["aria-invalid"] = "true"
    attrs["class"] = " ".join(name for name in classes if name)
    if spoken:
        attrs["aria-describedby"] = " ".join(spoken)
    return field.as_widget(attrs=attrs)


def _control_class(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


LONGEST_CAME = 80  # characters of a wrong value that are shown again beside its error


@register.filter
def came(field: BoundField) -> str:
    """What the person typed into a field that was refused, short; empty for secrets, files and ticks."""
    widget = field.field.widget
    secret = isinstance(widget, forms.PasswordInput | forms.FileInput | forms.CheckboxInput | forms.HiddenInput)
    value = "" if secret or not field.form.is_bound else field.data
    if not isinstance(value, str) or isinstance(widget, forms.Select):
        return ""
    text = " ".join(value.split())
    return text if len(text) <= LONGEST_CAME else f"{text[:LONGEST_CAME]}…"
