"""« UBND huyện », « Công an cấp huyện » in a plan of 2026: a body that did not exist on the paper's day.

Flags the first naming of each body of the pack list `abolished` in a paper of that day or later. Silent before,
inside the naming of a cited paper (its issuer existed then), beside « (cũ) », « trước đây », « nguyên », and when the
paper has no day and no year. Clause: none that is verified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.text.patterns import alternation
from phongtrao.core.text.spans import Span

_OLD = re.compile(r"\(?\s*cũ\b|trước\s+đây|nguyên\s|trước\s+khi\s+sắp\s+xếp|giải\s+thể|bỏ\s+cấp", re.I)


def abolished_body(paper: Paper) -> Iterator[Flagged]:
    """First namings in reading order."""
    on = _day(paper)
    if on is None or paper.plain:
        return
    for kind in paper.rules.abolished:
        if on < kind.since:
            continue
        told: set[str] = set()
        pattern = paper.context.dialect.compile(rf"(?<!\w){alternation(kind.words)}(?!\w)")
        for match in pattern.finditer(paper.text):
            span, word = Span(*match.span()), " ".join(match.group().split())
            near = paper.text[max(0, span.start - 30) : span.end + 40].split("\n")[0]
            if word in told or any(c.meets(span) for c in paper.context.claimed) or _OLD.search(near):
                continue
            told.add(word)
            values = {"word": word, "since": f"{kind.since:%d/%m/%Y}", "what": kind.what}
            yield Flagged("abolished-body", paper.around(span, 3, 4), "plain", values, 0.75, at=span)


def _day(paper: Paper) -> date | None:
    """The paper's day; without one, the first day of the year that it is for."""
    if paper.header.date:
        return paper.header.date
    period = paper.header.period
    return date(period[0], 1, 1) if period and period[0] else None
