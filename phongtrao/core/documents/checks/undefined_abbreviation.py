"""« kiểm tra PCCC ở chợ »: an abbreviation that is not spelled out where it is used first.

Flags the first use of each abbreviation without « an ninh Tổ quốc (ANTQ) » at or before it, and, as a note, a line of
Nơi nhận with abbreviations that the text does not spell out. Silent on general office usage (pack list
`general_abbreviations`), numbers of papers, lines in capitals, and « Lưu: VT, … », where Nghị định 30/2020/NĐ-CP
itself wants abbreviations. Clause: Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.6 (chữ viết tắt) is not verified: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from phongtrao.core.documents.checks.abbreviations import find_abbreviations
from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.text.patterns import UPPER

_SHORT = re.compile(rf"(?<![\w/]){UPPER}{{2,}}\d*(?:-{UPPER}{{2,}})*(?!\w|/)|(?<![\w/-]){UPPER}{{1,2}}\d{{2}}(?!\w)")


def undefined_abbreviation(paper: Paper) -> Iterator[Flagged]:
    """First uses in reading order, then lines of Nơi nhận."""
    if paper.plain:
        return
    found = find_abbreviations(paper)
    general = {*paper.rules.words("general_abbreviations"), *paper.rules.words("claimed_abbreviations")}
    stems = [name.stem for name in paper.rules.names]
    names = {name.abbreviation for name in paper.rules.names}
    for short, uses in found.uses.items():
        if any(paper.text[: uses[0].start].rstrip().endswith(stem) for stem in stems) and short not in names:
            continue  # a wrong name of the programme: another finding
        gloss = found.glosses.get(short)
        if _known(short, general) or (gloss and gloss.start < uses[0].start):
            continue
        case = "late" if gloss else "plain"
        yield Flagged("undefined-abbreviation", paper.around(uses[0], 4, 5), case, {"word": short}, 0.8, at=uses[0])
    yield from _recipients(paper, general | set(found.glosses) | set(found.uses))


def _recipients(paper: Paper, known: set[str]) -> Iterator[Flagged]:
    kept = paper.context.dialect.compile(r"\s*[-–+•*]?\s*Lưu(?!\w)", re.I)
    listing = False
    for paragraph in paper.outline.foot:
        line = paper.text[paragraph.span.start : paragraph.span.end]
        listing = listing or "nhận" in line
        cut = line.split("\t")[0]
        if not listing or kept.match(line) or paragraph.marker is None:
            continue
        unknown = [w for w in _SHORT.findall(re.sub(r"\([^)]*\)", " ", cut) + _units(cut)) if not _known(w, known)]
        if unknown:
            values = {"word": ", ".join(dict.fromkeys(unknown))}
            span = paper.around(paragraph.words, 0, 0)
            yield Flagged("undefined-abbreviation", span, "recipients", values, 0.6, "note")


def _units(line: str) -> str:
    """What brackets of a recipient name, such as « (qua V05) »."""
    return " ".join(m[1] for m in re.finditer(r"\(qua\s+([^)]*)\)", line))


def _known(word: str, known: set[str]) -> bool:
    return word in known or all(part in known for part in word.split("-"))
