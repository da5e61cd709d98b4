"""« KÕ ho¹ch x©y dùng phong trµo » → « Kế hoạch xây dựng phong trào »: text in an encoding from before Unicode.

Such text comes as Latin letters and signs that only an old font shows as Vietnamese: TCVN3 (ABC, .VnTime …), VNI
(VNI-Times …), VPS. Whether a text is in one of them is judged by its words: read so they are syllables of Vietnamese,
as they stand they are not. Sound Unicode, English, French and German give no such words. A text of two kinds is
converted line by line. Reads no VIQR, VISCII, BK HCM.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from phongtrao.core.text.damage import ONSETS, RHYMES
from phongtrao.core.text.legacy_tables import TCVN3, VNI, VPS

Encoding = Literal["tcvn3", "vni", "vps"]

ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni", "vps")
NAMES: dict[Encoding, str] = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI-Windows", "vps": "VPS"}
"""What offices call them."""

_TABLES: dict[Encoding, dict[str, str]] = {"tcvn3": TCVN3, "vni": VNI, "vps": VPS}
_CODES = {
    name: re.compile("|".join(re.escape(code) for code in sorted(table, key=lambda code: (-len(code), code))))
    for name, table in _TABLES.items()
}
_WORD = re.compile(r"[A-Za-z\u0080-\u009f\u00a1-\u1fff\u20ab]+")
_SYLLABLE = re.compile(rf"(?:{'|'.join(ONSETS)})?(?:{'|'.join(RHYMES)})\Z")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_SAMPLE = 200_000  # code points that are judged
_SURE, _FEW = 4, 2  # different words needed: beside words that speak against it; with none that does
_DENSE = 0.2  # share of old words in the lines that have any; plans in TCVN3 and VNI have over half
_SHORT = 3  # letters of an abbreviation such as « QĐ », which proves nothing


@dataclass(slots=True)
class _Tally:
    """How many words of a text are syllables only when read in the encoding, only as they stand, both, neither."""

    old: int = 0
    sound: int = 0
    both: int = 0
    neither: int = 0
    different: int = 0


def find_legacy(text: str) -> Encoding | None:
    """The old encoding in which `text`, or a part of it, is written; None for sound text and where it is not sure."""
    sample = text[:_SAMPLE]
    words = _words(sample)
    if not words:
        return None
    tallies = {name: _tally(words, name) for name in ENCODINGS}
    best = max(ENCODINGS, key=lambda name: tallies[name].old - tallies[name].neither)
    return best if _is_sure(tallies[best]) and _is_dense(sample, best) else None


def _is_dense(text: str, encoding: Encoding) -> bool:
    """Whether old words are many where they stand: a poor scan has a few by chance (« huéng », « nuéc »)."""
    old = every = 0
    for line in text.split("\n"):
        found = _tally(_words(line), encoding).old
        if found:
            old += found
            every += len(_WORD.findall(line))
    return old > _DENSE * every


def _is_sure(tally: _Tally) -> bool:
    if tally.different >= _SURE and tally.old > 2 * tally.neither:
        return True
    return tally.different >= _FEW and not tally.neither and not tally.sound


def is_sound(text: str, encoding: Encoding) -> bool:
    """Whether more words of `text` are syllables as they stand than when read in `encoding`: a font that lies."""
    tally = _tally(_words(text[:_SAMPLE]), encoding)
    return tally.sound > tally.old


def convert_legacy(text: str, encoding: Encoding) -> str:
    """`text` with its lines in `encoding` as Unicode (NFC); lines whose words are sound as they stand are kept."""
    if not _has_sound_lines(text, encoding):
        return convert_all(text, encoding)
    lines = text.split("\n")
    verdicts = [_verdict(line, encoding) for line in lines]
    return "\n".join(
        convert_all(line, encoding) if is_old else line for line, is_old in zip(lines, _filled(verdicts), strict=True)
    )


def _has_sound_lines(text: str, encoding: Encoding) -> bool:
    """Whether letters that the encoding does not have stand in `text`; other words may be sound by chance (« sè »)."""
    table = _TABLES[encoding]
    return any("\u00ff" < letter < "\u2000" and letter not in table for letter in text)


def _verdict(line: str, encoding: Encoding) -> bool | None:
    tally = _tally(_words(line), encoding)
    return None if tally.old == tally.sound else tally.old > tally.sound


def _filled(verdicts: list[bool | None]) -> list[bool]:
    """A line that says nothing is like the line before it, the first lines like the first that says something."""
    last = next((said for said in verdicts if said is not None), True)
    filled: list[bool] = []
    for said in verdicts:
        last = last if said is None else said
        filled.append(last)
    return filled


def convert_all(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """Every code of `text`, as a font of this encoding shows it; `capitals`: a font of capitals only (.VnTimeH).

    A word that holds letters outside the encoding is Unicode already and stays.
    """
    if text.isascii():
        return text.upper() if capitals else text
    text = _PRIVATE.sub(lambda m: chr(ord(m.group()) - 0xF000), text)
    words = [_converted(match.group(), encoding) for match in _WORD.finditer(text)]
    found = iter(_with_capitals(words, text) if encoding != "vni" and not capitals else words)
    shown = _signs(_WORD.sub(lambda _: next(found), text))
    return shown.upper() if capitals else shown


_PRIVATE = re.compile("[\uf020-\uf0ff]")  # codes of a font that Windows holds for a set of symbols
_CONTROL = re.compile("[\u0080-\u009f]")


def _signs(text: str) -> str:
    """What is left of 80 to 9F are the quotes and dashes of Windows-1252."""
    return _CONTROL.sub(lambda m: m.group().encode("latin-1").decode("cp1252", "ignore"), text)


def _converted(word: str, encoding: Encoding) -> str:
    if word.isascii() or any(letter > "\u00ff" and letter not in _TABLES[encoding] for letter in word):
        return word
    table = _TABLES[encoding]
    return _CODES[encoding].sub(lambda m: table[m.group()], word)


def _with_capitals(words: list[str], text: str) -> list[str]:
    """« KÕ HO¹CH » → « KẾ HOẠCH »: TCVN3 has no capitals with tones, VPS few; the capitals around them decide."""
    plain = [match.group() for match in _WORD.finditer(text)]
    shouted = [_is_shouted(word) for word in words]
    syllables = [
        said if _is_spelled(unicodedata.normalize("NFC", w).lower()) else None
        for said, w in zip(shouted, words, strict=True)
    ]
    out: list[str] = []
    for at, word in enumerate(words):
        said = shouted[at]
        if said is None and not plain[at].isascii():
            behind = syllables[at + 1] if at + 1 < len(words) else None
            said = behind if behind is not None else at > 0 and syllables[at - 1]
        out.append(word.upper() if said else word)
    return out


def _is_shouted(word: str) -> bool | None:
    """Whether a word is in capitals but for its letters with tones; None when its letters do not tell."""
    sure = [letter.isupper() for letter in word if _is_toneless(letter)]
    if not sure or (len(sure) == 1 and sure[0] and word[:1].isupper()):
        return None if len(word) > 1 or not sure else sure[0]
    return all(sure)


@lru_cache(maxsize=1024)
def _is_toneless(letter: str) -> bool:
    return letter.isalpha() and not any(ord(part) in _TONES for part in unicodedata.normalize("NFD", letter))


def _words(text: str) -> Counter[str]:
    """The words of `text` that hold anything but ASCII."""
    return Counter(word for word in _WORD.findall(text) if not word.isascii())


def _tally(words: Counter[str], encoding: Encoding) -> _Tally:
    tally = _Tally()
    for word, count in words.items():
        read = _converted(word, encoding)
        is_old, is_sound = read != word and _is_syllable(read, mixed=encoding != "vni"), _is_syllable(word)
        if is_old and is_sound:
            tally.both += count
        elif is_old:
            tally.old += count
            tally.different += 1
        elif is_sound:
            tally.sound += count
        elif not (len(read) <= _SHORT and read.isupper()) and any(letter.isalpha() for letter in read):
            tally.neither += count
    return tally


def _is_syllable(word: str, *, mixed: bool = False) -> bool:
    """A syllable of two letters or more, with one tone, in one case (`mixed`: whatever its case)."""
    composed = unicodedata.normalize("NFC", word)
    if len(composed) < 2 or not (mixed or _is_one_case(composed)):
        return False
    return _is_spelled(composed.lower())


def _is_one_case(word: str) -> bool:
    return word[1:].islower() or word.isupper()


@lru_cache(maxsize=16_384)
def _is_spelled(word: str) -> bool:
    parts = unicodedata.normalize("NFD", word)
    bare = parts.translate(_TONES)
    return len(parts) - len(bare) <= 1 and bool(_SYLLABLE.match(unicodedata.normalize("NFC", bare)))


def joined(parts: Iterable[tuple[str, Encoding | None, bool]]) -> str:
    """Stretches (text, encoding of its font, font of capitals) in order as one text; neighbours alike are one stretch.

    For runs of Word and stretches of PDF text: a VNI mark may stand in another stretch than its vowel.
    """
    out: list[str] = []
    held: list[str] = []
    last: tuple[Encoding | None, bool] = (None, False)
    for text, encoding, capitals in (*parts, ("", None, False)):
        if (encoding, capitals) != last or not text:
            out.append(_stretch("".join(held), *last))
            held, last = [], (encoding, capitals)
        held.append(text)
    return "".join(out)


def _stretch(text: str, encoding: Encoding | None, capitals: bool) -> str:
    return text if encoding is None or not text else convert_all(text, encoding, capitals=capitals)


def font_encoding(font: str) -> tuple[Encoding | None, bool]:
    """« .VnTimeH » → ("tcvn3", True): the encoding that a font of this name shows, and whether in capitals only."""
    name = font.strip().lower().lstrip(".")
    name = name.split("+", 1)[-1].lstrip(".") if "+" in name else name  # « ABCDEF+.VnTime »: a part of a font in PDF
    if (".vn" in font.lower() and name.startswith("vn")) or name.startswith(("vntime", "vnarial")):
        return "tcvn3", name.split("-")[0].split(",")[0].rstrip().endswith("h")
    if name.startswith(("vni-", "vni ", "vni_")):
        return "vni", False
    return ("vps", False) if name.startswith(("vps", "vps ")) else (None, False)


def is_vietnamese(text: str) -> bool:
    """Whether `text` holds words with marks and nearly all of them are syllables as they stand (NFC or not)."""
    words = _words(unicodedata.normalize("NFC", text[:_SAMPLE]))
    sound = [word for word in words if _is_syllable(word)]
    return len(sound) >= _SURE and sum(words[w] for w in sound) > 0.8 * words.total()


def convert_words(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a page (none holds a blank), those in an old encoding as Unicode; as many as came, in their order.

    For text layers of PDF, which keep the codes of the old fonts. There the « ư » of TCVN3, a soft hyphen, may come as
    a hyphen: « ph-¬ng » → « phương », while « QĐ-UBND » stays.
    """
    text = " ".join(words)
    encoding = find_legacy(text)
    if encoding is None:
        return tuple(words)
    text = _HYPHENED.sub(_with_horn, text) if encoding == "tcvn3" else text
    return tuple(convert_legacy(text, encoding).split(" "))


_HYPHENED = re.compile(r"[A-Za-z\u00a1-\u00ff]*-[A-Za-z\u00a1-\u00ff-]*")


def _with_horn(match: re.Match[str]) -> str:
    horned = match.group().replace("-", "\u00ad")
    is_word = len(horned) > 1 and _is_syllable(_converted(horned, "tcvn3"), mixed=True)
    return horned if is_word else match.group()
