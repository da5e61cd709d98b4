"""What must not come in: marks of secrecy, lists of persons; what is warned of: personal numbers.

The words come from a pack (`GateWords.from_data`), the grammar stands here. Nothing is stored or logged by these
checks, and a hit names a place and never quotes it. Source: DESIGN, “Bounds that protect people”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from phongtrao.core.text.folding import fold, strip_marks
from phongtrao.core.text.spans import Span

Code = Literal["secrecy-mark", "person-list", "person-details", "citizen-number", "phone-number"]
_CODES: tuple[Code, ...] = ("secrecy-mark", "person-list", "person-details", "citizen-number", "phone-number")

# A stamp stands in a short line or cell; a sentence that speaks of secrecy is longer.
_STAMP_LINE = 60
_HEADER_LINE = 160
_HEADING_WORDS = 8
_COLUMN_HEADING = 40
# Lines to look around a column heading that stands in a line of its own, or around « Họ và tên: … ».
_NEIGHBOURS = 6

_CELLS = re.compile(r"\t|\||[ \u00a0]{2,}|\s/\s")
_STAMP_PARTS = re.compile(r"[()\[\]{}/:;–—]|\s-\s|\s-|-\s")
_BULLET = re.compile(r"\s*(?:[-+*•o]\s|\d+[.)]\s|[a-zđ][.)]\s)")

_GROUPED = (
    r"0[35789]\d{8}|0[35789]\d{2}[ .-]\d{3}[ .-]\d{3}|0[35789]\d[ .-]\d{3}[ .-]\d{4}|0[35789]\d[ .-]\d{4}[ .-]\d{3}"
    r"|0[35789]\d{2}[ .-]\d{2}[ .-]\d{2}[ .-]\d{2}|0[35789]\d{3}[ .-]\d{5}|0[35789]\d{2}[ .-]\d{6}"
)
_ABROAD = r"\+?84[ .-]?[35789]\d[ .-]?\d{3}[ .-]?\d{4}|\+?84[ .-]?[35789]\d{2}[ .-]?\d{3}[ .-]?\d{3}"
_LANDLINE = r"\(?02\d{1,2}\)?[ .-]?\d{3,4}[ .-]?\d{3,4}"
_PHONE = re.compile(rf"(?<![\w/.,+-])(?:{_GROUPED}|{_ABROAD}|{_LANDLINE})(?![\w/]|[.,-]\d)")
_CITIZEN = re.compile(r"(?<![\w/])(?:\d{12}|0\d{2}([ .-])\d{3}\1\d{3}\1\d{3})(?![\w/])")
PERSONAL_NUMBERS = (_CITIZEN, _PHONE)
"""The patterns of citizen and telephone numbers, each match one whole number."""
_KEPT_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Advice:
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class GateWords:
    """The words of the checks, as the pack `gate/bounds` holds them, made comparable once.

    `marks`: letters only, lower case, with marks; `bare_marks`: the same without marks; headings and labels are folded.
    """

    marks: frozenset[str]
    bare_marks: frozenset[str]
    legacy_marks: frozenset[str]
    labels: tuple[str, ...]
    compounds: frozenset[str]
    letterhead: tuple[str, ...]
    letterhead_lines: int
    near_lines: int
    name_headings: tuple[str, ...]
    detail_headings: tuple[str, ...]
    office_headings: tuple[str, ...]
    other_headings: tuple[str, ...]
    birth_phrases: tuple[str, ...]
    list_length: int
    advice: tuple[tuple[str, Advice], ...]

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> GateWords:
        """The words in `data` of the pack. Raises `ValueError` naming the key that is missing or of another type."""
        sound = _words(data, "secrecy_marks")
        advice = data.get("advice")
        if not isinstance(advice, Mapping) or set(advice) != set(_CODES):
            raise ValueError(f"advice: expected one entry for each of {', '.join(_CODES)}")
        return cls(
            marks=frozenset(_letters(word).lower() for word in (*sound, *_words(data, "secrecy_marks_damaged"))),
            bare_marks=frozenset(strip_marks(_letters(word)).lower() for word in sound),
            legacy_marks=frozenset(_letters(word).lower() for word in _words(data, "secrecy_marks_legacy")),
            labels=tuple(_letters(word).lower() for word in _words(data, "secrecy_labels")),
            compounds=frozenset(unicodedata.normalize("NFC", word).lower() for word in _words(data, "compounds")),
            letterhead=_folded(data, "letterhead"),
            letterhead_lines=_count(data, "letterhead_lines"),
            near_lines=_count(data, "near_lines"),
            name_headings=_folded(data, "name_headings"),
            detail_headings=_folded(data, "detail_headings"),
            office_headings=_folded(data, "office_headings"),
            other_headings=_folded(data, "other_headings"),
            birth_phrases=_folded(data, "birth_phrases"),
            list_length=_count(data, "list_length"),
            advice=tuple((code, Advice(str(advice[code]["vi"]), str(advice[code]["en"]))) for code in _CODES),
        )


def _words(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = data.get(key)
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        raise ValueError(f"{key}: expected a list of words")
    return tuple(str(word) for word in value)


def _folded(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    """Longest first, so that « họ và tên đệm » is seen before « họ »."""
    return tuple(sorted({_heading(word) for word in _words(data, key)}, key=lambda word: (-len(word), word)))


def _count(data: Mapping[str, object], key: str) -> int:
    value = data.get(key)
    if not isinstance(value, int) or value < 1:
        raise ValueError(f"{key}: expected a whole number from 1")
    return value


@dataclass(frozen=True, slots=True)
class GateHit:
    """`span`: code points of the text; `line`: counted from 1; `advice`: what to do, in both languages."""

    code: Code
    span: Span
    line: int
    advice: Advice


@dataclass(frozen=True, slots=True)
class GateResult:
    """A text with any refusal is neither stored nor logged; warnings are shown and may be masked."""

    refusals: tuple[GateHit, ...]
    warnings: tuple[GateHit, ...]

    @property
    def is_refused(self) -> bool:
        return bool(self.refusals)


@dataclass(frozen=True, slots=True)
class _Line:
    """`text`: NFC, stripped; `plain`: lower case, no marks; `order`: position among the lines that hold anything."""

    text: str
    plain: str
    span: Span
    number: int
    order: int


def check_text(text: str, words: GateWords, *, is_margin: bool = False) -> GateResult:
    """All hits in reading order. Linear in the length of the text; never raises.

    `is_margin`: the text is page headers, comments and the like, so that every line counts as near the letterhead.
    """
    lines = _lines(text)
    persons = list(_person_lists(lines, words))
    forms = list(_forms(lines, words))
    details = list(_person_details(lines, words))
    refusals = [_hit("secrecy-mark", line, words) for line in _secrecy_lines(lines, words, is_margin)]
    if persons or len(forms) > 1 or len(details) >= words.list_length:
        refusals.extend(_hit("person-list", line, words) for line in persons or forms or details)
        forms, details = [], []
    warnings = [_hit("person-details", line, words) for line in (*forms, *details)]
    warnings.extend(_number_hits(text, words))
    return GateResult(_in_order(refusals), _in_order(warnings))


def check_file(text: str, aside: str, words: GateWords) -> GateResult:
    """`check_text` of a file's text and of its margins; a hit in the margins has line 0 and an empty span."""
    inside, outside = check_text(text, words), check_text(aside, words, is_margin=True)
    refusals = (*inside.refusals, *map(_unplaced, outside.refusals))
    return GateResult(refusals, (*inside.warnings, *map(_unplaced, outside.warnings)))


def _unplaced(hit: GateHit) -> GateHit:
    return GateHit(hit.code, Span(0, 0), 0, hit.advice)


def mask(text: str) -> str:
    """All but the last three digits of citizen and telephone numbers become « • »; same length, idempotent."""
    for pattern in PERSONAL_NUMBERS:
        text = pattern.sub(lambda match: _masked(match.group()), text)
    return text


def _masked(number: str) -> str:
    return re.sub(rf"\d(?=(?:\D*\d){{{_KEPT_DIGITS}}})", "•", number)


def _in_order(hits: list[GateHit]) -> tuple[GateHit, ...]:
    return tuple(sorted(set(hits), key=lambda hit: (hit.span, hit.code)))


def _hit(code: Code, line: _Line, words: GateWords) -> GateHit:
    return GateHit(code, line.span, line.number, dict(words.advice)[code])


def _number_hits(text: str, words: GateWords) -> Iterator[GateHit]:
    advice = dict(words.advice)
    patterns: tuple[tuple[Code, re.Pattern[str]], ...] = (("citizen-number", _CITIZEN), ("phone-number", _PHONE))
    for code, pattern in patterns:
        line, counted = 1, 0
        for match in pattern.finditer(text):
            line += text.count("\n", counted, match.start())
            counted = match.start()
            yield GateHit(code, Span(*match.span()), line, advice[code])


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    start = 0
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip()
        if stripped:
            begin = start + len(raw) - len(raw.lstrip())
            composed = unicodedata.normalize("NFC", stripped)
            plain = strip_marks(composed).lower()
            found.append(_Line(composed, plain, Span(begin, begin + len(stripped)), number, len(found)))
        start += len(raw) + 1
    return found


# Marks of secrecy


def _letters(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFC", text) if letter.isalnum())


def _secrecy_lines(lines: list[_Line], words: GateWords, is_margin: bool) -> Iterator[_Line]:
    """« MẬT », « T Ố I  M Ậ T », « Độ mật: Mật », « | MẬT | CỘNG HÒA … | » near the letterhead.

    Does not read: « mật thiết », « bí mật nhà nước », a list of the degrees in a sentence or with dashes, a line
    « MẬT » that only carries on « … BÍ » of the line before.
    """
    heads = [line.order for line in lines if any(phrase in _heading(line.plain) for phrase in words.letterhead)]
    near = {order + step for order in heads for step in range(-words.near_lines, words.near_lines + 1)}
    for line in lines:
        if not (is_margin or line.order < words.letterhead_lines or line.order in near):
            continue
        if "t" in line.plain and _is_stamped(line, words) and not _carries_on(lines, line, words):
            yield line


def _carries_on(lines: list[_Line], line: _Line, words: GateWords) -> bool:
    before = lines[line.order - 1].text.split() if line.order else []
    return bool(before) and before[-1].lower() in words.compounds


def _is_stamped(line: _Line, words: GateWords) -> bool:
    is_item = _BULLET.match(line.text) is not None
    if _is_mark(line.text, words, capital_only=is_item):
        return True
    if _is_labelled(line.text, words) or _is_mark(_without_letterhead(line.text, words), words, capital_only=True):
        return True
    for cell in _CELLS.split(line.text):
        if len(cell) > _STAMP_LINE:
            continue
        parts = [cell, *_STAMP_PARTS.split(cell)]
        if any(_is_mark(part, words, capital_only=True) for part in parts) or _is_labelled(cell, words):
            return True
    return False


def _is_mark(text: str, words: GateWords, *, capital_only: bool) -> bool:
    """Whether the letters of `text` are a mark and nothing else, written as a stamp is: in capitals or « Tối mật »."""
    if len(text) > _STAMP_LINE:
        return False
    letters = _letters(text)
    lowered = letters.lower()
    if lowered in words.legacy_marks:
        return True
    if lowered not in words.marks and lowered not in words.bare_marks:
        return False
    return letters.isupper() or (letters[:1].isupper() and not capital_only)


def _is_labelled(text: str, words: GateWords) -> bool:
    letters = _letters(text[: 2 * _STAMP_LINE]).lower()
    known = words.marks | words.bare_marks
    return any(
        letters.removeprefix(form) in known
        for label in words.labels
        for form in (label, strip_marks(label))
        if letters.startswith(form)
    )


def _without_letterhead(text: str, words: GateWords) -> str:
    """What is left of « MẬT  CỘNG HÒA XÃ HỘI … » without the letterhead; "" when there is none in the line."""
    plain = strip_marks(text).lower()
    for phrase in words.letterhead:
        pattern = r"\W+".join(map(re.escape, phrase.split()))
        found = re.search(pattern, plain)
        if found is not None:
            return text[: found.start()] + text[found.end() :]
    return ""


# Lists of persons


def _heading(text: str) -> str:
    """A heading as compared: folded, letters and digits only, one blank between words."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())


@lru_cache(maxsize=8)
def _alternation(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")


def _is_heading(cell: str, phrases: tuple[str, ...]) -> bool:
    heading = _heading(cell)
    return len(heading.split()) <= _HEADING_WORDS and any(
        heading == phrase or (" " in phrase and heading.startswith(f"{phrase} ")) for phrase in phrases
    )


def _person_lists(lines: list[_Line], words: GateWords) -> Iterator[_Line]:
    """Column headings: « | STT | Họ và tên | Năm sinh | », « TT Họ và tên Năm sinh Nơi ở », or one in each line."""
    named = _alternation(tuple(phrase for phrase in words.name_headings if " " in phrase))
    for line in lines:
        if "ten" not in line.plain and named.search(line.plain) is None:
            continue
        if _is_cell_row(line, words) or _is_spaced_row(line, words) or _is_stacked(lines, line, words):
            yield line


def _is_cell_row(line: _Line, words: GateWords) -> bool:
    cells = re.split(r"\||\t|[ \u00a0]{2,}", line.text)
    return any(_is_heading(cell, words.name_headings) for cell in cells) and any(
        _is_heading(cell, words.detail_headings) and not _is_heading(cell, words.office_headings) for cell in cells
    )


def _is_spaced_row(line: _Line, words: GateWords) -> bool:
    """Headings with one blank between them and hardly a word besides; a sentence has commas or other words."""
    if len(line.text) > _HEADER_LINE or re.search(r"[;:.]\s|[;:.…]$", line.text):
        return False
    heading = _heading(line.text)
    rest = _alternation(words.office_headings).sub(" ", heading)
    rest, names = _alternation(words.name_headings).subn(" ", rest)
    rest, details = _alternation(words.detail_headings).subn(" ", rest)
    rest = _alternation(words.other_headings).sub(" ", rest)
    return names > 0 and details > 0 and len(rest.split()) * 4 < len(heading.split())


def _is_stacked(lines: list[_Line], line: _Line, words: GateWords) -> bool:
    """« Họ và tên » alone in a line, « Năm sinh » alone in a line close by: a table that a copy took apart."""
    if not _is_alone(line, words.name_headings):
        return False
    around = lines[max(line.order - _NEIGHBOURS, 0) : line.order + _NEIGHBOURS + 1]
    return any(_is_alone(other, words.detail_headings) for other in around)


def _is_alone(line: _Line, phrases: tuple[str, ...]) -> bool:
    return (
        len(line.text) <= _COLUMN_HEADING and not line.text.endswith((":", ".", "…")) and _heading(line.text) in phrases
    )


def _person_details(lines: list[_Line], words: GateWords) -> Iterator[_Line]:
    """« … , sinh năm 1980 », « Năm sinh: 02/9/1975 »."""
    born = _birth_pattern(words.birth_phrases)
    for line in lines:
        if born.search(line.plain):
            yield line


@lru_cache(maxsize=8)
def _birth_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    said = "|".join(map(re.escape, phrases))
    return re.compile(rf"\b(?:{said})\W{{0,4}}(?:\d{{1,2}}\W\d{{1,2}}\W)?(?:19|20)\d\d\b")


def _forms(lines: list[_Line], words: GateWords) -> Iterator[_Line]:
    """« Họ và tên: Nguyễn … » with « Chỗ ở: … » close behind: a form filled in; dots are no value."""
    for line in lines:
        if _is_filled(line, words.name_headings):
            after = lines[line.order + 1 : line.order + 1 + _NEIGHBOURS]
            if any(_is_filled(other, words.detail_headings) for other in after):
                yield line


def _is_filled(line: _Line, phrases: tuple[str, ...]) -> bool:
    label, colon, value = line.text.partition(":")
    return bool(colon) and len(label) <= _COLUMN_HEADING and bool(_letters(value)) and _is_heading(label, phrases)
