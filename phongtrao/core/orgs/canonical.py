"""« Uỷ ban nhân dân xã, phường » → « UBND các xã, phường »: one name for what is printed in several ways.

Guarantees: canonical names are fixed points; words of a name are never reordered; a level is added only when the
caller gives the plan's own level and the name is one that is called without it (« Đảng ủy » in a commune's plan).
"""

from __future__ import annotations

import re
from functools import lru_cache

from phongtrao.core.orgs.body_words import BodyWords
from phongtrao.core.text.folding import fold, strip_marks
from phongtrao.core.text.patterns import UPPER, alternation, place_tones

_ABBREVIATIONS_JOINED = re.compile(r"(?<=\w)\s*(?:[-–&]|\s+và\s+)\s*(?=(?:UBND|HĐND|MTTQ)(?!\w))")
_DASH = re.compile(r"(?<=\w)\s*[-–—]\s*(?=\w)")
_NOTE = re.compile(r"\s*\([^)]*\)?\s*$")


def canonical_name(name: str, words: BodyWords, own_level: str | None = None) -> str:
    """The canonical name of a body as printed. `own_level`: « xã », « phường » … of the plan's issuer."""
    out = _NOTE.sub("", place_tones(" ".join(name.split()))).strip(" .,:;-–*")
    out = _lowered(out, words)
    opening = re.compile(rf"(?:{alternation(words.openings)}|{alternation(words.silent_posts)})\s+(?=\w)", re.I)
    while (match := opening.match(out)) and _keeps_name(out[match.end() :], words):
        out = out[match.end() :]
    for short, spellings in words.spellings:
        if spellings:
            out = re.sub(rf"(?<!\w){alternation(spellings)}(?!\w)", short, out, flags=re.I)
    out = _DASH.sub(" - ", out)
    out = re.sub(r"(HĐND)\s*(?:[-–&]|và)\s*(UBND)", r"\1-\2", out)
    out = re.sub(r"(?:Việt Nam\s+)?(?:và\s+)?\Z", "", out) if out.endswith(" và") else out
    level = alternation(words.level_words)
    out = re.sub(rf"(UBND|Công an)\s+(?={level}\s*(?:,|và)\s*{level}(?!\w))", r"\1 các ", out)
    if own_level and out in words.takes_level:
        out = f"{out} {own_level}"
    return out[:1].upper() + out[1:]


def _keeps_name(rest: str, words: BodyWords) -> bool:
    """Whether what is left after an opening still names a body by itself."""
    return bool(rest) and bool(
        re.match(rf"(?:{UPPER}|{alternation((*words.named, *words.groups, *words.quantifiers))}(?!\w))", rest)
    )


def _lowered(name: str, words: BodyWords) -> str:
    """« CÔNG AN XÃ » → « Công an xã »; abbreviations and names in mixed case stay."""
    letters = [c for c in name if c.isalpha()]
    if " " not in name or not letters or not all(c.isupper() for c in letters):
        return name
    known = re.compile(rf"(?<!\w){alternation((*words.named, *words.heads))}(?!\w)", re.I)
    cased = {n.lower(): n for n in (*words.named, *words.heads)}
    lowered = known.sub(lambda m: cased.get(" ".join(m.group().lower().split()), m.group()), name)
    return re.sub(
        r"\w+", lambda m: m.group().lower() if m.group().isupper() and m.group() not in _SHORT else m.group(), lowered
    )


_SHORT = frozenset(
    [
        "UBND",
        "HĐND",
        "MTTQ",
        "UBMTTQ",
        "TNCS",
        "LHPN",
        "CCB",
        "ANTT",
        "ANTQ",
        "THCS",
        "THPT",
        "THPT",
        "BCĐ",
        "CHQS",
        "TP",
    ]
)


@lru_cache(maxsize=4)
def _marked(words: BodyWords) -> tuple[re.Pattern[str], dict[str, str]]:
    """Known words without their marks, and what they are with them."""
    known = (*words.named, *words.organs, *words.heads, *words.posts, *words.groups, *words.capital_words)
    small = (*words.level_words, *words.name_words, *words.quantifiers, *words.openings)
    marked = {_key(word): word for word in (*small, *known)}
    stripped = alternation([strip_marks(word) for word in (*known, *small)])
    return re.compile(rf"(?<!\w){stripped}(?!\w)", re.I), marked


def _key(word: str) -> str:
    return re.sub(r"\s*[-–—]\s*", "-", fold(word))


def marked_name(name: str, words: BodyWords) -> str:
    """« Phong Kinh te xa » → « Phòng Kinh tế xã »: the marks of known words put back, for a text that lost them.

    Words that the pack does not know stay as they are; the case of the first letter stays.
    """
    pattern, marked = _marked(words)
    pieces, done = [], 0
    for match in pattern.finditer(strip_marks(name)):
        word = marked.get(_key(match.group()), match.group())
        first = word[0].upper() if match.group()[0].isupper() else word[0].lower()
        pieces += [name[done : match.start()], first + word[1:]]
        done = match.end()
    return "".join([*pieces, name[done:]])


def level_of_name(name: str, words: BodyWords) -> str | None:
    """« UBND xã Tân Phú » → « commune »; the last level word wins, None when there is none."""
    found = re.findall(rf"(?<!\w)({alternation(words.level_words)})(?!\w)", name, flags=re.I)
    return words.level_of(" ".join(found[-1].split())) if found else None
