"""A second reading tells what it says otherwise, and never touches what a person confirmed."""

from typing import Any

import pytest

from phongtrao.apps.documents import operations, queries, reader
from phongtrao.apps.documents.changes import Change, changed_facts, compare
from phongtrao.apps.documents.items import NewItem
from phongtrao.apps.documents.models import Reading, ReadItem
from tests.apps.documents.papers import LATER
from tests.apps.documents.test_decisions import Paper
from tests.factories import rows

ADDED = "added-by-person"


def _old(text: str, span: tuple[int, int] | None, kind: str = "task", **fields: Any) -> ReadItem:
    start, end = span or (None, None)
    fields = {"value": {"text": text}, "decision": "open", "rule": "r", **fields}
    return ReadItem(kind=kind, text=text, span_start=start, span_end=end, **fields)


def _new(text: str, span: tuple[int, int] | None, kind: str = "task", **value: Any) -> NewItem:
    return NewItem(kind=kind, ordinal=0, text=text, span=span, value={"text": text, **value})


def _told(changes: list[Change]) -> list[tuple[str, str, int | None]]:
    return [(change.what, change.old.text if change.old else "", change.new) for change in changes]


CASES: list[tuple[str, list[ReadItem], list[NewItem], list[tuple[str, str, int | None]]]] = [
    ("nothing", [_old("a", (0, 9))], [_new("a", (0, 9))], []),
    ("how it was read", [_old("a", (0, 9), value={"text": "a", "inferred": True})], [_new("a", (0, 9))], []),
    ("fact", [_old("a", (0, 9))], [_new("a", (0, 9), due="2026-03-31")], [("changed", "a", 0)]),
    ("longer words", [_old("a", (0, 9))], [_new("a b", (0, 15))], [("changed", "a", 0)]),
    ("other duty kind", [_old("a", (0, 9))], [_new("a", (0, 9), "general_task")], [("changed", "a", 0)]),
    ("other kind", [_old("a", (0, 9))], [_new("a", (0, 9), "target")], [("new", "", 0), ("vanished", "a", None)]),
    ("new and gone", [_old("a", (0, 9))], [_new("b", (20, 29))], [("new", "", 0), ("vanished", "a", None)]),
    ("one of two", [_old("a", (0, 9)), _old("b", (9, 19))], [_new("ab", (0, 19))],
     [("changed", "a", 0), ("vanished", "b", None)]),
    ("cut", [_old("ab", (0, 19))], [_new("a", (0, 9)), _new("b", (10, 19))], [("changed", "ab", 0), ("new", "", 1)]),
    ("dropped and gone", [_old("a", (0, 9), decision="dropped")], [], []),
    ("added by a person", [_old("a", (0, 9), rule=ADDED, decision="added")], [], []),
    ("without a place", [_old("a", None)], [_new("a", None)], []),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_compare(old: list[ReadItem], new: list[NewItem], told: list[tuple[str, str, int | None]]) -> None:
    assert _told(compare(old, new, added_rule=ADDED)) == told


def test_facts_are_told_as_words_and_times_by_their_name() -> None:
    before = {"role": "lead", "due": None, "with": ["A"], "deadlines": [{"due": None}]}
    after = {"role": "perform", "due": "2026-03-31", "with": ["A", "B"], "deadlines": [{"due": "2026-03-31"}]}
    told = changed_facts(before, after)
    assert ["role", "lead", "perform"] in told
    assert ["due", "", "2026-03-31"] in told
    assert ["with", "A", "A, B"] in told
    assert ["deadlines", "", ""] in told


def another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader from now on: one duty more, one with another day, one no longer; of what is confirmed too."""
    read = reader.read_text

    def read_otherwise(*words: Any, **named: Any) -> Any:
        result = read(*words, **named)
        police, _, hamlets = result["assignments"]
        police["tasks"][0]["due"] = "2026-04-30"
        police["tasks"][1]["role"] = "lead"
        hamlets["tasks"] = hamlets["tasks"][:1]
        hamlets["tasks"][0]["text"] += " và báo cáo"
        result["general_tasks"].append({"text": "Việc mới", "span": [0, 12], "rule": "r", "confidence": 0.9})
        return result

    monkeypatch.setattr("phongtrao.apps.documents.reader.read_text", read_otherwise)


@pytest.mark.django_db
def test_first_reading_has_nothing_to_compare_with() -> None:
    paper = Paper()
    assert "changes" not in Reading.objects.get(document=paper.document).result
    assert queries.get_review(uid=paper.document.uid, by=paper.by, today=rows.TODAY).changes == ()


@pytest.mark.django_db
def test_second_reading_tells_its_changes_and_leaves_what_was_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = Paper()
    paper.call(operations.accept_items, paper.item("task", 0))
    paper.call(operations.accept_items, paper.item("task", 4))
    before = {item.text: (item.value, item.decision) for item in (paper.item("task", 0), paper.item("task", 4))}
    another_version(monkeypatch)
    paper.read_again()
    told = [
        (c["what"], c["kept"]) for c in Reading.objects.get(document=paper.document, current=True).result["changes"]
    ]
    assert sorted(told) == sorted(
        [("changed", True), ("changed", False), ("changed", False), ("new", False), ("vanished", True)]
    )
    for text, stood in before.items():
        item = ReadItem.objects.get(reading__document=paper.document, reading__current=True, text=text)
        assert (item.value, item.decision) == stood
    review = queries.get_review(uid=paper.document.uid, by=paper.by, today=LATER.date())
    marked = {item.key: item.change.what for item in review.items() if item.change}
    assert {change.item for change in review.changes} == set(marked)
    assert sorted(marked.values()) == ["changed", "changed", "changed", "new", "vanished"]


@pytest.mark.django_db
def test_the_same_reading_again_has_no_change() -> None:
    paper = Paper()
    paper.call(operations.drop_item, paper.item("task", 1))
    paper.read_again()
    assert Reading.objects.get(document=paper.document, current=True).result["changes"] == []
