"""« - Phối hợp với Phòng Kinh tế xã sửa đèn đường » given to a body while that partner only coordinates too: a duty
nobody leads.

Flags a duty of two bodies that both only coordinate: A « phối hợp với B » and B « phối hợp với A » on the same matter
(the same leading words of content). Silent when either leads, advises or performs the matter, and when the partner is
not in the paper. No clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from phongtrao.core.documents.checks.likeness import content_words, is_same_matter
from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.documents.readings import TaskRead


def duty_without_owner(paper: Paper) -> Iterator[Flagged]:
    """The first of each pair of duties, in reading order."""
    coordinated = [(a.org_unit, t) for a in paper.assignments for t in a.tasks if t.role == "coordinate"]
    led = [t for a in paper.assignments for t in a.tasks if t.role == "lead"]
    told: set[int] = set()
    for unit, task in coordinated:
        for other_unit, other in coordinated:
            if other is task or other_unit == unit or other.trace.span.start in told:
                continue
            if _names(task, other_unit) and _names(other, unit) and _same(paper, task, other):
                if not any(_same(paper, task, lead) for lead in led):
                    told |= {task.trace.span.start, other.trace.span.start}
                    span = paper.readable(task.trace.span)
                    yield Flagged("duty-without-owner", span, "plain", {}, 0.6)
                break


def _names(task: TaskRead, unit: str) -> bool:
    return any(partner.casefold() == unit.casefold() for partner in task.partners)


def _same(paper: Paper, first: TaskRead, second: TaskRead) -> bool:
    names = {word for a in paper.assignments for word in content_words(a.org_unit)}
    return is_same_matter(content_words(first.text) - names, content_words(second.text) - names)
