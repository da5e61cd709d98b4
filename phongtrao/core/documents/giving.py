"""« CHỈ THỊ », « QUYẾT ĐỊNH về việc công nhận … », a page of a tale: whether a paper gives duties, and in which parts.

Three ways: a plan gives them in its sections (`plan`); a directive, conclusion, minutes, letter or decision gives only
what it assigns to a named body (`named`); a law, a report, a letter of thanks, a table of figures and whatever is no
paper at all give none (`nothing`). The type tells (pack « lexicons/sections », `papers`); without a type, articles make
a law, sections make a plan, a letterhead or « Kính gửi » a letter. In minutes only what stands behind « kết luận » can
give work. It does not look at single duties; see `assignments`. Source: Nghị định 30/2020/NĐ-CP, Điều 7 và Phụ lục III.
"""

from __future__ import annotations

import re
from dataclasses import replace

from phongtrao.core.documents.lexicon import SectionWords
from phongtrao.core.documents.outline import Outline, Paragraph
from phongtrao.core.documents.readings import Header
from phongtrao.core.text.markers import RANK_BULLET
from phongtrao.core.text.patterns import Dialect, alternation

PLAN, NAMED, NOTHING = "plan", "named", "nothing"

_SECTIONS = ("assign", "organise", "general")
_ARTICLES = 2  # lines « Điều 1. » from which a paper without type is the text of a law


def way_of_giving(outline: Outline, header: Header, words: SectionWords, dialect: Dialect) -> str:
    """`PLAN`, `NAMED` or `NOTHING`."""
    has_sections = any(p.heading and p.kind in _SECTIONS for p in outline.body)
    if header.doc_type is not None:
        kind = next((way for way, types in words.papers if header.doc_type.upper() in types), PLAN)
        return (PLAN if has_sections else NAMED) if kind == "sections" else kind
    articles = dialect.compile(r"^[ \t(]*Điều\s+\d", re.M)
    if len(articles.findall(outline.text)) >= _ARTICLES:
        return NOTHING
    if has_sections or outline.rows:
        return PLAN
    return NAMED if header.symbol or _greeting(outline, dialect) is not None else NOTHING


def ordering_outline(outline: Outline, header: Header, words: SectionWords, dialect: Dialect) -> Outline:
    """The outline of a paper of the `NAMED` way: everything behind title and « Kính gửi » may give duties."""
    start = _start(outline, header, words, dialect)
    foot = outline.foot_start
    told = [replace(p, kind="organise") if start <= p.index < foot and not p.row else p for p in outline.paragraphs]
    return replace(outline, paragraphs=tuple(told), head_end=min(start, foot))


def _start(outline: Outline, header: Header, words: SectionWords, dialect: Dialect) -> int:
    if header.doc_type is not None and header.doc_type.upper() in words.concluding:
        concludes = dialect.compile(r"(?<!\w)kết\s+luận(?!\w)", re.I)
        for paragraph in outline.paragraphs[: outline.foot_start]:
            if concludes.search(outline.words(paragraph)):
                return paragraph.index
    types = dialect.compile(rf"{alternation(words.doc_types)}(?!\w)")
    typed = next((p.index for p in outline.head if types.match(outline.words(p))), None)
    greeting = _greeting(outline, dialect)
    start = max(-1 if typed is None else typed, -1 if greeting is None else greeting) + 1
    title = dialect.compile(r"(?:V/v|Về|Kết\s+luận)(?!\w)", re.I)
    while start < outline.foot_start and _goes_by(outline.paragraphs[start], outline, greeting, title):
        start += 1
    return start


def _goes_by(paragraph: Paragraph, outline: Outline, greeting: int | None, title: re.Pattern[str]) -> bool:
    """A line of addressees behind « Kính gửi », or of the title."""
    if greeting is not None and paragraph.rank >= RANK_BULLET and paragraph.marker is not None:
        return True
    return paragraph.marker is None and bool(title.match(outline.words(paragraph)))


def _greeting(outline: Outline, dialect: Dialect) -> int | None:
    pattern = dialect.compile(r"Kính\s+gửi(?:\s*:|\s*\Z)", re.I)
    return next((p.index for p in outline.paragraphs if pattern.match(outline.words(p))), None)
