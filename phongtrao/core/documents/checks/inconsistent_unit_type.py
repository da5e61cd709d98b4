"""« các tổ dân phố » in the plan of a xã that has thôn; « UBND phường » as one of a xã's own bodies: a unit of
another type of place.

Flags, in the paper of a commune, every sentence that names the units of another type of place (pack list
`unit_types`), and bodies of such a place. Silent when the paper names both kinds together (« thôn, tổ dân phố »: the
place has both), when it never names its own kind, in titles of cited papers, and at provinces. Clause: none that is
verified.
"""

from __future__ import annotations

from collections.abc import Iterator

from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.text.patterns import alternation
from phongtrao.core.text.spans import Span


def inconsistent_unit_type(paper: Paper) -> Iterator[Flagged]:
    """One flag for each sentence, in reading order."""
    kind = next((t for t in paper.rules.unit_types if t.own == paper.context.own_level), None)
    if kind is None or paper.header.issuer_level != "commune" or paper.plain:
        return
    wrong, right = paper.search(kind.wrong), paper.search((kind.right,))
    joined = paper.context.dialect.compile(
        rf"(?<!\w)(?i:{alternation((kind.right,))}\s*(?:[,;/-]|và|hoặc)\s*(?:các\s+)?{alternation(kind.wrong)}"
        rf"|{alternation(kind.wrong)}\s*(?:[,;/-]|và|hoặc)\s*(?:các\s+)?{alternation((kind.right,))})(?!\w)"
    )
    if right.search(paper.text) and not joined.search(paper.text):
        yield from _each(paper, [m.span() for m in wrong.finditer(paper.text)], "unit", kind.own, kind.right)
    bodies = paper.context.dialect.compile(rf"(?<!\w){alternation(kind.bodies)}(?!\w)")
    yield from _each(paper, [m.span() for m in bodies.finditer(paper.text)], "body", kind.own, kind.right)


def _each(paper: Paper, places: list[tuple[int, int]], case: str, own: str, right: str) -> Iterator[Flagged]:
    claimed = 0
    for start, end in places:
        if start < claimed or any(c.start <= start < c.end for c in paper.context.claimed):
            continue
        stop = min((at for at in (paper.text.find(m, end) for m in (". ", ";", "\n")) if at >= 0), default=end)
        claimed = stop
        word = " ".join(paper.text[start:end].split())
        span = paper.around(Span(start, end), 5, 6)
        yield Flagged(
            "inconsistent-unit-type", span, case, {"word": word, "own": own, "right": right}, 0.8, at=Span(start, end)
        )
