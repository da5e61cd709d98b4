"""« Phan c6ng nhiém vu cua cac don vj »: a text whose diacritics are ruined; its other findings would be guesses.

Flags the first line of a damaged text, once. Silent on sound texts and on short ones. No clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from phongtrao.core.documents.checks.paper import Flagged, Paper


def damage(paper: Paper) -> Iterator[Flagged]:
    """The text as a whole."""
    if paper.damaged and paper.outline.paragraphs:
        yield Flagged("other", paper.outline.paragraphs[0].words, "damaged", confidence=0.95)
