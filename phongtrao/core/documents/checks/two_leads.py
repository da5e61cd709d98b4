"""The same words under two bodies, neither of which only coordinates: one duty led by two.

Flags a run of many words (not the programme's name) that stands in a duty of another body before it, when none of the
two is to coordinate there. Silent on short general words (« thực hiện Kế hoạch này ») and on duties of one body. No
clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.documents.clauses import find_clauses
from phongtrao.core.text.spans import Span

_WORD = re.compile(r"[^\W_]+")
_WINDOW = 20  # words in a row, the programme's name not among them, that make two duties the same one
_OPENINGS = re.compile(r"(?<!\w)(?:phối\s+hợp|đề\s+nghị)(?!\w)", re.I)


def two_leads(paper: Paper) -> Iterator[Flagged]:
    """The later of two places, each pair of bodies once."""
    first_at: dict[tuple[str, ...], str] = {}
    told: set[tuple[str, str]] = set()
    for assignment in paper.assignments:
        for task in assignment.tasks:
            if task.role == "coordinate":
                continue
            for clause in find_clauses(paper.text, paper.readable(task.trace.span)):
                same = _same(paper, clause.span, assignment.org_unit, first_at)
                if same is None or (same[0], assignment.org_unit) in told:
                    continue
                told.add((same[0], assignment.org_unit))
                values = {"first": same[0], "second": assignment.org_unit}
                yield Flagged("two-leads", same[1], "plain", values, 0.6)


def _same(paper: Paper, span: Span, unit: str, first_at: dict[tuple[str, ...], str]) -> tuple[str, Span] | None:
    """The other body with the same run of words, and where the run stands here; notes this body's runs."""
    words = list(_WORD.finditer(paper.text, span.start, span.end))
    if _OPENINGS.match(paper.text, span.start, span.end):
        return None
    found = None
    stems = [name.stem for name in paper.rules.names]
    for at in range(len(words) - _WINDOW + 1):
        run = tuple(m.group().lower() for m in words[at : at + _WINDOW])
        if any(stem in " ".join(run) for stem in stems):
            continue
        other = first_at.setdefault(run, unit)
        if other != unit and found is None:
            found = other, Span(words[at].start(), words[at + _WINDOW - 1].end())
    return found
