"""« an ninh Tổ quốc (ANTQ) », « PCCC »: the abbreviations of a paper, where they stand and where they are spelled
out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from phongtrao.core.documents.checks.paper import Paper
from phongtrao.core.text.patterns import LOWER, UPPER
from phongtrao.core.text.spans import Span
from phongtrao.core.text.syllables import TONES, plain_form

_TOKEN = re.compile(rf"(?<![\w/.-]){UPPER}{{2,}}(?:-{UPPER}{{2,}})*(?!\w|/|-\d)")
_MEANT = r"(?:sau\s+đây\s+)?(?:gọi|viết)\s+tắt\s+là:?\s*"
_GLOSS = re.compile(
    rf"(?<={LOWER})[”\"]?\s*\(\s*(?:{_MEANT})?[“\"]?(?P<short>{UPPER}{{2,}}(?:-{UPPER}{{2,}})*)[”\"]?\s*\)"
    rf"|{_MEANT}[“\"]?(?P<said>{UPPER}{{2,}}(?:-{UPPER}{{2,}})*)"
)
_CELL = re.compile(rf"(?m)^[ \t]*\|.*[^|\s][ \t]*\|[ \t]*(?P<short>{UPPER}{{2,}})[ \t]*\|")
_ROMAN = re.compile(r"[IVXLC]+\Z")


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """`uses`: short form → where it stands, in order, its gloss left out; `glosses`: → where it is spelled out."""

    uses: dict[str, list[Span]]
    glosses: dict[str, Span]


def find_abbreviations(paper: Paper) -> Abbreviations:
    """The abbreviations of head, body and annexes; numbers of papers, lines in capitals and the foot are left out."""
    text = paper.text
    glosses: dict[str, Span] = {}
    inside: set[int] = set()
    for match in _GLOSS.finditer(text):
        group = "short" if match["short"] else "said"
        glosses.setdefault(match[group], Span(*match.span(group)))
        inside.add(match.start(group))
    for match in _CELL.finditer(text):
        glosses.setdefault(match["short"], Span(*match.span("short")))
        inside.add(match.start("short"))
    foot = paper.outline.foot
    behind = Span(foot[0].span.start, foot[-1].span.end) if foot else Span(len(text), len(text))
    uses: dict[str, list[Span]] = {}
    for match in _TOKEN.finditer(text):
        span = Span(*match.span())
        if span.start in inside or behind.meets(span) or _ROMAN.match(match.group()) or _in_number(paper, span):
            continue
        if not paper.is_shouted(span) and not _is_word(paper, match):
            uses.setdefault(match.group(), []).append(span)
    return Abbreviations(uses, glosses)


def _is_word(paper: Paper, match: re.Match[str]) -> bool:
    """« HẠ », and « MINH » of « DỮ LIỆU MINH HỌA »: a word in capitals, not an abbreviation."""
    word = match.group()
    if any(tone in unicodedata.normalize("NFD", word) for tone in TONES):
        return True
    beside = paper.text[match.end() : match.end() + 4], paper.text[max(0, match.start() - 4) : match.start()]
    capitals = re.match(rf"[ \t]{UPPER}{{2}}", beside[0]) or re.search(rf"{UPPER}{{2}}[ \t]\Z", beside[1])
    table = paper.knowledge.syllables
    return bool(capitals) and table is not None and table.is_syllable(plain_form(word))


def _in_number(paper: Paper, span: Span) -> bool:
    return any(m.span.meets(span) for m in paper.mentions)
