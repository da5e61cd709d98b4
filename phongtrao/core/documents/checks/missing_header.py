"""« Số: /KH-UBND », « …, ngày tháng năm 2026 »: a paper without number, or without its day.

Flags a head in which number or day is not printed or left blank, at the line where it should stand, else at the name
of the type. Silent when both are there. Clause: Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.3 and II.4.
"""

from __future__ import annotations

from collections.abc import Iterator

from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.documents.readings import Trace
from phongtrao.core.text.spans import Span


def missing_number(paper: Paper) -> Iterator[Flagged]:
    """A number that is absent or left blank."""
    if paper.header.number is None and paper.outline.paragraphs:
        yield _flag(paper, "missing-number", dict(paper.header.traces).get("number"))


def missing_date(paper: Paper) -> Iterator[Flagged]:
    """A day of issue that is absent or not complete."""
    if paper.header.date is None and paper.outline.paragraphs:
        yield _flag(paper, "missing-date", dict(paper.header.traces).get("date"))


def _flag(paper: Paper, code: str, trace: Trace | None) -> Flagged:
    if trace is not None:
        return Flagged(code, paper.readable(trace.span), "blank", confidence=0.9)
    return Flagged(code, _type_line(paper), "absent", confidence=0.9)


def _type_line(paper: Paper) -> Span:
    """The line of the type with the words behind it, else the first line."""
    outline, doc_type = paper.outline, paper.header.doc_type
    for index, paragraph in enumerate(outline.head):
        if doc_type and outline.words(paragraph).upper().startswith(doc_type.upper()):
            after = outline.head[index + 1].words if index + 1 < len(outline.head) else paragraph.words
            end = min(after.end, after.start + 24)
            while end < after.end and not outline.text[end].isspace():
                end += 1
            return Span(paragraph.words.start, max(paragraph.words.end, end))
    return outline.paragraphs[0].words
