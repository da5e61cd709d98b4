"""The register of cited papers: keys, dates, and rows that must be refused."""

import pytest

from phongtrao.adapters.packs import load_all
from phongtrao.core.citations.law_register import check_pack, find_works, read_works
from phongtrao.core.packs import parse_pack

HEAD = (
    "id: a\nversion: 1\ntitle: t\nsource: s\nvalid_from: 2026-01-01\n"
    "examples: [{key: 1/A, date: 2026-01-01, known: true}]\n"
)
ROW = (
    "{key: 1/A, kind: law, number: '1', symbol: A, date: 2026-01-01, issuer: i, title: t, effective_from: 2026-02-01,"
    " effective_to: null, status: verified, section: '1', url: null}"
)


def messages(*rows: str) -> list[str]:
    data = f"data: {{kinds: [{{code: law, vi: Luật, en: Law}}], works: [{', '.join(rows)}]}}\n"
    return [error.message for error in check_pack(parse_pack(HEAD + data, file="f"))]


def test_a_right_row_passes() -> None:
    assert messages(ROW) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("status: verified", "status: memory", "một trong verified, secondary, plan"),
        ("number: '1'", "number: '2'", "khác số và ký hiệu"),
        ("kind: law", "kind: bill", "không có trong kinds"),
        ("effective_from: 2026-02-01", "effective_from: 2025-02-01", "trước ngày ban hành"),
        ("effective_to: null", "effective_to: 2026-02-01", "không sau"),
        ("url: null", "url: http://x", "đúng dạng"),
        ("url: null", "url: null, page: 3", "« page » không có"),
    ],
)
def test_a_wrong_row_is_named(old: str, new: str, words: str) -> None:
    assert any(words in message for message in messages(ROW.replace(old, new)))


def test_a_missing_date_says_so() -> None:
    nameless = ROW.replace("1/A", "2/A").replace("number: '1'", "number: '2'").replace("date: 2026-01-01", "date: null")
    assert any("chưa nhập" in message for message in messages(ROW, nameless))
    noted = nameless.replace("url: null", "url: null, note: 'Ngày: chưa nhập.'")
    assert messages(ROW, noted) == []


def test_same_number_twice_needs_another_date() -> None:
    assert any("đã có" in message for message in messages(ROW, ROW))
    assert messages(ROW, ROW.replace("2026-01-01", "2026-01-02")) == []


def test_find_works_completes_a_cut_symbol_and_keeps_both_of_one_number() -> None:
    works = read_works(load_all().get("law/register"))
    assert [work.symbol for work in find_works("3554/QĐ-BCA", works)] == ["QĐ-BCA-V05"]
    assert len(find_works("03/2019/NĐ-CP", works)) == 2
    assert find_works("12/QĐ", works) == ()
