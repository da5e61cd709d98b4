"""{% load duties %}: filters for duties, days and files."""

from datetime import date
from typing import Protocol

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext

from phongtrao.apps.plans.rows import PERCENT, ShareRow, TargetRow
from phongtrao.apps.tasks.rows import TimeShown
from phongtrao.web.components import times

register = template.Library()

SIGNS = {">=": "≥", "=": "=", ">": ">", "<=": "≤", "<": "<"}


class Owed(Protocol):
    """A row with a said day."""

    @property
    def said_on(self) -> date | None: ...
    @property
    def before(self) -> bool: ...


@register.filter
def time_words(time: TimeShown) -> str:
    """When a duty is owed, in words."""
    return times.time_words(
        time.kind, said_on=time.said_on, before=time.before, rrule=time.rrule, awaits_day=time.awaits_day
    )


@register.filter
def owed_words(row: Owed) -> str:
    """« trước ngày 20/06/2026 »."""
    return times.owed_words(row.said_on, before=row.before)


@register.filter
def full_day(day: date | None) -> str:
    """« thứ Sáu, 19/06/2026 »."""
    return times.full_day(day)


@register.filter
def month_words(day: date) -> str:
    """« Tháng 6/2026 »."""
    return times.month_words(day)


@register.filter
def target_words(target: TargetRow) -> str:
    """« ≥ 87,5 % », « ≥ “Khá” », « = 10 »."""
    sign = SIGNS.get(target.op, target.op)
    if target.value is None and not target.grade:
        return gettext("không nêu mức")
    if target.value is None:
        return f"{sign} “{target.grade}”"
    return f"{sign} {target.number}{' %' if target.measure_unit == '%' else ''}"


@register.filter
def share_words(share: ShareRow, target: TargetRow) -> str:
    """« 12 », « 90 % », « Khá »: measured as the target is."""
    percent = target.measure_unit == PERCENT and share.value is not None
    return f"{share.number} %" if percent else share.number


@register.filter
def file_size(size: int) -> str:
    """« 640 KB », « 2,4 MB »."""
    if size < 1024 * 1024:
        return f"{max(1, size // 1024)} KB"
    return f"{number_format(size / 1024 / 1024, 1)} MB"
