"""« III. NHIỆM VỤ TRỌNG TÂM / 1. Tiếp tục phát huy … »: duties that the plan gives to nobody in particular.

Grammar: in sections of nhiệm vụ / nội dung / giải pháp every bullet and every numbered or unmarked paragraph is one
duty; a line with items under it is a heading, unless it is a whole sentence (ends a sentence, or is longer than a
heading). It does not read aims, funding or times, nor the lines « Đơn vị chủ trì: … ». Source: conventions of the
plan-reading schema.
"""

from __future__ import annotations

import re

from phongtrao.core.documents.duties import Context, is_outside_system
from phongtrao.core.documents.outline import Outline, Paragraph
from phongtrao.core.documents.quotes import Quote
from phongtrao.core.documents.readings import GeneralTaskRead, Trace
from phongtrao.core.text.patterns import alternation

_LONG = 24  # words from which a line with items under it is a duty of its own; headings of plans measured 3 to 22


def read_general_tasks(outline: Outline, context: Context, quote: Quote) -> list[GeneralTaskRead]:
    """The general duties in reading order."""
    names = [n for _, words in context.lexicon.roles.lines for n in words]
    details = context.lexicon.office.details
    line = context.dialect.compile(rf"{alternation((*names, *details))}(?:\s*,[^:]{{0,30}})?\s*:", re.I)
    found = []
    for paragraph in outline.body:
        if paragraph.kind != "general" or paragraph.heading or not _is_duty(outline, paragraph):
            continue
        words = outline.words(paragraph)
        if line.match(words) or len(words.split()) < 3:
            continue
        trace = Trace(quote.span(paragraph.words), "general-task", 0.9 if paragraph.marker else 0.75)
        found.append(GeneralTaskRead(quote.words(paragraph.words), is_outside_system(words, context), trace))
    return found


def _is_duty(outline: Outline, paragraph: Paragraph) -> bool:
    if not outline.has_under(paragraph):
        return True
    line = outline.text[paragraph.span.start : paragraph.span.end].rstrip()
    return len(outline.words(paragraph).split()) >= _LONG or line.endswith((".", ";"))
