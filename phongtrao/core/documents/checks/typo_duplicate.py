"""« các các », « xã, xã, đặc khu », « kiễm tra », « đẩy mạnh trào toàn dân … »: repeated, misspelt and dropped
words.

Flags: a word repeated at once or over a comma; two main verbs in a row (« ban hành xây dựng »); a role verb twice in
one clause (« tham mưu cho X tham mưu Y »); the programme's fixed name with a syllable missing; a syllable that is
none, or that is one tone or letter away from a far more usual pair (see `spelling`). Silent on reduplication (« xa xa
», « ngày ngày »), on two words that meet (« học sinh sinh viên »), on names and capitals, and on damaged texts. No
clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from phongtrao.core.documents.checks.paper import Flagged, Paper
from phongtrao.core.documents.checks.spelling import misspelt
from phongtrao.core.text.patterns import alternation
from phongtrao.core.text.spans import Span
from phongtrao.core.text.syllables import SyllableTable, plain_form

_AGAIN = re.compile(r"(?<![\w.-])(?P<word>[^\W\d_]+(?:[ \t]+[^\W\d_]+)?)[ \t]+(?P=word)(?![\w-])", re.I)
_LISTED = re.compile(r"(?<![\w.,-])(?P<word>[^\W\d_]+)\s*,\s*(?P=word)(?=\s*[,;.)]|\s+(?P<next>[^\W\d_]+))")


def typo_duplicate(paper: Paper) -> Iterator[Flagged]:
    """The flags in reading order, none on a place that another has taken."""
    if paper.plain:
        return
    found = sorted(
        chain(_repeated(paper), _listed(paper), _verbs(paper), _names(paper), _leftovers(paper), misspelt(paper)),
        key=lambda f: f.span,
    )
    end = -1
    for flagged in found:
        if flagged.span.start >= end:
            end = flagged.span.end
            yield Flagged(
                flagged.code,
                paper.around(flagged.span, 3, 4),
                flagged.case,
                flagged.values,
                flagged.confidence,
                at=flagged.span,
            )


def _flag(span: tuple[int, int], case: str, confidence: float, **values: str) -> Flagged:
    return Flagged("typo-duplicate", Span(*span), case, values, confidence)


def _repeated(paper: Paper) -> Iterator[Flagged]:
    table = paper.knowledge.syllables
    kept = {plain_form(word) for word in paper.rules.words("reduplications")}
    for match in _AGAIN.finditer(paper.text):
        word, again = plain_form(match["word"]), match.group()[-len(match["word"]) :]
        if f"{word} {word}" in kept or len(word) < 2 or again[0].isupper():
            continue
        if (
            " " not in word
            and table is not None
            and (table.is_word(word, word) or _two_meet(paper, match, word, table))
        ):
            continue
        yield _flag(match.span(), "repeated", 0.9, word=match["word"])


def _neighbours(text: str, match: re.Match[str]) -> tuple[str, str]:
    """The syllables beside a match with blanks between, in the form for looking up; empty when there is none."""
    before = re.search(r"([^\W\d_]+)[ \t]+\Z", text[max(0, match.start() - 20) : match.start()])
    after = re.compile(r"[ \t]+([^\W\d_]+)").match(text, match.end())
    return plain_form(before[1]) if before else "", plain_form(after[1]) if after else ""


def _two_meet(paper: Paper, match: re.Match[str], word: str, table: SyllableTable) -> bool:
    """« học sinh sinh viên », « Công an xã xã Tân Phú »: the end of one word and the beginning of another."""
    before, after = _neighbours(paper.text, match)
    named = paper.text[match.end() :].lstrip()[:1].isupper()
    return bool(before and after) and table.is_word(before, word) and (table.is_word(word, after) or named)


def _listed(paper: Paper) -> Iterator[Flagged]:
    """« xã, xã, đặc khu »: one noun twice in a list."""
    table = paper.knowledge.syllables
    allowed = {plain_form(word) for word in paper.rules.words("after_repeat")}
    for match in _LISTED.finditer(paper.text):
        word, after = match["word"], match["next"]
        if word[0].isupper() or len(word) < 2:
            continue
        if after is not None and plain_form(after) not in allowed and not after.isupper():
            continue
        before, _ = _neighbours(paper.text, match)
        if before and table is not None and table.is_word(before, plain_form(word)):
            continue
        yield _flag(match.span(), "listed", 0.9, word=word)


def _verbs(paper: Paper) -> Iterator[Flagged]:
    rules = paper.rules
    if rules.first_verbs:
        doubled = paper.context.dialect.compile(
            rf"(?<!\w)(?P<first>(?i:{alternation(rules.first_verbs)}))\s+(?P<second>{alternation(rules.second_verbs)})(?!\w)"
        )
        for match in doubled.finditer(paper.text):
            yield _flag(match.span(), "verbs", 0.75, word=f"{match['first']} {match['second']}")
    things = paper.context.lexicon.roles.nouns_before
    noun = re.compile(rf"(?<!\w){alternation(things)}\s+\Z", re.I) if things else None
    for verb in rules.words("repeated_verbs"):
        pattern = paper.context.dialect.compile(
            rf"(?<!\w)(?i:{alternation((verb,))})\s+(?:cho|với|giúp|để)?\s*[^,;.:()“”\n]{{1,40}}?\s(?P<again>{alternation((verb,))})(?!\w)"
        )
        for match in pattern.finditer(paper.text):
            if noun is None or not noun.search(paper.text[match.start() : match.start("again")]):
                yield _flag(match.span(), "verb_again", 0.7, word=verb)


def _leftovers(paper: Paper) -> Iterator[Flagged]:
    """« các cơ phòng, ban »: a syllable that never stands alone, left over from a word."""
    table = paper.knowledge.syllables
    bound = paper.rules.words("bound_syllables")
    if table is None or not bound:
        return
    pattern = re.compile(rf"(?<![\w/.-])(?:{'|'.join(bound)})(?![\w/-])")
    for match in pattern.finditer(paper.text):
        word = plain_form(match.group())
        before, after = _neighbours(paper.text, match)
        if not table.is_word(before, word) and not table.is_word(word, after):
            yield _flag(match.span(), "leftover", 0.65, word=match.group())


def _names(paper: Paper) -> Iterator[Flagged]:
    """The fixed name with one syllable missing."""
    for name in paper.rules.names:
        words = name.words
        for at in range(len(words) - 2):
            left, right = words[max(0, at - 2) : at], words[at + 1 : at + 1 + (4 if at == 0 else 3)]
            if len(left) + len(right) < 3:
                continue
            head = rf"{alternation((' '.join(left),))}\s+" if left else rf"(?<!{re.escape(words[at])}\s)"
            pattern = paper.context.dialect.compile(rf"(?<!\w)(?i:{head}{alternation((' '.join(right),))})(?!\w)")
            for match in pattern.finditer(paper.text):
                yield _flag(match.span(), "name", 0.85, word=words[at], name=" ".join(words))
