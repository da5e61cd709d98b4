"""Sound Vietnamese written in encodings from before Unicode, as the keyboards of their time did it.

Independent of the tables of the program: TCVN3 from the C library (iconv, « TCVN5712-1 », whose VN3 part it is), VNI by
the rule « vowel, then mark », VPS from a table typed here letter by letter in another order.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_TONE = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_HAT = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_BOW = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_I = {"\u0301": "í", "\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}


@lru_cache(maxsize=1)
def _tcvn3_letters() -> dict[str, str]:
    codes = bytes(code for code in range(0xA1, 0xFF) if code not in (0xB0, 0xB1, 0xB2, 0xB3, 0xB4))
    lines = b"\n".join(bytes([code]) for code in codes)
    told = subprocess.run(["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=lines, capture_output=True, check=True)
    letters = told.stdout.decode().split("\n")
    found = {unicodedata.normalize("NFC", letter): chr(code) for code, letter in zip(codes, letters, strict=True)}
    # VN3 keeps of the capitals only the seven bare ones; the others are typed as the small letter.
    return {letter: code for letter, code in found.items() if letter.islower() or letter in "ĂÂÊÔƠƯĐ"}


def to_tcvn3(text: str) -> str:
    """As Latin letters; a capital with a tone is typed as its small letter."""
    table = _tcvn3_letters()
    return "".join(table.get(c) or table.get(c.lower(), c) for c in unicodedata.normalize("NFC", text))


def to_vni(text: str) -> str:
    """As Latin letters, the mark behind its vowel, in capitals behind a capital."""
    return re.sub(r"[^\x00-\x7f]", lambda m: _vni_letter(m.group()), unicodedata.normalize("NFC", text))


def _vni_letter(letter: str) -> str:
    if letter in "đĐ":
        return "ñ" if letter == "đ" else "Ñ"
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    if not marks or base not in "aeiouyAEIOUY":
        return letter
    shown = _vni_marks(base.lower(), marks)
    return shown.upper() if base.isupper() else shown


def _vni_marks(base: str, marks: str) -> str:
    tone = next((mark for mark in marks if mark in _TONE), "")
    if "\u0302" in marks:
        return base + _HAT[tone]
    if "\u0306" in marks:
        return base + _BOW[tone]
    if base == "i":
        return _I[tone]
    if base == "y" and tone == "\u0323":
        return "î"
    base = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
    return base + (_TONE[tone] if tone else "")


_VPS = (
    "À80Ả81Ã82Ấ83Ầ84Ẩ85ọ86ỗ87Ă88ế89ề8Aể8Bệ8CẮ8DẰ8EẲ8FẾ90Ề93Ể94Ễ95Ố96Ồ97Ổ98Ỗ99ý9Aỷ9Bỵ9CỚ9DỜ9EỞ9FắA1ằA2ẳA3ẵA4ặA5ỠA6ớA7ÙA8ờA9"
    "ởAAỡABŨACỨADợAEỪAFổB0ỬB1ỲB2ỸB3ÍB4ÌB5ộB6ỈB7ĨB8ÓB9ửBAữBBÒBCỎBDÕBEựBFầC0"
    + "ÁC1ÂC2ấC3ẩC4ẫC5ậC6đC7ẻC8ÉC9ÊCAẹCBỉCCễCD"
    + "ịCEỹCFƯD0ỦD1ồD2ốD3ÔD4ỏD5ơD6ÈD7ừD8ứD9ÚDAũDBưDCÝDDẺDEàE0áE1âE2ãE3ảE4ạE5ăE6èE8éE9êEAẽEBìECíEDĩEFẴF0ĐF1òF2óF3ôF4õF5"
    "ƠF7ụF8ùF9úFAủFBỶFDẼFEỳFF"
)


@lru_cache(maxsize=1)
def _vps_letters() -> dict[str, str]:
    return {letter: chr(int(code, 16)) for letter, code in re.findall(r"(\D)([0-9A-F]{2})", _VPS)}


def to_vps(text: str) -> str:
    """As Latin letters; the capitals that it lacks are typed as small letters."""
    table = _vps_letters()
    return "".join(table.get(c) or table.get(c.lower(), c) for c in unicodedata.normalize("NFC", text))


def to_cp1258(text: str) -> str:
    """Letter with its hat, bow or horn, then the tone as a letter of its own: what Windows-1258 can hold."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in _TONE), "")
        out.append(unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else letter)
    return "".join(out)


ENCODERS: dict[str, Callable[[str], str]] = {"tcvn3": to_tcvn3, "vni": to_vni, "vps": to_vps}
"""Name of the encoding → its encoder."""
