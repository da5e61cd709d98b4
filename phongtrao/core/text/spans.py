"""Where something stands in a text.

A span counts code points, half-open: `text[span.start:span.end]` is the text it names.
"""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open code-point offsets; `start <= end`, both inside the text they belong to."""

    start: int
    end: int

    def shifted(self, by: int) -> Span:
        """The same stretch when the text it belongs to begins `by` code points later."""
        return Span(self.start + by, self.end + by)

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end
