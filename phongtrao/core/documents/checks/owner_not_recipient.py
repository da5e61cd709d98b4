"""« Trạm Y tế xã » with duties and not in Nơi nhận: a body with duties that does not get the paper.

Flags a body of the assignments whose name, or a group that holds it, stands in no line of Nơi nhận, once. Silent when
the paper has no Nơi nhận, when a line names bodies in general (pack list `general_bodies`), for the issuer itself and
for groups that are themselves general. Clause: Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.9.a.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.text.folding import fold

_SMALL = {
    "cac",
    "xa",
    "phuong",
    "tinh",
    "va",
    "cua",
    "tren",
    "dia",
    "ban",
    "de",
    "nghi",
    "giao",
    "viet",
    "nam",
    "dac",
    "khu",
}


def owner_not_recipient(paper: Paper) -> Iterator[Flagged]:
    """Bodies in reading order."""
    lines = [fold(line) for line in paper.recipients]
    general = [fold(word) for word in paper.rules.words("general_bodies")]
    if not lines or not general or paper.plain or any(word in line for line in lines for word in general):
        return
    told: set[str] = set()
    for assignment in paper.assignments:
        unit = assignment.org_unit
        name = fold(unit)
        if name in told or any(name.startswith(word) for word in general) or name == fold(paper.header.issuer or ""):
            continue
        told.add(name)
        words = set(re.findall(r"\w+", name)) - _SMALL
        if words and not any(_covers(line, words) for line in lines):
            span = paper.readable(assignment.trace.span)
            yield Flagged("owner-not-recipient", paper.around(span, 0, 0), "plain", {"unit": unit}, 0.55)


def _covers(line: str, words: set[str]) -> bool:
    """Whether a line names the body: most of its own words, or its initials (« VH-XH »)."""
    there = set(re.findall(r"\w+", line))
    initials = "".join(word[0] for word in sorted(words))
    near = any(len(word) > 1 and sorted(word) == sorted(initials) for word in there)
    return near or len(words & there) >= max(1, 0.6 * len(words))
