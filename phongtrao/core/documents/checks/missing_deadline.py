"""« Tổ chức hội nghị triển khai tới các thôn », « định kỳ báo cáo … theo quy định »: something done once, or
reported, without a day.

Flags a clause of the duties that holds a conference, a plan to be made, a registration, the naming of a contact, a
festival, a review or a periodic report (pack list `one_off`) and no day, cycle, phase or year; and a target that no
year bounds. One flag for each kind of thing and body. Silent when the paper gives the same thing a day elsewhere (for
a report: to the same addressee), on continuous work and on what is only spoken of (« công tác đăng ký »). No clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.documents.checks.rules import OneOff
from phongtrao.core.orgs import body_grammar
from phongtrao.core.text.patterns import alternation
from phongtrao.core.text.spans import Span

_YEAR = re.compile(r"(?:năm|giai\s+đoạn)\s+(?:19|20)\d\d", re.I)


def missing_deadline(paper: Paper) -> Iterator[Flagged]:
    """Duties in reading order, then targets. A text without a type (a law, an article) sets nobody a day."""
    if paper.header.doc_type is None:
        return
    told: set[tuple[str, str | None]] = set()
    kinds = [(kind, _pattern(paper, kind)) for kind in paper.rules.one_off]
    for _, clause in paper.clauses:
        for kind, pattern in kinds:
            match = pattern.search(paper.text, clause.span.start, clause.span.end)
            if match is None or not _is_undated(paper, kind, clause.span, match):
                continue
            owner = paper.owner_at(clause.span)
            if (kind.code, owner) in told:
                continue
            told.add((kind.code, owner))
            span = _quoted(paper, clause.span, Span(*match.span()))
            yield Flagged("missing-deadline", span, "periodic" if kind.periodic else "once", {"what": kind.label}, 0.7)
            break
    yield from _targets(paper)


def _pattern(paper: Paper, kind: OneOff) -> re.Pattern[str]:
    """The words of a kind, with what must stand a few words before them."""
    opening = rf"{alternation(kind.behind)}(?!\w)[^.;:()]{{0,40}}?(?<!\w)" if kind.behind else ""
    return paper.context.dialect.compile(rf"(?<!\w){opening}(?P<thing>{alternation(kind.words)})(?!\w)", re.I)


def _is_undated(paper: Paper, kind: OneOff, clause: Span, match: re.Match[str]) -> bool:
    text, at = paper.text, Span(*match.span())
    behind = paper.search(kind.not_behind) if kind.not_behind else None
    before = text[clause.start : at.start]
    if behind and behind.search(text[max(clause.start, match.start("thing") - 60) : match.start("thing")]):
        return False
    quoted = before.count("“") > before.count("”")
    if quoted or any(c.meets(at) for c in paper.context.claimed):
        return False
    times = paper.context.times(clause)
    said = [t for t in times if t.kind != "continuous" and not (t.kind == "recurring" and t.rrule is None)]
    if said or _has_year(text[clause.start : clause.end]):
        return False
    periodic = any(t.kind == "recurring" and t.rrule is None for t in times)
    if kind.periodic and not periodic:
        return False
    if any(t.kind == "continuous" for t in times) and not kind.periodic:
        return False
    return not _dated_elsewhere(paper, kind, clause)


def _has_year(words: str) -> bool:
    """A year that says when; behind « về » it belongs to the name of something (« kế hoạch về … năm 2026 »)."""
    return any(not re.search(r"\svề\s", words[: match.start()]) for match in _YEAR.finditer(words))


def _dated_elsewhere(paper: Paper, kind: OneOff, clause: Span) -> bool:
    pattern = paper.search((*kind.words, *kind.dated))
    told = paper.text[clause.start : clause.end]
    grammar = body_grammar(paper.context.lexicon.bodies, paper.context.dialect)
    named = {b.name for b in grammar.find(told)}
    owner = paper.owner_at(clause)
    for deadline in paper.deadlines:
        dated = (deadline.kind == "date" and deadline.due) or (deadline.kind == "recurring" and deadline.rrule)
        if not dated or not pattern.search(deadline.text):
            continue
        if kind.periodic:
            if deadline.report_to in named or (deadline.report_to is None and deadline.owner == owner):
                return True
        elif kind.one_for_all or owner is None or deadline.owner in (None, owner):
            return True
    return False


def _quoted(paper: Paper, clause: Span, at: Span) -> Span:
    """The clause up to some words behind the thing; a long opening is left out."""
    start = clause.start if at.start - clause.start <= 90 else paper.around(at, 6, 0).start
    return Span(max(start, clause.start), min(clause.end, paper.around(at, 0, 12).end))


def _targets(paper: Paper) -> Iterator[Flagged]:
    period = paper.header.period
    if period and period[1]:
        return
    cycles = paper.search(paper.rules.words("cycle_words")) if paper.rules.words("cycle_words") else None
    aims = paper.search(paper.rules.words("measure_openings")) if paper.rules.words("measure_openings") else None
    told: set[int] = set()
    for target in paper.targets:
        span = paper.readable(target.trace.span)
        words = paper.text[span.start : span.end]
        aimed = target.op != "=" or (aims is not None and aims.search(words))
        if not aimed or target.due or span.end in told or _YEAR.search(words) or (cycles and cycles.search(words)):
            continue
        told.add(span.end)
        value = f"{target.value:g}" if isinstance(target.value, float) else str(target.value)
        at = re.search(rf"\S*{re.escape(value.replace('.', ','))}", words)
        near = paper.around(Span(span.start + at.start(), span.start + at.end()), 5, 8) if at else span
        yield Flagged("missing-deadline", near, "target", {"what": words[:60]}, 0.65)
