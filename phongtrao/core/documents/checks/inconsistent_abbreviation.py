"""« phong trào toàn dân bảo vệ ANTT » for ANTQ; « an ninh, trật tự (ANTT) » spelled out and never used: an
abbreviation that is not kept.

Flags every place where the fixed name of the programme (pack list `names`) ends in another abbreviation, and an
abbreviation that is introduced in brackets and never used after. Silent on the abbreviation alone (« bảo đảm ANTT »)
and on numbers of papers. No clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from phongtrao.core.documents.checks.abbreviations import find_abbreviations
from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.text.patterns import UPPER, alternation
from phongtrao.core.text.spans import Span


def inconsistent_abbreviation(paper: Paper) -> Iterator[Flagged]:
    """Wrong names in reading order, then abbreviations never used."""
    for name in paper.rules.names:
        pattern = paper.context.dialect.compile(rf"(?i:{alternation((name.stem,))})\s+(?P<short>{UPPER}{{3,6}})(?!\w)")
        for match in pattern.finditer(paper.text):
            if match["short"] == name.abbreviation or paper.is_shouted(Span(*match.span("short"))):
                continue
            values = {"word": match["short"], "right": name.abbreviation, "full": name.full}
            span = paper.around(Span(*match.span()), 5, 5)
            yield Flagged("inconsistent-abbreviation", span, "name", values, 0.9, at=Span(*match.span("short")))
    if paper.plain:
        return
    found = find_abbreviations(paper)
    for short, gloss in found.glosses.items():
        used = len(re.findall(rf"(?<![\w/-]){re.escape(short)}(?![\w/])", paper.text))
        in_cell = paper.text[: gloss.start].rstrip(" \t").endswith("|")
        if used == 1 and not in_cell and any(paragraph.span.meets(gloss) for paragraph in paper.outline.body):
            yield Flagged(
                "inconsistent-abbreviation", paper.around(gloss, 6, 2), "unused", {"word": short}, 0.7, at=gloss
            )
