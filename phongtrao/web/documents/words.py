"""Facts of an item in the words that offices use."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from phongtrao.apps.documents.review_rows import ReviewChange, ReviewItem
from phongtrao.apps.documents.rows import TimeFact
from phongtrao.web.components.times import cycle_words


def role_words(code: str) -> str:
    """« chủ trì »; the code itself when it is none of ours."""
    known = {"lead": _("chủ trì"), "coordinate": _("phối hợp"), "advise": _("tham mưu"), "perform": _("thực hiện")}
    return known.get(code, code)


def time_words(fact: TimeFact) -> str:
    """« trước ngày 31/03/2026 », « ngày 16 hằng tháng », « thường xuyên »."""
    if fact.kind == "date":
        if fact.due is None:
            return _("có ngày nhưng chưa rõ năm")
        shown = f"{fact.due:%d/%m/%Y}"
        return _("trước ngày %(day)s") % {"day": shown} if fact.before else _("đến ngày %(day)s") % {"day": shown}
    if fact.kind == "period":
        return _("trong thời kỳ đến %(day)s") % {"day": f"{fact.due:%d/%m/%Y}"} if fact.due else _("theo giai đoạn")
    if fact.kind == "recurring":
        words = cycle_words(fact.rrule) if fact.rrule else _("định kỳ (không nêu chu kỳ)")
        return _("trước hạn: %(cycle)s") % {"cycle": words} if fact.before and fact.rrule else words
    return {"continuous": _("thường xuyên"), "on_event": _("khi phát sinh")}.get(fact.kind, fact.kind)


def target_words(value: Mapping[str, object]) -> str:
    """« ≥ 87,5 % », « từ “Khá” »; empty when there is no value."""
    number = value.get("value")
    if number is None or number == "":
        return ""
    signs = {">=": "≥", "=": "=", ">": ">", "<=": "≤", "<": "<"}
    sign = signs.get(str(value.get("op")), "")
    if value.get("measure_unit") == "grade":
        return f"{sign} “{number}”".strip()
    shown = str(number).replace(".", ",")
    unit = " %" if value.get("measure_unit") == "%" else ""
    return f"{sign} {shown}{unit}".strip()


def change_words(change: ReviewChange) -> list[tuple[str, str, str]]:
    """Label, old and new of each fact that a newer reading says otherwise; times have a label alone."""
    labels = {
        "role": _("Vai trò"), "due": _("Hạn"), "rrule": _("Chu kỳ"), "before": _("Hạn"), "cadence": _("Thời gian"),
        "with": _("Phối hợp với"), "product": _("Sản phẩm"), "op": _("Mức"), "value": _("Mức"),
        "measure_unit": _("Mức"), "subject": _("Đối tượng đo"), "outside_system": _("Thực hiện ngoài hệ thống"),
        "owner": _("Người thực hiện"), "report_to": _("Báo cáo"), "what": _("Việc"), "deadlines": _("Thời gian"),
    }  # fmt: skip
    rows: dict[str, tuple[str, str, str]] = {}
    for key, old, new in change.facts:
        label = labels.get(key)
        if label is not None and (label not in rows or not any(rows[label][1:])):
            rows[label] = (label, _fact(key, old), _fact(key, new))
    return list(rows.values())


def _fact(key: str, words: str) -> str:
    if key == "role":
        return role_words(words)
    if key == "due" and words:
        return f"{date.fromisoformat(words):%d/%m/%Y}"
    return "" if key in ("before", "cadence", "outside_system", "rrule", "op", "measure_unit") else words


def fact_words(item: ReviewItem) -> list[tuple[str, str]]:
    """Label and words of every fact that the item has beside its text and times, in the order of the card."""
    value = item.value
    rows: list[tuple[str, str]] = []
    if item.kind == "target":
        rows.append((_("Mức"), target_words(value)))
        rows.append((_("Đối tượng đo"), str(value.get("subject") or "")))
    if item.kind in ("task", "general_task"):
        rows.append((_("Phối hợp với"), ", ".join(str(name) for name in value.get("with") or ())))
        rows.append((_("Sản phẩm"), str(value.get("product") or "")))
    if item.kind == "deadline":
        rows.append((_("Việc"), str(value.get("what") or "")))
        rows.append((_("Người thực hiện"), str(value.get("owner") or "")))
        rows.append((_("Báo cáo"), str(value.get("report_to") or "")))
    return [(label, words) for label, words in rows if words]
