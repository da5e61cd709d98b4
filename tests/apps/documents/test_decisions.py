"""What a person decides about items and headings, one person against another, and what stays after a new reading."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents import operations, queries, reader
from phongtrao.apps.documents.models import Document, ReadItem, ReadUnit
from phongtrao.apps.documents.operations import Correction, TimeSaid
from tests.apps.documents.papers import LATER, PLAN, Commune, run_jobs
from tests.conftest import rows_for_tests
from tests.factories import rows

pytestmark = pytest.mark.django_db


class Paper:
    """A paper that waits for its review."""

    def __init__(self) -> None:
        self.commune = Commune()
        self.document: Document = self.commune.read()
        self.by = self.commune.by

    def item(self, kind: str = "task", index: int = 0) -> ReadItem:
        rows_of_kind = ReadItem.objects.filter(reading__document=self.document, reading__current=True, kind=kind)
        return rows_of_kind.order_by("span_start", "id")[index]

    def unit(self, index: int = 0) -> ReadUnit:
        units = ReadUnit.objects.filter(reading__document=self.document, reading__current=True)
        return units.order_by("ordinal")[index]

    def call(self, operation: Callable[..., Any], item: ReadItem, **fields: Any) -> Any:
        return operation(
            document_uid=self.document.uid,
            item_uid=item.uid,
            **{"version": item.version, "by": self.by, "now": LATER, **fields},
        )

    def correct(self, item: ReadItem, said: Correction, unit: ReadUnit | None = None, **fields: Any) -> None:
        self.call(operations.correct_item, item, correction=said, unit_uid=unit.uid if unit else None, **fields)

    def confirm(self, **fields: Any) -> Any:
        self.document.refresh_from_db()
        return operations.mark_reviewed(document=self.document, by=self.by, now=LATER, **fields)

    def read_again(self) -> None:
        self.document.refresh_from_db()
        operations.read_again(uid=self.document.uid, version=self.document.version, by=self.by, now=LATER)
        with rows_for_tests():
            from phongtrao.apps.jobs.models import OutboxRow

            OutboxRow.objects.filter(subject_uid=self.document.uid).update(not_before=rows.NOW)
        run_jobs()
        self.document.refresh_from_db()


def test_accept_drop_and_take_back_are_stamped_and_logged() -> None:
    paper = Paper()
    paper.call(operations.accept_items, paper.item())
    accepted = paper.item()
    assert (accepted.decision, accepted.decided_at, accepted.version) == ("accepted", LATER, 2)
    assert accepted.decided_by_name == paper.by.shown
    paper.call(operations.drop_item, accepted)
    assert paper.item().decision == "dropped"
    paper.call(operations.restore_item, paper.item())
    restored = paper.item()
    assert (restored.decision, restored.decided_at, restored.decided_by_id) == ("open", None, None)
    verbs = AuditEntry.objects.filter(subject_uid=paper.document.uid).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["upload", "read", "decide", "drop", "decide"]


@pytest.mark.parametrize("name", ["accept_items", "drop_item", "restore_item"])
def test_second_of_two_people_is_told_and_nothing_of_theirs_is_written(name: str) -> None:
    paper = Paper()
    seen_by_both = paper.item()
    paper.call(operations.accept_items, seen_by_both)
    entries = AuditEntry.objects.count()
    with pytest.raises(Refused, match="changed_meanwhile"):
        paper.call(getattr(operations, name), seen_by_both)
    assert paper.item().decision == "accepted"
    assert AuditEntry.objects.count() == entries


def test_correction_keeps_what_was_read_beside_it() -> None:
    paper = Paper()
    item = paper.item()
    said = Correction(
        text="Lập kế hoạch chi tiết",
        span=(0, 20),
        role="advise",
        times=(TimeSaid("recurring", None, False, "FREQ=MONTHLY"),),
    )
    paper.correct(item, said, paper.unit(2))
    now = paper.item()
    assert (now.decision, now.text, now.value) == ("corrected", item.text, item.value)
    assert now.corrected is not None
    assert (now.corrected["text"], now.corrected["role"]) == ("Lập kế hoạch chi tiết", "advise")
    assert now.unit_id == paper.unit(2).pk
    with pytest.raises(Refused, match="changed_meanwhile"):
        paper.correct(item, said)
    paper.call(operations.restore_item, paper.item())
    back = paper.item()
    assert (back.decision, back.corrected, back.unit_id) == ("open", None, paper.unit(0).pk)


def test_general_task_given_to_a_heading_becomes_its_task() -> None:
    paper = Paper()
    general = paper.item("general_task")
    paper.correct(general, Correction(text=general.text, span=None), paper.unit(0))
    paper.confirm(unseen_are_right=True)
    confirmed = queries.get_confirmed(document_uid=paper.document.uid, by=paper.by)
    assert general.text in [task.text for task in confirmed.units[0].tasks]
    assert len(confirmed.general_tasks) == 1


def test_added_item_stands_and_can_be_dropped_and_taken_back() -> None:
    paper = Paper()
    start = PLAN.index("Xây dựng xã điển hình")
    uid = operations.add_item(
        document_uid=paper.document.uid,
        kind="task",
        correction=Correction(text="Xây dựng xã điển hình", span=(start - 1, start + 22), role="lead"),
        unit_uid=paper.unit(0).uid,
        by=paper.by,
        now=LATER,
    )
    added = ReadItem.objects.get(uid=uid)
    assert (added.decision, added.span_start, added.unit_id) == ("added", start, paper.unit(0).pk)
    paper.call(operations.drop_item, added)
    paper.call(operations.restore_item, ReadItem.objects.get(uid=uid))
    assert ReadItem.objects.get(uid=uid).decision == "added"


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        ("poem", {}, "unknown_value"),
        ("task", {"text": ""}, "required"),
        ("task", {"text": "TỐI MẬT"}, "secrecy_mark"),
        ("task", {"text": "| TT | Họ và tên | Năm sinh |\n| 1 | Nguyễn Văn Mẫu | 1980 |"}, "personal_list"),
        ("task", {"span": (10**6, 10**6 + 5)}, "empty_place"),
        ("task", {"span": (PLAN.index("\n\nKẾ"), PLAN.index("\n\nKẾ") + 2)}, "empty_place"),
    ],
)
def test_added_item_that_cannot_be_is_refused(kind: str, fields: dict[str, Any], code: str) -> None:
    paper = Paper()
    count = ReadItem.objects.count()
    with pytest.raises(Refused, match=code):
        operations.add_item(
            document_uid=paper.document.uid,
            kind=kind,
            correction=Correction(**{"text": "Lập kế hoạch", "span": None, **fields}),
            unit_uid=None,
            by=paper.by,
            now=LATER,
        )
    assert ReadItem.objects.count() == count


def test_batch_takes_in_only_what_is_open_sure_and_printed() -> None:
    paper = Paper()
    doubtful, implied, dropped = paper.item("task", 0), paper.item("task", 1), paper.item("task", 2)
    with rows_for_tests():
        ReadItem.objects.filter(pk=doubtful.pk).update(confidence=500)
        ReadItem.objects.filter(pk=implied.pk).update(value={**implied.value, "inferred": True})
    paper.call(operations.drop_item, dropped)
    total = ReadItem.objects.filter(reading__document=paper.document).count()
    count = operations.accept_items(document_uid=paper.document.uid, confidence_from=800, by=paper.by, now=LATER)
    assert count == total - 3
    left = ReadItem.objects.filter(reading__document=paper.document).exclude(decision="accepted")
    assert {item.pk for item in left} == {doubtful.pk, implied.pk, dropped.pk}


def test_heading_is_resolved_for_every_heading_of_its_name() -> None:
    paper = Paper()
    with rows_for_tests():
        ReadUnit.objects.filter(pk=paper.unit(2).pk).update(org_unit="Công an  XÃ")
    police, front = paper.unit(0), paper.unit(1)
    chosen: dict[str, Any] = {"document_uid": paper.document.uid, "by": paper.by, "now": LATER}
    assert operations.resolve_unit(unit_uid=police.uid, version=1, chosen=police.proposed["key"], **chosen) == 2
    for index in (0, 2):
        assert (paper.unit(index).assignee_kind, paper.unit(index).assignee_body_id) == (
            "body",
            paper.commune.police.pk,
        )
    with pytest.raises(Refused, match="changed_meanwhile"):
        operations.resolve_unit(unit_uid=police.uid, version=1, as_text=True, **chosen)
    operations.resolve_unit(unit_uid=front.uid, version=1, as_text=True, mood="assign", **chosen)
    assert (paper.unit(1).assignee_kind, paper.unit(1).mood) == ("text", "assign")
    wrong: list[dict[str, Any]] = [{"chosen": "không có"}, {"chosen": ""}, {"as_text": True, "mood": "beg"}]
    for refused in wrong:
        with pytest.raises(Refused):
            operations.resolve_unit(unit_uid=front.uid, version=2, **refused, **chosen)


def test_proposals_are_taken_only_when_a_person_says_so() -> None:
    paper = Paper()
    assert {paper.unit(index).assignee_kind for index in range(3)} == {""}
    assert operations.resolve_units_as_proposed(document_uid=paper.document.uid, by=paper.by, now=LATER) == 3
    assert [paper.unit(index).assignee_kind for index in range(3)] == ["body", "body", "group"]
    assert (paper.unit(2).group_type, paper.unit(2).group_area_id) == ("hamlet_board", paper.commune.place.pk)
    assert operations.resolve_units_as_proposed(document_uid=paper.document.uid, by=paper.by, now=LATER) == 0


def test_review_ends_when_every_item_is_decided_or_a_person_takes_the_rest_in() -> None:
    paper = Paper()
    with pytest.raises(Refused, match="missing_confirmation"):
        paper.confirm()
    paper.call(operations.drop_item, paper.item("task", 1))
    confirmed = paper.confirm(unseen_are_right=True)
    assert confirmed == queries.get_confirmed(document_uid=paper.document.uid, by=paper.by)
    assert [unit.assignee_kind for unit in confirmed.units] == ["body", "body", "group"]
    assert [len(unit.tasks) for unit in confirmed.units] == [1, 1, 2]
    assert (len(confirmed.general_tasks), len(confirmed.deadlines), len(confirmed.targets)) == (2, 1, 1)
    assert confirmed.open_count == 0
    (time,) = confirmed.units[0].tasks[0].times
    assert (time.kind, time.before) == ("date", True)
    assert (confirmed.header.number, confirmed.header.period_from) == ("45", 2026)
    paper.document.refresh_from_db()
    assert (paper.document.state, paper.document.reviewed_at) == ("reviewed", LATER)


def test_heading_that_nobody_resolved_keeps_its_words() -> None:
    paper = Paper()
    operations.accept_items(document_uid=paper.document.uid, confidence_from=0, by=paper.by, now=LATER)
    confirmed = paper.confirm()
    assert [(unit.assignee_kind, unit.assignee_text) for unit in confirmed.units] == [
        ("text", "Công an xã"),
        ("text", "Ủy ban MTTQ xã"),
        ("text", "Các thôn"),
    ]


def test_reviewed_paper_is_frozen() -> None:
    paper = Paper()
    item, unit = paper.item(), paper.unit()
    paper.confirm(unseen_are_right=True)
    with pytest.raises(Refused, match="step_not_open"):
        paper.confirm()
    for name in ("accept_items", "drop_item", "restore_item"):
        with pytest.raises(Refused, match="step_not_open"):
            paper.call(getattr(operations, name), item, version=2)
    with pytest.raises(Refused, match="step_not_open"):
        operations.resolve_unit(
            document_uid=paper.document.uid, unit_uid=unit.uid, version=2, as_text=True, by=paper.by, now=LATER
        )
    with pytest.raises(Refused, match="step_not_open"):
        paper.read_again()


def test_stale_page_cannot_end_the_review() -> None:
    paper = Paper()
    with pytest.raises(Refused, match="changed_meanwhile"):
        paper.confirm(version=paper.document.version - 1, unseen_are_right=True)
    assert paper.item().decision == "open"


def test_others_may_not_decide_and_strangers_see_nothing() -> None:
    paper = Paper()
    item = paper.item()
    for role in ("leader", "viewer", "superior_reviewer"):
        with pytest.raises(Refused, match="role_may_not"):
            paper.call(operations.accept_items, item, by=rows.actor(role, paper.commune.committee))
    stranger = rows.actor("coordinator", rows.body(place=rows.area("Bình Yên", parent=paper.commune.province)))
    with pytest.raises(NotVisible):
        paper.call(operations.accept_items, item, by=stranger)
    with pytest.raises(NotVisible):
        queries.get_confirmed(document_uid=paper.document.uid, by=stranger)
    with pytest.raises(NotVisible):
        paper.call(operations.accept_items, ReadItem(uid=uuid.uuid4(), version=1))


def test_head_is_put_right_and_found_again() -> None:
    paper = Paper()
    header = queries.get_review(uid=paper.document.uid, by=paper.by, today=rows.TODAY).header
    changed = type(header)(**{**vars(header), "number": "46", "title": "Kế hoạch mẫu"})
    fields: dict[str, Any] = {"document_uid": paper.document.uid, "by": paper.by, "now": LATER}
    operations.correct_header(version=paper.document.version, header=changed, **fields)
    assert queries.list_documents(by=paper.by, search="ke hoach mau").total == 1
    with pytest.raises(Refused, match="changed_meanwhile"):
        operations.correct_header(version=paper.document.version, header=changed, **fields)
    backwards = type(header)(**{**vars(header), "period_from": 2027, "period_to": 2026})
    with pytest.raises(Refused, match="dates_out_of_order"):
        operations.correct_header(version=paper.document.version + 1, header=backwards, **fields)
    paper.read_again()
    assert (paper.document.number, paper.document.title, paper.document.symbol) == ("46", "Kế hoạch mẫu", "KH-UBND")


def test_new_reading_keeps_every_decision(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = Paper()
    accepted, corrected, dropped = paper.item("task", 0), paper.item("task", 1), paper.item("task", 2)
    paper.call(operations.accept_items, accepted)
    paper.correct(corrected, Correction(text="Tổng kết phong trào", span=None), paper.unit(2))
    paper.call(operations.drop_item, dropped)
    operations.resolve_unit(
        document_uid=paper.document.uid, unit_uid=paper.unit(0).uid, version=1, as_text=True, by=paper.by, now=LATER
    )
    first = paper.document.readings.get()
    before = list(first.items.order_by("id").values())
    read = reader.read_text

    def read_differently(*args: Any, **kwargs: Any) -> dict[str, Any]:
        result = read(*args, **kwargs)
        tasks = result["assignments"][0]["tasks"]
        start, end = tasks[0]["span"]
        tasks[0] = {**tasks[0], "text": tasks[0]["text"][:-10], "span": [start, end - 10]}
        return result

    monkeypatch.setattr(reader, "read_text", read_differently)
    paper.read_again()
    assert list(first.items.order_by("id").values()) == before  # the older reading stays as it was
    first.refresh_from_db()
    assert not first.current
    now = {item.text: item for item in ReadItem.objects.filter(reading__current=True, kind="task")}
    assert accepted.text[:-10] not in now  # a person let the longer one stand: the newer guess steps back
    assert now[accepted.text].decision == "accepted"
    assert now[corrected.text].corrected is not None
    assert now[corrected.text].decision == "corrected"
    assert now[corrected.text].unit_id == paper.unit(2).pk
    assert now[dropped.text].decision == "dropped"
    assert paper.unit(0).assignee_kind == "text"
    assert len(now) == 5
