"""Schemas of the packs room itself: messages, roles, glossary."""

import pytest

from phongtrao.core.packs import Pack, glossary, messages, parse_pack, roles

HEAD = "id: a\nversion: 1\ntitle: t\nsource: s\nvalid_from: 2026-01-01\n"


def pack(data: str, examples: str) -> Pack:
    return parse_pack(f"{HEAD}examples: {examples}\ndata: {data}\n", file="f")


@pytest.mark.parametrize(
    ("vi", "en", "words"),
    [
        ("Còn {count} mục.", "{count} items left.", None),
        ("Còn {count} mục.", "Items left.", "khác câu tiếng Việt"),
        ("Còn {count mục.", "x", "không khớp"),
        ("Còn {count.real} mục.", "Còn {count.real}.", "tên thường"),
        ("Còn {} mục.", "{} left.", "tên thường"),
    ],
)
def test_placeholders_of_messages(vi: str, en: str, words: str | None) -> None:
    found = messages.check_pack(pack(f'[{{code: a, vi: "{vi}", en: "{en}"}}]', "[{code: a}]"))
    if words is None:
        assert found == []
    else:
        assert found
        assert any(words in error.message and error.line == 7 for error in found)


def test_message_example_must_exist_and_codes_are_single() -> None:
    row = "{code: a, vi: x, en: x}"
    assert messages.check_pack(pack(f"[{row}]", "[{code: b}]"))[0].line == 6
    assert "lặp lại" in messages.check_pack(pack(f"[{row}, {{code: a, vi: y, en: y}}]", "[{code: a}]"))[0].message


def test_read_wordings_by_code() -> None:
    assert messages.read_wordings(pack("[{code: a, vi: x, en: y}]", "[{code: a}]"))["a"].en == "y"


def test_roles_need_every_word() -> None:
    found = roles.check_pack(pack("{roles: [{code: a, vi: x, en: y, about_vi: z}]}", "[{code: a, vi: x}]"))
    assert [error.message.split(";")[0] for error in found] == ["thiếu khóa « about_en »"]


THING = "{vi: việc, en: task, code: Task, kind: thing, standard: null, definition: d, avoid: []}"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("{vi: mở, en: open, code: open, kind: state, of: Task, standard: null, definition: d, avoid: []}", None),
        ("{vi: mở, en: open, code: open, kind: state, standard: null, definition: d, avoid: []}", "cần of"),
        ("{vi: mở, en: open, code: open, kind: state, of: Plan, standard: null, definition: d, avoid: []}", "cần of"),
        ("{vi: mở, en: open, code: open, kind: verb, of: Task, standard: null, definition: d, avoid: []}", "bỏ khóa"),
        ("{vi: khác, en: x, code: Task, kind: thing, standard: null, definition: d, avoid: []}", "đã có ở dòng 7"),
        ("{vi: việc, en: x, code: Job, kind: thing, standard: null, definition: d, avoid: []}", "đã có ở dòng 7"),
    ],
)
def test_glossary_terms_have_one_owner_and_stand_once(row: str, words: str | None) -> None:
    found = glossary.check_pack(pack(f"{{terms: [{THING}, {row}]}}", "[{vi: việc, code: Task}]"))
    assert len(found) == (0 if words is None else 1)
    assert words is None or words in found[0].message


def test_glossary_example_must_stand_in_it() -> None:
    assert glossary.check_pack(pack(f"{{terms: [{THING}]}}", "[{vi: việc, code: Duty}]"))[0].line == 6
