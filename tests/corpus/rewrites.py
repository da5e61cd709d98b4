"""One plan told in other ways: other names, other order, other marks, other lines; each a pure function on texts.

The same function runs over the words of a plan and over every word of its gold reading, so that what changes in the
paper changes in what is expected of it. Days that a paper prints (« 15/11/2026 », « ngày 16 hằng tháng ») are swapped
in pairs (1 and 2, 3 and 4, …, 27 and 28), so they stay days of their month; years move on by four, so leap years stay.
Forms of marks and lines are those of Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.6d, and of what offices type.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from textwrap import wrap
from typing import Any

from phongtrao.core.text import SourceText
from phongtrao.core.text.patterns import UPPER

YEARS_ON = 4
NUMBERS_ON = 17

Rewrite = Callable[[str], str]

_KINDS = r"(?:Quyết định|Kế hoạch|Nghị quyết|Thông tư|Chỉ thị|Công văn|Nghị định|Hướng dẫn)"
_DAY = re.compile(
    r"(?<![\w/.,-])(?P<d>[0-3]?\d)(?=(?:\s?/\s?|\s?-\s?(?=\d\d?-20)|\s+tháng\s+)(?:1[0-2]|0?[1-9])(?![\w.]))"
)
_DAY_OF_MONTH = re.compile(r"(?<=ngày )(?P<d>[0-3]?\d)(?=\s+(?:của\s+)?(?:hằng|hàng|mỗi|tháng cuối|các tháng))")
_NUMBER = re.compile(r"(?<![\w/.-])(?P<n>\d{1,5})(?=\s?(?:/\s?\d{4}\s?)?[/-]\s?[A-ZĐ])")
_SHORT = re.compile(rf"(?P<kind>{_KINDS}\s+(?:số\s+)?)(?P<n>\d{{1,5}})(?![\d/-])")
_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")


def swap_day(day: int) -> int:
    """1 ↔ 2, 3 ↔ 4, …, 27 ↔ 28; the last days of a month stay."""
    return day if not 1 <= day <= 28 else day + 1 if day % 2 else day - 1


def _in_width(printed: str, value: int) -> str:
    return str(value).zfill(len(printed)) if len(printed) > 1 else str(value)


def other_dates(text: str) -> str:
    """Every printed day swapped, every year moved on."""
    for pattern in (_DAY, _DAY_OF_MONTH):
        text = pattern.sub(lambda m: _in_width(m["d"], swap_day(int(m["d"]))), text)
    return _YEAR.sub(lambda m: str(int(m.group()) + YEARS_ON), text)


def other_numbers(text: str) -> str:
    """Another number for every cited document."""
    text = _NUMBER.sub(lambda m: _in_width(m["n"], int(m["n"]) + NUMBERS_ON), text)
    return _SHORT.sub(lambda m: m["kind"] + _in_width(m["n"], int(m["n"]) + NUMBERS_ON), text)


def exchange(pairs: dict[str, str]) -> Rewrite:
    """Names for names, all at once, longest first, also where they stand in capitals."""
    table = {**pairs, **{old.upper(): new.upper() for old, new in pairs.items()}}
    names = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(table, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
    return lambda text: pattern.sub(lambda m: table[" ".join(m.group().split())], text) if pairs else text


_PLACE = re.compile(
    rf"(?<!\w)(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Hh]uyện|[Tt]ỉnh|XÃ|PHƯỜNG|HUYỆN|TỈNH)[ ]+"
    rf"(?P<place>{UPPER}\w*(?:[ ]{UPPER}\w*){{0,3}})"
)
_NO_PLACE = re.compile(
    r"(?:Phối|Chủ|Đảng|Ủy|Uỷ|Công|Hội|Đoàn|Ban|Mặt|Nơi|Trung|Căn|Thường|Lưu|Các|Về|Kế|Văn|UBND|HĐND|VP)\b"
)
_PERSON = re.compile(rf"(?:đồng chí|ông|bà|Ông|Bà|đ/c)\s+(?P<person>{UPPER}\w+(?:\s{UPPER}\w+){{1,3}})")


def places_of(text: str, known: list[str]) -> list[str]:
    """The names of places that a text prints behind a level, longest first, with those that are known beforehand."""
    found = {*known}
    for match in _PLACE.finditer(SourceText(text).reading.text):
        name = match["place"]
        name = " ".join(w.capitalize() for w in name.split()) if name.isupper() else name
        if not _NO_PLACE.match(name) and len(name) > 2:
            found.add(name)
    return sorted(found, key=lambda n: (-len(n), n))


def persons_of(text: str, known: list[str]) -> list[str]:
    """The names of people: who signed, and who is named behind « đồng chí », « ông », « bà »."""
    return sorted({*known, *(m["person"] for m in _PERSON.finditer(text))}, key=lambda n: (-len(n), n))


def given(names: list[str], new: list[str]) -> dict[str, str]:
    """Old → new, in order; the new names go round."""
    return {old: new[index % len(new)] for index, old in enumerate(names)}


PLACES = ["Hòa Nhơn", "Vĩnh Sơn Trà", "Đức Phong", "Mỹ Thạnh", "Thới Lai", "Kỳ Thượng", "Quế Phước", "Nậm Giải"]
ODD_PLACES = ["Krông Nô", "Ea Súp", "Đăk Tô Kan", "Cư Jút", "Ia Ko", "Bù Gia Mập", "Cam", "Thanh"]
PEOPLE = ["Hồ Thị Bích Liên", "Y Thanh Niê", "Đoàn Hữu Ước", "Quách An", "Lò Văn Pâng", "Thạch Sa Ương"]
BODIES = {
    "Văn hóa - Xã hội": "Kinh tế",
    "Văn hóa – Xã hội": "Kinh tế",
    "Phòng Kinh tế": "Phòng Văn hóa - Xã hội",
    "Sở Tài chính": "Sở Nội vụ",
    "Sở Nội vụ": "Sở Tài chính",
    "Sở Công thương": "Sở Xây dựng",
    "Sở Công Thương": "Sở Xây dựng",
    "Sở Văn hóa, Thể thao và Du lịch": "Sở Khoa học và Công nghệ",
    "Sở Khoa học và Công nghệ": "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Giáo dục và Đào tạo": "Sở Nông nghiệp và Môi trường",
    "Trạm y tế": "Đài truyền thanh",
    "Đài truyền thanh": "Trạm y tế",
    "Hội Nông dân": "Hội Cựu chiến binh",
    "Hội Cựu chiến binh": "Hội Nông dân",
    "Trung tâm cung ứng dịch vụ sự nghiệp công": "Trung tâm Phục vụ hành chính công",
    "Công chức Tư pháp - hộ tịch": "Công chức Địa chính - xây dựng",
    "Công chức Văn hóa": "Công chức Tài chính",
    "Công chức Tài chính": "Công chức Văn hóa",
}


def other_levels(text: str) -> str:
    """Communes become wards and wards communes, in capitals too; « thị xã », « xã hội » stay."""
    other = {"xã": "phường", "phường": "xã", "Xã": "Phường", "Phường": "Xã", "XÃ": "PHƯỜNG", "PHƯỜNG": "XÃ"}
    pattern = r"(?<![Tt]hị )(?<!THỊ )(?<!\w)(?:xã|phường|Xã|Phường|XÃ|PHƯỜNG)(?!\w)(?!\s+(?:hội|HỘI|viên))"
    return re.sub(pattern, lambda m: other[m.group()], text)


def other_hamlets(text: str) -> str:
    """« thôn » ↔ « ấp »: what the smallest places are called in the south."""
    other = {"thôn": "ấp", "Thôn": "Ấp", "THÔN": "ẤP"}
    return re.sub(r"(?<![Nn]ông )(?<!NÔNG )(?<!\w)(?:thôn|Thôn|THÔN)(?!\w)", lambda m: other[m.group()], text)


# --- marks -----------------------------------------------------------------------------------------------------

_ROMAN = re.compile(r"^(?P<b>[ \t*]*)(?P<r>[IVX]{1,5})\.(?=\s)", re.M)
_CAPITAL = re.compile(r"^(?P<b>[ \t*]*)(?P<c>[A-EĐ])\.(?=\s)", re.M)
_ARABIC = re.compile(r"^(?P<b>[ \t*]*)(?P<n>\d{1,2})\.(?=\s)", re.M)
_SMALL = re.compile(r"^(?P<b>[ \t*]*)(?P<l>[a-zđ])\)(?=\s)", re.M)
_DASH = re.compile(r"^(?P<b>[ \t*]*)-(?=\s)", re.M)
_PLUS = re.compile(r"^(?P<b>[ \t*]*)\+(?=\s)", re.M)
_LETTERS = "abcdđeghiklmnopq"
_ROMANS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


def _small(number: str) -> str:
    value = int(number)
    return _LETTERS[value - 1] if 1 <= value <= len(_LETTERS) else number


def letters_for_numbers(text: str) -> str:
    """« 1. » → « a) », and « a) » → « 1) » where a plan has both."""
    text = _SMALL.sub(lambda m: f"{m['b']}{_LETTERS.find(m['l']) + 1})", text) if _SMALL.search(text) else text
    return _ARABIC.sub(lambda m: f"{m['b']}{_small(m['n'])})", text)


def brackets_for_points(text: str) -> str:
    """« 1. » → « 1) »."""
    return _ARABIC.sub(lambda m: f"{m['b']}{m['n']})", text)


def slashes_for_points(text: str) -> str:
    """« 1. » → « 1/ », « I. » → « I/ »."""
    text = _ARABIC.sub(lambda m: f"{m['b']}{m['n']}/", text)
    return _ROMAN.sub(lambda m: f"{m['b']}{m['r']}/", text)


def capitals_for_romans(text: str) -> str:
    """« I. » → « A. », in a plan that has no « A. » of its own."""
    if _CAPITAL.search(text):
        return text
    return _ROMAN.sub(lambda m: f"{m['b']}{'ABCDĐEGHIK'[_ROMANS.index(m['r'])]}.", text)


def figures_for_romans(text: str) -> str:
    """« I. MỤC ĐÍCH / 1. … » → « 1. MỤC ĐÍCH / 1.1. … »."""
    part = ""
    out = []
    for line in text.split("\n"):
        if match := _ROMAN.match(line):
            part = str(_ROMANS.index(match["r"]) + 1)
            line = f"{match['b']}{part}.{line[match.end() :]}"
        elif part and (match := _ARABIC.match(line)):
            line = f"{match['b']}{part}.{match['n']}.{line[match.end() :]}"
        out.append(line)
    return "\n".join(out)


def other_bullets(dash: str, plus: str) -> Rewrite:
    """« - » and « + » typed as other signs."""
    return lambda text: _PLUS.sub(rf"\g<b>{plus}", _DASH.sub(rf"\g<b>{dash}", text))


# --- order -----------------------------------------------------------------------------------------------------


def _cut(lines: list[str], mark: re.Pattern[str]) -> tuple[list[str], list[list[str]]]:
    head: list[str] = []
    parts: list[list[str]] = []
    for line in lines:
        if mark.match(line):
            parts.append([line])
        else:
            (parts[-1] if parts else head).append(line)
    return head, parts


def _foot_at(lines: list[str]) -> int:
    signs = re.compile(r"\s*[*]*(?:Nơi nhận|TM\.|T/M|KT\.|CHỦ TỊCH|T\.M|TL\.)|\s*Trên đây là|.*\tTM\.")
    return next((i for i, line in enumerate(lines) if i > 3 and signs.match(line)), len(lines))


def sections_reversed(text: str) -> str:
    """The outermost sections (« I. » or « A. ») in reverse order, numbered anew; head and foot stay."""
    lines = one_line_each(text).split("\n")
    foot = _foot_at(lines)
    mark, labels = (_CAPITAL, list("ABCDĐE")) if _CAPITAL.search(text) else (_ROMAN, _ROMANS)
    head, parts = _cut(lines[:foot], mark)
    out = list(head)
    for label, part in zip(labels, reversed(parts), strict=False):
        out += [mark.sub(rf"\g<b>{label}.", part[0]), *part[1:]]
    return "\n".join([*out, *lines[foot:]])


def units_reversed(text: str) -> str:
    """The numbered bodies of the longest section that gives duties in reverse order, numbered anew."""
    lines = one_line_each(text).split("\n")
    foot = _foot_at(lines)
    head, parts = _cut(lines[:foot], _ROMAN)
    for part in parts:
        opening, units = _cut(part[1:], _ARABIC)
        if re.search(r"PHÂN CÔNG|Phân công|TRÁCH NHIỆM", part[0]):
            turned = [
                line for i, u in enumerate(reversed(units), 1) for line in (_ARABIC.sub(rf"\g<b>{i}.", u[0]), *u[1:])
            ]
            part[1:] = [*opening, *turned]
    return "\n".join([*head, *(line for part in parts for line in part), *lines[foot:]])


# --- lines -----------------------------------------------------------------------------------------------------


def one_line_each(text: str) -> str:
    """One paragraph on one line, as the reader joins them."""
    return SourceText(text).reading.text


def broken_at(width: int, blank_lines: bool = False) -> Rewrite:
    """Every paragraph broken by hand at `width`; `blank_lines`: an empty line behind each, as PDF programs print."""

    def rewrite(text: str) -> str:
        lines: list[str] = []
        for paragraph in one_line_each(text).split("\n"):
            whole = paragraph.startswith("|") or "\t" in paragraph
            lines += [paragraph] if whole else wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)
        return ("\n\n" if blank_lines else "\n").join(lines)

    return rewrite


# --- letters ---------------------------------------------------------------------------------------------------

_NEW = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_OLD = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_TO_OLD = {f(n): f(o) for n, o in zip(_NEW, _OLD, strict=True) for f in (str, str.upper, str.capitalize)}


def tones_old(text: str) -> str:
    """« hòa », « ủy » → « hoà », « uỷ »."""
    return re.sub(rf"(?<![qQ])(?:{'|'.join(_TO_OLD)})(?!\w)", lambda m: _TO_OLD[m.group()], text)


def tones_new(text: str) -> str:
    """« hoà », « uỷ » → « hòa », « ủy »."""
    back = {old: new for new, old in _TO_OLD.items()}
    return re.sub(rf"(?<![qQ])(?:{'|'.join(back)})(?!\w)", lambda m: back[m.group()], text)


# --- gold ------------------------------------------------------------------------------------------------------


def rewritten(value: Any, rewrite: Rewrite) -> Any:
    """A gold reading with every word rewritten."""
    if isinstance(value, str):
        return rewrite(value)
    if isinstance(value, list):
        return [rewritten(item, rewrite) for item in value]
    return {key: rewritten(item, rewrite) for key, item in value.items()} if isinstance(value, dict) else value


def with_other_dates(gold: dict[str, Any], text: str) -> dict[str, Any]:
    """A gold reading of `text` after `other_dates`: days too, where they are printed with the item and not inferred."""
    out: dict[str, Any] = rewritten(
        gold, lambda s: s if re.fullmatch(r"\d{4}-\d\d-\d\d", s) or "FREQ=" in s else other_dates(s)
    )
    header = out["header"]
    header["date"] = _moved(header.get("date"), text)
    header["period"] = [y and y + YEARS_ON for y in header["period"]] if header.get("period") else header.get("period")
    for cited in out["citations"]:
        cited["date"] = _moved(cited.get("date"), text)
    for before, item in _timed(gold, out):
        item["due"] = _moved(before.get("due"), before["text"] + _row_of(before["text"], text))
        item["rrule"] = _moved_rule(before.get("rrule"), before["text"])
    return out


def _row_of(words: str, text: str) -> str:
    """The table rows that hold these words: their time stands in another cell."""
    return " ".join(line for line in text.split("\n") if line.startswith("|") and words in line)


def _timed(gold: dict[str, Any], out: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    pairs = [(a, b) for key in ("targets", "deadlines") for a, b in zip(gold[key], out[key], strict=True)]
    for unit, other in zip(gold["assignments"], out["assignments"], strict=True):
        pairs += list(zip(unit["tasks"], other["tasks"], strict=True))
    return pairs


def _moved(printed: str | None, words: str) -> str | None:
    if not printed:
        return printed
    on = date.fromisoformat(printed)
    day = swap_day(on.day) if _prints(words, on.day, on.month) else on.day
    return f"{on.year + YEARS_ON}-{on.month:02d}-{day:02d}"


def _prints(words: str, day: int, month: int) -> bool:
    return bool(re.search(rf"(?<!\d)0?{day}\s?(?:[/.-]|\s+tháng\s+)\s?0?{month}(?!\d)", words))


def _moved_rule(rrule: str | None, words: str) -> str | None:
    if not rrule or not (found := re.search(r"BYMONTHDAY=(\d+)", rrule)):
        return rrule
    day = int(found[1])
    printed = re.search(rf"(?<!\d)0?{day}(?!\d)", words)
    return rrule.replace(found.group(), f"BYMONTHDAY={swap_day(day)}") if printed else rrule
