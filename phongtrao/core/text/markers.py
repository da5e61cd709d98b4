"""« IV. », « 2.1. », « a) », « - », « + »: what stands before the words of an item.

Grammar: one marker at the beginning of a line, then a blank. Levels from the outside in: part and chapter (Phần,
Chương, Mục), capital letter, Roman number, article (Điều), Arabic number with one to four figures, small letter,
bullets. It does not read numbers inside a sentence (« 10 cơ quan »), dates or document numbers (« 37/KH-UBND »).
Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II (phần, chương, mục, điều, khoản, điểm) and office usage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

RANK_PART, RANK_CHAPTER, RANK_LETTER, RANK_ROMAN, RANK_ARTICLE = 0, 1, 2, 3, 4
RANK_NUMBER = 10  # plus the number of figures: « 2. » 11, « 2.1. » 12
RANK_PARENTHESIS = 18
RANK_SMALL_LETTER = 20
RANK_BULLET = 30  # plus the order in which kinds of bullets first appear
RANK_TEXT = 99

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_PART = re.compile(
    r"(?P<part>Phần|PHẦN|Phụ lục|PHỤ LỤC)[ \t]+(?P<pv>(?:thứ|THỨ)[ \t]+\w+|[IVXL]+|\d+)[ \t]*[.:–-]?(?=\s|$)"
    r"|(?P<chapter>Chương|CHƯƠNG|Mục|MỤC)[ \t]+(?P<cv>[IVXL]+|\d+)[ \t]*[.:–-]?(?=\s|$)"
    r"|(?P<article>Điều|ĐIỀU)[ \t]+(?P<av>\d+)[ \t]*[.:](?=\s|$)"
)
_COUNTED = re.compile(
    r"(?P<roman>[IVXL]{1,6})[ ]?(?:[.)/:]|[-–](?=[ ]))(?=\s|$|[^\W\d_])"
    r"|(?P<capital>[A-HĐ])[ ]?(?:[.)/]|[-–](?=[ ]))(?=\s|$)"
    r"|(?P<figures>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)/:-]|(?=\s))(?=\s|$|[^\W\d_])"
    r"|(?P<number>\d{1,2})[ ]?(?:[.):](?=\s|$|[^\W\d_])|/(?=\s)|[-–](?=[ ]))"
    r"|\((?P<parenthesis>\d{1,2}|[ivx]{1,4}|[a-hđ])\)(?=\s|$|[^\W\d_])"
    r"|(?P<small>[a-hklmnpqiđeg])[ ]?[).](?=\s|$|[^\W\d_])"
    r"|(?P<small2>[a-hđ])[ ]?/(?=\s)"
)
_MISREAD = re.compile(r"[|l!]\.[ \t]+(?=[^\W\d_a-z]{2})")  # « I. MỤC ĐÍCH » as a scan shows it
_BULLET = re.compile(
    r"(?P<bullet>[-–—−‐‑]|[_~¬](?=[ \t])|\+|[*•●○◦▪■□·∙⁃►➢➤✓✔❖\uf02d\uf0b7\uf0a7\uf0d8\uf0fc\uf076]"
    r"|o(?=[ \t]))(?:[ \t]+|(?=\S))"
)
_DASHES = frozenset("-–—−‐‑_~¬")  # the last three are dashes as a scan shows them


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before an item: its kind, its value (counted kinds; 0 for bullets) and where the words begin."""

    kind: str
    rank: int
    value: int
    label: str
    words_at: int


def roman_value(roman: str) -> int:
    """« XIV » → 14. Only I, V, X, L and C are looked at; anything else counts nothing."""
    values = [_ROMAN.get(c, 0) for c in roman.upper()]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))


def read_marker(line: str) -> Marker | None:
    """The marker at the beginning of `line` (leading blanks allowed), or None. Table rows have none."""
    start = len(line) - len(line.lstrip(" \t"))
    if match := _PART.match(line, start):
        return _outer(match, line)
    if match := _MISREAD.match(line, start):
        return Marker("roman", RANK_ROMAN, 1, match.group().strip(), match.end())
    if match := _COUNTED.match(line, start):
        return _counted(match, line)
    if match := _BULLET.match(line, start):
        bullet = match["bullet"]
        if bullet == "+" or bullet in _DASHES or match.end() > match.end("bullet"):
            kind = "-" if bullet in _DASHES else bullet
            return Marker(kind, RANK_BULLET, 0, bullet, match.end())
    return None


def _after_blanks(line: str, at: int) -> int:
    while at < len(line) and line[at] in " \t":
        at += 1
    return at


def _outer(match: re.Match[str], line: str) -> Marker:
    kind = match.lastgroup or "part"
    kind, rank, value = next(
        (k, r, match[v])
        for k, r, v in (
            ("part", RANK_PART, "pv"),
            ("chapter", RANK_CHAPTER, "cv"),
            ("article", RANK_ARTICLE, "av"),
        )
        if match[k]
    )
    number = int(value) if value.isdigit() else roman_value(value) if value.isupper() and " " not in value else 0
    return Marker(kind, rank, number, match.group().strip(), _after_blanks(line, match.end()))


def _counted(match: re.Match[str], line: str) -> Marker:
    label, at = match.group().strip(), _after_blanks(line, match.end())
    if match["roman"]:
        return Marker("roman", RANK_ROMAN, roman_value(match["roman"]), label, at)
    if match["capital"]:
        return Marker("capital", RANK_LETTER, "ABCDĐEFGH".find(match["capital"]) + 1, label, at)
    if match["figures"]:
        figures = match["figures"].split(".")
        return Marker(f"number{len(figures)}", RANK_NUMBER + len(figures), int(figures[-1]), label, at)
    if match["number"]:
        return Marker("number1", RANK_NUMBER + 1, int(match["number"]), label, at)
    if match["parenthesis"]:
        value = match["parenthesis"]
        return Marker("parenthesis", RANK_PARENTHESIS, int(value) if value.isdigit() else 0, label, at)
    letter = match["small"] or match["small2"]
    return Marker("small", RANK_SMALL_LETTER, "abcdđeghiklmnpq".find(letter) + 1, label, at)
