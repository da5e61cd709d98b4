"""« từ 87,5 % trở lên khu dân cư … đạt tiêu chuẩn », « đạt loại “Khá” trở lên »: measurable aims.

Grammar: a percentage, with a comparator before (ít nhất, tối thiểu, trên, dưới, không quá, từ … trở lên) or behind
(trở lên, trở xuống); a count of things only with such a comparator; a grade of the pack with « trở lên ». Without
comparator the op is « = ». The day comes from the clause, or from « đảm bảo năm … » earlier in the same sentence. It
does not read numbers that merely occur, years, percentages of a cited document's title, or « không để xảy ra … ».
Source: conventions of the plan-reading schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from phongtrao.core.documents.clauses import find_clauses
from phongtrao.core.documents.duties import Context
from phongtrao.core.documents.outline import Outline
from phongtrao.core.documents.quotes import Quote
from phongtrao.core.documents.readings import TargetRead, Trace
from phongtrao.core.documents.tables import DutyCell
from phongtrao.core.text.markers import RANK_NUMBER
from phongtrao.core.text.patterns import LOWER, Dialect, alternation
from phongtrao.core.text.spans import Span

_OPS = (
    (">=", r"ít\s+nhất|tối\s+thiểu|đạt\s+từ|không\s+dưới|không\s+thấp\s+hơn|từ|thấp\s+nhất"),
    ("<=", r"không\s+quá|tối\s+đa|nhiều\s+nhất|không\s+vượt\s+quá|không\s+cao\s+hơn"),
    (">", r"trên|hơn|vượt"),
    ("<", r"dưới"),
)


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a pattern read: comparison, value, unit and where."""

    op: str
    value: float | int | str
    measure_unit: str
    span: Span
    rule: str
    confidence: float


def read_targets(outline: Outline, context: Context, quote: Quote, cells: Sequence[DutyCell] = ()) -> list[TargetRead]:
    """The targets in reading order, those of `cells` (duties in tables) last."""
    body = [p.words for p in outline.body if not p.row and not (p.heading and p.rank < RANK_NUMBER)]
    return [t for words in (*body, *(c.words for c in cells)) for t in _targets(words, context, quote)]


def _targets(stretch: Span, context: Context, quote: Quote) -> Iterator[TargetRead]:
    carried: dict[int, date] = {}
    for clause in find_clauses(context.text, stretch):
        due = next((t.due for t in context.times(clause.span) if t.due and t.kind in ("date", "period")), None)
        if due:
            carried[clause.sentence] = due
        for measure, words in _measures(context.text, clause.span, context):
            on = due or (carried.get(clause.sentence) if measure.measure_unit == "grade" or measure.op != "=" else None)
            yield _target(measure, words, on, due is None and on is not None, context, quote)


def _target(
    measure: _Measure, words: Span, due: date | None, carried: bool, context: Context, quote: Quote
) -> TargetRead:
    subject = quote.words(Span(measure.span.end, max(measure.span.end, words.end))).strip(' ,;.:”“"') or None
    trace = Trace(quote.span(words), measure.rule, measure.confidence, carried)
    return TargetRead(quote.words(words), subject, measure.op, measure.value, measure.measure_unit, due, trace)


@lru_cache(maxsize=8)
def _patterns(grades: tuple[str, ...], dialect: Dialect) -> tuple[re.Pattern[str], ...]:
    ops = "|".join(f"(?P<op{i}>{words})" for i, (_, words) in enumerate(_OPS))
    number = r"(?P<value>\d{1,3}(?:[.,]\d{1,2})?)"
    up = r"(?:\s*(?P<up>trở\s+lên)|\s*(?P<down>trở\s+xuống))?"
    count = r"(?P<value>\d{1,3}(?:\.\d{3})*|một|hai|ba)"
    return (
        dialect.compile(rf"(?:(?<!\w)(?:{ops})\s+)?(?:từ\s+)?(?<![\w.,/]){number}\s*(?:%|phần\s+trăm){up}", re.I),
        dialect.compile(
            rf"(?<!\w)(?:{ops})\s+(?<![\w.,/]){count}(?!\s*[%/.]?\d|\s*%|\s*(?:năm|tháng|ngày|giờ|tuổi|tầng|lần|khóa|điều|khoản|phút|tuần)(?!\w)|\s*[-–]\s*\d|/)"
            rf"(?:\s*\([^)]*\))?\s+(?P<thing>{LOWER}[^,;.:()]*)",
            re.I,
        ),
        dialect.compile(
            rf"(?:loại|mức|kết\s+quả|danh\s+hiệu|đạt|xếp\s+loại)?\s*[“\"]?\s*(?P<grade>{alternation(grades)})\s*[”\"]?\s+(?:trở\s+lên|trở\s+đi)"
        ),
    )


def _measures(text: str, clause: Span, context: Context) -> Iterator[tuple[_Measure, Span]]:
    percent, count, grade = _patterns(context.lexicon.office.grades, context.dialect)
    taken: list[Span] = [c for c in context.claimed if c.meets(clause)]
    for match in percent.finditer(text, clause.start, clause.end):
        span = Span(*match.span())
        if not any(t.meets(span) for t in taken):
            value = float(match["value"].replace(",", "."))
            taken.append(span)
            yield (
                _Measure(_op(match), int(value) if value.is_integer() else value, "%", span, "target-percent", 0.9),
                clause,
            )
    for match in count.finditer(text, clause.start, clause.end):
        span = Span(*match.span())
        op = _op(match)
        weak = context.dialect.compile(r"từ|trên|dưới|hơn|vượt", re.I).match(match.group())
        if any(t.meets(span) for t in taken) or (
            weak and not context.dialect.compile(r"trở\s+lên|trở\s+xuống", re.I).search(match["thing"])
        ):
            continue
        value = {"một": 1, "mot": 1, "hai": 2, "ba": 3}.get(match["value"].lower()) or int(
            re.sub(r"\D", "", match["value"]) or 0
        )
        yield _Measure(op, value, "count", span, "target-count", 0.75), clause
    for match in grade.finditer(text, clause.start, clause.end):
        span = Span(*match.span())
        grade_name = context.shown[match.start("grade") : match.end("grade")]
        yield _Measure(">=", grade_name, "grade", span, "target-grade", 0.85), clause


def _op(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("up"):
        return ">="
    if groups.get("down"):
        return "<="
    return next((op for i, (op, _) in enumerate(_OPS) if groups.get(f"op{i}")), "=")
