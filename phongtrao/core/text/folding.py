"""Forms of a text that ignore marks, for comparing and for looking up.

`fold` makes the search key of the whole house; `strip_marks` keeps the length, so that spans found in the stripped
text hold in the text it came from.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_D = {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"}


@lru_cache(maxsize=8192)
def _bare(character: str) -> str:
    """One character without its marks, exactly one character long."""
    if character in _D:
        return _D[character]
    base = "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))
    return base if len(base) == 1 else character


def strip_marks(text: str) -> str:
    """« Phối hợp » → « Phoi hop ». Same length as `text` (which should be NFC), case kept."""
    return text if text.isascii() else "".join(map(_bare, text))


def fold(text: str) -> str:
    """« Ủy ban  MTTQ » → « uy ban mttq »: NFC, lower case, no marks, đ → d, white space folded to one blank.

    Idempotent. Two spellings that differ only in marks, case or spacing have the same fold.
    """
    lowered = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(_D.get(c, c) for c in lowered if not unicodedata.combining(c))
    composed = unicodedata.normalize("NFC", bare)
    again = unicodedata.normalize("NFC", "".join(map(_bare, composed.casefold())))
    return " ".join(again.split())
