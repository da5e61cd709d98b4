"""« CHỦ TỊCH » under the plan of a UBND without « TM. ỦY BAN NHÂN DÂN », « PHÓ CHỦ TỊCH » without « KT. CHỦ TỊCH ».

Flags the signature of a People's Committee that has a post but no « TM. », and a deputy's signature without « KT. ».
Silent when nobody signed, when it is signed by order (TL., TUQ.), and on bodies that are led by one person. Clause:
Nghị định 30/2020/NĐ-CP, Điều 13 and Phụ lục I mục II.7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.text.spans import Span

_DEPUTY = re.compile(r"PHÓ\s|PHO\s")
_BEHALF = re.compile(r"(?<!\w)(?:TM|T/M|T\.M|TL|TUQ|Q)\s*\.?")
_FOR = re.compile(r"(?<!\w)K/?T\s*\.")


def signing_form(paper: Paper) -> Iterator[Flagged]:
    """At the line of the post."""
    title, behalf = paper.signer.title or "", paper.signer.on_behalf or ""
    if not title or paper.plain:
        return
    span = _line(paper, title)
    if span is None:
        return
    collective = paper.search(paper.rules.words("collective_bodies"))
    if collective.match(paper.header.issuer or "") and not _BEHALF.search(behalf):
        yield Flagged("signing-form", span, "collective", {}, 0.6)
    if _DEPUTY.match(title) and not _FOR.search(behalf) and not _BEHALF.search(behalf.replace("TM", "")):
        yield Flagged("signing-form", span, "deputy", {}, 0.6)


def _line(paper: Paper, title: str) -> Span | None:
    words = r"\s+".join(map(re.escape, title.split()))
    for paragraph in paper.outline.foot:
        if match := re.compile(words).search(paper.text, paragraph.span.start, paragraph.span.end):
            return Span(*match.span())
    return None
