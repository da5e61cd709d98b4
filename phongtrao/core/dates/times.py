"""« trước ngày 15/11/2026 », « ngày 16 hằng tháng », « xong trong quý II/2026 »: when a duty is due.

Grammar, tried in this order, longest claim first: a range; a day or month of every year; a day of every month or
quarter; a whole day; a day without year; a month; a quarter; a half of a year; a year aimed at; a phase; a cycle; «
định kỳ » with or without cycle; « thường xuyên ». `before` is true for « trước » alone: « chậm nhất », « đến hết »
include the day. It does not read dates of cited documents (the caller masks them), anniversaries, bare « 19/8 » or «
năm 2026 » in a title. A day without year gets the year that the plan prints for itself and is marked `inferred`;
without such a year its `due` is None. Source: conventions of the plan-reading schema; RFC 5545 for `rrule`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from phongtrao.core.dates.days import HALF_ENDS, QUARTER_ENDS, day, month_end, read_quarter, yearly_month_end
from phongtrao.core.dates.printed import PRINTED_DAY, read_day
from phongtrao.core.dates.words import TimeWords
from phongtrao.core.text.patterns import Dialect, alternation
from phongtrao.core.text.spans import Span


@dataclass(frozen=True, slots=True)
class Time:
    """When something is due. `kind`: date, recurring, continuous or period; `rrule` per RFC 5545 without start."""

    kind: str
    span: Span
    rule: str
    due: date | None = None
    rrule: str | None = None
    before: bool = False
    inferred: bool = False
    confidence: float = 0.95


Build = Callable[[re.Match[str], int | None], Sequence[Time]]

_BEFORE = r"(?P<before>trước\s+(?:hoặc\s+trong\s+)?(?:\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{2}\s?(?:phút)?)?,?\s+)?)?"
_DM = r"(?P<d>\d{1,2})\s?(?:/|-|\s+tháng\s+)\s?(?P<m>\d{1,2})"
_QUARTER = r"(?P<q>IV|I{1,3}|[1-4])(?!\w)"
_OF_YEAR = r"(?:\s*[/-]\s*|\s+(?:của\s+)?năm\s+|\s+)"
_IN = r"(?:xong\s+trong|xong\s+trước|trước|đến\s+hết|đến\s+cuối|đến|hết|trong|vào|cuối|đầu|từ)"


def find_times(
    text: str, words: TimeWords, dialect: Dialect, year: int | None = None, bare: bool = False
) -> list[Time]:
    """The times of `text` in reading order, not overlapping.

    `year` is the one year the plan prints for itself; with None a day without year stays unresolved. `bare`: the text
    holds nothing but a time, so « Tháng 6 », « Quý II », « Năm 2026 », « 15/6 » need no word before them.
    """
    if not _trigger(words, dialect).search(text):
        return []
    found: list[Time] = []
    for pattern, build in (*_possible(text, words, dialect), *(_bare_grammar(dialect) if bare else ())):
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if any(t.span.meets(span) for t in found):
                continue
            found.extend(build(match, year))
    return sorted(found, key=lambda t: (t.span, t.rrule or ""))


@lru_cache(maxsize=8)
def _trigger(words: TimeWords, dialect: Dialect) -> re.Pattern[str]:
    """What every time holds: a figure, « quý », or a word of a cycle; most clauses hold none."""
    cycles = [word for _, cycle in words.cycles for word in cycle]
    found = alternation([*cycles, *words.periodic, *words.continuous, "quý", "hằng", "hàng", "sáu tháng"])
    return dialect.compile(rf"\d|(?<!\w){found}(?!\w)", re.I)


@lru_cache(maxsize=8)
def _grammar(words: TimeWords, dialect: Dialect) -> tuple[tuple[re.Pattern[str], Build, str, bool], ...]:
    """Pattern, what it builds, a word without which it cannot match (in the letters of the dialect), needs a figure."""
    needs, figures = _needs()
    return tuple(
        (dialect.compile(pattern, re.I), build, dialect.see(needs.get(build, "")), build in figures)
        for pattern, build in _rules(words)
    )


@lru_cache(maxsize=1)
def _needs() -> tuple[dict[Build, str], frozenset[Build]]:
    """What every pattern of a rule holds, so that most rules need not run on a clause: a word, and any figure."""
    needs: dict[Build, str] = {
        _range: "từ",
        _month_range: "tháng",
        _month_of_year: "tháng",
        _month: "tháng",
        _half: "tháng",
        _quarter: "quý",
        _quarter_of_year: "quý",
        _day_of_quarter: "ngày",
        _day_of_month: "ngày",
        _year_aimed_at: "năm",
        _phase: "đoạn",
    }
    without_figure = (_half, _quarter, _quarter_of_year)
    return needs, frozenset({*needs, _day_of_year, _whole_day, _day_without_year}.difference(without_figure))


def _possible(text: str, words: TimeWords, dialect: Dialect) -> Iterator[tuple[re.Pattern[str], Build]]:
    lowered = text.lower()
    has_figure = any(c.isdigit() for c in text)
    for pattern, build, need, figure in _grammar(words, dialect):
        if (has_figure or not figure) and need in lowered:
            yield pattern, build


@lru_cache(maxsize=8)
def _bare_grammar(dialect: Dialect) -> tuple[tuple[re.Pattern[str], Build], ...]:
    """Times that need no word before them when nothing else stands there."""
    rules: tuple[tuple[str, Build], ...] = (
        (rf"(?P<before>(?!))?(?<![\d/]){_DM}(?![/\d])", _day_without_year),
        (r"(?P<in>(?!))?tháng\s+(?P<m>1[0-2]|0?[1-9])(?![\d/])", _month),
        (rf"(?P<in>(?!))?quý\s+{_QUARTER}", _quarter),
        (r"(?<!\w)(?:năm\s+)?(?P<y>20\d{2})(?![\d/])", _year_aimed_at),
    )
    return tuple((dialect.compile(pattern, re.I), build) for pattern, build in rules)


def _rules(words: TimeWords) -> Iterator[tuple[str, Build]]:
    yearly, monthly = alternation(words.of_cycle("FREQ=YEARLY")), alternation(words.of_cycle("FREQ=MONTHLY"))
    quarterly = alternation(words.of_cycle("FREQ=MONTHLY;INTERVAL=3"))
    latest = alternation(words.latest)
    whole = PRINTED_DAY
    yield (
        rf"(?:từ\s+|kể\s+từ\s+)(?:ngày\s+)?\d{{1,2}}(?:[/.-]\d{{1,4}}){{0,2}}\s*(?:đến(?:\s+hết)?|[-–])\s*(?:{whole})",
        _range,
    )
    yield (
        (
            rf"(?:từ\s+)?tháng\s+\d{{1,2}}(?:\s*/\s*\d{{4}})?\s*(?:đến(?:\s+hết)?|[-–])\s*(?:tháng\s+)?(?P<m>\d{{1,2}})"
            rf"(?:{_OF_YEAR}(?P<y>\d{{4}}))(?!\d)"
        ),
        _month_range,
    )
    half = r"(?P<half>(?:0?6|sáu)\s+tháng)"
    yield (
        (
            rf"(?:định\s+kỳ\s+)?{half}\s*(?:đầu\s+năm)?,?\s*\(?\s*{_BEFORE}ngày\s+{_DM}(?![/\d])\)?"
            rf"(?:\s*(?:,|;|và|,\s*và)\s*(?:báo\s+cáo\s+)?(?:hằng\s+|hàng\s+|một\s+|01\s+|1\s+)?(?:năm|cuối\s+năm),?\s*\(?\s*(?:trước\s+)?ngày\s+"
            rf"(?P<d_2>\d{{1,2}})\s?/\s?(?P<m_2>\d{{1,2}})(?![/\d])\)?)?"
        ),
        _day_of_year,
    )
    yield rf"{yearly},?\s*{_BEFORE}(?:{latest}\s+)?(?:vào\s+)?(?:ngày\s+){_DM}(?![/\d])", _day_of_year
    yield (
        (
            rf"{_BEFORE}(?:{latest}\s+)?(?:ngày\s+)?(?<![\d/]){_DM}(?:\s*,?\s*(?:và|,)\s*(?:trước\s+)?(?:ngày\s+)?(?P<d_2>\d{{1,2}})"
            rf"\s?/\s?(?P<m_2>\d{{1,2}}))?\s*[)]?\s*(?:của\s+)?{yearly}"
        ),
        _day_of_year,
    )
    yield (
        rf"{_BEFORE}(?:đến\s+hết\s+|hết\s+|trong\s+|vào\s+)?tháng\s+(?P<m>\d{{1,2}})\s*[)]?\s*{yearly}",
        _month_of_year,
    )
    yield rf"{_BEFORE}(?:đến\s+hết\s+|hết\s+|trong\s+|vào\s+)?quý\s+{_QUARTER}\s*[)]?\s*{yearly}", _quarter_of_year
    yield rf"{yearly},?\s*(?:{_IN}\s+)?quý\s+{_QUARTER}", _quarter_of_year
    yield (
        (
            rf"{_BEFORE}(?:{latest}\s+)?ngày\s+(?P<d>\d{{1,2}})\s*(?:của\s+)?(?:các\s+)?tháng\s+cuối\s+(?:của\s+)?(?:mỗi\s+|từng\s+)?quý"
        ),
        _day_of_quarter,
    )
    yield (
        rf"{quarterly},?\s*{_BEFORE}(?:{latest}\s+)?ngày\s+(?P<d>\d{{1,2}})(?!\s*[/\d])(?:\s*(?:của\s+)?tháng\s+cuối(?:\s+quý)?)?",
        _day_of_quarter,
    )
    yield rf"{_BEFORE}(?:{latest}\s+)?(?:vào\s+)?(?:ngày\s+)(?P<d>\d{{1,2}})\s*(?:của\s+)?{monthly}", _day_of_month
    yield (
        rf"{monthly},?\s*{_BEFORE}(?:{latest}\s+)?(?:vào\s+)?ngày\s+(?P<d>\d{{1,2}})(?!\s*[/\d]|\s+tháng\s+\d)",
        _day_of_month,
    )
    yield rf"{yearly}[^.;:]{{0,120}}?{_BEFORE}(?:{latest}\s+)?ngày\s+{_DM}(?![/\d]|\s*năm)", _day_of_year
    yield (
        rf"{monthly}[^.;:]{{0,90}}?{_BEFORE}(?:{latest}\s+)?ngày\s+(?P<d>\d{{1,2}})(?!\s*[/\d]|\s+tháng\s+\d)",
        _day_of_month,
    )
    yield rf"{_BEFORE}(?:{whole})", _whole_day
    yield (
        rf"{_BEFORE}(?P<latest>{latest}\s+|đến\s+hết\s+|đến\s+|hết\s+|vào\s+)?ngày\s+{_DM}(?![/\d]|\s*năm)",
        _day_without_year,
    )
    yield rf"(?P<before>trước\s+){_DM}(?![/\d])", _day_without_year
    yield rf"(?P<in>{_IN}\s+)?tháng\s+(?P<m>\d{{1,2}})(?:\s*[/-]\s*|\s+(?:của\s+)?năm\s+)(?P<y>\d{{4}})(?!\d)", _month
    yield rf"(?P<in>{_IN}\s+)tháng\s+(?P<m>1[0-2]|0?[1-9])(?![\d/])", _month
    yield rf"(?P<in>{_IN}\s+)?quý\s+{_QUARTER}{_OF_YEAR}(?P<y>\d{{4}})(?!\d)", _quarter
    yield rf"(?P<in>{_IN}\s+)quý\s+{_QUARTER}", _quarter
    yield rf"(?:(?:trong|xong\s+trong|vào)\s+){half}\s+(?P<part>đầu|cuối)\s+năm(?:\s+(?P<y>\d{{4}}))?", _half
    yield (
        (
            r"(?:(?:đảm\s+bảo|bảo\s+đảm|phấn\s+đấu|hoàn\s+thành|xong)\s+(?:(?:đến|trong|hết|cuối|đến\s+hết|đến\s+cuối)\s+)*"
            r"|(?:đến\s+hết|đến\s+cuối|đến|hết|cuối)\s+)năm\s+(?P<y>20\d{2})(?!\d|\s*,?\s*(?:và\s+)?(?:tầm\s+nhìn|định\s+hướng))"
        ),
        _year_aimed_at,
    )
    yield r"(?:^|(?<=[.;:]\s)|(?<=^-\s))(?:trong\s+)?năm\s+(?P<y>20\d{2})\s*[,:]", _year_aimed_at
    yield (
        (
            r"(?:sơ\s+kết|tổng\s+kết)[^.;]{0,60}?giai\s+đoạn\s+(?:từ\s+)?(?:năm\s+)?20\d{2}\s*(?:[-–]|đến)\s*(?:năm\s+)?(?P<y>20\d{2})"
        ),
        _phase,
    )
    yield r"(?:^|(?<=[.;:]\s))(?:trong\s+)?giai\s+đoạn\s+(?:từ\s+)?20\d{2}\s*(?:[-–]|đến)\s*(?P<y>20\d{2})", _phase
    periodic = alternation(words.periodic)
    yield (
        (
            rf"{periodic}\s+(?P<cycles>(?:(?:hằng|hàng|mỗi|theo|0?1|một)\s+)?(?:tuần|tháng|quý|0?6\s+tháng|sáu\s+tháng|năm)(?!\s+\d)\b"
            r"(?:\s*(?:,|và|hoặc|/)\s*(?:(?:hằng|hàng|mỗi|0?1|một)\s+)?(?:tuần|tháng|quý|0?6\s+tháng|sáu\s+tháng|năm)\b)*)"
        ),
        _cycle_list,
    )
    yield (
        (
            r"(?P<cycles>(?:hằng|hàng|mỗi)\s+(?:tuần|tháng|quý|năm)(?:\s*(?:,|và|hoặc)\s*(?:(?:hằng|hàng)\s+)?"
            r"(?:tuần|tháng|quý|0?6\s+tháng|sáu\s+tháng|năm)\b)+)"
        ),
        _cycle_list,
    )
    for rule, cycle in words.cycles:
        yield alternation(cycle) + r"(?!\w|\s+(?:định|chế)(?!\w))", _cycle(rule)
    yield r"(?:theo|từng)\s+từng\s+tháng", _cycle("FREQ=MONTHLY")
    yield periodic + r"(?!\w)", lambda m, y: [Time("recurring", Span(*m.span()), "time-periodic", confidence=0.8)]
    yield alternation(words.continuous) + r"(?!\w)", _continuous


def _is_before(match: re.Match[str]) -> bool:
    return bool(match.groupdict().get("before"))


def _range(match: re.Match[str], year: int | None) -> list[Time]:
    due = read_day(match)
    return [Time("period", Span(*match.span()), "time-range", due=due)] if due else []


def _month_range(match: re.Match[str], year: int | None) -> list[Time]:
    due = month_end(int(match["y"]), int(match["m"]))
    return [Time("period", Span(*match.span()), "time-month-range", due=due)] if due else []


def _yearly(month: int, day_of_month: int) -> str | None:
    if not 1 <= month <= 12 or day(2000, month, day_of_month) is None:
        return None
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day_of_month}"


def _day_of_year(match: re.Match[str], year: int | None) -> list[Time]:
    rules = [_yearly(int(match["m"]), int(match["d"]))]
    if match.groupdict().get("d_2"):
        rules.append(_yearly(int(match["m_2"]), int(match["d_2"])))
    span, before = Span(*match.span()), _is_before(match)
    return [Time("recurring", span, "time-day-of-year", rrule=r, before=before) for r in rules if r]


def _month_of_year(match: re.Match[str], year: int | None) -> list[Time]:
    month = int(match["m"])
    rrule = _yearly(month, yearly_month_end(month)) if 1 <= month <= 12 else None
    found = Time("recurring", Span(*match.span()), "time-month-of-year", rrule=rrule, before=_is_before(match))
    return [found] if rrule else []


def _quarter_of_year(match: re.Match[str], year: int | None) -> list[Time]:
    month, last = QUARTER_ENDS[read_quarter(match["q"])]
    return [
        Time(
            "recurring",
            Span(*match.span()),
            "time-quarter-of-year",
            rrule=_yearly(month, last),
            before=_is_before(match),
        )
    ]


def _day_of_quarter(match: re.Match[str], year: int | None) -> list[Time]:
    if not 1 <= int(match["d"]) <= 31:
        return []
    rrule = f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={int(match['d'])}"
    return [Time("recurring", Span(*match.span()), "time-day-of-quarter", rrule=rrule, before=_is_before(match))]


def _day_of_month(match: re.Match[str], year: int | None) -> list[Time]:
    if not 1 <= int(match["d"]) <= 31:
        return []
    rrule = f"FREQ=MONTHLY;BYMONTHDAY={int(match['d'])}"
    return [Time("recurring", Span(*match.span()), "time-day-of-month", rrule=rrule, before=_is_before(match))]


_ANNIVERSARY = re.compile(
    r"(?:kỷ\s+niệm|ky\s+niem|thành\s+lập|truyền\s+thống)[^.;]{0,80}$|(?:ban\s+hành|ban\s+hanh|ký|ky)\s+$", re.I
)


_OF_DOCUMENT = re.compile(r"\d\s?[/–—~-]\s?[^\s\d][^\s]*,?\s+\Z")


def _whole_day(match: re.Match[str], year: int | None) -> list[Time]:
    due = read_day(match)
    if due is None or _OF_DOCUMENT.search(match.string, max(0, match.start() - 40), match.start()):
        return []
    if _ANNIVERSARY.search(match.string, max(0, match.start() - 90), match.start()):
        return []
    return [Time("date", Span(*match.span()), "time-day", due=due, before=_is_before(match))]


def _day_without_year(match: re.Match[str], year: int | None) -> list[Time]:
    if _ANNIVERSARY.search(match.string, max(0, match.start() - 90), match.start()):
        return []
    month, day_of_month = int(match["m"]), int(match["d"])
    if _yearly(month, day_of_month) is None:
        return []
    due = day(year, month, day_of_month) if year else None
    span, before = Span(*match.span()), _is_before(match)
    return [Time("date", span, "time-day-without-year", due, None, before, due is not None, 0.75 if due else 0.5)]


def _in_year(match: re.Match[str], year: int | None) -> tuple[int | None, bool]:
    """The year that is printed, else the plan's (then inferred)."""
    printed = match.groupdict().get("y")
    return (int(printed), False) if printed else (year, True)


def _month(match: re.Match[str], year: int | None) -> list[Time]:
    of_year, inferred = _in_year(match, year)
    month, entry = int(match["m"]), (match["in"] or "").strip().lower()
    if not 1 <= month <= 12 or entry == "từ":
        return []
    before = entry.endswith(("trước", "truoc"))
    due = (day(of_year, month, 1) if before else month_end(of_year, month)) if of_year else None
    return [
        Time(
            "date",
            Span(*match.span()),
            "time-month",
            due,
            None,
            before,
            inferred and due is not None,
            0.9 if due else 0.5,
        )
    ]


def _quarter(match: re.Match[str], year: int | None) -> list[Time]:
    of_year, inferred = _in_year(match, year)
    month, last = QUARTER_ENDS[read_quarter(match["q"])]
    due = day(of_year, month, last) if of_year else None
    return [
        Time(
            "date",
            Span(*match.span()),
            "time-quarter",
            due,
            None,
            False,
            inferred and due is not None,
            0.9 if due else 0.5,
        )
    ]


def _half(match: re.Match[str], year: int | None) -> list[Time]:
    of_year, inferred = _in_year(match, year)
    month, last = HALF_ENDS[1 if match["part"].lower() in ("đầu", "dau") else 2]
    due = day(of_year, month, last) if of_year else None
    return [
        Time(
            "period",
            Span(*match.span()),
            "time-half-year",
            due,
            None,
            False,
            inferred and due is not None,
            0.8 if due else 0.5,
        )
    ]


def _year_aimed_at(match: re.Match[str], year: int | None) -> list[Time]:
    return [
        Time("period", Span(*match.span()), "time-year", date(int(match["y"]), 12, 31), inferred=True, confidence=0.8)
    ]


def _phase(match: re.Match[str], year: int | None) -> list[Time]:
    return [
        Time("period", Span(*match.span()), "time-phase", date(int(match["y"]), 12, 31), inferred=True, confidence=0.8)
    ]


_CYCLE = re.compile(r"(?P<six>(?:0?6|sáu|sau)\s+)?(?P<unit>tuần|tuan|tháng|thang|quý|quy|năm|nam)", re.I)
_CYCLE_RULES = {
    "tuần": "FREQ=WEEKLY",
    "tuan": "FREQ=WEEKLY",
    "tháng": "FREQ=MONTHLY",
    "thang": "FREQ=MONTHLY",
    "quý": "FREQ=MONTHLY;INTERVAL=3",
    "quy": "FREQ=MONTHLY;INTERVAL=3",
    "năm": "FREQ=YEARLY",
    "nam": "FREQ=YEARLY",
}


def _cycle_list(match: re.Match[str], year: int | None) -> list[Time]:
    span = Span(*match.span())
    rules = [
        "FREQ=MONTHLY;INTERVAL=6" if m["six"] else _CYCLE_RULES[m["unit"].lower()]
        for m in _CYCLE.finditer(match["cycles"])
    ]
    return [Time("recurring", span, "time-cycles", rrule=rule, confidence=0.85) for rule in dict.fromkeys(rules)]


def _cycle(rule: str) -> Build:
    return lambda match, year: [Time("recurring", Span(*match.span()), "time-cycle", rrule=rule, confidence=0.9)]


def _continuous(match: re.Match[str], year: int | None) -> list[Time]:
    return [Time("continuous", Span(*match.span()), "time-continuous", confidence=0.8)]
