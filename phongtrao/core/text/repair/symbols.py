"""« 510/0P-BCA » → « 510/QĐ-BCA »: the letters of a document's symbol, restored to known forms only.

Digits are never touched; the one exception is a nought that stands for a letter inside the symbol itself. A symbol is
restored when exactly one known symbol (law register, this text) or known parts (Nghị định 30/2020/NĐ-CP, Phụ lục III)
look like it; otherwise it stays and is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from phongtrao.core.text.folding import strip_marks

_NUMBER = re.compile(r"(\d{1,5}\s?(?:/\s?(?:19|20)\d\d\s?)?[/-]\s?)(.+)\Z")
_SURE, _LIKELY, _DOUBTFUL = 980, 900, 300


def restore_symbol(printed: str, known: Collection[str]) -> tuple[str, int] | None:
    """(restored number with symbol, confidence 0–1000); None when it is no number or is fine as it is."""
    match = _NUMBER.match(printed)
    if not match or not re.search(r"[^\W\d_]", match[2]):
        return None
    head, symbol = match[1], match[2]
    if symbol in known:
        return None
    whole = _like(symbol, known)
    if whole:
        return head + whole, _SURE
    parts = re.split(r"([-/&])", symbol)
    restored = [part if at % 2 or part in known else _like(part, known) or part for at, part in enumerate(parts)]
    text = "".join(restored)
    sure = all(at % 2 or part in known for at, part in enumerate(restored))
    if text == symbol:
        return None if symbol.isascii() and not re.match(r"0|\w*[a-z]{3}", symbol) else (printed, _DOUBTFUL)
    return head + text, _LIKELY if sure else _DOUBTFUL


def _like(symbol: str, known: Collection[str]) -> str | None:
    """The one known form that is the same without marks, or of the same shape."""
    bare = strip_marks(symbol)
    same = {k for k in known if strip_marks(k) == bare}
    if len(same) == 1:
        return same.pop()
    if same or not re.search(r"0", symbol):
        return None
    shaped = {k for k in known if len(k) == len(symbol) and _shape(k) == _shape(symbol)}
    return shaped.pop() if len(shaped) == 1 else None


def _shape(symbol: str) -> str:
    """Letters that a scan mixes up made one."""
    return "".join(_LOOKS.get(c, c) for c in symbol)


_LOOKS = {"0": "O", "Q": "O", "Đ": "D", "P": "D"}
