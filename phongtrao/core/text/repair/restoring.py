"""The repair of one text: find what is ruined, restore it line by line, keep the way back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from phongtrao.core.text.folding import strip_marks
from phongtrao.core.text.repair.candidates import Candidate, Candidates, is_trusted
from phongtrao.core.text.repair.headings import HEADING, proved_numerals
from phongtrao.core.text.repair.language import Language
from phongtrao.core.text.repair.restored import Repaired, RestoredWord
from phongtrao.core.text.repair.ruin import find_ruin
from phongtrao.core.text.repair.search import Choice, Search, Slot, number_slot
from phongtrao.core.text.repair.symbols import restore_symbol
from phongtrao.core.text.repair.tokens import Kind, Token, tokens_of
from phongtrao.core.text.syllables import plain_form

_LONGEST_ABBREVIATION = 6
_READS_AS_WORD = re.compile(r"[GQO0]I?\Z")  # « HQI » for « HỘI »


def repair(text: str, language: Language, *, extra_words: Iterable[str] = ()) -> Repaired:
    """`text` with its ruined stretches restored; `text` itself and no words when it is sound or of another language.

    `extra_words`: names that the installation knows (places, bodies). Figures, dates and the numbers of documents stay
    as they are. Never raises, whatever the text.
    """
    tokens = tokens_of(text)
    lines = [m.start() + 1 for m in re.finditer("\n", text)]
    line_of = [bisect_right(lines, t.start) for t in tokens]
    ruin = find_ruin(tokens, line_of, len(lines) + 1, language)
    if not any(ruin.lines):
        return Repaired(text, ())
    named = tuple(extra_words)
    own = frozenset(plain_form(word) for name in named for word in name.split())
    candidates = Candidates(language, ruin.stripped, own)
    headings = {match.start("numeral") for match in HEADING.finditer(text)}
    free = [ruin.lines[n] and t.start not in headings for t, n in zip(tokens, line_of, strict=True)]
    slots = [_slot(t, is_free, candidates, language) for t, is_free in zip(tokens, free, strict=True)]
    names = [[language.grams.number(plain_form(word)) for word in name.split()] for name in named]
    choices = Search(language.grams).run(slots, names)
    known = language.symbols | _own_symbols(tokens)
    edits = _numerals(text)
    numerals = {start for start, *_ in edits}
    edits += [
        edit
        for at, (token, line) in enumerate(zip(tokens, line_of, strict=True))
        if ruin.lines[line]
        and token.start not in numerals
        and (edit := _edit(tokens, at, choices[at], known, language))
    ]
    return _apply(text, _rising(edits))


def _slot(token: Token, ruined: bool, candidates: Candidates, language: Language) -> Slot:
    if token.kind is not Kind.WORD:
        return number_slot(language.grams, token.opens)
    if not ruined or _is_fixed(token.text, language):
        return Slot((_same(token.text, language),), token.opens)
    return Slot(candidates.of(token.text), token.opens)


def _same(text: str, language: Language) -> Candidate:
    """The word as it is."""
    form = plain_form(text)
    return Candidate((form,), (language.grams.number(form),), 0.0)


def _is_fixed(text: str, language: Language) -> bool:
    """Abbreviations, and short words in capitals that are no syllable, so most likely an abbreviation."""
    if text in language.abbreviations or _marked_abbreviation(text, language):
        return True
    short = text.isupper() and text.isalpha() and text.isascii() and 1 < len(text) <= _LONGEST_ABBREVIATION
    return short and strip_marks(text.lower()) not in language.by_fold and not _READS_AS_WORD.search(text)


def _marked_abbreviation(text: str, language: Language) -> str | None:
    """« HDND » → « HĐND »: the one known abbreviation of these letters."""
    if not text.isupper() or not text.isascii() or len(text) < 3:
        return None
    return language.by_letters.get(text)


def _edit(
    tokens: Sequence[Token], at: int, choice: Choice, known: frozenset[str], language: Language
) -> tuple[int, int, str, int] | None:
    token = tokens[at]
    if token.kind is Kind.SYMBOL:
        symbol = restore_symbol(token.text, known)
        return (token.start, token.end, *symbol) if symbol else None
    if token.kind is not Kind.WORD:
        return None
    if token.text not in language.abbreviations and (meant := _marked_abbreviation(token.text, language)):
        return token.start, token.end, meant, 950
    words = choice.candidate.words
    if len(words) == 1 and words[0] == plain_form(token.text):
        return None
    printed = " ".join(words)
    return token.start, token.end, _cased(printed, tokens, at), round(1000 * choice.sure)


def _cased(word: str, tokens: Sequence[Token], at: int) -> str:
    """`word` with the capitals of the printed one."""
    text = tokens[at].text
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if len(letters) > 1 and capitals == len(letters):
        beside = [t.text for t in (*tokens[max(0, at - 2) : at], *tokens[at + 1 : at + 3]) if len(t.text) > 1]
        if len(letters) > 2 or not beside or any(t.isupper() for t in beside):
            return word.upper()
    if letters and letters[0].isupper():
        return word[0].upper() + word[1:]
    return word


def _own_symbols(tokens: Sequence[Token]) -> frozenset[str]:
    """Symbols with marks that the text itself prints soundly."""
    found = set()
    for token in tokens:
        if token.kind is Kind.SYMBOL and is_trusted(token.text):
            symbol = re.sub(r"^\d{1,5}\s?(?:/\s?(?:19|20)\d\d\s?)?[/-]\s?", "", token.text)
            found.update([symbol, *re.split(r"[-/&]", symbol)])
    return frozenset(found)


def _numerals(text: str) -> list[tuple[int, int, str, int]]:
    """Misread numerals of headings; one with a figure in it stays, the reader's outline copes with it."""
    return [(n.start, n.end, n.meant, 950) for n in proved_numerals(text) if not re.search(r"\d", n.read)]


def _rising(edits: list[tuple[int, int, str, int]]) -> list[tuple[int, int, str, int]]:
    kept: list[tuple[int, int, str, int]] = []
    for edit in sorted(edits):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept


def _apply(text: str, edits: list[tuple[int, int, str, int]]) -> Repaired:
    pieces, words, done, length = [], [], 0, 0
    for start, end, restored, confidence in edits:
        pieces += [text[done:start], restored]
        at = length + start - done
        length = at + len(restored)
        words.append(RestoredWord(at, length, start, end, confidence))
        done = end
    return Repaired("".join([*pieces, text[done:]]), tuple(words))
