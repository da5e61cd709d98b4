"""The documents a plan cites, each once, with role and every naming.

Grammar: namings with one number (the drafting unit's suffix aside) are one document, unless they print different days
and different issuers; key, type, day and issuer come from the first naming that has them. Role: `replaced` behind «
thay thế », `basis` when first named in the opening paragraphs, `none-numbered` without number, else `reference`. It
does not decide whether a day is right. Source: conventions of the plan-reading schema.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from phongtrao.core.citations import Mention, clean_key
from phongtrao.core.documents.duties import Context
from phongtrao.core.documents.quotes import Quote
from phongtrao.core.documents.readings import CitationRead, Header, Trace
from phongtrao.core.text.folding import strip_marks
from phongtrao.core.text.patterns import alternation
from phongtrao.core.text.spans import Span


@dataclass(slots=True)
class _Cited:
    """Namings of one document while they are collected."""

    mentions: list[Mention]
    role: str


def read_citations(
    mentions: Sequence[Mention], head_end: int, header: Header, context: Context, quote: Quote
) -> list[CitationRead]:
    """The citations in the order of first naming. `head_end`: where the opening paragraphs end."""
    groups: list[_Cited] = []
    for mention in mentions:
        group = next((g for g in groups if _same(g.mentions, mention)), None)
        if group is None:
            groups.append(_Cited([mention], _role(mention, head_end, context)))
        else:
            group.mentions.append(mention)
            if group.role == "reference" and _role(mention, head_end, context) == "replaced":
                group.role = "replaced"
    return [_citation(g, header, context, quote) for g in groups]


def _same(mentions: Sequence[Mention], mention: Mention) -> bool:
    first = mentions[0]
    if mention.number is None or first.number is None:
        return mention.number is None and first.number is None and mention.name.lower() == first.name.lower()
    if mention.number.core != first.number.core:
        return False
    dates = {m.date for m in mentions if m.date}
    issuers = {m.issuer for m in mentions if m.issuer}
    differs = mention.date is not None and bool(dates) and mention.date not in dates
    return not (differs and mention.issuer is not None and bool(issuers) and mention.issuer not in issuers)


def _role(mention: Mention, head_end: int, context: Context) -> str:
    start = max(0, mention.claims.start - 400)
    before = context.text[start : mention.claims.start]
    sentence = re.split(r"[.\n](?=\s)|\n", before)[-1]
    if context.dialect.compile(r"(?<!\w)thay\s+thế(?!\w)", re.I).search(sentence):
        return "replaced"
    if mention.number is None:
        return "none-numbered"
    return "basis" if mention.span.start < head_end else "reference"


def _citation(group: _Cited, header: Header, context: Context, quote: Quote) -> CitationRead:
    mentions = group.mentions
    printed = [quote.words(m.span).rstrip(" ,.-/&") for m in mentions]
    longest = printed[0]
    if mentions[0].number is not None:
        keys = [clean_key(p) for p in printed]
        longest = max((_marked_key(k, context) if context.dialect.plain else k for k in keys), key=len)
    issuer = next((quote.words(_tail(m, m.issuer, context)) for m in mentions if m.issuer), None)
    spans = tuple(quote.span(m.span) for m in mentions)
    trace = Trace(spans[0], mentions[0].rule, mentions[0].confidence)
    return CitationRead(
        key=longest,
        type=next((m.type for m in mentions if m.type), None),
        date=next((m.date for m in mentions if m.date), None),
        issuer=_completed(issuer, header, context) if issuer else None,
        role=group.role,
        spans=spans,
        trace=trace,
    )


def _marked_key(key: str, context: Context) -> str:
    """« 510/QD-BCA » → « 510/QĐ-BCA »: the known parts of a symbol that lost their marks."""
    marked = {strip_marks(part): part for part in context.lexicon.citations.symbol_parts}
    return re.sub(r"[^\W\d_]+", lambda m: marked.get(m.group(), m.group()), key)


def _tail(mention: Mention, issuer: str, context: Context) -> Span:
    """Where the issuer stands: the end of what the naming claims."""
    end = mention.claims.end
    start = end
    length = len(issuer.replace(" ", ""))
    while start > mention.claims.start and length > 0:
        start -= 1
        length -= not context.text[start].isspace()
    return Span(start, end)


def _completed(issuer: str, header: Header, context: Context) -> str:
    """« UBND tỉnh » → « UBND tỉnh Lâm Hà », « Đảng ủy xã » → « Đảng ủy xã Tân Phú », from the plan's own head."""
    name = context.canonical(issuer)
    bare = re.search(rf"(?<!\w)({alternation(context.lexicon.bodies.level_words)})\Z", name)
    if bare is None or not re.match(r"(?:Chủ tịch\s+)?(?:UBND|HĐND|Đảng ủy|Công an|Ủy ban MTTQ)", name):
        return name
    level = context.lexicon.bodies.level_of(bare.group())
    if level == "province" and header.province:
        return f"{name} {header.province}"
    if level == header.issuer_level and header.issuer:
        own = re.search(rf"(?<!\w){bare.group()}\s+(.+)\Z", header.issuer)
        return f"{name} {own[1]}" if own else name
    return name
