"""One document read whole: source text and lexicon in, a `Reading` out.

Never raises on a text, whatever it holds; never guesses. The order of work: damage, outline, header, citations, then
the recognisers of items, each in its own module.
"""

from __future__ import annotations

from phongtrao.core.documents.lexicon import Lexicon
from phongtrao.core.documents.readings import Reading, Source
from phongtrao.core.text import SourceText

READ_VERSION = "1.0.0"
"""Version of the reader; a change that alters a reading raises it."""


def read(
    source: SourceText,
    lexicon: Lexicon,
    *,
    name: str = "",
    media_type: str = "text/plain",
    route: str = "text",
    sha256: str = "",
    pages: int | None = None,
    restored: bool = False,
) -> Reading:
    """The reading of `source`. The keyword values are passed through into `source` of the reading."""
    text = source.text
    return Reading(
        source=Source(name, media_type, sha256, pages, len(text), route, restored, damaged=False),
        source_text=text,
        read_version=READ_VERSION,
    )
