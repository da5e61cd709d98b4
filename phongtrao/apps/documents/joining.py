"""One item cut into two, two made one, a place drawn anew: what becomes of words, places and times. Values in, out.

A cut, a merger and their undoing are kept in the item itself, under `joined`: `token` names what belongs together,
`how` is split | part | merged | taken, `decision` and `corrected` are what stood before and what undoing puts back.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from phongtrao.apps.documents.rows import Span
from phongtrao.apps.documents.times import parse_day, parse_span

JOINED = "joined"
_GAP = 8  # letters and signs between two places that still count as one passage: a bullet, a number, a full stop
_BULLET = re.compile(r"^(?:[-+*•–]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\))\s+")
_ENDS = re.compile(r"[\s;,.:]+$")
_TIME_KEYS = ("cadence", "due", "rrule", "before", "deadlines")


@dataclass(frozen=True)
class Part:
    """Words of a duty, and where they stand."""

    text: str
    span: Span | None


def cut_words(said: str, text: str) -> tuple[str, str] | None:
    """The two lines of `said`, when they are the words of `text` with one break between them; None otherwise."""
    lines = [" ".join(line.split()) for line in said.splitlines() if line.strip()]
    if len(lines) != 2 or _letters("".join(lines)) != _letters(text):
        return None
    return lines[0], lines[1]


def cut_places(parts: tuple[str, str], span: Span | None, source: str) -> tuple[Part, Part]:
    """Where each of two parts stands. The place is cut in code points where its words are those of the parts; an item
    put in other words keeps its whole place in both.
    """
    first, second = parts
    if span is None:
        return Part(_bare(first), None), Part(second, None)
    start, end = span
    at = _after_letters(source[start:end], len(_letters(first)))
    if _letters(source[start:end]) != _letters(first + second) or at is None:
        return Part(_bare(first), span), Part(second, span)
    cut = start + at
    head = start + len(source[start:cut].rstrip(" \t\r\n;,"))
    while cut < end and source[cut].isspace():
        cut += 1
    return Part(_bare(first), (start, head)), Part(second, (cut, end))


def part_value(value: Mapping[str, Any], part: Part, other: Part) -> dict[str, Any]:
    """The value of one part: its words and place, with the times and partners that its own words name. What neither
    part's words tell apart goes with both, for the person to see.
    """
    kept = {key: value[key] for key in value if key not in ("inferred", JOINED)}
    kept |= {"text": part.text, "span": list(part.span) if part.span else None}
    if value.get("with"):
        kept["with"] = [name for name in value["with"] if str(name) in part.text or str(name) not in other.text]
    if "deadlines" in value:
        kept["deadlines"] = [row for row in value["deadlines"] if _goes_with(row, part, other)]
    own_day = _day_words(value.get("due"))
    if own_day and _names(own_day, other.text) and not _names(own_day, part.text):
        kept |= {"cadence": "none", "due": None, "rrule": None, "before": False}
    return kept


def _goes_with(row: Mapping[str, Any], part: Part, other: Part) -> bool:
    days = _day_words(row.get("due"))
    if days and _names(days, part.text) != _names(days, other.text):
        return _names(days, part.text)
    span = parse_span(row.get("span"))
    if span and part.span and other.span and part.span != other.span:
        here, there = _shared(span, part.span), _shared(span, other.span)
        return here > 0 or there == 0
    return True


def _day_words(due: object) -> tuple[str, ...]:
    day = parse_day(due)
    if day is None:
        return ()
    return (f"{day.day}/{day.month}", f"{day:%d/%m}", f"tháng {day.month}", f"{day.month}/{day.year}")


def _names(words: Sequence[str], text: str) -> bool:
    return any(re.search(rf"(?<!\d){re.escape(word)}(?!\d)", text) for word in words)


def _shared(one: Span, other: Span) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def merged(first: Part, second: Part, source: str) -> Part:
    """Two parts as one: the source from the first's start to the second's end where they stand next to each other and
    say what it says, else their words one after the other, in the first's place.
    """
    joined = f"{first.text} {second.text}" if _ENDS.search(first.text) else f"{first.text}; {second.text}"
    if first.span is None or second.span is None:
        return Part(joined, first.span or second.span)
    start, end = first.span[0], second.span[1]
    gap = source[first.span[1] : second.span[0]]
    if first.span[1] > second.span[0] or len(_letters(gap)) > _GAP or re.search(r"\w{3}", gap):
        return Part(joined, first.span)
    quoted = all(
        _letters(source[part.span[0] : part.span[1]]) == _letters(part.text) for part in (first, second) if part.span
    )
    return Part(passage_words(source[start:end]) if quoted else joined, (start, end))


def merged_value(first: Mapping[str, Any], second: Mapping[str, Any], part: Part) -> dict[str, Any]:
    """The first's value with the words of both, the partners of both and every time of both, each once."""
    value = {key: first[key] for key in first if key not in ("inferred", JOINED)}
    value |= {"text": part.text, "span": list(part.span) if part.span else None}
    names = [*(first.get("with") or ()), *(second.get("with") or ())]
    if names:
        value["with"] = list(dict.fromkeys(names))
    rows = [*(first.get("deadlines") or ()), *(second.get("deadlines") or ())]
    if rows:
        value["deadlines"] = rows
    if _is_timeless(first) and not _is_timeless(second):
        value |= {key: second[key] for key in _TIME_KEYS if key in second and key != "deadlines"}
    return value


def _is_timeless(value: Mapping[str, Any]) -> bool:
    return not value.get("due") and str(value.get("cadence") or "none") == "none"


def passage_words(passage: str) -> str:
    """The words of a passage as an item says them: bullets of its lines, line ends and the closing sign left out."""
    lines = [_BULLET.sub("", line.strip()) for line in passage.strip().splitlines() if line.strip()]
    return _bare(" ".join(" ".join(lines).split()))


def suggested_cut(text: str) -> str:
    """The words on two lines, broken where a clause ends nearest to the middle; on one line where none does."""
    words = " ".join(text.split())
    ends = [found.end() for found in re.finditer(r"[;.:,]\s+(?=\w)", words)]
    strong = [end for end in ends if words[end - 2] in ";."]
    best = min(strong or ends, key=lambda end: abs(end - len(words) // 2), default=None)
    return words if best is None else f"{words[:best].rstrip()}\n{words[best:]}"


def _letters(text: str) -> str:
    return "".join(text.split())


def _bare(text: str) -> str:
    return text.rstrip(" ;,.") or text


def _after_letters(text: str, count: int) -> int | None:
    """Where the first `count` signs that are no white space end."""
    for at, sign in enumerate(text):
        if count == 0:
            return at
        count -= not sign.isspace()
    return None
