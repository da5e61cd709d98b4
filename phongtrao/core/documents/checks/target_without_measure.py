"""« Phấn đấu đạt kết quả cao trong … »: an aim without number, share or grade.

Flags a clause that opens as a target (pack list `measure_openings`) and from which no target was read and no number
stands in it. Silent on « không để xảy ra … » and on clauses with a grade or a figure. No clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.documents.clauses import find_clauses
from phongtrao.core.text.spans import Span

_FIGURE = re.compile(r"\d|không\s+để|không\s+có", re.I)


def target_without_measure(paper: Paper) -> Iterator[Flagged]:
    """Clauses of the whole body in reading order."""
    openings = paper.rules.words("measure_openings")
    if not openings or paper.plain:
        return
    pattern = paper.search(openings)
    grades = paper.search(paper.context.lexicon.office.grades) if paper.context.lexicon.office.grades else None
    read = [paper.readable(target.trace.span) for target in paper.targets]
    for paragraph in paper.outline.body:
        if paragraph.heading or paragraph.row:
            continue
        for clause in find_clauses(paper.text, paragraph.words):
            match = pattern.search(paper.text, clause.span.start, clause.span.end)
            if match is None or any(span.meets(clause.span) for span in read):
                continue
            rest = paper.text[match.start() : clause.span.end]
            if _FIGURE.search(rest) or len(rest.split()) < 5 or (grades is not None and grades.search(rest)):
                continue
            span = Span(match.start(), min(clause.span.end, paper.around(Span(*match.span()), 0, 14).end))
            yield Flagged("target-without-measure", span, "plain", {"word": " ".join(match.group().split())}, 0.55)
