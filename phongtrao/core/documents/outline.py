"""« IV. PHÂN CÔNG NHIỆM VỤ › 1. Công an xã › - Chủ trì … »: the paragraphs of a document and what stands above each.

Grammar: a paragraph is a line of the readable text; its marker gives its rank; it belongs under the nearest paragraph
before it of a lower rank. A heading is a marked, capital or bold line without end of sentence; its words tell the
kind of section (pack « lexicons/sections »); a heading inside a section may change the kind. The head ends at the
first section, the foot begins at « Nơi nhận » or at the signature. It does not read tables (see `tables`): a table
row is a paragraph of its own. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I và III.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from phongtrao.core.documents.lexicon import SectionWords
from phongtrao.core.text.markers import (
    RANK_ARTICLE,
    RANK_BULLET,
    RANK_CHAPTER,
    RANK_NUMBER,
    RANK_ROMAN,
    RANK_SMALL_LETTER,
    RANK_TEXT,
    Marker,
    read_marker,
)
from phongtrao.core.text.patterns import Dialect, alternation
from phongtrao.core.text.spans import Span

RANK_HEADING = RANK_NUMBER - 1  # a capital line without marker that names a section: below Roman, above Arabic numbers
RANK_BELOW_LETTER = RANK_SMALL_LETTER + 1  # « 1) » or « (1) » where small letters stand above such numbers
RANK_BOLD = RANK_NUMBER + 5  # a bold line without marker: below Arabic numbers, above small letters and bullets


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `span`: the whole line; `words`: without marker and end marks; `above`: what it stands under."""

    index: int
    span: Span
    words: Span
    marker: Marker | None
    rank: int
    bold: bool
    above: int | None = None
    kind: str = "head"
    heading: bool = False

    @property
    def row(self) -> bool:
        """Whether this is a row of a table."""
        return self.kind == "row"


@dataclass(frozen=True, slots=True)
class Outline:
    """All paragraphs; head, body, foot and annexes lie between the indexes `head_end`, `foot_start`, `annex_start`."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    head_end: int
    foot_start: int
    annex_start: int

    @property
    def head(self) -> Sequence[Paragraph]:
        """Everything before the first section."""
        return self.paragraphs[: self.head_end]

    @property
    def body(self) -> Sequence[Paragraph]:
        """From the first section to the recipients or the signature."""
        return self.paragraphs[self.head_end : self.foot_start]

    @property
    def foot(self) -> Sequence[Paragraph]:
        """From the recipients or the signature to the annexes."""
        return self.paragraphs[self.foot_start : self.annex_start]

    @property
    def rows(self) -> list[Paragraph]:
        """Every row of a table, of the body and of the annexes."""
        return [p for p in self.paragraphs if p.row and not self.foot_start <= p.index < self.annex_start]

    def words(self, paragraph: Paragraph) -> str:
        """The words of a paragraph."""
        return self.text[paragraph.words.start : paragraph.words.end]

    def under(self, paragraph: Paragraph) -> list[Paragraph]:
        """The paragraphs directly under one."""
        return [p for p in self.paragraphs if p.above == paragraph.index]

    def has_under(self, paragraph: Paragraph) -> bool:
        """Whether the next paragraph stands under this one."""
        after = self.paragraphs[paragraph.index + 1 : paragraph.index + 2]
        return bool(after) and after[0].above == paragraph.index


_ROW = re.compile(r"\s*\|.*\|\s*\Z")
_ANNEX = re.compile(r"\s*(?:PHỤ\s+LỤC|Phụ\s+lục|BẢNG\s+PHÂN\s+CÔNG|PHU\s+LUC|BIỂU|DANH\s+MỤC)(?!\w)")
_END_MARKS = " \t.;:,…/"
_TERMINAL = (".", ";", "!", "?", "./.", "…")


def read_outline(text: str, words: SectionWords, dialect: Dialect, bold: Sequence[Span] = ()) -> Outline:
    """The outline of `text` (one paragraph per line). `bold`: stretches of `text` that were printed bold."""
    paragraphs = _paragraphs(text, bold)
    foot = _foot_start(text, paragraphs, words, dialect)
    kinds = _Kinds(words, dialect)
    paragraphs = _ranked(text, paragraphs, kinds, foot)
    head = next((p.index for p in paragraphs[:foot] if p.heading and p.kind != "head"), None)
    if head is None:
        head = next(
            (p.index for p in paragraphs[:foot] if p.marker is not None and p.rank >= RANK_ARTICLE),
            min(foot, len(paragraphs)),
        )
    annex = _annex_start(text, paragraphs, foot)
    marked = [replace(p, kind="foot") if foot <= p.index < annex else p for p in paragraphs]
    return Outline(text, tuple(marked), min(head, foot), foot, annex)


def _annex_start(text: str, paragraphs: Sequence[Paragraph], foot: int) -> int:
    """The first paragraph behind the foot that opens an annex: its name in capitals, or a table."""
    for paragraph in paragraphs[foot + 1 :]:
        if paragraph.kind == "row" or _ANNEX.match(text, paragraph.span.start, paragraph.span.end):
            return paragraph.index
    return len(paragraphs)


def _paragraphs(text: str, bold: Sequence[Span]) -> list[Paragraph]:
    found: list[Paragraph] = []
    bullets: dict[str, int] = {}
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        line = match.group()
        is_row = bool(_ROW.match(line))
        marker = None if is_row else read_marker(line)
        start = match.start() + (marker.words_at if marker else len(line) - len(line.lstrip()))
        end = match.start() + len(line.rstrip(_END_MARKS))
        rank = RANK_TEXT if marker is None else marker.rank
        if rank == RANK_BULLET and marker is not None:
            rank += bullets.setdefault(marker.kind, len(bullets))
        words = Span(start, max(start, end))
        is_bold = any(b.start <= words.start + 1 and b.end >= words.end - 1 for b in bold if b.meets(words))
        kind = "row" if is_row else "head"
        found.append(Paragraph(len(found), Span(*match.span()), words, marker, rank, is_bold, kind=kind))
    return found


def _foot_start(text: str, paragraphs: Sequence[Paragraph], words: SectionWords, dialect: Dialect) -> int:
    """The first paragraph of the recipients or the signature, looked for from the second third of the text on."""
    recipients = dialect.compile(rf"\s*(?:{alternation(words.recipients)}\s*:?|N[oơ]i\s+nh[^\s:]{{1,5}}\s*:)", re.I)
    posts = alternation(words.signing_posts)
    signing = dialect.compile(rf"\s*(?:{alternation(words.signing)}\s*\S.*|{posts}\s*)\Z")
    for paragraph in paragraphs:
        if paragraph.index >= 2 and recipients.match(text, paragraph.span.start, paragraph.span.end):
            signed = [
                p.index
                for p in paragraphs[max(2, paragraph.index - 5) : paragraph.index]
                if signing.match(_line(text, p))
            ]
            return min([paragraph.index, *signed])
    for paragraph in reversed(paragraphs[len(paragraphs) // 2 :]):
        if signing.match(_line(text, paragraph)):
            first = paragraph.index
            while first > 0 and signing.match(_line(text, paragraphs[first - 1])):
                first -= 1
            return first
    return len(paragraphs)


def _line(text: str, paragraph: Paragraph) -> str:
    return text[paragraph.span.start : paragraph.span.end]


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Tells the kind of section from the words of a heading."""

    words: SectionWords
    dialect: Dialect

    def of(self, heading: str, nested: bool) -> str | None:
        """The first kind whose words begin the heading; a heading inside a section must hold little else."""
        for kind, names in self.words.kinds:
            match = self.dialect.compile(alternation(names) + r"(?!\w)", re.I).match(heading)
            if match and (not nested or self._only_a_name(heading[match.end() :])):
                return kind
        return None if nested else self._inside(heading)

    def _inside(self, heading: str) -> str | None:
        for kind, names in self.words.kinds:
            found = self.dialect.compile(alternation(names) + r"(?!\w)", re.I).search(heading)
            if kind != "structural" and found and " " in found.group():
                return kind
        return None

    def _only_a_name(self, rest: str) -> bool:
        after = r"\s*(?:\Z|[,:(]|(?:của|cho|cụ\s+thể|chung|đối\s+với|và|thực\s+hiện|kế\s+hoạch)(?!\w))"
        return len(rest.split()) <= 8 and bool(self.dialect.compile(after, re.I).match(rest))


_KEEPS = {"assign": ("assign", "organise", "funding"), "organise": ("assign", "organise", "funding")}
"""Kinds that a heading inside a section may switch to; « Nhiệm vụ » inside « Phân công » is still Phân công."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What a paragraph looks like by itself: its rank, whether it is a heading, the kind its words name."""

    rank: int
    heading: bool
    kind: str | None


def _ranked(text: str, paragraphs: list[Paragraph], kinds: _Kinds, foot: int) -> list[Paragraph]:
    """Paragraphs with rank, `above`, kind and heading."""
    out: list[Paragraph] = []
    stack: list[int] = []
    started = False
    for paragraph in paragraphs:
        if _counts_below_letter(paragraph, [out[i] for i in stack]):
            paragraph = replace(paragraph, rank=RANK_BELOW_LETTER)
        look = _Look(paragraph.rank, False, None)
        if paragraph.index < foot and paragraph.kind != "row":
            look = _look(text, paragraph, kinds, started)
            if paragraph.marker is None and look.heading and _names_nothing(out):
                look = _Look(out[-1].rank, look.heading, look.kind)
        while stack and out[stack[-1]].rank >= look.rank:
            stack.pop()
        above = stack[-1] if stack else None
        inherited = out[above].kind if above is not None else ("other" if started else "head")
        kind = "row" if paragraph.kind == "row" else _kind(look, inherited, nested=above is not None)
        started = started or (look.heading and kind != "head")
        out.append(replace(paragraph, rank=look.rank, above=above, kind=kind, heading=look.heading))
        if look.rank < RANK_TEXT:
            stack.append(paragraph.index)
    return out


def _counts_below_letter(paragraph: Paragraph, above: Sequence[Paragraph]) -> bool:
    """« a) Công an xã / 1) Chủ trì … / 2) … »: a number in brackets that begins to count under an open letter."""
    marker = paragraph.marker
    if marker is None or marker.kind not in ("number1", "parenthesis") or marker.label[-1] != ")":
        return False
    if not any(p.rank == RANK_SMALL_LETTER for p in above):
        return False
    alike = [p for p in above if p.marker is not None and p.marker.kind == marker.kind]
    return marker.value == 1 if not alike else alike[-1].rank == RANK_BELOW_LETTER


def _names_nothing(before: Sequence[Paragraph]) -> bool:
    """« PHẦN THỨ BA » on a line of its own: the line behind it is its title."""
    return bool(before) and before[-1].rank <= RANK_CHAPTER and before[-1].words.start == before[-1].words.end


def _look(text: str, paragraph: Paragraph, kinds: _Kinds, started: bool) -> _Look:
    """A heading is short, ends no sentence, and is marked, capital or bold."""
    words = text[paragraph.words.start : paragraph.words.end]
    line = text[paragraph.span.start : paragraph.span.end].rstrip()
    shouted = _shouted(words)
    plain = _Look(paragraph.rank, False, None)
    if len(words) > 160 or line.endswith(_TERMINAL) or not (paragraph.marker or shouted or paragraph.bold):
        return plain
    top = paragraph.rank < RANK_NUMBER and paragraph.rank != RANK_ARTICLE
    kind = kinds.of(words, nested=not (top or shouted))
    opens = top or shouted or (paragraph.rank < RANK_BULLET and len(words.split()) <= 14)
    heading = opens and (kind is not None or top)
    if paragraph.marker is not None:
        number = RANK_NUMBER <= paragraph.rank < RANK_BULLET
        return _Look(RANK_ROMAN if shouted and kind and number else paragraph.rank, heading, kind)
    if shouted and kind is not None and (started or not _names_type(text, paragraph, kinds)):
        return _Look(RANK_HEADING, heading, kind)
    if paragraph.bold and started:
        return _Look(RANK_BOLD if kind is None else RANK_HEADING, heading, kind)
    return plain


def _kind(look: _Look, inherited: str, nested: bool) -> str:
    """The kind of section a paragraph belongs to."""
    if look.kind == "structural" and not nested and look.heading:
        return "general"
    if not look.heading or look.kind == "structural" or look.kind not in _KEEPS.get(inherited, (look.kind,)):
        return inherited
    return look.kind or (inherited if nested else "other")


def _names_type(text: str, paragraph: Paragraph, kinds: _Kinds) -> bool:
    types = kinds.dialect.compile(rf"{alternation(kinds.words.doc_types)}\s*\Z")
    return bool(types.match(text[paragraph.words.start : paragraph.words.end]))


def _shouted(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) >= 6 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)
