"""Names of places as they are written in different lists, brought to one form for comparing."""

from __future__ import annotations

import unicodedata

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Grave, acute, tilde, hook above, dot below: the five written tones."""

_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-"})


def comparable_name(name: str) -> str:
    """Form in which « Hoà Phú », « Hòa  Phú » are equal, « M’Drắk » and « M'Drắk » too.

    Guarantees: blanks single, apostrophes and dashes plain, the tone of a syllable moved behind its
    letters (where it sits is a matter of style), Unicode decomposed. Case and letters stay: « Đăk BLa » is
    not « Đăk Bla ». For comparing only, never for showing.
    """
    words = unicodedata.normalize("NFD", name.translate(_PLAIN)).split()
    return " ".join(_tone_last(word) for word in words)


def _tone_last(word: str) -> str:
    tones = "".join(mark for mark in word if mark in _TONES)
    return "".join(mark for mark in word if mark not in _TONES) + tones
