"""« … báo cáo sơ kết vào 20/5/2026 »: every dated or recurring duty, with its clause, owner and addressee.

Grammar: the times of a clause (see `dates.times`), each with the words that belong to it: from the time before it up
to its own end; a time that opens the clause takes the words behind it. Owner: the body of the unit, else the body
that opens the clause or sentence, else the issuer where the plan speaks of itself. It does not read the opening
paragraphs, titles of cited documents or dates of cited documents. Source: conventions of the plan-reading schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from phongtrao.core.dates import Time
from phongtrao.core.documents.clauses import Clause, find_clauses
from phongtrao.core.documents.duties import Context
from phongtrao.core.documents.outline import Outline, Paragraph
from phongtrao.core.documents.quotes import Quote
from phongtrao.core.documents.readings import DeadlineRead, Trace
from phongtrao.core.documents.responsible_lines import read_line
from phongtrao.core.documents.tables import DutyCell
from phongtrao.core.orgs import body_grammar, list_bodies
from phongtrao.core.text.markers import RANK_NUMBER
from phongtrao.core.text.spans import Span

_SHORTEST = 5  # words; a time with fewer words around it takes the whole clause


def read_deadlines(
    outline: Outline,
    owners: dict[int, str],
    issuer: str | None,
    context: Context,
    quote: Quote,
    cells: Sequence[DutyCell] = (),
) -> list[DeadlineRead]:
    """The deadlines in reading order, those of `cells` (duties in tables) last.

    `owners`: index of a paragraph → canonical name of its body.
    """
    found: list[DeadlineRead] = []
    duty: Paragraph | None = None
    for paragraph in outline.body:
        if paragraph.row or (paragraph.heading and paragraph.rank < RANK_NUMBER):
            continue
        owner = owners.get(paragraph.index)
        before: Clause | None = None
        report_tos: dict[int, str] = {}
        line = read_line(outline, paragraph, context)
        for clause in find_clauses(outline.text, line.said if line and line.kind == "time" else paragraph.words):
            times = context.times(clause.span, in_column=line is not None and line.kind == "time")
            if line is not None and duty is not None and not duty.heading and len(outline.words(duty).split()) > 4:
                found += [_deadline(t, duty.words, owners.get(duty.index, owner), context, quote) for t in times]
                continue
            span = _widened(clause, before, times, outline.text)
            before = clause
            for time, words in _with_words(times, span, outline.text):
                by = owner or _opening_body(outline, paragraph, clause.span, words, issuer, context)
                read = _deadline(time, words, by, context, quote)
                if read.report_to is None:
                    told = report_tos.get(clause.sentence) if _reports(words, context) else None
                    read = replace(read, report_to=told or _report_to(_rest(words, clause.span), context))
                if read.report_to is not None:
                    report_tos[clause.sentence] = read.report_to
                found.append(read)
        duty = duty if line is not None else paragraph
    found += [d for cell in cells for d in _of_cell(cell, context, quote)]
    return _once(found)


def _of_cell(cell: DutyCell, context: Context, quote: Quote) -> Iterator[DeadlineRead]:
    before: Clause | None = None
    for clause in find_clauses(context.text, cell.words):
        times = context.times(clause.span)
        span = _widened(clause, before, times, context.text)
        before = clause
        for time, words in _with_words(times, span, context.text):
            yield _deadline(time, words, cell.owner, context, quote)


def _widened(clause: Clause, before: Clause | None, times: Sequence[Time], text: str) -> Span:
    """« …; hoàn thành trước ngày 15/3/2027 »: a clause that is little but a time takes the one before it along."""
    said = sum(len(text[t.span.start : t.span.end].split()) for t in times)
    words = len(text[clause.span.start : clause.span.end].split())
    if times and before is not None and before.sentence == clause.sentence and words - said < 4:
        return Span(before.span.start, clause.span.end)
    return clause.span


def _with_words(times: Sequence[Time], clause: Span, text: str) -> Iterator[tuple[Time, Span]]:
    """Each time of a clause and the words it times."""
    strong = [t for t in times if t.kind != "continuous" and (t.due or t.rrule)]
    chosen = strong or list(times)[:1]
    cut = clause.start
    for index, time in enumerate(chosen):
        if time.rule == "time-year" and text[time.span.end : time.span.end + 1] == ",":
            cut = time.span.start
        opens = not text[cut : time.span.start].strip(" ,(*-")
        next_start = chosen[index + 1].span.start if index + 1 < len(chosen) else clause.end
        if opens and time.span == chosen[min(index + 1, len(chosen) - 1)].span and index + 1 < len(chosen):
            next_start = clause.end
        end = (
            _comma_before(text, time.span.end, next_start, index + 1 < len(chosen))
            if opens
            else _closed(text, time.span.end, clause.end)
        )
        words = Span(cut, end)
        if len(text[words.start : words.end].split()) < _SHORTEST:
            words = clause
        yield time, _trim(text, words)
        if index + 1 == len(chosen) or chosen[index + 1].span != time.span:
            cut = end


def _comma_before(text: str, start: int, end: int, more: bool) -> int:
    """For a time that opens: its words go up to the last comma before the next time."""
    if not more:
        return end
    comma = text.rfind(",", start, end)
    return comma if comma > start else end


def _closed(text: str, at: int, end: int) -> int:
    """Past a closing bracket right behind the time."""
    match = re.compile(r"\s*[)*]+").match(text, at, end)
    return match.end() if match else at


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in " \t,;.)":
        start += 1
    while end > start and text[end - 1] in " \t,;.":
        end -= 1
    return Span(start, end)


def _opening_body(
    outline: Outline, paragraph: Paragraph, clause: Span, words: Span, issuer: str | None, context: Context
) -> str | None:
    grammar = body_grammar(context.lexicon.bodies, context.dialect)
    for start in (words.start, clause.start, paragraph.words.start):
        if body := grammar.at(outline.text, start):
            return context.body_name(body)
    stretch = outline.text[paragraph.words.start : words.end]
    verb = (
        r"(?=\s+(?:báo\s+cáo|gửi|đăng\s+ký|hoàn\s+thành|xây\s+dựng|tổ\s+chức|tổng\s+hợp|lập|ban\s+hành|phải"
        r"|có\s+trách\s+nhiệm|triển\s+khai))"
    )
    acting = context.dialect.compile(verb, re.I)
    for body in grammar.find(stretch):
        if acting.match(stretch, body.span.end):
            return context.body_name(body, paragraph.words.start)
    return issuer if paragraph.kind in ("time", "aims") else None


_REPORT = r"(?:báo\s+cáo|gửi\s+về|gửi|trình|về|với|đề\s+nghị|qua)\s+(?:cho\s+|lên\s+|về\s+)?"


def _deadline(time: Time, words: Span, owner: str | None, context: Context, quote: Quote) -> DeadlineRead:
    text = quote.words(words)
    return DeadlineRead(
        text=text,
        what=_what(text, quote.words(time.span)),
        kind=time.kind,
        due=time.due,
        rrule=time.rrule,
        before=time.before,
        owner=owner,
        report_to=_report_to(words, context),
        trace=Trace(quote.span(words), time.rule, time.confidence, time.inferred),
    )


def _what(text: str, time: str) -> str:
    """The duty without its time."""
    rest = re.sub(r"\(\s*(?:thực hiện\s+)?(?:xong\s+)?\s*\)", "", text.replace(time, " ", 1))
    rest = " ".join(rest.split()).strip(" ,;:.-()")
    return rest[:1].upper() + rest[1:] if rest else text


def _report_to(span: Span, context: Context) -> str | None:
    words = context.text[span.start : span.end]
    grammar = body_grammar(context.lexicon.bodies, context.dialect)
    said = context.dialect.compile(r"báo\s+cáo|gửi|trình|đề\s+nghị", re.I).search(words)
    if said is None:
        return None
    for match in context.dialect.compile(_REPORT, re.I).finditer(words, said.start()):
        if listed := list_bodies(words, match.end(), grammar, context.dialect):
            return ", ".join(dict.fromkeys(context.body_name(body, span.start) for body in listed))
    return None


def _reports(span: Span, context: Context) -> bool:
    words = context.text[span.start : span.end]
    return bool(context.dialect.compile(r"báo\s+cáo|hồ\s+sơ", re.I).search(words))


def _rest(words: Span, clause: Span) -> Span:
    """What the clause says behind the time: « … hàng năm gửi Công an tỉnh »."""
    return Span(min(words.start, clause.start), max(words.end, clause.end))


def _once(found: Sequence[DeadlineRead]) -> list[DeadlineRead]:
    seen: set[tuple[object, ...]] = set()
    kept = []
    for item in found:
        mark = (item.text, item.kind, item.due, item.rrule)
        if mark not in seen:
            seen.add(mark)
            kept.append(item)
    return kept
