"""« Cũng cố lực lượng », « các nghành », « kiễm tra »: syllables that are misspelt, told by counts of pairs.

A syllable is looked at when it is small-lettered (or opens its run) and belongs to no known word with its neighbours.
It is flagged when (a) it is no syllable of the dictionary and rare, and a known pair or a very common syllable lies
one tone or letter away; (b) its pair is unknown and another tone of one of the two gives a word that official texts
use; (c) both tones differ and the pair itself never occurs in official texts. Nothing is flagged on the strength of
rarity alone. Source of the counts: the pack « statistics/vietnamese ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.text.spans import Span
from phongtrao.core.text.syllables import COUNT, INSIDE, KNOWN, SyllableTable, plain_form, respelled, toned

_RARE = 15  # commonness below which a syllable is suspect in itself
_COMMON = 25  # commonness of a syllable of everyday office language
_SEEN = 2  # occurrences of a pair in official texts that make it usual
_LONGEST = 9  # letters; « nghiêng » has seven, and a slip adds one or two
_JOINS = 3  # occurrences that make a pair outside the dictionary a known one
_RUN = re.compile(r"(?<![\w/.@-])[^\W\d_]+(?:[ \t]+[^\W\d_]+)*(?![\w/@-])")
_WORD = re.compile(r"[^\W\d_]+")
_MARKED = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class _Run:
    """Syllables between two marks: as printed, in their form for looking up, and where."""

    raw: list[str]
    forms: list[str]
    spans: list[Span]

    def open(self, at: int) -> bool:
        """Whether a syllable may be looked at: small letters, or a capital at the beginning of the run."""
        raw = self.raw[at]
        return 1 < len(raw) <= _LONGEST and raw[1:].islower() and (raw[0].islower() or at == 0)


def misspelt(paper: Paper) -> Iterator[Flagged]:
    """One flag for each place, on one or two syllables."""
    table = paper.knowledge.syllables
    if table is None or paper.plain:
        return
    for match in _RUN.finditer(paper.text):
        words = [(m.group(), Span(*m.span())) for m in _WORD.finditer(paper.text, match.start(), match.end())]
        run = _Run([w for w, _ in words], [plain_form(w) for w, _ in words], [s for _, s in words])
        yield from _singles(run, table)
        yield from _pairs(run, table)


def _flag(run: _Run, first: int, last: int, meant: str, confidence: float) -> Flagged:
    span = Span(run.spans[first].start, run.spans[last].end)
    printed = " ".join(run.raw[first : last + 1])
    return Flagged("typo-duplicate", span, "spelling", {"word": printed, "meant": meant}, confidence)


def _singles(run: _Run, table: SyllableTable) -> Iterator[Flagged]:
    """Case (a): the syllable itself is odd."""
    for at, form in enumerate(run.forms):
        if not run.open(at) or table.commonness(form) >= _RARE or _joined(run, at, table):
            continue
        known = table.is_syllable(form)
        meant = _best(run, at, table)
        if meant is not None:
            yield _flag(run, at, at, meant, 0.85)
        elif not known and run.raw[at].islower() and _MARKED.search(form) and (common := _commonest(form, table)):
            yield _flag(run, at, at, common, 0.75)


def _joined(run: _Run, at: int, table: SyllableTable) -> bool:
    """Whether a syllable makes a known word with a neighbour."""
    before = at > 0 and _is_known(table, run.forms[at - 1], run.forms[at])
    return before or (at + 1 < len(run.forms) and _is_known(table, run.forms[at], run.forms[at + 1]))


def _is_known(table: SyllableTable, first: str, second: str) -> bool:
    value = table.pair(first, second)
    return bool(value & (KNOWN | INSIDE)) or (value & COUNT) >= _JOINS


def _best(run: _Run, at: int, table: SyllableTable) -> str | None:
    """The spelling one step away that makes the most usual pair with a neighbour."""
    form = run.forms[at]
    before = run.forms[at - 1] if at > 0 else None
    after = run.forms[at + 1] if at + 1 < len(run.forms) else None
    found = []
    for other in (*toned(form), *respelled(form)):
        counts = [table.pair(before, other)] if before else []
        counts += [table.pair(other, after)] if after else []
        best = max((value & COUNT for value in counts if value & KNOWN), default=0)
        if best >= _SEEN and table.commonness(other) >= _COMMON:
            found.append((best, other))
    return max(found)[1] if found else None


def _commonest(form: str, table: SyllableTable) -> str | None:
    """The most common syllable one tone or letter away."""
    near = (*toned(form), *respelled(form))
    found = [(table.commonness(other), other) for other in near if table.is_syllable(other)]
    best = max(found, default=(0, ""))
    return best[1] if best[0] >= _COMMON else None


def _pairs(run: _Run, table: SyllableTable) -> Iterator[Flagged]:
    """Cases (b) and (c): two sound syllables that are no word."""
    for at in range(len(run.forms) - 1):
        if not run.open(at) or not run.raw[at + 1].islower():
            continue
        first, second = run.forms[at], run.forms[at + 1]
        value = table.pair(first, second)
        if value & COUNT or len(second) > _LONGEST or not (table.is_syllable(first) and table.is_syllable(second)):
            continue
        outside = (at > 0 and _is_known(table, run.forms[at - 1], first)) or (
            at + 2 < len(run.forms) and _is_known(table, second, run.forms[at + 2])
        )
        if outside:
            continue
        meant = (
            None if value else _usual(table, [(f, second) for f in toned(first)] + [(first, s) for s in toned(second)])
        )
        meant = meant or _usual(table, [(f, s) for f in toned(first) for s in toned(second)])
        if meant:
            yield _flag(run, at, at + 1, meant, 0.8 if not value else 0.65)


def _usual(table: SyllableTable, pairs: list[tuple[str, str]]) -> str | None:
    found = []
    for first, second in pairs:
        value = table.pair(first, second)
        if value & KNOWN and value & COUNT >= _SEEN:
            found.append((value & COUNT, f"{first} {second}"))
    return max(found)[1] if found else None
