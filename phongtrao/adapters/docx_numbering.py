"""Automatic numbers of a .docx: what Word shows before a paragraph but does not store in it.

Source: ECMA-376 part 1, 17.9 (numbering). Numbers come by the paragraph (`w:numPr`) or by its style; counters belong to
the abstract list, so that two lists made from it go on counting unless one restarts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_DIGIT_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# Word lets a counter run as far as it likes; beyond this a letter or Roman number is no longer a number.
_MAX_SPELLED = 3_999


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """The `w:` attribute of an element that may be missing."""
    return None if element is None else element.get(f"{W}{name}")


def integer(text: str | None, default: int) -> int:
    """`text` as an integer within ±10⁶, else `default`: attributes come from outside."""
    try:
        value = int(text or "")
    except ValueError:
        return default
    return value if -1_000_000 <= value <= 1_000_000 else default


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list as defined. `restart_after`: level (0-based) whose use restarts it; None = never."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    style: str | None = None
    all_decimal: bool = False
    restart_after: int | None = None


@dataclass(slots=True)
class _List:
    """A `w:num`: its abstract list and its own overrides."""

    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StyleNumber:
    """What a style says about numbering; either may be missing."""

    list_id: str | None
    level: int | None


class Numbering:
    """Counts paragraphs in document order; `label` must be called once for each numbered paragraph."""

    def __init__(self, numbering: etree._Element | None, style_lists: dict[str, str]) -> None:
        """`style_lists`: list id by numbering style id (`w:style` of type numbering), for `w:numStyleLink`."""
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        if numbering is not None:
            self._lists = dict(_lists(numbering, style_lists))

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level of the list that names `style` as its paragraph style."""
        found = self._lists.get(list_id)
        if found is None:
            return None
        return next((index for index, level in found.levels.items() if level.style == style), None)

    def label(self, list_id: str, level: int) -> str:
        """« 1.2. » with the separator behind it, or "" where the list shows nothing."""
        found = self._lists.get(list_id)
        if found is None or not 0 <= level < LEVELS:
            return ""
        counters = self._counters.setdefault(found.abstract, [None] * LEVELS)
        self._advance(list_id, found, counters, level)
        definition = found.levels.get(level, Level())
        if definition.number_format == "bullet":
            return _bullet(definition.text) + " "
        shown = _filled(definition, found, counters)
        if not shown:
            return ""
        return shown if definition.suffix == "nothing" else f"{shown} "

    def _advance(self, list_id: str, found: _List, counters: list[int | None], level: int) -> None:
        start = found.levels.get(level, Level()).start
        if level in found.restarts and (list_id, level) not in self._started:
            counters[level] = found.restarts[level]
        else:
            before = counters[level]
            counters[level] = start if before is None else before + 1
        self._started.add((list_id, level))
        for deeper in range(level + 1, LEVELS):
            restart_after = found.levels.get(deeper, Level(restart_after=deeper - 1)).restart_after
            if restart_after is not None and level <= restart_after:
                counters[deeper] = None


def _bullet(text: str) -> str:
    """Offices write « - » and, one level down, « + »; every other sign stands for a dash."""
    return "+" if text.strip() == "+" else "-"


def _filled(definition: Level, found: _List, counters: list[int | None]) -> str:
    shown = definition.text
    for index in range(LEVELS):
        mark = f"%{index + 1}"
        if mark in shown:
            level = found.levels.get(index, Level())
            value = counters[index]
            number = level.start if value is None else value
            shown = shown.replace(mark, formatted(number, "decimal" if definition.all_decimal else level.number_format))
    return shown.strip()


def formatted(number: int, number_format: str) -> str:
    """`number` in a `w:numFmt`; formats that offices do not use are shown as decimal."""
    if number_format == "none":
        return ""
    if number_format == "decimalZero":
        return f"{number:02d}"
    if 0 < number <= _MAX_SPELLED:
        if number_format in ("upperRoman", "lowerRoman"):
            return _roman(number) if number_format == "upperRoman" else _roman(number).lower()
        if number_format in ("upperLetter", "lowerLetter"):
            # Word repeats the letter after z: aa, bb, … (17.18.59).
            letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letters.upper() if number_format == "upperLetter" else letters
        if number_format == "vietnameseCounting" and number < 100:
            return _vietnamese(number)
    return str(number)


def _roman(number: int) -> str:
    shown = ""
    for value, letters in _ROMAN:
        while number >= value:
            shown += letters
            number -= value
    return shown


def _vietnamese(number: int) -> str:
    """1–99 in words: « mười lăm », « hai mươi mốt »."""
    tens, unit = divmod(number, 10)
    if tens == 0:
        return _DIGIT_WORDS[unit]
    head = "mười" if tens == 1 else f"{_DIGIT_WORDS[tens]} mươi"
    if unit == 0:
        return head
    tail = {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(unit, _DIGIT_WORDS[unit])
    return f"{head} {tail}"


def _lists(numbering: etree._Element, style_lists: dict[str, str]) -> Iterator[tuple[str, _List]]:
    abstracts = {attribute(item, "abstractNumId") or "": item for item in numbering.iterchildren(f"{W}abstractNum")}
    numbers = {attribute(item, "numId") or "": item for item in numbering.iterchildren(f"{W}num")}
    for list_id, item in numbers.items():
        abstract_id = _abstract_of(item, abstracts, numbers, style_lists)
        levels = _levels(abstracts.get(abstract_id))
        found = _List(abstract_id, levels)
        for override in item.iterchildren(f"{W}lvlOverride"):
            index = integer(attribute(override, "ilvl"), -1)
            replaced = override.find(f"{W}lvl")
            if replaced is not None and 0 <= index < LEVELS:
                levels[index] = _level(replaced, index)
            start = attribute(override.find(f"{W}startOverride"))
            if start is not None:
                found.restarts[index] = integer(start, 1)
        yield list_id, found


def _abstract_of(
    item: etree._Element,
    abstracts: dict[str, etree._Element],
    numbers: dict[str, etree._Element],
    style_lists: dict[str, str],
) -> str:
    """The abstract list, through at most one `w:numStyleLink` (style → list → abstract list)."""
    abstract_id = attribute(item.find(f"{W}abstractNumId")) or ""
    abstract = abstracts.get(abstract_id)
    linked = None if abstract is None else attribute(abstract.find(f"{W}numStyleLink"))
    target = None if linked is None else numbers.get(style_lists.get(linked, ""))
    if target is None:
        return abstract_id
    return attribute(target.find(f"{W}abstractNumId")) or abstract_id


def _levels(abstract: etree._Element | None) -> dict[int, Level]:
    if abstract is None:
        return {}
    found: dict[int, Level] = {}
    for item in abstract.iterchildren(f"{W}lvl"):
        index = integer(attribute(item, "ilvl"), -1)
        if 0 <= index < LEVELS:
            found[index] = _level(item, index)
    return found


def _level(item: etree._Element, index: int) -> Level:
    restart = attribute(item.find(f"{W}lvlRestart"))
    # `w:lvlRestart` counts levels from 1; 0 means that the level never restarts.
    after = index - 1 if restart is None else integer(restart, index) - 1
    legal = item.find(f"{W}isLgl")
    return Level(
        start=integer(attribute(item.find(f"{W}start")), 0 if item.find(f"{W}start") is None else 1),
        number_format=attribute(item.find(f"{W}numFmt")) or "decimal",
        text=(attribute(item.find(f"{W}lvlText")) or "")[:100],
        suffix=attribute(item.find(f"{W}suff")) or "tab",
        style=attribute(item.find(f"{W}pStyle")),
        all_decimal=legal is not None and attribute(legal) not in ("0", "false", "off"),
        restart_after=after if after >= 0 else None,
    )
