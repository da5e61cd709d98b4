"""« theo Quyết định số 15/QĐ-UBND »: a cited paper that is not named in full where it is named first.

Flags the first naming of a numbered paper without day or without issuer. Silent on later namings, on laws (which need
neither number nor issuer) and on papers that the plan replaces. Clause: Nghị định 30/2020/NĐ-CP, Phụ lục I mục
II.6.b.
"""

from __future__ import annotations

from collections.abc import Iterator

from phongtrao.core.documents.checks.paper import Flagged, Paper

_LAWS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")


def incomplete_citation(paper: Paper) -> Iterator[Flagged]:
    """The first naming of each paper, when something of it is missing."""
    if paper.plain:
        return
    seen: set[tuple[int, str, str]] = set()
    for mention in paper.mentions:
        if mention.number is None or mention.number.core in seen:
            continue
        seen.add(mention.number.core)
        if mention.type in _LAWS:
            continue
        absent = [("tên loại", mention.type), ("ngày, tháng, năm", mention.date), ("cơ quan ban hành", mention.issuer)]
        missing = [name for name, value in absent if value is None]
        if missing and len(missing) < len(absent):  # with nothing else it may be no citation at all
            values = {"key": mention.number.key, "missing": " và ".join(missing)}
            yield Flagged("incomplete-citation", mention.claims, "plain", values, 0.75)
