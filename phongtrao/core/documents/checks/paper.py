"""One document as the checks see it: text, outline and everything that was read; and what a check hands back."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from phongtrao.core.citations import Mention
from phongtrao.core.documents.checks.knowledge import Knowledge
from phongtrao.core.documents.checks.rules import Rules
from phongtrao.core.documents.clauses import Clause, find_clauses
from phongtrao.core.documents.duties import Context
from phongtrao.core.documents.outline import Outline, Paragraph
from phongtrao.core.documents.quotes import Quote
from phongtrao.core.documents.readings import (
    AssignmentRead,
    CitationRead,
    DeadlineRead,
    GeneralTaskRead,
    Header,
    SignerRead,
    TargetRead,
)
from phongtrao.core.text.markers import RANK_BULLET
from phongtrao.core.text.patterns import alternation
from phongtrao.core.text.spans import Span


@dataclass(frozen=True, slots=True)
class Flagged:
    """What a check found. `span`: the quote, in the readable text; `at`: the very place in it, when it is narrower.

    `case` names the wording; `severity` None = the rule's own.
    """

    code: str
    span: Span
    case: str = "plain"
    values: Mapping[str, str] = field(default_factory=dict)
    confidence: float = 0.85
    severity: str | None = None
    at: Span | None = None


@dataclass(frozen=True, eq=False)
class Paper:
    """Spans of the items read point into the source; spans of outline, mentions and clauses into the readable text."""

    outline: Outline
    context: Context
    quote: Quote
    header: Header
    mentions: tuple[Mention, ...]
    citations: tuple[CitationRead, ...]
    targets: tuple[TargetRead, ...]
    deadlines: tuple[DeadlineRead, ...]
    assignments: tuple[AssignmentRead, ...]
    general_tasks: tuple[GeneralTaskRead, ...]
    recipients: tuple[str, ...]
    signer: SignerRead
    knowledge: Knowledge
    damaged: bool
    restored: tuple[Span, ...] = ()
    """Where words of the source were restored by the repair of ruined text; rising."""

    @property
    def text(self) -> str:
        """The readable text."""
        return self.outline.text

    @property
    def plain(self) -> bool:
        """Whether the text is read without its marks (damaged, or a doubtful scan): its spelling says nothing."""
        return self.damaged or self.context.dialect.plain

    @property
    def rules(self) -> Rules:
        """Wordings and word lists."""
        return self.knowledge.rules

    @cached_property
    def of_party(self) -> bool:
        """Whether the paper is of Party, Front or a mass organisation: the State's form rules do not bind it."""
        words = rf"(?<!\w){alternation(self.rules.words('party_issuers'))}(?!\w)"
        issuer = self.header.issuer or ""
        letterhead = " ".join(self.outline.words(p) for p in self.outline.head[:4])
        party = "ĐẢNG CỘNG SẢN" in letterhead or re.search(r"(?:ĐU|TU|HU|CB|MTTQ|BTG|BDV)\Z", self.header.symbol or "")
        return bool(party or re.match(words, issuer, re.I))

    @cached_property
    def clauses(self) -> tuple[tuple[Paragraph, Clause], ...]:
        """Every clause of the body with its paragraph; headings and aims left out."""
        return tuple(
            (paragraph, clause)
            for paragraph in self.outline.body
            if paragraph.kind not in ("aims", "situation") and not paragraph.row and not self._is_heading(paragraph)
            for clause in find_clauses(self.text, paragraph.words)
        )

    def _is_heading(self, paragraph: Paragraph) -> bool:
        """A heading, or a short numbered line that ends without a mark and has items under it."""
        line = self.text[paragraph.span.start : paragraph.span.end].rstrip()
        above = paragraph.rank < RANK_BULLET and self.outline.has_under(paragraph)
        return paragraph.heading or (above and len(line.split()) <= 24 and not line.endswith((".", ";", ":")))

    @cached_property
    def owners(self) -> tuple[tuple[Span, str], ...]:
        """Where a duty stands in the source, and whose it is."""
        found = []
        for assignment in self.assignments:
            found.append((assignment.trace.span, assignment.org_unit))
            found += [(task.trace.span, assignment.org_unit) for task in assignment.tasks]
        return tuple(found)

    def owner_at(self, span: Span) -> str | None:
        """Whose duty stands at a span of the readable text."""
        there = self.quote.span(span)
        return next((owner for at, owner in self.owners if at.start <= there.start < at.end), None)

    def is_restored(self, span: Span) -> bool:
        """Whether a restored word stands in a span of the readable text: how it is spelt is not the author's doing."""
        there = self.quote.span(span)
        at = bisect_left(self.restored, there.start, key=lambda word: word.end)
        while at < len(self.restored) and self.restored[at].start < there.end:
            if self.restored[at].end > there.start:
                return True
            at += 1
        return False

    def search(self, words: Sequence[str]) -> re.Pattern[str]:
        """Any of `words`, whole, in any case."""
        return self.context.dialect.compile(rf"(?<!\w){alternation(words)}(?!\w)", re.I)

    def around(self, span: Span, before: int, after: int) -> Span:
        """`span`, grown to whole words, with some words before and behind it, inside its line."""
        line = self.line(span)
        words = [m.span() for m in re.finditer(r"\S+", self.text[line.start : line.end])]
        first, last = span.start - line.start, max(span.start, span.end - 1) - line.start
        at = [i for i, (start, end) in enumerate(words) if start <= last and end > first]
        if not at:
            return span
        start, end = words[max(0, at[0] - before)][0], words[min(len(words) - 1, at[-1] + after)][1]
        return Span(line.start + start, line.start + end)

    def readable(self, span: Span) -> Span:
        """A span of the source as a span of the readable text (the nearest one, where marks were dropped)."""
        starts = self.quote.source.reading.starts
        return Span(bisect_left(starts, span.start), bisect_left(starts, span.end))

    def line(self, span: Span) -> Span:
        """The line in which `span` begins."""
        end = self.text.find("\n", span.start)
        return Span(self.text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(self.text))

    def is_shouted(self, span: Span) -> bool:
        """Whether the line around `span` is printed in capitals."""
        line = self.line(span)
        letters = [c for c in self.text[line.start : line.end] if c.isalpha()]
        return bool(letters) and sum(c.isupper() for c in letters) > 0.7 * len(letters)
