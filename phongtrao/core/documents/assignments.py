"""« 1. Công an xã / - Chủ trì … / - Phối hợp … »: bodies with their duties.

Grammar, over the paragraphs of « phân công nhiệm vụ » and « tổ chức thực hiện » in order: a paragraph that is a unit
heading (see `unit_headings`) opens a unit; what stands under it (bullets, sub-items, unmarked paragraphs) are its
duties, each paragraph whole; a paragraph of the unit's own rank or above closes it. A bullet « - X: duty » inside a
unit opens a unit of its own. « Thời gian: … » and « Đơn vị phối hợp: … » under a duty complete it. It does not read
duties that a body only has by law. Source: conventions of the plan-reading schema.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from phongtrao.core.documents.duties import Context, read_duty
from phongtrao.core.documents.outline import Outline, Paragraph
from phongtrao.core.documents.quotes import Quote
from phongtrao.core.documents.readings import AssignmentRead, TaskRead, Trace
from phongtrao.core.documents.responsible_lines import complete, read_line
from phongtrao.core.documents.unit_headings import UnitHeading, unit_grammar
from phongtrao.core.text.markers import RANK_BULLET, RANK_NUMBER, RANK_TEXT
from phongtrao.core.text.patterns import alternation
from phongtrao.core.text.spans import Span

GIVING = ("assign", "organise")
"""Kinds of sections that give duties to bodies."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What is known of a paper that gives orders: its issuer, who orders and is not ordered."""

    issuer: str | None


@dataclass(slots=True)
class _Unit:
    """A unit while its duties are still coming."""

    heading: UnitHeading
    paragraph: Paragraph
    rank: int
    tasks: list[TaskRead] = field(default_factory=list)


def read_assignments(
    outline: Outline, context: Context, to_source: Quote, orders: Orders | None = None
) -> list[AssignmentRead]:
    """The assignments of the sections that give duties, in reading order; spans are in the source text.

    `orders`: the paper is no plan and gives only what it assigns to a named body.
    """
    units: list[_Unit] = []
    current: _Unit | None = None
    for paragraph in outline.body:
        if paragraph.kind not in GIVING:
            current = None if paragraph.rank < RANK_TEXT else current
            continue
        words = outline.words(paragraph)
        if current is not None and _closes(outline, paragraph, current, context):
            current = None
        if orders is not None and current is not None and current.tasks and paragraph.marker is None:
            current = None
        if orders is None:
            found = _heading(outline, paragraph, words, current, units[-1] if units else None, context)
        else:
            found = _order(outline, paragraph, words, current, orders, context)
        if found is not None:
            current = _Unit(found, paragraph, paragraph.rank)
            units.append(current)
            if found.rest is not None:
                current.tasks.append(
                    _task(Span(paragraph.words.start + found.rest, paragraph.words.end), context, to_source)
                )
        elif current is not None and not paragraph.heading:
            line = read_line(outline, paragraph, context)
            if line is not None and line.kind != "lead" and current.tasks:
                current.tasks[-1] = complete(current.tasks[-1], line, context)
            else:
                current.tasks.append(_task(paragraph.words, context, to_source))
    return [_assignment(u, outline, context, to_source) for u in units]


def _closes(outline: Outline, paragraph: Paragraph, current: _Unit, context: Context) -> bool:
    """An item of the unit's own rank, or a paragraph that speaks to everybody (« Trên đây là Kế hoạch … »)."""
    if paragraph.rank < RANK_TEXT:
        return paragraph.rank <= current.rank
    if paragraph.index == current.paragraph.index + 1 and current.heading.form == "whole":
        return False
    closing = context.dialect.compile(rf"{alternation(context.lexicon.office.closings)}(?!\w)", re.I)
    return bool(closing.match(outline.words(paragraph)))


def _holds_units(outline: Outline, paragraph: Paragraph, context: Context) -> bool:
    """« 2. Trách nhiệm của các cơ quan, đơn vị / 2.1. Công an xã »: a line that stands above units is none itself."""
    below = outline.paragraphs[paragraph.index + 1 : paragraph.index + 2]
    if not below or below[0].above != paragraph.index or not outline.has_under(below[0]):
        return False
    found = unit_grammar(context.lexicon, context.dialect).heading(outline.words(below[0]), has_under=True)
    return found is not None and found.form == "whole" and found.rule == "unit-heading"


def _is_sibling(outline: Outline, paragraph: Paragraph, last: _Unit, words: str, context: Context) -> bool:
    """An item beside units that has items under it, like them: « 2.7. Đề nghi Uỷ ban MTTQ … » in a poor scan."""
    if not unit_grammar(context.lexicon, context.dialect).bodies.find(words):
        return False
    beside = last.paragraph.above == paragraph.above and last.rank == paragraph.rank and last.heading.form == "whole"
    line = outline.text[paragraph.span.start : paragraph.span.end].rstrip()
    return beside and outline.has_under(paragraph) and len(words.split()) <= 24 and not line.endswith((".", ";"))


def _heading(
    outline: Outline, paragraph: Paragraph, words: str, current: _Unit | None, last: _Unit | None, context: Context
) -> UnitHeading | None:
    grammar = unit_grammar(context.lexicon, context.dialect)
    has_under = outline.has_under(paragraph)
    colon = ":" if outline.text[paragraph.words.end : paragraph.span.end].strip().startswith(":") else ""
    parent = outline.paragraphs[paragraph.above].kind if paragraph.above is not None else None
    section = paragraph.heading and paragraph.rank < RANK_NUMBER and parent not in GIVING
    found = None if section else grammar.heading(words + colon, has_under)
    if current is not None:
        inside = found is not None and found.rule in ("unit-colon", "unit-dash") and found.confidence >= 0.9
        return found if inside and paragraph.marker is not None else None
    if found is not None and found.form == "whole" and _holds_units(outline, paragraph, context):
        return None
    if found is None and last is not None and _is_sibling(outline, paragraph, last, words, context):
        return UnitHeading(Span(0, len(words)), len(words), None, "whole", "assign", "unit-sibling", 0.5)
    if found is not None and not (found.form == "whole" and found.confidence < 0.7 and paragraph.rank >= RANK_BULLET):
        return found
    if paragraph.marker is None and grammar.trouble.match(words):
        return None
    if paragraph.heading or (
        paragraph.kind == "assign" and has_under and paragraph.rank < RANK_BULLET and len(words.split()) < 15
    ):
        return None
    return grammar.sentence(words)


def _order(
    outline: Outline, paragraph: Paragraph, words: str, current: _Unit | None, orders: Orders, context: Context
) -> UnitHeading | None:
    """An order to a named body: « Giao X … » anywhere; « X … » and « X: … » only as an item of the list of orders."""
    grammar = unit_grammar(context.lexicon, context.dialect)
    if grammar.no_duty.search(words) or grammar.carried_out.search(words):
        return None
    if current is not None and current.heading.form == "whole":
        return None
    has_under = outline.has_under(paragraph)
    if paragraph.heading and grammar.bodies.at(words) is None:
        return None
    found = grammar.heading(words, has_under)
    if found is None or (found.rule in ("unit-unknown", "unit-inside")) or (found.form == "whole" and not has_under):
        found = None
    if paragraph.marker is None and found is not None and not found.rule.startswith("unit-order"):
        found = None
    if found is not None and found.rule == "unit-subject" and grammar.undergoes.match(words, found.body.end):
        return None
    found = found or (grammar.sentence(words) if paragraph.marker is not None else grammar.order(words))
    if found is None:
        return None
    return None if "order" not in found.rule and _is_issuer(words, found, orders, context) else found


def _is_issuer(words: str, found: UnitHeading, orders: Orders, context: Context) -> bool:
    """« UBND xã biểu dương … », « Chủ tịch UBND xã kết luận … »: who issues the paper speaks, and is given nothing."""
    body = context.lexicon.bodies
    posts = context.dialect.compile(rf"(?:{alternation(body.posts)})\s+", re.I)
    name = posts.sub("", words[found.body.start : found.body.end], count=1)
    return orders.issuer is not None and orders.issuer.startswith(context.canonical(name))


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


def _assignment(unit: _Unit, outline: Outline, context: Context, to_source: Quote) -> AssignmentRead:
    start = unit.paragraph.words.start
    body = Span(start + unit.heading.body.start, start + unit.heading.body.end)
    head = Span(unit.paragraph.span.start, start + unit.heading.end)
    org_unit = context.canonical(to_source.words(body))
    trace = Trace(to_source.span(head), unit.heading.rule, unit.heading.confidence)
    return AssignmentRead(org_unit, to_source.words(head), unit.heading.mood, tuple(unit.tasks), trace)
