"""Recurrences as a form asks for them: a cycle, a day, a month; and back from the rule. Values in, values out."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

CYCLES = (
    ("weekly", _("hằng tuần")),
    ("monthly", _("hằng tháng")),
    ("quarterly", _("hằng quý")),
    ("half_yearly", _("6 tháng một lần")),
    ("yearly", _("hằng năm")),
    ("unsaid", _("định kỳ, không nêu chu kỳ")),
)
KEEP = "keep"  # a rule that the form cannot ask for stays as it was read
_WITHOUT_DAY = {
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "half_yearly": "FREQ=MONTHLY;INTERVAL=6",
    "yearly": "FREQ=YEARLY",
    "unsaid": "",
}
_WITH_DAY = {
    "monthly": "FREQ=MONTHLY;BYMONTHDAY={day}",
    "quarterly": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={day}",
    "half_yearly": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY={day}",
    "yearly": "FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}",
}
_LENGTHS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # days of the months of a leap year


@dataclass(frozen=True)
class Cycle:
    """`day` 1–31, `month` 1–12; None: the paper does not say."""

    code: str
    day: int | None = None
    month: int | None = None


def rule_of(cycle: Cycle) -> str | None:
    """The RFC 5545 rule; None when day and month do not go together (a yearly day needs its month, 31/2 is no day)."""
    if cycle.code not in _WITHOUT_DAY:
        return None
    if cycle.day is None and cycle.month is None:
        return _WITHOUT_DAY[cycle.code]
    if cycle.code == "yearly":
        if cycle.day is None or cycle.month is None or cycle.day > _LENGTHS[cycle.month]:
            return None
        return _WITH_DAY["yearly"].format(day=cycle.day, month=cycle.month)
    if cycle.day is None or cycle.month is not None or cycle.code not in _WITH_DAY:
        return None
    return _WITH_DAY[cycle.code].format(day=cycle.day)


def cycle_of(rule: str) -> Cycle | None:
    """The cycle of a rule that the form can ask for, else None."""
    for code, plain in _WITHOUT_DAY.items():
        if rule == plain:
            return Cycle(code)
    for code, pattern in _WITH_DAY.items():
        grammar = re.escape(pattern).replace(r"\{day\}", r"(?P<day>\d+)").replace(r"\{month\}", r"(?P<month>\d+)")
        found = re.fullmatch(grammar, rule)
        if found:
            month = found.groupdict().get("month")
            return Cycle(code, int(found["day"]), int(month) if month else None)
    return None
