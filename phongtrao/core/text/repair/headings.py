"""« |. MỤC ĐÍCH », « 11. NỘI DUNG », « Vi. TỔ CHỨC » : the Roman numerals of headings that a wrong model misread.

A numeral is proved by the sequence: the headings in capitals, taken in order, must give I, II, III … when strokes are
read as I; one heading alone proves nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HEADING = re.compile(r"^[ \t]*(?P<numeral>[IVXl|1i!v]{1,5})[.,][ \t]+(?P<words>[^\W\d_][^\n]{3,})", re.M)
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_STROKE = re.compile(r"[l|1i!]")
_CAPITALS = 0.6  # share of capitals in the words of a heading


@dataclass(frozen=True, slots=True)
class Numeral:
    """`text[start:end]` was printed as `meant`."""

    start: int
    end: int
    read: str
    meant: str


def proved_numerals(text: str) -> list[Numeral]:
    """The misread numerals whose meaning the sequence of headings proves."""
    found: list[Numeral] = []
    due = 0
    for match in HEADING.finditer(text):
        letters = [c for c in match["words"] if c.isalpha()]
        if due == len(_NUMERALS) or sum(c.isupper() for c in letters) < _CAPITALS * len(letters):
            continue
        read, meant = match["numeral"], _STROKE.sub("I", match["numeral"].replace("Vv", "V").replace("v", "V"))
        if meant == _NUMERALS[due] or (due and _is_short(meant, _NUMERALS[due])):
            found.append(Numeral(*match.span("numeral"), read, _NUMERALS[due]))
            due += 1
        elif read == meant and read in _NUMERALS:
            due = _NUMERALS.index(read) + 1
    return [numeral for numeral in found if numeral.read != numeral.meant] if due > 1 else []


def _is_short(strokes: str, due: str) -> bool:
    """« il » for « III »: strokes alone, one of which is lost."""
    return set(strokes) == {"I"} == set(due) and len(due) - len(strokes) == 1


def with_numerals(text: str) -> str:
    """`text` with its misread numerals as Roman ones; same length, so one that lost a stroke stays short of it."""
    for numeral in proved_numerals(text):
        length = numeral.end - numeral.start
        meant = numeral.meant if len(numeral.meant) == length else numeral.meant[0] * length
        text = text[: numeral.start] + meant + text[numeral.end :]
    return text
