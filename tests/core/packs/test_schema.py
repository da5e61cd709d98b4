"""Each spec accepts what it should and names what came, what was expected, where."""

from datetime import date
from typing import Any

import pytest

from phongtrao.core.packs import parse_pack
from phongtrao.core.packs.schema import (
    AnyOf,
    Anything,
    Day,
    Flag,
    ListOf,
    MapOf,
    Nullable,
    Number,
    OneOf,
    Record,
    Spec,
    Text,
    Whole,
    check_data,
)


def issues(spec: Spec, value: Any) -> list[tuple[Any, str]]:
    return list(spec.issues(value, ()))


@pytest.mark.parametrize(
    ("spec", "good", "bad"),
    [
        (Text(), ["a", "hai từ"], ["", " a", "a ", None, 1, ["a"]]),
        (Text(r"[0-9]{2}"), ["01"], ["1", "012", 1]),
        (Whole(1, 3), [1, 3], [0, 4, True, 1.0, "1", None]),
        (Number(0, 100), [0, 87.5, 100], [-1, 100.5, True, "5"]),
        (Flag(), [True, False], [0, "true", None]),
        (Day(), [date(2026, 1, 1)], ["2026-01-01", 2026, None]),
        (OneOf(("a", "b")), ["a"], ["c", None, 1]),
        (Nullable(Whole()), [None, 1], ["", False]),
        (Anything(), [None, 1, {}, []], []),
        (AnyOf((Whole(), Text())), [1, "a"], [None, 1.5, ""]),
        (ListOf(Whole(), minimum=1), [[1], [1, 1]], [[], ["a"], {}, None]),
        (ListOf(Whole(), unique=("",)), [[1, 2]], [[1, 1]]),
        (ListOf(Record({"a": Whole()}), unique=("a",)), [[{"a": 1}, {"a": 2}]], [[{"a": 1}, {"a": 1}]]),
        (MapOf(Whole(), key=r"[a-z]+"), [{}, {"a": 1}], [{"A": 1}, {"a": "1"}, []]),
        (Record({"a": Whole()}, {"b": Flag()}), [{"a": 1}, {"a": 1, "b": True}], [{}, {"a": 1, "c": 1}, [], None]),
    ],
)
def test_accepts_and_refuses(spec: Spec, good: list[Any], bad: list[Any]) -> None:
    for value in good:
        assert issues(spec, value) == []
    for value in bad:
        assert len(issues(spec, value)) == 1, value


def test_errors_carry_the_way_to_the_value() -> None:
    spec = Record({"rows": ListOf(Record({"n": Whole(minimum=0)}))})
    assert issues(spec, {"rows": [{"n": 1}, {"n": -1}, {}]}) == [
        (("rows", 1, "n"), "-1 nhỏ hơn 0."),
        (("rows", 2), "thiếu khóa « n »; hãy thêm vào mục này."),
    ]


def test_check_data_turns_paths_into_lines() -> None:
    text = (
        "id: a\nversion: 1\ntitle: t\nsource: s\nvalid_from: 2026-01-01\nexamples: [1]\n"
        "data:\n  rows:\n    - {n: 1}\n    - {n: x, m: 2}\n    - n: 3\n      k: 4\n"
    )
    found = check_data(parse_pack(text, file="f"), Record({"rows": ListOf(Record({"n": Whole()}))}))
    assert [(error.line, error.message.split(";")[0].split(":")[0]) for error in found] == [
        (10, "khóa « m » không có"),
        (10, "« x » không đúng"),
        (12, "khóa « k » không có"),
    ]
