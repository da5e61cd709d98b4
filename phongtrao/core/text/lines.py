"""« … xây dựng phong \\n\\n trào toàn dân … » → one line: paragraphs that a page or a narrow column broke.

Guarantees of `join_lines`: only line ends (with the blanks around them) change, each into one blank or one line end;
words keep their order; afterwards one line is one paragraph. A table row (« | … | ») is never joined.

Two sorts of text come in. In a text broken by hand (or by a PDF page) every visual line ends with a line end: a line
goes on when it begins with a small letter, or when the line before is full and does not end a sentence. In a text
with one paragraph per line only a small letter or a closing mark at the beginning of a line shows that a page cut it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from phongtrao.core.text.mapped import Edit
from phongtrao.core.text.markers import Marker, read_marker

_LINE = re.compile(r"[^\n]+")
_FULL = 0.86  # a line is full when it and the next word pass this share of the usual width; measured on PDF text
_LIKELY = 0.25  # share of the certain breaks that a line must reach behind « . », where a paragraph may end as well
_FEW = 6  # certain breaks from which their lengths are used
_SURE = 3  # certain breaks from which a text counts as broken at one column, when each of them is just there
_ENDS = (".", "!", "?", ":", ";", "./.", "…")
_OPENS_BLOCK = re.compile(r"(?:Nơi\s+nhận|Kính\s+gửi|Số)\s*:|(?:TM|KT|TL|TUQ|Q)\.\s|T/M\s|K/T\s")
_BASIS = re.compile(r"(?:Căn\s+cứ|Thực\s+hiện)\s")
_HANGING = re.compile(
    r"(?<!\w)(?:và|của|về|các|với|cho|ngày|tháng|năm|số|từ|đến|theo|tại|trên|do|hoặc|như|để|là|được|những|trong|hằng|hàng|Ủy|Uỷ"
    r"|va|cua|cac|ngay|thang|nam|den|tren|duoc|hang)\Z"
)  # words that cannot end a paragraph, also as a poor scan shows them
_CLOSERS = ",.;:)”’»]%/"
_BROKEN_SHARE = 0.18  # share of lines beginning with a small letter from which a text counts as broken by hand
_WIDEST = 170  # code points; a text with many longer lines has one paragraph per line


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str
    indent: int
    marker: Marker | None
    line_ends: int


def join_lines(text: str) -> Iterator[Edit]:
    """The edits that put one paragraph on one line and drop empty lines."""
    lines = _lines(text)
    if not lines:
        return
    shape = _Shape.of(lines)
    open_numbers: dict[str, int] = {}
    done = 0
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        if before is None:
            if line.start > 0:
                yield Edit(0, line.start, "")
        else:
            joins = shape.joins(before, line, open_numbers)
            gap = text[done : line.start]
            replacement = (" " if joins and not _hyphenated(before.words, line.words) else "") if joins else "\n"
            if gap != replacement:
                yield Edit(done, line.start, replacement)
            if joins:
                line = lines[index] = _Line(line.start, line.end, line.words, line.indent, None, line.line_ends)
        if line.marker is not None and line.marker.value:
            open_numbers[line.marker.kind] = line.marker.value
            if line.marker.kind == "roman":
                open_numbers.pop("number1", None)
        done = line.end
    if done < len(text):
        yield Edit(done, len(text), "")


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    last_end = 0
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if not words:
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        line_ends = text.count("\n", last_end, match.start())
        found.append(_Line(start, start + len(words), words, start - match.start(), read_marker(words), line_ends))
        last_end = match.end()
    return found


def _goes_on(before: str, after: str) -> bool:
    """« … của », « 510/QĐ- »: a line that cannot be the end of a paragraph."""
    return _hyphenated(before, after) or (len(before) > 24 and bool(_HANGING.search(before)))


def _hyphenated(before: str, after: str) -> bool:
    """« 510/QĐ- » + « BCA-V05 »: a document number cut at its hyphen is put together without a blank."""
    return bool(re.search(r"\d/\S*-$", before)) and after[:1].isupper()


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the lines of this text were made."""

    broken: bool
    width: int
    indented: bool
    usual_gap: int
    column: int
    breaks: tuple[tuple[int, ...], tuple[int, ...]]

    @classmethod
    def of(cls, lines: list[_Line]) -> _Shape:
        body = [x for x in lines if len(x.words) > 3 and not x.words.startswith("|")]
        small = [x for x in body if _begins_small(x)]
        widths = sorted(len(x.words) for x in body)
        too_wide = sum(w > _WIDEST for w in widths) > len(widths) * 0.06
        column = _column(lines)
        broken = column > 0 or (len(small) > len(body) * _BROKEN_SHARE and not too_wide)
        marked = [x for x in body if x.marker is not None]
        indented = (
            broken
            and bool(marked)
            and sum(x.indent > 0 for x in marked) > 0.8 * len(marked)
            and sum(x.indent > 0 for x in small) < 0.2 * len(small)
        )
        gaps = sorted(x.line_ends for x in small)
        width = widths[int(len(widths) * 0.92)] if widths else 0
        return cls(broken, width, indented, gaps[len(gaps) // 2] if gaps else 1, column, _breaks(lines))

    def joins(self, before: _Line, line: _Line, open_numbers: dict[str, int]) -> bool:
        """Whether `line` goes on with the paragraph of `before`."""
        if before.words.startswith("|") or line.words.startswith("|"):
            return False
        if line.marker is None and _goes_on(before.words, line.words):
            return True
        ended = before.words.endswith(_ENDS)
        if self._opens(line, ended):
            return False
        if line.marker is not None:
            return self._marker_inside(before, line, line.marker, ended, open_numbers)
        if line.words[0] in _CLOSERS:
            return True
        if _begins_small(line):
            return self.broken or not before.words.endswith((".", "!", "?", ":"))
        return self._capital_joins(before, line, ended)

    def _opens(self, line: _Line, ended: bool) -> bool:
        """A wide gap, « Nơi nhận: », « Căn cứ … »: a line that begins a paragraph whatever stands before it."""
        if line.line_ends > self.usual_gap + 1 and not _begins_small(line):
            return True
        if _OPENS_BLOCK.match(line.words) or line.words.startswith("Căn cứ "):
            return True
        return not ended and bool(_BASIS.match(line.words))

    def _capital_joins(self, before: _Line, line: _Line, ended: bool) -> bool:
        """Whether a line that begins with a capital goes on with the one before: a name at the break of a full line."""
        if not self.broken:
            return before.words.endswith((",", "-", "–")) and len(before.words) > 60
        if _shouted(line.words) != _shouted(before.words):
            return False
        if _BASIS.match(before.words) and not ended and not before.words.endswith(","):
            return True
        if self.indented:
            full = self._surely_full(before, line, _LIKELY) if ended else self._full(before, line, 0.7)
            return line.indent == 0 and full
        if ended and not before.words.endswith((";", ".")):
            return False
        if before.words.endswith("."):
            return self._surely_full(before, line, _LIKELY)
        return self._full(before, line)

    def _full(self, before: _Line, line: _Line, share: float = _FULL) -> bool:
        """Whether the first word of `line` hardly found room behind `before`: past this share of the usual width."""
        if self.column:
            return _room(before, line) > self.column
        return _room(before, line) >= self.width * share

    def _surely_full(self, before: _Line, line: _Line, share: float) -> bool:
        """The same behind the end of a sentence: as long as this share of the breaks that are certain. The first line
        of an item, which is indented, is measured against its like."""
        if self.column:
            return _room(before, line) > self.column
        certain = self.breaks[before.marker is not None]
        if not certain:
            return False
        return _room(before, line) >= certain[min(len(certain) - 1, int(len(certain) * share))]

    def _marker_inside(
        self, before: _Line, line: _Line, marker: Marker, ended: bool, open_numbers: dict[str, int]
    ) -> bool:
        """« kinh tế \\n - xã hội », « tháng \\n 12. »: a line that only looks as if it began an item."""
        if ended or not self.broken or before.words.endswith(('"', "”", ")")):
            return False
        rest = line.words[marker.words_at :]
        if marker.kind == "-":
            return rest[:1].islower() and self._full(before, line)
        if marker.kind == "number1":
            return self._full(before, line) and marker.value not in (1, open_numbers.get("number1", 0) + 1)
        return False


def _room(before: _Line, line: _Line) -> int:
    """The length that `before` would have with the first word of `line`."""
    return len(before.words) + 1 + len(line.words.split(None, 1)[0])


def _column(lines: list[_Line]) -> int:
    """The column at which a program broke every line, where the word behind each certain break had no room; else 0."""
    pairs = [(a, b) for a, b in pairwise(lines) if _begins_small(b) and not a.words.endswith(_ENDS)]
    if len(pairs) < _SURE:
        return 0
    longest = max(len(a.words) for a, _ in pairs)
    return longest if all(_room(a, b) > longest for a, b in pairs) else 0


def _breaks(lines: list[_Line]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Lengths at which lines are certainly broken (a small letter follows): inside a paragraph, and behind a marker."""
    pairs = [(a, b) for a, b in pairwise(lines) if _begins_small(b) and not a.words.endswith(_ENDS)]
    inside = sorted(_room(a, b) for a, b in pairs if a.marker is None)
    marked = sorted(_room(a, b) for a, b in pairs if a.marker is not None)
    return tuple(inside if len(inside) >= _FEW else ()), tuple(marked if len(marked) >= _FEW else inside)


def _begins_small(line: _Line) -> bool:
    return line.marker is None and line.words.lstrip("(")[:1].islower()


def _shouted(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) > 3 and " " in words and all(c.isupper() for c in letters)
