"""« Quyết định số 3554/QĐ-BCA-V05 ngày 19/5/2025 của Bộ Công an »: one naming of a document.

Grammar: [kind] [số] number [, ngày day] [của issuer | giữa body và body]. Without number: a law by its name, « Hiến
pháp », a rule (« Quy tắc ứng xử … ») up to the end of its clause, « Đề án 4 ». A number alone (« Quyết định 3554 »)
names a document of that type named before it. It does not read a kind alone (« theo Quyết định ») and not the titles
of programmes. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.6 (căn cứ ban hành).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from phongtrao.core.citations.citation_words import CitationWords
from phongtrao.core.citations.document_numbers import NUMBER, DocumentNumber, read_number
from phongtrao.core.dates.printed import PRINTED_DAY, read_day
from phongtrao.core.text.patterns import UPPER, Dialect, alternation
from phongtrao.core.text.spans import Span

if TYPE_CHECKING:
    from phongtrao.core.orgs import Body, BodyGrammar  # the look-up of bodies is passed in


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming. `number` None: the document is known by `name`. `claims`: everything from kind to issuer."""

    name: str
    number: DocumentNumber | None
    type: str | None
    date: date | None
    issuer: str | None
    span: Span
    claims: Span
    rule: str
    confidence: float


def find_mentions(text: str, words: CitationWords, grammar: BodyGrammar, dialect: Dialect) -> list[Mention]:
    """Every naming of a document in `text`, in order."""
    found = list(_numbered(text, words, grammar, dialect))
    found += _short(text, found, words, dialect)
    taken = [m.claims for m in found]
    found += [m for m in _unnumbered(text, words, dialect) if not any(c.meets(m.span) for c in taken)]
    return sorted(found, key=lambda m: m.span)


@lru_cache(maxsize=8)
def _patterns(words: CitationWords, dialect: Dialect) -> tuple[re.Pattern[str], ...]:
    kinds = alternation(words.kinds)
    law = alternation(words.laws)
    capital = rf"{UPPER}\w*"
    return (
        dialect.compile(NUMBER),
        dialect.compile(rf"(?P<kind>{kinds})\s*(?:liên\s+tịch\s+)?(?:s[ốo6]?\s*:?\s*)?\Z", re.I),
        dialect.compile(rf"(?P<kind>{law})\s+(?P<name>{capital}[^.;:()“”]{{2,90}}?),?\s+(?:số\s*:?\s*)\Z"),
        dialect.compile(rf"\s*,?\s*(?:{PRINTED_DAY})", re.I),
        dialect.compile(r"\s*,?\s*(?:\(?\s*)?(?:của|do)\s+", re.I),
        dialect.compile(r"\s*,?\s*(?:ký\s+kết\s+)?giữa\s+", re.I),
        dialect.compile(
            rf"(?<!\w)(?P<known>{alternation(words.law_names)})(?!\w)|(?<!\w)(?P<law>{law}\s+{capital}(?:\s+\w+|,\s+\w+)*?)"
            rf"(?=\s*[.;:()“”]|\s*,\s*(?:(?!{UPPER}).)|\s+(?:năm|số|ngày|và|về|của|được|quy\s+định|để|theo|có|đối|trong|tại|này|hiện)(?!\w)|\s*\Z)"
        ),
        dialect.compile(
            rf"(?<!\w)(?P<whole>{alternation(words.unnumbered)})(?!\w)|(?<!\w)(?P<rule>{alternation(words.rules)}[^.;:()“”]*)"
            r"|(?<!\w)(?P<scheme>(?i:đề\s+án)\s+(?:số\s+)?\d{1,4})(?!\s*[\d/.-])(?!\w)"
        ),
    )


_ITEM = re.compile(r"\d{1,2}\s?/\s")
"""« 8/ UBND các xã »: the number of an item that opens a line, not of a document."""


def _numbered(text: str, words: CitationWords, grammar: BodyGrammar, dialect: Dialect) -> Iterator[Mention]:
    number, kind, law, day, of, between, *_ = _patterns(words, dialect)
    cased = {dialect.see(k).lower(): k for k in words.kinds}
    for match in number.finditer(text):
        if _ITEM.match(text, match.start()) and text[match.start() - 1 : match.start()] in ("", "\n"):
            continue
        start = max(0, match.start() - 130)
        before = text[start : match.start()]
        typed = kind.search(before) or law.search(before)
        end, on, issuer = match.end(), None, None
        if dated := day.match(text, end):
            on, end = read_day(dated), dated.end()
        if (joined := of.match(text, end)) and (body := _issuer(text, joined.end(), grammar)):
            issuer, end = body
        elif (joined := between.match(text, end)) and (pair := _pair(text, joined.end(), grammar, dialect)):
            issuer, end = pair
        name = cased.get(" ".join(typed["kind"].lower().split())) if typed else None
        if typed is None and on is None and issuer is None and not match["symbol"].isupper():
            continue
        claims = Span(start + typed.start() if typed else match.start(), end)
        read = read_number(match)
        yield Mention(
            read.key, read, name, on, issuer, Span(*match.span()), claims, "citation-number", 0.97 if typed else 0.8
        )


def _short(text: str, numbered: list[Mention], words: CitationWords, dialect: Dialect) -> list[Mention]:
    """« Quyết định 3554 », « Kế hoạch số 188 »: a number alone, of a document of this type that was named before."""
    kind = alternation(words.kinds)
    pattern = dialect.compile(
        rf"(?<!\w)(?P<kind>{kind})\s+(?:số\s+)?(?P<number>\d{{1,5}})"
        r"(?![\w%]|[.,]\d|\s?[/-]|\s+(?:tháng|năm|tuần|ngày|giờ|người|điểm)(?!\w))",
        re.I,
    )
    found = []
    for match in pattern.finditer(text):
        kind_read = " ".join(match["kind"].lower().split())
        for before in reversed([m for m in numbered if m.span.end <= match.start()]):
            alike = before.type is not None and dialect.see(before.type).lower() == kind_read
            if before.number is not None and before.number.number == int(match["number"]) and alike:
                span = Span(*match.span("number"))
                claims = Span(*match.span())
                found.append(
                    Mention(before.name, before.number, before.type, None, None, span, claims, "citation-short", 0.7)
                )
                break
    return found


_SESSION = re.compile(r"\s+(?:khóa|khoa)\s+[IVXL]+(?!\w)")


def _issuer(text: str, at: int, grammar: BodyGrammar) -> tuple[str, int] | None:
    body: Body | None = grammar.at(text, at)
    if body is None:
        return None
    end = body.span.end
    if session := _SESSION.match(text, end):
        end = session.end()
    if old := re.compile(r"\s+\((?:cũ|cu)\)").match(text, end):
        end = old.end()
    return " ".join(text[at:end].split()), end


def _pair(text: str, at: int, grammar: BodyGrammar, dialect: Dialect) -> tuple[str, int] | None:
    first = grammar.at(text, at)
    if first is None:
        return None
    joined = dialect.compile(r"\s+(?:và|với)\s+").match(text, first.span.end)
    second = grammar.at(text, joined.end()) if joined else None
    end = second.span.end if second else first.span.end
    return " ".join(text[at:end].split()), end


def _unnumbered(text: str, words: CitationWords, dialect: Dialect) -> Iterator[Mention]:
    laws, others = _patterns(words, dialect)[-2:]
    for match in laws.finditer(text):
        name = " ".join(match.group().split()).rstrip(",")
        kind = next((k for k in words.laws if name.startswith(dialect.see(k))), "Luật")
        span = Span(match.start(), match.start() + len(match.group().rstrip(", ")))
        yield Mention(name, None, kind, None, None, span, span, "citation-law", 0.9 if match["known"] else 0.7)
    for match in others.finditer(text):
        name = " ".join(match.group().split()).rstrip(",")
        span = Span(match.start(), match.end())
        kind = name if match["whole"] else "Quy tắc" if match["rule"] else "Đề án"
        rule = "citation-whole" if match["whole"] else "citation-rule" if match["rule"] else "citation-scheme"
        yield Mention(name, None, kind, None, None, span, span, rule, 0.7)
