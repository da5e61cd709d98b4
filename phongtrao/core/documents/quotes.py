"""The way from a span that a recogniser found to the words shown and the span kept."""

from __future__ import annotations

from dataclasses import dataclass

from phongtrao.core.text import SourceText, Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Turns a span of the readable text into words, and into a span of the source."""

    source: SourceText

    @property
    def raw(self) -> str:
        """The readable text as printed; offsets are those of the text that recognisers run over."""
        return self.source.reading.text

    def words(self, span: Span) -> str:
        """The words of a span, blanks folded, as the source spells them."""
        return self.source.quote(span)

    def span(self, span: Span) -> Span:
        """The same stretch in the source text."""
        return self.source.original(span)
