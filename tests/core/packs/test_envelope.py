"""The envelope: what it accepts, what it refuses, and where it says the error is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.packs import InvalidPack, parse_pack

GOOD = """\
id: law/register
version: 2
title: Sổ văn bản
source: Nghị định 30/2020/NĐ-CP
valid_from: 2026-01-01
valid_to: 2027-01-01
examples: [1]
data:
  works:
    - {code: "00073", short: NO, time: 12:30, share: 87.5}
    - code: 00073
      yes: null
"""


def errors_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(InvalidPack) as refusal:
        parse_pack(text, file="x.yaml")
    assert all(error.file == "x.yaml" for error in refusal.value.errors)
    return [(error.line, error.message) for error in refusal.value.errors]


def test_reads_the_envelope() -> None:
    pack = parse_pack(GOOD, file="x.yaml")
    assert (pack.id, pack.version, pack.title) == ("law/register", 2, "Sổ văn bản")
    assert (pack.valid_from, pack.valid_to) == (date(2026, 1, 1), date(2027, 1, 1))
    assert pack.examples == (1,)


def test_codes_and_abbreviations_stay_text() -> None:
    works = parse_pack(GOOD, file="x.yaml").data["works"]
    assert works[0] == {"code": "00073", "short": "NO", "time": "12:30", "share": 87.5}
    assert works[1] == {"code": "00073", "yes": None}


def test_line_of_value_key_and_missing_path() -> None:
    pack = parse_pack(GOOD, file="x.yaml")
    assert pack.line_of(("version",)) == 2
    assert pack.line_of(("data", "works", 1)) == 11
    assert pack.line_of(("data", "works", 1, "yes")) == 12
    assert pack.line_of(("data", "works", 1, "absent", 3)) == 11
    assert str(pack.error(("data", "works", 1, "yes"), "sai")) == "x.yaml:12: sai"


def test_validity_is_half_open() -> None:
    pack = parse_pack(GOOD, file="x.yaml")
    assert [pack.valid_on(date(*day)) for day in [(2025, 12, 31), (2026, 1, 1), (2026, 12, 31), (2027, 1, 1)]] == [
        False,
        True,
        True,
        False,
    ]


def test_collects_every_error_with_its_line() -> None:
    text = GOOD.replace("version: 2", "version: 0").replace("title: Sổ văn bản\n", "").replace("examples: [1]", "x: 1")
    found = errors_of(text)
    assert [line for line, _ in found] == [1, 1, 2, 6]
    assert "« examples »" in found[0][1]
    assert "« title »" in found[1][1]
    assert "nhỏ hơn 1" in found[2][1]
    assert "« x » không có" in found[3][1]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("version: 2", "version: 2\nversion: 3", 3, "lặp lại, đã có ở dòng 2"),
        ("valid_to: 2027-01-01", "valid_to: 2027-02-30", 6, "không phải ngày có thật"),
        ("valid_to: 2027-01-01", "valid_to: 01/01/2027", 6, "năm-tháng-ngày"),
        ("valid_to: 2027-01-01", "valid_to: 2026-01-01", 6, "không sau valid_from"),
        ("id: law/register", "id: Sổ", 1, "đúng dạng"),
        ("examples: [1]", "examples: []", 7, "ít nhất 1"),
        ("examples: [1]", "examples: &a [1]\nextra: *a", 7, "neo"),
        ("examples: [1]", "examples: [!!python/name:os.system x]", 7, "không được dùng"),
        ("examples: [1]", "examples: [{1: 2}]", 7, "không phải chữ"),
        ("examples: [1]", "examples: [1", 8, "sai cú pháp"),
    ],
)
def test_refuses(old: str, new: str, line: int, words: str) -> None:
    found = errors_of(GOOD.replace(old, new))
    assert any(at == line and words in message for at, message in found), found


@pytest.mark.parametrize("text", ["", "# chỉ có chú thích", "- 1", "chữ", "\x00", "a: b: c", "[" * 5000])
def test_anything_else_is_refused_not_raised(text: str) -> None:
    assert errors_of(text)


def test_empty_data_is_refused() -> None:
    head = GOOD.split("data:")[0]
    assert errors_of(f"{head}data:\n") == [(8, "data để trống.")]


@given(st.text(alphabet=st.sampled_from("ab:- \n[]{}&*!'\"#|>%@,0129é\t"), max_size=80))
def test_never_raises_anything_else(text: str) -> None:
    with pytest.raises(InvalidPack):
        parse_pack(text, file="x.yaml")
