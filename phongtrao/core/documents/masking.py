"""A text that may leave the installation: names, numbers and addresses replaced, everything else as it stood.

What is replaced, and by what; the same name gives the same placeholder in everything announced to `names_in` together:

  persons   « đồng chí Lò Văn Pâng », « Đại tá Y Ban », « Nguyễn Văn An », who is known   → « Người A », « NGƯỜI A »
  places    « xã Yên Hạ », « XÃ YÊN HẠ », « các thôn Hạ, Thượng », « Trường THCS Yên Hạ » → « xã P1 » (the kind stays)
            a bare « Yên Hạ » that was found so anywhere, or is known                     → « P1 »
  numbered  « thôn 7 », « Phường 5, »                                                     → « thôn P2 »
  papers    « 4711/KH-UBND », « Kế hoạch số 15 »: the number, counted anew                → « 1/KH-UBND »
  persons'  telephone and citizen numbers, number plates, eight figures or more, number of a house  → zeros
  mail, web « an@xa.example », « https://… »                                              → « ten@example.invalid »

Kept: dates, counts, sums, symbols of papers, kinds of bodies and places, posts, the names in `NameWords.kept`.
Not found: names written without capitals; a name of one syllable where neither title nor kind stands before it.
Where in doubt it masks. Guarantee: `mask` never raises; spans are carried by the `MappedText` it returns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from phongtrao.core.citations.document_numbers import NUMBER
from phongtrao.core.documents.lexicon import Lexicon
from phongtrao.core.text.folding import fold
from phongtrao.core.text.gate import PERSONAL_NUMBERS
from phongtrao.core.text.mapped import Edit, MappedText, apply
from phongtrao.core.text.patterns import UPPER, alternation, place_tones
from phongtrao.core.text.spans import Span
from phongtrao.core.text.steps import compose

Kind = Literal["person", "place", "number", "zeros", "mail", "web"]
_MOST_WORDS = 5
_WRAPPED = 45  # a line of this length that ends inside a name was broken by hand
_LEVELS = ("commune", "district", "province")

_WORD = re.compile(rf"{UPPER}[\w'’]*")
_BESIDE = re.compile(r"[ ]*[-–][ ]*(?=\w)|[ \u00a0]+")
_ENUMERATES = re.compile(r"\s*[,;]\s*|\s+và\s+")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"(?:https?://|www\.)\S+|(?<![\w@])(?:[\w-]+\.)+(?:vn|com|net|org|gov)(?:/\S*)?(?!\w)")
_PLATE = re.compile(r"(?<!\w)\d{2}[A-ZĐ][A-Z\d]?[ -]?\d{3}[.]?\d{2}(?!\w)")
_FIGURES = re.compile(r"(?<![\w.,/])\d{8,}(?![\w/]|[.,]\d)")
_HOUSE = re.compile(r"(?<=[Ss]ố )\d+[A-Za-z]?(?:/\d+[A-Za-z]?)*(?=,?\s+(?:đường|phố|ngõ|ngách|hẻm)(?!\w))")
_NO_NUMBER = r"(?![\d/%.,-]*\d|%|\s*(?:tháng|năm|ngày|quý|tuần|giờ))"
_ENDS_NAME = (
    r"(?=\s*(?:[,;.:)”\"]|$|[-–]\s)|\s+(?:và|xã|phường|thị|huyện|quận|tỉnh|thành|đã|được|có|tổ|phối|chủ)(?!\w))"
)


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words of the pack « lexicons/person-names »; see there for what each list holds."""

    surnames: tuple[str, ...]
    surnames_that_are_words: tuple[str, ...]
    titles: tuple[str, ...]
    named_things: tuple[str, ...]
    hamlets: tuple[str, ...]
    kept: tuple[str, ...]

    @classmethod
    def from_pack(cls, data: Mapping[str, Any]) -> NameWords:
        """The words of a pack's `data`. Raises KeyError naming a list that is missing."""
        return cls(**{name: tuple(data[name]) for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class MaskWords:
    """Names and the words of the offices, by which a name is told from a body, a post or a verb."""

    names: NameWords
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Names:
    """Key of a name or number (`person:yen ha` …) → its placeholder, for texts that belong together."""

    placeholders: Mapping[str, str]
    persons: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    span: Span
    kind: Kind
    printed: str

    @property
    def key(self) -> str:
        words = self.printed.lstrip("0") if self.kind == "number" else _same(self.printed)
        return f"{self.kind}:{words}"


@dataclass(frozen=True, slots=True)
class _Patterns:
    title: re.Pattern[str]
    post: re.Pattern[str]
    of_place: re.Pattern[str]
    level: re.Pattern[str]
    thing: re.Pattern[str]
    numbered: re.Pattern[str]
    surname: re.Pattern[str]
    weak: frozenset[str]
    paper: re.Pattern[str]
    known: re.Pattern[str]
    alone: re.Pattern[str]
    kept: re.Pattern[str]


def names_in(
    texts: Iterable[str], words: MaskWords, *, people: Sequence[str] = (), places: Sequence[str] = ()
) -> Names:
    """The names of texts that belong together. `people` (who signed, who has an account) and `places` (official names)
    are looked for as well; only those that occur get a placeholder."""
    whole = [apply(MappedText.of(text), compose).text for text in texts]
    hits = [hit for text in whole for hit in _first(_by_rule(text, words))]
    persons = _several({" ".join(p.split()) for p in people} | {h.printed for h in hits if h.kind == "person"})
    bare = _several(set(places) | {h.printed for h in hits if h.kind == "place"})
    kept = {_same(name) for name in words.names.kept}
    persons = tuple(p for p in persons if _same(p) not in kept)
    bare = tuple(p for p in bare if _same(p) not in kept and _same(p) not in {_same(n) for n in persons})
    hits = [hit for text in whole for hit in _first([*_by_rule(text, words), *_by_name(text, persons, bare)])]
    placeholders: dict[str, str] = {}
    counts = {"person": 0, "place": 0, "number": 0}
    for hit in hits:
        if hit.kind in counts and hit.key not in placeholders:
            placeholders[hit.key] = _placeholder(hit.kind, counts[hit.kind])
            counts[hit.kind] += 1
    return Names(
        placeholders,
        tuple(p for p in persons if f"person:{_same(p)}" in placeholders),
        tuple(p for p in bare if f"place:{_same(p)}" in placeholders),
    )


def mask(text: str, names: Names, words: MaskWords) -> MappedText:
    """`text` with its names replaced; the result knows where each of its characters came from."""

    def step(seen: str) -> Iterator[Edit]:
        for hit in _first([*_by_rule(seen, words), *_by_name(seen, names.persons, names.places)]):
            yield Edit(hit.span.start, hit.span.end, _replacement(hit, names))

    return apply(apply(MappedText.of(text), compose), step)


_ORDER = {"zeros": 0, "mail": 0, "web": 0, "number": 1, "person": 2, "place": 3}


def _first(hits: Iterable[_Hit]) -> Iterator[_Hit]:
    """The hits in reading order, none overlapping: the one that begins first, a person before a place, the longest."""
    done = 0
    for hit in sorted(hits, key=lambda h: (h.span.start, _ORDER[h.kind], -h.span.end)):
        if hit.span.start >= done:
            yield hit
            done = hit.span.end


def span_in(masked: MappedText, span: Span) -> Span:
    """Where a stretch of the original stands in the masked text; whole placeholders, where it cuts into one."""
    start = next((i for i, end in enumerate(masked.ends) if end > span.start), len(masked.text))
    end = start
    while end < len(masked.text) and masked.starts[end] < span.end:
        end += 1
    return Span(start, end)


def _placeholder(kind: str, count: int) -> str:
    if kind == "person":
        return "Người " + chr(ord("A") + count % 26) + ("" if count < 26 else chr(ord("a") + count // 26 - 1))
    return f"P{count + 1}" if kind == "place" else str(count + 1)


def _replacement(hit: _Hit, names: Names) -> str:
    if hit.kind == "mail":
        return "ten@example.invalid"
    if hit.kind == "web":
        return "https://example.invalid"
    if hit.kind == "zeros":
        return re.sub(r"[A-ZĐ]", "X", re.sub(r"\d", "0", hit.printed))
    # A name that was not announced is hidden all the same, without a number of its own.
    found = names.placeholders.get(hit.key, {"person": "Người", "place": "P", "number": "0"}[hit.kind])
    return found.upper() if hit.printed.isupper() and len(hit.printed) > 1 else found


def _same(name: str) -> str:
    return " ".join(fold(place_tones(name)).replace("-", " ").split())


def _several(names: Iterable[str]) -> tuple[str, ...]:
    """Names of two syllables or more, longest first: one syllable alone may be any word."""
    in_capitals_first = sorted(names, key=lambda name: (not name.isupper(), name))
    unique = {_same(name): " ".join(name.split()) for name in in_capitals_first if len(_same(name).split()) > 1}
    return tuple(sorted(unique.values(), key=lambda name: (-len(name), name)))


# What the words around a name say


def _by_rule(text: str, words: MaskWords) -> list[_Hit]:
    patterns = _patterns(words)
    return [
        *_figures(text, patterns),
        *_persons(text, patterns),
        *_places(text, patterns),
    ]


def _figures(text: str, patterns: _Patterns) -> Iterator[_Hit]:
    for kind, pattern in (("mail", _MAIL), ("web", _WEB)):
        for match in pattern.finditer(text):
            yield _Hit(Span(*match.span()), kind, match.group())  # type: ignore[arg-type]  # both are kinds
    for pattern in (*PERSONAL_NUMBERS, _PLATE, _FIGURES, _HOUSE):
        for match in pattern.finditer(text):
            yield _Hit(Span(*match.span()), "zeros", match.group())
    for match in re.finditer(NUMBER, text):
        yield _Hit(Span(*match.span("number")), "number", match["number"])
    for match in patterns.paper.finditer(text):
        number = match["number"]
        if not re.fullmatch(r"(?:19|20)\d\d", number):
            yield _Hit(Span(*match.span("number")), "number", number)


def _persons(text: str, patterns: _Patterns) -> Iterator[_Hit]:
    for pattern, least in ((patterns.title, 1), (patterns.post, 2)):
        for match in pattern.finditer(text):
            found = _run(text, match.end(), patterns, keeps=True)
            if patterns.of_place.search(match.group()) and not patterns.surname.match(found + " "):
                continue  # « Trưởng thôn Hạ » heads a place
            if found and len(found.split()) >= least:
                yield _Hit(Span(match.end(), match.end() + len(found)), "person", found)
    for match in patterns.surname.finditer(text):
        found = _run(text, match.start(), patterns, keeps=True)
        count = len(found.split()) if found else 0
        if found and found.isupper() and not _has_line(text, match.start(), len(found)):
            continue
        if found and count >= (3 if match.group() in patterns.weak else 2):
            yield _Hit(Span(match.start(), match.start() + len(found)), "person", found)


def _places(text: str, patterns: _Patterns) -> Iterator[_Hit]:
    for pattern in (patterns.level, patterns.thing):
        for match in pattern.finditer(text):
            if patterns.kept.match(text, match.start()):
                continue
            at, least = match.end(), 1
            while found := _run(text, at, patterns, keeps=False):
                if len(found.split()) < least:
                    break
                yield _Hit(Span(at, at + len(found)), "place", found)
                joint = _ENUMERATES.match(text, at + len(found))
                if joint is None or found.isupper():
                    break
                at, least = joint.end(), 2
    for match in patterns.numbered.finditer(text):
        yield _Hit(Span(*match.span("number")), "place", match["number"])


def _run(text: str, at: int, patterns: _Patterns, *, keeps: bool) -> str:
    """The capital words from `at` on that make one name; "" when none does. `keeps`: a kept name is no name here."""
    end = at
    count = 0
    while count < _MOST_WORDS and (word := _WORD.match(text, end)):
        if _is_known(text, word, patterns, at_start=count == 0, keeps=keeps):
            break
        count, stop = count + 1, word.end()
        beside = _BESIDE.match(text, stop) or _wrapped(text, stop)
        if beside is None:
            return text[at:stop]
        end = beside if isinstance(beside, int) else beside.end()
    return text[at:stop] if count else ""


def _is_known(text: str, word: re.Match[str], patterns: _Patterns, *, at_start: bool, keeps: bool) -> bool:
    at = word.start()
    if (keeps or not at_start) and patterns.kept.match(text, at):
        return True
    return bool(patterns.known.match(text, at) or patterns.alone.match(text, at))


def _wrapped(text: str, at: int) -> int | None:
    """Behind the line break at `at`, when the line was broken by hand inside a sentence."""
    match = re.compile(r"[ \t]*\n[ \t]*").match(text, at)
    is_long = at - 1 - max(text.rfind(sign, 0, at) for sign in "\n\t|") >= _WRAPPED
    return match.end() if match and is_long else None


def _has_line(text: str, start: int, length: int) -> bool:
    """Whether a name in capitals stands alone in its line or cell, as under a signature."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[start + length :].split("\n", 1)[0]
    return not before.rsplit("\t", 1)[-1].rsplit("|", 1)[-1].strip() and not re.split(r"[\t|]", after)[0].strip()


# What is known by name


def _by_name(text: str, persons: Sequence[str], places: Sequence[str]) -> Iterator[_Hit]:
    for kind, names in (("person", persons), ("place", places)):
        for match in _named(tuple(names)).finditer(place_tones(text)):
            yield _Hit(Span(*match.span()), kind, text[match.start() : match.end()])  # type: ignore[arg-type]  # both are kinds


@lru_cache(maxsize=8)
def _named(names: tuple[str, ...]) -> re.Pattern[str]:
    spelt = [" ".join(word.capitalize() for word in name.split()) if name.isupper() else name for name in names]
    printed = [form for name in spelt for form in (name, name.upper())]
    return re.compile(rf"(?<!\w){alternation(printed)}(?!\w)")


@lru_cache(maxsize=4)
def _patterns(words: MaskWords) -> _Patterns:
    names, bodies, office = words.names, words.lexicon.bodies, words.lexicon.office
    levels = [word for level, group in bodies.levels if level in _LEVELS for word in group if "cấp" not in word]
    phrases = [
        *bodies.named, *bodies.organs, *bodies.heads, *bodies.posts, *bodies.groups, *bodies.capital_words,
        *bodies.name_words, *bodies.openings, *office.verbs, *office.stops, *office.basis_openings, *office.closings,
        *office.preamble_openings, *office.details, *words.lexicon.sections.doc_types, *levels,
    ]  # fmt: skip
    phrases += [spelling for _, also in bodies.spellings for spelling in also]
    several = [phrase for phrase in phrases if " " in phrase]
    single = [phrase for phrase in phrases if " " not in phrase and not phrase.isupper()]
    short = [phrase for phrase in phrases if phrase.isupper()]
    titles = {form for word in names.titles for form in (word, word[0].upper() + word[1:])}
    titles |= {word.upper() for word in names.titles if " " in word}
    blank = r"[ \u00a0]+"
    place = rf"(?i:{alternation([*levels, *names.hamlets])})"
    return _Patterns(
        title=re.compile(rf"(?<!\w){alternation(titles)}(?:\s*:)?\s+(?={UPPER})"),
        post=re.compile(rf"(?<!\w)(?i:{alternation(bodies.posts)})(?:\s*:)?{blank}(?={UPPER})"),
        of_place=re.compile(rf"(?<!\w){place}\s*\Z"),
        level=re.compile(
            rf"(?<!\w)(?![Xx]ã\s+[Hh]ội(?!\s+{UPPER})|XÃ\s+HỘI(?!\w)){place}(?:[ ]số)?[ \u00a0\n]+(?={UPPER})"
        ),
        thing=re.compile(rf"(?<!\w)(?i:{alternation(names.named_things)}){blank}[“\"]?(?={UPPER})"),
        numbered=re.compile(
            rf"(?<!\w)(?i:{alternation([*names.hamlets, 'phường', 'quận'])})(?:\s+số)?{blank}"
            rf"(?P<number>\d{{1,3}}[A-Z]?){_ENDS_NAME}",
            re.M,
        ),
        surname=re.compile(rf"(?<!\w)(?:{alternation([*names.surnames, *map(str.upper, names.surnames)])})(?=[\s'’])"),
        weak=frozenset(form for word in names.surnames_that_are_words for form in (word, word.upper())),
        paper=re.compile(
            rf"(?:(?<!\w)(?i:{alternation(words.lexicon.sections.doc_types)})\s+(?:số\s*:?\s*)?|^\s*Số\s*:\s*)"
            rf"(?P<number>\d{{1,5}}){_NO_NUMBER}",
            re.M,
        ),
        known=re.compile(rf"(?:(?i:{alternation([*several, *levels, *names.hamlets])})|{alternation(short)})(?!\w)"),
        alone=re.compile(rf"(?i:{alternation(single)})(?!\w)(?!\s+{UPPER})"),
        kept=re.compile(rf"(?i:{alternation(names.kept)})(?!\w)"),
    )
