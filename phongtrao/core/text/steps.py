"""The normalising steps that look at characters: composition, blanks, mark-up, page numbers.

Each is a `Step` (see `mapped`): it lists its edits and changes nothing else. Joining of lines is in `lines`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from phongtrao.core.text.mapped import Edit

_NOTHING = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_HYPHEN = re.compile("[\ufffe\u0002\u2010\u2011]")  # a hyphen at a line end as PDF programs hand it over
_LINE_END = re.compile("\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
_BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]|&nbsp;|&#160;")
_MARK = re.compile(r"^[ ]*#{1,6}[ ]+|\*\*|__|(?<!^)\*|^\*(?=[^\s*])|\\(?=[-.*_#()\[\]+!])", re.M)
_QUOTED = re.compile(r"^[ ]{0,3}(?:>[ ]?)+(?P<behind>[ ]*\S?)", re.M)
_COLUMN_GAP = re.compile(r"[ \t]*\t[ \t]*| {3,}")
_TWO_BLANKS = re.compile(r"(?<! )  (?! )")
_RULE = re.compile(r"^[ \t]*[-_=~.*–—─]{3,}[ \t]*$\n?", re.M)
_PAGE_NUMBER = re.compile(
    r"(?:^[ \t]*\n)*^[ \t]*(?:trang[ \t]+)?[-–—]?[ ]?\d{1,3}[ ]?(?:[-–—]|/[ ]?\d{1,3})?[ \t]*$\n?(?:^[ \t]*\n)*",
    re.M | re.I,
)


def compose(text: str) -> Iterator[Edit]:
    """« e + ̂ + ́ » → « ế ». Afterwards the text is NFC; nothing but canonical composition happens."""
    if unicodedata.is_normalized("NFC", text):
        return
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and _clings(text[start:end], text[end]):
            end += 1
        composed = unicodedata.normalize("NFC", text[start:end])
        if composed != text[start:end]:
            yield Edit(start, end, composed)
        start = end


def _clings(cluster: str, character: str) -> bool:
    """Whether `character` is composed with, or re-ordered before, what stands ahead of it."""
    if unicodedata.combining(character):
        return True
    joined = unicodedata.normalize("NFC", cluster + character)
    return joined != unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", character)


def plain_blanks(text: str) -> Iterator[Edit]:
    """Line ends become « \\n », exotic blanks a blank, odd hyphens « - », invisible characters go. Words stay."""
    found = [(m.start(), m.end(), "") for m in _NOTHING.finditer(text)]
    found += [(m.start(), m.end(), "-") for m in _HYPHEN.finditer(text)]
    found += [(m.start(), m.end(), "\n") for m in _LINE_END.finditer(text)]
    found += [(m.start(), m.end(), " ") for m in _BLANK.finditer(text)]
    for start, end, replacement in sorted(found):
        yield Edit(start, end, replacement)


def drop_marks(text: str) -> Iterator[Edit]:
    """« **31/3/2026** » → « 31/3/2026 ». Mark-up of bold, italic and headings goes; a bullet « * » stays."""
    for match in _MARK.finditer(text):
        if match.group() == "*" and _opens_item(text, match.start()):
            continue
        yield Edit(match.start(), match.end(), "")


def drop_quote_marks(text: str) -> Iterator[Edit]:
    """« > 1. Công an xã » → « 1. Công an xã »: the mark of a quoted line goes; « > 95 % » among other lines stays."""
    quoted = list(_QUOTED.finditer(text))
    is_whole = 2 * len(quoted) > sum(1 for line in text.split("\n") if line.strip())
    for match in quoted:
        behind = match["behind"].strip()
        if is_whole or (behind and behind != "=" and not behind.isdigit()):
            yield Edit(match.start(), match.start("behind"), "")


def _opens_item(text: str, at: int) -> bool:
    """« \\n  * Tiếp tục … »: a star with nothing but blanks before it on its line and a blank behind it."""
    return text[at + 1 : at + 2].isspace() and not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t")


def drop_page_numbers(text: str) -> Iterator[Edit]:
    """« \\n2\\n » → « \\n ». A line with nothing but a page number (and the empty lines around it) or a rule goes."""
    found = [m.span() for m in _PAGE_NUMBER.finditer(text) if m.start() > 0]
    found += [m.span() for m in _RULE.finditer(text)]
    done = 0
    for start, end in sorted(found):
        if start >= done and end > start:
            yield Edit(start, end, "")
            done = end


def fold_blanks(text: str) -> Iterator[Edit]:
    """Two blanks become one; three or more (or a tab) one tab, which keeps the gap between two columns visible."""
    found = [(m.start(), m.end(), "\t") for m in _COLUMN_GAP.finditer(text) if m.group() != "\t"]
    found += [(m.start(), m.end(), " ") for m in _TWO_BLANKS.finditer(text)]
    for start, end, replacement in sorted(found):
        yield Edit(start, end, replacement)
