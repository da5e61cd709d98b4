"""What was restored in a paper's text, from its row to what a page shows."""

from phongtrao.apps.documents.models import SourceText
from phongtrao.apps.documents.page_rows import RestoredRow, RestoredText


def restored_text(source: SourceText) -> RestoredText:
    """The restored words of a source text, in its order; no query."""
    words = tuple(
        RestoredRow(
            span=(start, end),
            text=source.text[start:end],
            original_span=(came_start, came_end),
            original=source.original[came_start:came_end],
            confidence=confidence,
        )
        for start, end, came_start, came_end, confidence in source.restored
    )
    return RestoredText(source.original, words)
