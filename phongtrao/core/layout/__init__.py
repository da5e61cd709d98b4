"""Pages of words with boxes, and the one text that they make: what every carrier (PDF, scan, photograph) becomes."""

from phongtrao.core.layout.lay_out import lay_out
from phongtrao.core.layout.words import Box, LaidOut, PageSpan, PageWord, PageWords, PlacedWord

__all__ = ["Box", "LaidOut", "PageSpan", "PageWord", "PageWords", "PlacedWord", "lay_out"]
