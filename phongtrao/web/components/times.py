"""Days, cycles and counts of duties in the words that offices use."""

import re
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

_YEARLY = re.compile(r"FREQ=YEARLY;BYMONTH=(\d+);BYMONTHDAY=(\d+)")
_MONTHLY = re.compile(r"FREQ=MONTHLY;BYMONTHDAY=(-?\d+)")
_SEVERAL = re.compile(r"FREQ=YEARLY;BYMONTH=([\d,]+);BYMONTHDAY=(-?\d+)")
LAST_DAY = ("-1", "31")


def weekday(day: date) -> str:
    """« thứ Sáu », « Chủ nhật »."""
    names = [_("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật")]
    return names[day.weekday()]


def full_day(day: date | None) -> str:
    """« thứ Sáu, 19/06/2026 »; empty without a day."""
    return f"{weekday(day)}, {day:%d/%m/%Y}" if day else ""


def owed_words(said_on: date | None, *, before: bool) -> str:
    """« trước ngày 20/06/2026 », « đến ngày 20/06/2026 »; « chưa có ngày » without one."""
    if said_on is None:
        return _("không nêu thời hạn")
    shown = f"{said_on:%d/%m/%Y}"
    return _("trước ngày %(day)s") % {"day": shown} if before else _("đến ngày %(day)s") % {"day": shown}


def time_words(kind: str, *, said_on: date | None, before: bool, rrule: str, awaits_day: bool) -> str:
    """When a duty is owed: « trước ngày 20/06/2026 », « ngày 16 hằng tháng », « thường xuyên »."""
    if awaits_day:
        return _("chưa ấn định ngày")
    if kind == "date" and not rrule:
        return owed_words(said_on, before=before)
    if kind in ("date", "recurring"):
        words = [cycle_words(line) for line in rrule.splitlines()]
        if said_on:
            words.insert(0, f"{said_on:%d/%m/%Y}")
        joined = "; ".join(words)
        return _("trước hạn: %(days)s") % {"days": joined} if before else joined
    named: Mapping[str, str] = {"continuous": _("thường xuyên"), "on_event": _("khi phát sinh")}
    return named.get(kind, _("không nêu thời hạn"))


def cycle_words(rule: str) -> str:
    """One line of a recurrence in words; a rule that has no words of its own is shown as it is."""
    plain = {
        "FREQ=WEEKLY": _("hằng tuần"),
        "FREQ=MONTHLY": _("hằng tháng"),
        "FREQ=MONTHLY;INTERVAL=3": _("hằng quý"),
        "FREQ=MONTHLY;INTERVAL=6": _("6 tháng một lần"),
        "FREQ=YEARLY": _("hằng năm"),
    }
    if rule in plain:
        return plain[rule]
    if rule.startswith("RDATE:"):
        listed = rule.removeprefix("RDATE:").split(",")
        return ", ".join(f"{day[6:8]}/{day[4:6]}/{day[:4]}" for day in listed)
    if found := _MONTHLY.fullmatch(rule):
        return _("%(day)s hằng tháng") % {"day": _day_of_month(found[1])}
    if found := _YEARLY.fullmatch(rule):
        return _("%(day)s/%(month)s hằng năm") % {"day": found[2].zfill(2), "month": found[1].zfill(2)}
    if found := _SEVERAL.fullmatch(rule):
        return _("%(day)s các tháng %(months)s hằng năm") % {
            "day": _day_of_month(found[2]),
            "months": found[1].replace(",", ", "),
        }
    return _("định kỳ: %(rule)s") % {"rule": rule}


def _day_of_month(day: str) -> str:
    return _("ngày cuối tháng") if day in LAST_DAY else _("ngày %(day)s") % {"day": day}


def month_words(day: date) -> str:
    """« Tháng 6/2026 »."""
    return _("Tháng %(month)s/%(year)s") % {"month": day.month, "year": day.year}
