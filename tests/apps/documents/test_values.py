"""What is values in and values out: folding of deadlines, times, places, the cut of the source, corrections."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents.corrections import Correction, TimeSaid, corrected_value
from phongtrao.apps.documents.items import items_of, units_of
from phongtrao.apps.documents.places import find_passage, quoted, trimmed
from phongtrao.apps.documents.source_view import Mark, cut
from phongtrao.apps.documents.times import parse_day, parse_span, times_of

TEXT = (
    "Công an xã xây dựng kế hoạch, xong trước ngày 31/3/2026. UBND xã báo cáo ngày 20/5/2026. Mô hình “Cổng an ninh”."
)
TASK = {"text": "Công an xã xây dựng kế hoạch", "role": "lead", "cadence": "once", "due": "2026-03-31", "span": [0, 55]}
INSIDE = {"text": "xong trước ngày 31/3/2026", "kind": "date", "due": "2026-03-31", "before": True, "span": [30, 55]}
OUTSIDE = {"text": "UBND xã báo cáo ngày 20/5/2026", "kind": "date", "due": "2026-05-20", "span": [57, 87]}


def _result(**parts: Any) -> dict[str, Any]:
    return {
        "assignments": [{"heading": "1. Công an xã", "org_unit": "Công an xã", "mood": "assign", "tasks": [TASK]}],
        "deadlines": [INSIDE, OUTSIDE],
        **parts,
    }


def test_deadline_inside_a_duty_is_its_time_and_one_outside_is_a_duty() -> None:
    items = items_of(_result(), TEXT)
    assert [(item.kind, item.unit) for item in items] == [("task", 0), ("deadline", None)]
    task = items[0]
    assert task.value["deadlines"] == [INSIDE]
    assert [(t.kind, t.due, t.before) for t in times_of("task", task.value)] == [("date", date(2026, 3, 31), True)]


def test_deadline_that_reaches_over_the_end_of_its_duty_is_still_its_time() -> None:
    over = {**INSIDE, "span": [30, 70]}
    barely = {**OUTSIDE, "span": [52, 87]}
    kinds = [item.kind for item in items_of(_result(deadlines=[over, barely]), TEXT)]
    assert kinds == ["task", "deadline"]


def test_smallest_duty_takes_the_time_and_the_most_doubtful_word_counts() -> None:
    sub = {"text": "xong trước ngày 31/3/2026", "role": "perform", "span": [30, 55], "confidence": 0.95}
    units = [{"heading": "1", "org_unit": "A", "tasks": [{**TASK, "confidence": 0.9}, sub]}]
    doubtful = {**INSIDE, "confidence": 0.5, "inferred": True}
    parent, child = items_of({"assignments": units, "deadlines": [doubtful]}, TEXT)
    assert (parent.confidence, "deadlines" in parent.value) == (900, False)
    assert (child.confidence, child.value["inferred"], len(child.value["deadlines"])) == (500, True, 1)


def test_general_task_takes_times_in_and_targets_stay_their_own() -> None:
    target = {"text": "100% thôn", "value": 100, "op": "=", "measure_unit": "%", "span": [5, 20]}
    general = {"text": TEXT[:55], "span": [0, 55]}
    items = items_of({"general_tasks": [general], "targets": [target], "deadlines": [INSIDE]}, TEXT)
    assert sorted(item.kind for item in items) == ["general_task", "target"]


def test_initiative_is_found_by_its_name() -> None:
    named, unknown = items_of({"initiatives": ["Cổng an ninh", "Không có tên"]}, TEXT)
    assert named.span is not None
    assert TEXT[slice(*named.span)] == "Cổng an ninh"
    assert unknown.span is None


def test_items_come_in_the_order_of_the_text() -> None:
    items = items_of(_result(deadlines=[OUTSIDE, {**OUTSIDE, "span": [1000, 1010]}]), TEXT)
    assert [item.ordinal for item in items if item.kind == "deadline"] == [0, 1]


def test_broken_json_of_a_reading_gives_items_without_place() -> None:
    odd: list[Any] = [None, [1], [5, 2], "1-2", [True, "x"]]
    for span in odd:
        (item,) = items_of({"targets": [{"text": "x", "span": span, "confidence": "cao"}]}, "x")
        assert (item.span, item.confidence) == (None, 1000)
    assert units_of({}) == []
    assert items_of({}, "") == []


def test_own_time_that_no_deadline_says_comes_first() -> None:
    value = {"cadence": "recurring", "rrule": "FREQ=MONTHLY", "deadlines": [INSIDE]}
    assert [fact.kind for fact in times_of("task", value)] == ["recurring", "date"]
    same = {"cadence": "once", "due": "2026-03-31", "deadlines": [{**INSIDE, "due": "2026-01-01"}, INSIDE]}
    assert [fact.due for fact in times_of("task", same)] == [date(2026, 3, 31), date(2026, 1, 1)]
    assert times_of("task", {"cadence": "none", "due": None}) == ()


def test_days_and_spans_that_are_none() -> None:
    assert parse_day("2026-02-30") is None
    assert parse_day(20260301) is None
    assert parse_span([3, 3]) == (3, 3)
    assert parse_span([-1, 3]) is None


@pytest.mark.parametrize(
    ("passage", "places"),
    [
        ("UBND xã báo cáo", [(57, 72)]),
        ("UBND  xã\nbáo cáo", [(57, 72)]),
        ("ubnd xa bao cao", [(57, 72)]),
        ("xã", [(8, 10), (62, 64)]),
        ("không có", []),
        ("   ", []),
        ("(xã", []),
    ],
)
def test_passage_is_found_as_typed_then_spaced_then_without_marks(passage: str, places: list[tuple[int, int]]) -> None:
    assert find_passage(TEXT, passage) == places


def test_spans_are_trimmed_and_quoted() -> None:
    assert trimmed("  a b  ", (0, 99)) == (2, 5)
    assert trimmed("    ", (0, 4)) == (4, 4)
    assert quoted("a\n  b", (0, 5)) == "a b"


@given(
    text=st.text(alphabet="aế\n\r 😀b", max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=12),
)
def test_cut_loses_nothing_whatever_the_marks(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(str(number), "task", (min(pair), max(pair))) for number, pair in enumerate(spans)]
    lines = cut(text, marks)
    assert [line.text for line in lines] == [raw.removesuffix("\r") for raw in text.split("\n")]
    for line in lines:
        assert "".join(piece.text for piece in line.pieces) == line.text
        assert text[line.start : line.end] == line.text
        at = line.start
        for piece in line.pieces:
            covering = {m.key for m in marks if max(m.span[0], at) < min(m.span[1], at + len(piece.text))}
            assert {mark.key for mark in piece.marks} == covering
            at += len(piece.text)
    anchors = [key for line in lines for piece in line.pieces for key in piece.anchors]
    assert len(anchors) == len(set(anchors))


def test_nested_marks_name_the_inner_one_last() -> None:
    (line,) = cut("abcdef", [Mark("in", "time", (2, 4)), Mark("out", "task", (0, 6))])
    assert [(piece.text, [mark.key for mark in piece.marks]) for piece in line.pieces] == [
        ("ab", ["out"]),
        ("cd", ["out", "in"]),
        ("ef", ["out"]),
    ]
    inner = line.pieces[1].inner
    assert inner is not None
    assert inner.key == "in"


def test_finding_does_not_hide_what_was_read() -> None:
    (line,) = cut("abcdef", [Mark("wrong", "finding", (2, 4)), Mark("out", "task", (0, 4))])
    looks = [(piece.text, piece.inner.kind if piece.inner else "") for piece in line.pieces]
    assert looks == [("ab", "task"), ("cd", "task"), ("ef", "")]
    (line,) = cut("ab", [Mark("wrong", "finding", (0, 2))])
    assert line.pieces[0].inner == Mark("wrong", "finding", (0, 2))


def _said(**fields: Any) -> Correction:
    return Correction(**{"text": "Lập kế hoạch", "span": (0, 5), **fields})


def test_correction_keeps_what_no_form_edits_and_drops_the_doubt() -> None:
    read = {"text": "x", "inferred": True, "product": "Kế hoạch", "with": ["A"]}
    value = corrected_value("task", _said(role="lead", partners=("B",)), read)
    assert (value["product"], value["with"], value["role"], value["span"]) == ("Kế hoạch", ["B"], "lead", [0, 5])
    assert "inferred" not in value


@pytest.mark.parametrize(
    ("time", "cadence", "due", "rrule"),
    [
        (TimeSaid("date", date(2026, 3, 31), True), "once", "2026-03-31", None),
        (TimeSaid("recurring", None, False, "FREQ=MONTHLY"), "recurring", None, "FREQ=MONTHLY"),
        (TimeSaid("continuous", date(2026, 3, 31)), "continuous", None, None),
        (TimeSaid("on_event"), "on_event", None, None),
    ],
)
def test_first_time_is_the_duty_s_own(time: TimeSaid, cadence: str, due: str | None, rrule: str | None) -> None:
    value = corrected_value("task", _said(times=(time,)), {})
    assert (value["cadence"], value["deadlines"][0]["due"], value["rrule"]) == (cadence, due, rrule)
    assert len(times_of("task", value)) == 1


@pytest.mark.parametrize(
    ("kind", "fields", "code", "field"),
    [
        ("task", {"text": "  "}, "required", "text"),
        ("task", {"role": "boss"}, "unknown_value", "role"),
        ("task", {"times": (TimeSaid("date"),)}, "invalid_date", "time-0-due"),
        ("task", {"times": (TimeSaid("sometimes"),)}, "unknown_value", "time-0-kind"),
        ("deadline", {}, "required", "time-0-kind"),
        ("target", {"value": "nhiều"}, "invalid_target_value", "value"),
        ("target", {"op": "~", "value": "1"}, "unknown_value", "op"),
        ("target", {"measure_unit": "kg", "value": "1"}, "unknown_value", "measure_unit"),
    ],
)
def test_correction_that_cannot_be_is_refused_at_its_field(kind: str, fields: Any, code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        corrected_value(kind, _said(**fields), {})
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize(("typed", "kept"), [("87,5", 87.5), ("100", 100), ("1 200", 1200), ("90,0", 90)])
def test_numbers_as_people_type_them(typed: str, kept: float) -> None:
    assert corrected_value("target", _said(value=typed), {})["value"] == kept


def test_grade_is_kept_as_words() -> None:
    assert corrected_value("target", _said(value="Khá", measure_unit="grade"), {})["value"] == "Khá"
