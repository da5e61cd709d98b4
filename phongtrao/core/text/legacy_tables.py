"""Codes of the encodings from before Unicode, as data: which code shows which letter.

Each row is one vowel: bare, acute, grave, hook above, tilde, dot below. Sources: TCVN 5712:1993 (set VN3, the « ABC »
fonts .VnTime …); the VNI-Windows and VPS character sets as their fonts show them, published with the free converter
VnConv of UniKey. Codes are written in hexadecimal, as Windows-1252 would number them.
"""

from __future__ import annotations

_VOWELS = (
    "aáàảãạ", "âấầẩẫậ", "ăắằẳẵặ", "eéèẻẽẹ", "êếềểễệ", "iíìỉĩị", "oóòỏõọ", "ôốồổỗộ", "ơớờởỡợ", "uúùủũụ", "ưứừửữự",
    "yýỳỷỹỵ",
)  # fmt: skip

# One code per small letter; only the bare letters have capitals. « .. »: ASCII.
_TCVN3 = (
    ".. b8 b5 b6 b7 b9", "a9 ca c7 c8 c9 cb", "a8 be bb bc bd c6", ".. d0 cc ce cf d1", "aa d5 d2 d3 d4 d6",
    ".. dd d7 d8 dc de", ".. e3 df e1 e2 e4", "ab e8 e5 e6 e7 e9", "ac ed ea eb ec ee", ".. f3 ef f1 f2 f4",
    "ad f8 f5 f6 f7 f9", ".. fd fa fb fc fe",
)  # fmt: skip
_TCVN3_OTHERS = {"Ă": "a1", "Â": "a2", "Ê": "a3", "Ô": "a4", "Ơ": "a5", "Ư": "a6", "Đ": "a7", "đ": "ae"}

_VPS_SMALL = (
    ".. e1 e0 e4 e3 e5", "e2 c3 c0 c4 c5 c6", "e6 a1 a2 a3 a4 a5", ".. e9 e8 c8 eb cb", "ea 89 8a 8b cd 8c",
    ".. ed ec cc ef ce", ".. f3 f2 d5 f5 86", "f4 d3 d2 b0 87 b6", "d6 a7 a9 aa ab ae", ".. fa f9 fb db f8",
    "dc d9 d8 ba bb bf", ".. 9a ff 9b cf 9c",
)  # fmt: skip
_VPS_CAPITAL = (
    ".. c1 80 81 82 ..", "c2 83 84 85 .. ..", "88 8d 8e 8f f0 ..", ".. c9 d7 de fe ..", "ca 90 93 94 95 ..",
    ".. b4 b5 b7 b8 ..", ".. b9 bc bd be ..", "d4 96 97 98 99 ..", "f7 9d 9e 9f a6 ..", ".. da a8 d1 ac ..",
    "d0 ad af b1 .. ..", ".. dd b2 fd b3 ..",
)  # fmt: skip
_VPS_OTHERS = {"Đ": "f1", "đ": "c7"}

# VNI: a mark stands behind its vowel; with « a », « e », « o » some marks are circumflex or breve and tone in one.
_VNI_TONES = dict(zip(("f9", "f8", "fb", "f5", "ef"), range(1, 6), strict=True))
_VNI_CIRCUMFLEX = dict(zip(("e2", "e1", "e0", "e5", "e3", "e4"), range(6), strict=True))
_VNI_BREVE = dict(zip(("ea", "e9", "e8", "fa", "fc", "eb"), range(6), strict=True))
_VNI_ALONE = {"í": "ed", "ì": "ec", "ỉ": "e6", "ĩ": "f3", "ị": "f2", "ơ": "f4", "ư": "f6", "ỵ": "ee", "đ": "f1"}


def _single(rows: tuple[str, ...], others: dict[str, str], *, capital: bool = False) -> dict[str, str]:
    found = {chr(int(code, 16)): letter for letter, code in others.items()}
    for vowels, codes in zip(_VOWELS, rows, strict=True):
        for vowel, code in zip(vowels, codes.split(), strict=True):
            if code != "..":
                found[chr(int(code, 16))] = vowel.upper() if capital else vowel
    return found


def _as_windows_shows(table: dict[str, str]) -> dict[str, str]:
    """Codes 80 to 9F also as the letters that Windows-1252 has there; its quotes, dashes and dots stay themselves."""
    seen = dict(table)
    for code, letter in table.items():
        if code < "\xa0":
            shown = code.encode("latin-1").decode("cp1252", "ignore")
            if shown and shown not in "“”‘’–—…•":
                seen[shown] = letter
    return seen


def _vni() -> dict[str, str]:
    found = {chr(int(code, 16)): letter for letter, code in _VNI_ALONE.items()}
    rows = {"a": _VOWELS[0], "e": _VOWELS[3], "o": _VOWELS[6], "ô": _VOWELS[8], "u": _VOWELS[9], "ö": _VOWELS[10]}
    rows |= {"y": _VOWELS[11]}
    for base, row in rows.items():
        found |= {base + chr(int(code, 16)): row[tone] for code, tone in _VNI_TONES.items()}
    for base, row in (("a", _VOWELS[1]), ("e", _VOWELS[4]), ("o", _VOWELS[7])):
        found |= {base + chr(int(code, 16)): row[tone] for code, tone in _VNI_CIRCUMFLEX.items()}
    found |= {"a" + chr(int(code, 16)): _VOWELS[2][tone] for code, tone in _VNI_BREVE.items()}
    for code, letter in list(found.items()):
        found[code.upper()] = letter.upper()
        if len(code) == 2:  # the mark of the other case is typed by some
            found[code[0].upper() + code[1]] = letter.upper()
            found[code[0] + code[1].upper()] = letter
    return found


TCVN3: dict[str, str] = _single(_TCVN3, _TCVN3_OTHERS)
"""Code → letter; letters with a tone are small, their capitals are another font (.VnTimeH)."""
VPS: dict[str, str] = _as_windows_shows(_single(_VPS_SMALL, _VPS_OTHERS) | _single(_VPS_CAPITAL, {}, capital=True))
"""Code → letter, both cases."""
VNI: dict[str, str] = _vni()
"""One or two codes → letter, both cases."""
