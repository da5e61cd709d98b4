"""Vietnamese order of names as a text that any database compares byte by byte."""

from __future__ import annotations

import re
import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The Vietnamese alphabet in dictionary order; f, j, w, z of foreign names stand where Latin has them."""

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""ngang, huyền, hỏi, ngã, sắc, nặng: the order of tones in Vietnamese dictionaries."""

_CODE_OF = {letter: chr(ord("A") + place) for place, letter in enumerate(LETTERS)}
# Below digits and letters: a syllable stands before every longer one that begins with it.
_TONE_CODE = {tone: chr(ord("!") + place) for place, tone in enumerate(TONES)}
_TONE_MARKS = frozenset(TONES[1:])
_PART = re.compile(r"\d+|[^\W\d_]+")
_OTHER = "~"  # a letter of another script: behind every Vietnamese one


def sort_key(name: str) -> str:
    """Key whose byte order is the order of a Vietnamese list: « Thôn 2 » before « Thôn 10 », « Da » before « Đa ».

    Compared syllable by syllable, in each first by letters (a ă â b … d đ …), then by tone (ngang huyền hỏi ngã
    sắc nặng), as dictionaries do. Where the tone sits (« Hòa », « Hoà ») and case make no difference; numbers count
    by value and stand before letters; punctuation only separates. ASCII only.
    """
    parts = _PART.findall(unicodedata.normalize("NFC", name).lower())
    return " ".join(_number(part) if part.isdigit() else _syllable(part) for part in parts)


def _number(digits: str) -> str:
    value = digits.lstrip("0") or "0"
    return f"{min(len(value), 99):02d}{value}" if value.isascii() else digits


def _syllable(word: str) -> str:
    tone = ""
    letters = []
    for character in word:
        marks = unicodedata.normalize("NFD", character)
        tone = next((mark for mark in marks if mark in _TONE_MARKS), tone)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONE_MARKS))
        letters.append(_CODE_OF.get(bare, _CODE_OF.get(marks[0], _OTHER)))
    return "".join(letters) + _TONE_CODE[tone]
