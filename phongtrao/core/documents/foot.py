"""« Nơi nhận: - Như trên; … » and « TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH / … »: to whom a document goes and who signed it.

Grammar: recipients are the lines (or the « ; » parts of one line) behind « Nơi nhận » up to the signature, without «
(để …) » and end marks. Signature: lines « TM. », « KT. », « TL. », « TUQ. » are `on_behalf`, a post in capitals is
`title`, the last line of two to five capital words is `name`. Two columns on one line are read apart at the gap, or
behind « ; ». It does not read a stamp or « (Đã ký) ». Source: Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.7 và II.9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from phongtrao.core.documents.lexicon import SectionWords
from phongtrao.core.documents.outline import Outline
from phongtrao.core.documents.quotes import Quote
from phongtrao.core.documents.readings import SignerRead, Trace
from phongtrao.core.text.patterns import LOWER, UPPER, Dialect, alternation
from phongtrao.core.text.spans import Span

_NOTE = r"\s*\((?:để|b/?c|t/?h|p/?h|thực\s+hiện|báo\s+cáo|phối\s+hợp|th/?hiện|chỉ\s+đạo|c/?đ|biết|theo\s+dõi)[^)]*\)"
_RANKS = r"(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy)|ThS\.?|TS\.?|BS\.?)\s+"


@dataclass(frozen=True, slots=True)
class _Piece:
    """One column of one line of the foot."""

    span: Span
    bullet: bool
    own_line: bool


def read_foot(
    outline: Outline, words: SectionWords, dialect: Dialect, quote: Quote
) -> tuple[tuple[str, ...], SignerRead]:
    """Recipients in order, and the signer (empty when nobody signed)."""
    pieces = [p for line in outline.foot if line.rank is not None for p in _pieces(outline, line.index, dialect, words)]
    text = outline.text
    heading = dialect.compile(rf"\s*(?:{alternation(words.recipients)}\s*:?|N[oơ]i\s+nh[^\s:]{{1,5}}\s*:)\s*", re.I)
    posts = alternation(words.signing_posts)
    behalf = dialect.compile(rf"(?P<behalf>{alternation(words.signing)}\s*\S.*?)(?:\s+(?P<post>{posts}))?\s*\Z")
    post = dialect.compile(rf"(?P<post>{posts}(?:\s+{UPPER}[^a-z]*)?)\s*\Z")
    name = dialect.compile(rf"(?:{_RANKS})?(?P<name>{UPPER}{LOWER}*(?:\s+{UPPER}{LOWER}*){{1,4}})\s*\Z")
    recipients: list[str] = []
    behalves: list[str] = []
    title: str | None = None
    signer: Span | None = None
    listing = False
    for piece in pieces:
        line = text[piece.span.start : piece.span.end].strip(" *_")
        printed = quote.raw[piece.span.start : piece.span.end].strip(" *_")
        if match := heading.match(line):
            listing = True
            rest = printed[match.end() :]
            recipients += [x for x in (_recipient(part, dialect) for part in rest.split(";")) if x]
            continue
        if not piece.bullet and (signed := behalf.match(line)):
            behalves.append(" ".join(printed[signed.start("behalf") : signed.end("behalf")].split()))
            title = " ".join(printed[signed.start("post") :].split()) if signed["post"] else title
            listing = listing and not piece.own_line
        elif title and signer is None and not piece.bullet and _goes_on(printed):
            title = f"{title} {' '.join(printed.split())}"
        elif not piece.bullet and post.match(line):
            title = " ".join(printed.split())
            listing = listing and not piece.own_line
        elif not piece.bullet and name.match(line) and (title or behalves or not listing or not piece.own_line):
            signer = piece.span
        elif (listing or (piece.bullet and recipients)) and (recipient := _recipient(quote.words(piece.span), dialect)):
            recipients.append(recipient)
    return tuple(recipients), _signer(signer, title, behalves, name, dialect, quote)


def _goes_on(line: str) -> bool:
    """« PHÓ CHỦ TỊCH THƯỜNG » + « TRỰC »: a word or two in capitals below a post that a narrow column broke."""
    words = line.split()
    return 0 < len(words) <= 2 and all(word.isalpha() and word.isupper() and len(word) > 1 for word in words)


def _signer(
    span: Span | None, title: str | None, behalves: list[str], name: re.Pattern[str], dialect: Dialect, quote: Quote
) -> SignerRead:
    if span is None and title is None and not behalves:
        return SignerRead()
    found = name.match(dialect.see(quote.words(span).strip(" *_"))) if span else None
    words = quote.words(span).strip(" *_") if span else None
    shown = words[found.start("name") :] if words and found else words
    trace = Trace(quote.span(span), "signer", 0.9) if span else None
    return SignerRead(shown, title, ", ".join(behalves) or None, trace)


def _pieces(outline: Outline, index: int, dialect: Dialect, words: SectionWords) -> list[_Piece]:
    """The columns of one line: cut at a wide gap, or behind « ; » when a signature stands there."""
    paragraph = outline.paragraphs[index]
    start, end = paragraph.words.start, paragraph.span.end
    line = outline.text[start:end]
    cuts = [m.span() for m in re.finditer(r"\t", line)]
    if not cuts:
        named = rf"{UPPER}{LOWER}+(?:\s+{UPPER}{LOWER}+){{1,3}}"
        signed = rf"(?:{alternation(words.signing)}\s|(?:{alternation(words.signing_posts)}|{named})\s*\Z)"
        gap = r"(?<=[;:])[\s:¬~_'-]+"
        column = dialect.compile(rf"{gap}(?={signed})|(?<=\w\w\.)\s+(?={named}\s*\Z)")
        cuts = [m.span() for m in column.finditer(line)][-1:]
    pieces, at = [], 0
    for cut_start, cut_end in [*cuts, (len(line), len(line))]:
        if line[at:cut_start].strip():
            pieces.append(
                _Piece(Span(start + at, start + cut_start), paragraph.marker is not None and at == 0, not cuts)
            )
        at = cut_end
    return pieces


def _recipient(line: str, dialect: Dialect) -> str | None:
    """A recipient without note and end marks; None when nothing is left."""
    seen = dialect.see(line)
    note = dialect.compile(_NOTE, re.I).search(seen)
    kept = line[: note.start()] + line[note.end() :] if note else line
    kept = re.sub(r"^\s*[-–+•*]\s*", "", kept)
    kept = " ".join(kept.split()).strip(" ;.,:")
    return kept if len(kept) > 1 else None
