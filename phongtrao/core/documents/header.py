"""« ỦY BAN NHÂN DÂN XÃ … / Số: 12/KH-UBND / …, ngày 06 tháng 03 năm 2026 / KẾ HOẠCH / … »: the head of a document.

Grammar: number and symbol behind « Số »; place and day before or behind; the type alone in capitals; the title behind
it up to the opening paragraph; the issuer from « X ban hành / xây dựng kế hoạch » in the opening, else from the
letterhead, completed from the head's own places; province from the head, else from the text; period from the title,
else the year of the document. Two columns on one line are read apart. A number, day or month that is left blank is
None. It does not guess an issuer that neither letterhead nor opening names. Source: Nghị định 30/2020/NĐ-CP, Phụ lục
I mục II và sơ đồ.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from phongtrao.core.dates.days import day
from phongtrao.core.documents.lexicon import Lexicon
from phongtrao.core.documents.outline import Outline, Paragraph
from phongtrao.core.documents.quotes import Quote
from phongtrao.core.documents.readings import Header, Trace
from phongtrao.core.orgs import body_grammar, canonical_name, level_of_name, marked_name
from phongtrao.core.text.patterns import UPPER, Dialect, alternation, place_tones
from phongtrao.core.text.spans import Span

_NUMBER = (
    r"(?:^|(?<=\s))S[ốo6]\s*:?\s*(?:(?P<number>\d{1,5})?\s*[.…_]*\s*[-/]|(?=[A-ZĐ]{2,4}[-/][A-ZĐ]))\s*"
    r"(?P<symbol>[A-ZĐ][\wĐ]{0,7}(?:[-/&.][A-ZĐƯ][\wĐƯ]*){0,4})"
)
_PLACE_DAY = (
    rf"(?P<place>{UPPER}\w*(?:[ ]{UPPER}\w*){{0,4}})\s*,\s*ngày\s*(?P<d>\d{{1,2}})?[\s.…_]*"
    r"tháng\s*(?P<m>\d{1,2})?[\s.…_]*năm\s*(?P<y>\d{4})?"
)
_MOTTO = (
    r"CỘNG\s+HÒA\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc"
    r"|C[OỘ]NG\s+H\w+\s+X\w+\s+H\w+\s+CH\w+\s+NGH\w+\s+VI\w+\s+NAM|D\w+\s+1?l?ap\s*-\s*T\w+\s+do\s*-\s*H\w+\s+ph\w+"
)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the head was cut into."""

    type_at: int | None
    type_name: str | None
    title: Span | None
    preamble: Span | None


def read_header(outline: Outline, lexicon: Lexicon, dialect: Dialect, quote: Quote) -> Header:
    """The header; fields that are not printed are None."""
    text = outline.text
    parts = _parts(outline, lexicon, dialect)
    head_end = outline.head[-1].span.end if outline.head else 0
    letterhead_end = outline.paragraphs[parts.type_at].span.start if parts.type_at is not None else min(head_end, 1200)
    traces: dict[str, Trace] = {}
    number, symbol = _number(text[:letterhead_end], dialect, traces, quote)
    place, on, year = _place_day(text[: max(letterhead_end, 0) or head_end], dialect, traces, quote)
    title = _title(parts, quote, traces)
    province = _province(text, quote.raw, head_end, lexicon, dialect)
    issuer = _issuer(outline, quote.raw, parts, letterhead_end, place, province, lexicon, dialect)
    level = level_of_name(issuer, lexicon.bodies) if issuer else None
    if level == "province" and issuer:
        province = _named_place(issuer, lexicon) or province
    return Header(
        doc_type=parts.type_name,
        issuer=issuer,
        issuer_level=level,
        province=province,
        number=number,
        symbol=symbol,
        date=on,
        title=title,
        period=_period(title, on.year if on else year, dialect),
        place=place,
        traces=tuple(traces.items()),
    )


def _parts(outline: Outline, lexicon: Lexicon, dialect: Dialect) -> _Parts:
    types = dialect.compile(rf"\s*(?P<type>{alternation(lexicon.sections.doc_types)})(?!\w)(?P<rest>.*)\Z", re.S)
    cased = {dialect.see(t): t for t in lexicon.sections.doc_types}
    for index, paragraph in enumerate(outline.head):
        match = types.match(outline.text[paragraph.span.start : paragraph.span.end])
        if match is None:
            continue
        name = cased.get(" ".join(match["type"].split()), match["type"])
        rest = match["rest"].strip()
        first = index + 1
        start = paragraph.span.start + match.start("rest") if rest else None
        title, after = _title_span(outline, first, start, paragraph, lexicon, dialect)
        preamble = (
            Span(outline.head[after].span.start, outline.head[-1].span.end) if after < len(outline.head) else None
        )
        return _Parts(index, name.capitalize(), title, preamble)
    first_long = next((p for p in outline.head if p.span.end - p.span.start > 150), None)
    return _Parts(None, None, None, Span(first_long.span.start, outline.head[-1].span.end) if first_long else None)


def _title_span(
    outline: Outline, first: int, start: int | None, type_line: Paragraph, lexicon: Lexicon, dialect: Dialect
) -> tuple[Span | None, int]:
    """The title (over at most three paragraphs) and the index of the paragraph behind it."""
    opening = dialect.compile(rf"\s*(?:{alternation(lexicon.office.preamble_openings)})(?!\w)", re.I)
    ordered = dialect.compile(r"như\s+sau|(?:ban\s+hành|xây\s+dựng)\s+kế\s+hoạch", re.I)
    end = type_line.span.end if start is not None else None
    index = first
    while index < len(outline.head) and index < first + 3:
        paragraph = outline.head[index]
        line = outline.text[paragraph.span.start : paragraph.span.end]
        opens = bool(opening.match(line)) and (end is not None or len(line) > 260)
        if opens or line.rstrip().endswith((":", ";")) or ordered.search(line) or len(line) > 420:
            break
        if end is not None and len(line) > 200:
            break
        start = paragraph.span.start if start is None else start
        end = paragraph.span.end
        index += 1
    return (Span(start, end) if start is not None and end is not None else None), index


def _title(parts: _Parts, quote: Quote, traces: dict[str, Trace]) -> str | None:
    if parts.title is None:
        return None
    traces["title"] = Trace(quote.span(parts.title), "header-title", 0.9)
    return quote.words(parts.title).strip(" -–—_*") or None


def _number(head: str, dialect: Dialect, traces: dict[str, Trace], quote: Quote) -> tuple[str | None, str | None]:
    match = dialect.compile(_NUMBER, re.M).search(head)
    if match is None:
        return None, None
    traces["number"] = Trace(quote.span(Span(match.start(), match.end())), "header-number", 0.95)
    return match["number"], quote.words(Span(*match.span("symbol")))


def _place_day(
    head: str, dialect: Dialect, traces: dict[str, Trace], quote: Quote
) -> tuple[str | None, date | None, int | None]:
    match = dialect.compile(_PLACE_DAY).search(head)
    if match is None:
        return None, None, None
    traces["date"] = Trace(quote.span(Span(match.start(), match.end())), "header-date", 0.95)
    year = int(match["y"]) if match["y"] else None
    on = day(year, int(match["m"]), int(match["d"])) if year and match["m"] and match["d"] else None
    return quote.words(Span(*match.span("place"))), on, year


def _issuer(
    outline: Outline,
    raw: str,
    parts: _Parts,
    letterhead_end: int,
    place: str | None,
    province: str | None,
    lexicon: Lexicon,
    dialect: Dialect,
) -> str | None:
    printed = _letterhead(outline.text[:letterhead_end], raw, lexicon, dialect)
    opening = _opening_issuer(outline, raw, parts, lexicon, dialect)
    if printed and opening and printed != opening and printed in opening:
        opening = printed
    for name in (opening, printed):
        if name is not None and _named_place(name, lexicon):
            return name
    name = opening or printed
    if name is None:
        return None
    return _completed(name, outline, raw, printed, place, province, lexicon, dialect)


def _opening_issuer(outline: Outline, raw: str, parts: _Parts, lexicon: Lexicon, dialect: Dialect) -> str | None:
    """« UBND xã … ban hành kế hoạch … » in the opening paragraphs."""
    if parts.preamble is None:
        return None
    grammar = body_grammar(lexicon.bodies, dialect)
    issues = dialect.compile(
        r"\s*(?:\([^)]*\))?\s*(?:ban\s+hành|xây\s+dựng|triển\s+khai|đề\s+ra|lập|thống\s+nhất|tổ\s+chức|quyết\s+định)(?!\w)[^.;]{0,60}?"
        r"(?:kế\s+hoạch|chương\s+trình|hướng\s+dẫn|phương\s+án|đề\s+án|thực\s+hiện)",
        re.I,
    )
    text = outline.text
    found = [
        b
        for b in grammar.find(text, parts.preamble.start, parts.preamble.end)
        if issues.match(text, b.span.end, min(parts.preamble.end, b.span.end + 120)) and b.form in ("named", "head")
    ]
    return _canonical(raw[found[-1].named.start : found[-1].named.end], lexicon, dialect) if found else None


def _canonical(name: str, lexicon: Lexicon, dialect: Dialect) -> str:
    """The canonical name of a body as printed, the marks of known words put back where the text lost them."""
    return canonical_name(marked_name(name, lexicon.bodies) if dialect.plain else name, lexicon.bodies)


def _letterhead(head: str, raw: str, lexicon: Lexicon, dialect: Dialect) -> str | None:
    """The last body of the letterhead, in the words of « UBND xã … »."""
    pieces, done = [], 0
    for match in dialect.compile(rf"{_MOTTO}|{_NUMBER}|{_PLACE_DAY}", re.M).finditer(head):
        pieces.append(raw[done : match.start()])
        done = match.end()
    cleaned = "\n".join([*pieces, raw[done : len(head)]])
    lines = [" ".join(x.split()) for x in re.split(r"[\n\t]", cleaned) if x.strip(" -–_*")]
    grammar = body_grammar(lexicon.bodies, dialect)
    levels = dialect.compile(rf"{alternation(lexicon.bodies.level_words)}(?!\w)", re.I)
    joined: list[str] = []
    for line in lines:
        if joined and levels.match(dialect.see(line)) and not levels.search(dialect.see(joined[-1])):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    names = []
    for line in joined:
        body = grammar.at(dialect.see(line), 0)
        if body is not None and body.form in ("named", "head") and line[:1].isupper():
            names.append(_proper(line[: body.span.end], lexicon, dialect))
    while len(names) > 1 and names[-1] in lexicon.bodies.organs:
        names.pop()
    return names[-1] if names else None


def _proper(name: str, lexicon: Lexicon, dialect: Dialect) -> str:
    """« ỦY BAN NHÂN DÂN XÃ AN BÌNH » → « UBND xã An Bình »."""
    known = place_tones(marked_name(name, lexicon.bodies) if dialect.plain else name)
    level = re.search(rf"(?<!\w)(?P<level>{alternation(lexicon.bodies.level_words)})\s+(?P<place>\S.*)\Z", known, re.I)
    if level is None or not name.isupper():
        return canonical_name(known, lexicon.bodies)
    place = " ".join(w.capitalize() for w in level["place"].split())
    return f"{canonical_name(known[: level.start()], lexicon.bodies)} {level['level'].lower()} {place}"


def _named_place(name: str, lexicon: Lexicon) -> str | None:
    """« UBND tỉnh Lâm Hà » → « Lâm Hà »; None without a place."""
    match = re.search(rf"(?<!\w)(?i:{alternation(lexicon.bodies.level_words)})\s+(?P<place>{UPPER}.*)\Z", name)
    return match["place"] if match else None


def _completed(
    name: str,
    outline: Outline,
    raw: str,
    printed: str | None,
    place: str | None,
    province: str | None,
    lexicon: Lexicon,
    dialect: Dialect,
) -> str:
    """A name without its place, completed from the letterhead, the place line or the head and text."""
    level = level_of_name(name, lexicon.bodies)
    if printed is not None and level == level_of_name(printed, lexicon.bodies):
        there = _named_place(printed, lexicon)
        if there:
            return f"{name} {there}"
    bare = re.search(rf"{alternation(lexicon.bodies.level_words)}\Z", name, re.I)
    if bare is None:
        return printed or name
    if level == "province" and (province or place):
        return f"{name} {province or place}"
    word = bare.group().lower()
    capital = rf"{UPPER}\w*"
    places = dialect.compile(rf"(?<!\w){word}\s+(?P<place>{capital}(?:[ ]{capital}){{1,3}})")
    limit = outline.head[-1].span.end if outline.head else len(outline.text)
    counted = Counter(
        raw[m.start("place") : m.end("place")]
        for stretch in (limit, len(raw))
        for m in places.finditer(outline.text, 0, stretch)
    )
    if counted:
        return f"{name} {counted.most_common(1)[0][0]}"
    return f"{name} {place}" if place and level == "commune" else name


def _province(text: str, raw: str, head_end: int, lexicon: Lexicon, dialect: Dialect) -> str | None:
    """The province the head names, else the one the text names most."""
    capital = rf"{UPPER}\w*"
    cities = alternation(lexicon.bodies.central_cities)
    pattern = dialect.compile(
        rf"(?:(?<!\w)(?:tỉnh|TỈNH|Tỉnh)\s+(?P<place>{capital}(?:[ ]{capital}){{1,3}}|{capital}(?=\s*[,.;:()\n]))"
        rf"|(?<!\w)(?i:thành\s+phố|TP\.?)\s+(?P<city>(?i:{cities})))(?!\w)"
    )
    for stretch in (text[:head_end], text):
        spans = [m.span("place") if m["place"] else m.span("city") for m in pattern.finditer(stretch)]
        found = Counter(" ".join(raw[start:end].split()) for start, end in spans)
        if found:
            name = found.most_common(1)[0][0]
            return " ".join(w.capitalize() for w in name.split()) if name.isupper() else name
    return None


def _period(title: str | None, year: int | None, dialect: Dialect) -> tuple[int | None, int | None] | None:
    if title:
        seen = dialect.see(title)
        phase = dialect.compile(
            r"(?:giai\s+đoạn|từ\s+năm|nhiệm\s+kỳ)\s+(?:năm\s+)?(20\d{2})\s*(?:[-–—]|đến)\s*(?:năm\s+)?(20\d{2})", re.I
        ).search(seen)
        if phase:
            return int(phase[1]), int(phase[2])
        until = dialect.compile(r"đến\s+(?:hết\s+)?năm\s+(20\d{2})", re.I).search(seen)
        if until:
            return year, int(until[1])
        years = dialect.compile(r"(?<!\w)năm\s+(20\d{2})(?:\s*[-–]\s*(20\d{2}))?", re.I).findall(seen)
        if years:
            first, second = years[-1]
            return int(first), int(second or first)
    return (year, None) if year else None
