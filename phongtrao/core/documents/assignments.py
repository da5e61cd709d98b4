"""« 1. Công an xã / - Chủ trì … / - Phối hợp … »: bodies with their duties.

Grammar, over the paragraphs of « phân công nhiệm vụ » and « tổ chức thực hiện » in order: a paragraph that is a unit heading
(see `unit_headings`) opens a unit; what stands under it (bullets, sub-items, unmarked paragraphs) are its duties, each
paragraph whole; a paragraph of the unit's own rank or above closes it. A bullet « - X: duty » inside a unit opens a unit of
its own. « Thời gian: … » and « Đơn vị phối hợp: … » under a duty complete it.
It does not read duties that a body only has by law. Source: conventions of the plan-reading schema.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from phongtrao.core.documents.duties import Context, partners, read_duty
from phongtrao.core.documents.outline import Outline, Paragraph
from phongtrao.core.documents.quotes import Quote
from phongtrao.core.documents.readings import AssignmentRead, TaskRead, Trace
from phongtrao.core.documents.unit_headings import UnitHeading, unit_grammar
from phongtrao.core.text.markers import RANK_BULLET, RANK_TEXT
from phongtrao.core.text.patterns import alternation
from phongtrao.core.text.spans import Span

GIVING = ("assign", "organise")
"""Kinds of sections that give duties to bodies."""


@dataclass(slots=True)
class _Unit:
    """A unit while its duties are still coming."""

    heading: UnitHeading
    paragraph: Paragraph
    rank: int
    tasks: list[TaskRead] = field(default_factory=list)


def read_assignments(outline: Outline, context: Context, to_source: Quote) -> list[AssignmentRead]:
    """The assignments of the sections that give duties, in reading order; spans are in the source text."""
    units: list[_Unit] = []
    current: _Unit | None = None
    for paragraph in outline.body:
        if paragraph.kind not in GIVING:
            current = None if paragraph.rank < RANK_TEXT else current
            continue
        if current is not None and paragraph.rank <= current.rank and paragraph.rank < RANK_TEXT:
            current = None
        words = outline.words(paragraph)
        found = _heading(outline, paragraph, words, current, context)
        if found is not None:
            current = _Unit(found, paragraph, paragraph.rank)
            units.append(current)
            if found.rest is not None:
                current.tasks.append(
                    _task(Span(paragraph.words.start + found.rest, paragraph.words.end), context, to_source)
                )
        elif current is not None and not paragraph.heading:
            if not _completes(current.tasks, words, context):
                current.tasks.append(_task(paragraph.words, context, to_source))
    return [_assignment(u, outline, context, to_source) for u in units]


def _heading(
    outline: Outline, paragraph: Paragraph, words: str, current: _Unit | None, context: Context
) -> UnitHeading | None:
    grammar = unit_grammar(context.lexicon, context.dialect)
    has_under = outline.has_under(paragraph)
    found = None if paragraph.heading and paragraph.rank < 10 else grammar.heading(words, has_under)
    if current is not None:
        inside = found is not None and found.form == "colon" and found.rule in ("unit-colon", "unit-dash")
        return found if inside and paragraph.marker is not None and found.confidence >= 0.9 else None
    if found is not None and not (found.form == "whole" and found.confidence < 0.7 and paragraph.rank >= RANK_BULLET):
        return found
    if paragraph.heading or (
        paragraph.kind == "assign" and has_under and paragraph.rank < RANK_BULLET and len(words.split()) < 15
    ):
        return None
    return grammar.sentence(words)


def _task(span: Span, context: Context, to_source: Quote) -> TaskRead:
    duty = read_duty(span, context)
    return TaskRead(
        text=to_source.words(span),
        role=duty.role.role,
        partners=duty.partners,
        cadence=duty.cadence,
        due=duty.due,
        rrule=duty.rrule,
        outside_system=duty.outside_system,
        product=None,
        trace=Trace(to_source.span(span), duty.role.rule, duty.role.confidence, duty.inferred),
    )


def _completes(tasks: list[TaskRead], words: str, context: Context) -> bool:
    """« Thời gian hoàn thành: … », « Đơn vị phối hợp: … »: fills the last duty in instead of being one."""
    if not tasks:
        return False
    for kind, names in context.lexicon.roles.lines:
        match = context.dialect.compile(rf"{alternation(names)}\s*:\s*", re.I).match(words)
        if match is None or kind == "lead":
            continue
        rest = words[match.end() :]
        if kind == "time":
            start = context.text.find(rest)
            times = context.times(Span(start, start + len(rest))) if start >= 0 else []
            due = next((t.due for t in times if t.due), tasks[-1].due)
            rrule = next((t.rrule for t in times if t.rrule), tasks[-1].rrule)
            cadence = "recurring" if rrule else "once" if due else tasks[-1].cadence
            tasks[-1] = replace(tasks[-1], due=due, rrule=rrule, cadence=cadence)
        else:
            more = partners("phối hợp với " + rest if not context.dialect.plain else "phoi hop voi " + rest, context)
            tasks[-1] = replace(tasks[-1], partners=tuple(dict.fromkeys((*tasks[-1].partners, *more))))
        return True
    return False


def _assignment(unit: _Unit, outline: Outline, context: Context, to_source: Quote) -> AssignmentRead:
    start = unit.paragraph.words.start
    body = Span(start + unit.heading.body.start, start + unit.heading.body.end)
    head = Span(unit.paragraph.span.start, start + unit.heading.end)
    org_unit = context.canonical(to_source.words(body))
    trace = Trace(to_source.span(head), unit.heading.rule, unit.heading.confidence)
    return AssignmentRead(org_unit, to_source.words(head), unit.heading.mood, tuple(unit.tasks), trace)
