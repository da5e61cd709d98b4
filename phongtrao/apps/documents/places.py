"""Finding a typed passage in a source text. Values in, values out."""

import re
import unicodedata

from phongtrao.apps.documents.rows import Span
from phongtrao.core.text import strip_marks

LONGEST = 20_000  # code points of a passage that is looked for


def find_passage(text: str, passage: str) -> list[Span]:
    """Every place where `passage` stands: exactly, else with any white space between its words, else without marks."""
    words = passage.split()
    if not words or len(passage) > LONGEST:
        return []
    pattern = r"\s+".join(re.escape(word) for word in words)
    composed = unicodedata.normalize("NFC", text)
    if len(composed) == len(text):
        found = _all(re.escape(passage.strip()), text) or _all(pattern, text)
        if found:
            return found
        plain = re.compile(strip_marks(unicodedata.normalize("NFC", pattern)), re.IGNORECASE)
        return [(m.start(), m.end()) for m in plain.finditer(strip_marks(composed))]
    return _all(pattern, text)


def _all(pattern: str, text: str) -> list[Span]:
    return [(m.start(), m.end()) for m in re.finditer(pattern, text)]


def trimmed(text: str, span: Span) -> Span:
    """The span without the white space at its ends."""
    start, end = max(0, span[0]), min(len(text), span[1])
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end)


def quoted(text: str, span: Span) -> str:
    """The words of a span, white space folded."""
    return " ".join(text[span[0] : span[1]].split())
