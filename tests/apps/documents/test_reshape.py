"""Items cut, merged and given another place, and each of it undone."""

import pytest

from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents import operations, queries
from phongtrao.apps.documents.confirmed import effective_span
from phongtrao.apps.documents.joining import cut_words, passage_words, suggested_cut
from phongtrao.apps.documents.models import ReadItem
from tests.apps.documents.papers import PLAN
from tests.apps.documents.test_decisions import Paper

pytestmark = pytest.mark.django_db
BROKEN = "Chủ trì, phối hợp với Văn phòng HĐND-UBND xã\nxây dựng kế hoạch chi tiết, xong trước ngày 31/3/2026"


def _words(item: ReadItem) -> str:
    span = effective_span(item)
    assert span
    return PLAN[span[0] : span[1]]


def test_cut_item_is_two_with_the_places_times_and_partners_of_each() -> None:
    paper = Paper()
    item = paper.item()
    uid = paper.call(operations.split_item, item, said=BROKEN)
    first, second = paper.item(), ReadItem.objects.get(uid=uid)
    assert (first.decision, second.decision, second.unit_id) == ("corrected", "added", first.unit_id)
    assert _words(first) == "Chủ trì, phối hợp với Văn phòng HĐND-UBND xã"
    assert _words(second) == "xây dựng kế hoạch chi tiết, xong trước ngày 31/3/2026"
    assert first.corrected is not None
    assert (first.corrected["due"], second.value["due"]) == (None, "2026-03-31")
    assert (len(first.corrected["deadlines"]), len(second.value["deadlines"])) == (0, 1)
    assert (first.corrected["with"], second.value["with"]) == (["Văn phòng HĐND-UBND xã"], [])
    assert first.text == item.text  # what was read stays
    last = AuditEntry.objects.filter(subject_uid=paper.document.uid).order_by("-id")[0]
    assert (last.verb, last.changes["split_into"]) == ("correct", [None, str(uid)])


def test_cut_is_undone_as_a_whole() -> None:
    paper = Paper()
    paper.call(operations.accept_items, paper.item())
    uid = paper.call(operations.split_item, paper.item(), said=BROKEN)
    paper.call(operations.restore_item, paper.item())
    whole = paper.item()
    assert (whole.decision, whole.corrected, ReadItem.objects.get(uid=uid).decision) == ("accepted", None, "dropped")


def test_cut_and_merged_item_survives_a_second_reading() -> None:
    paper = Paper()
    paper.call(operations.split_item, paper.item(), said=BROKEN)
    paper.call(operations.merge_item, paper.item("task", 4))
    paper.read_again()
    paper.confirm(unseen_are_right=True)
    confirmed = queries.get_confirmed(document_uid=paper.document.uid, by=paper.by)
    assert [len(unit.tasks) for unit in confirmed.units] == [3, 1, 1]


@pytest.mark.parametrize(
    "said",
    ["", BROKEN.replace("\n", " "), BROKEN.replace("Chủ trì", "Chủ  trì và"), BROKEN + "\nthêm", "\n" + BROKEN[:9]],
)
def test_cut_that_is_none_is_refused(said: str) -> None:
    paper = Paper()
    with pytest.raises(Refused, match="split_unclear"):
        paper.call(operations.split_item, paper.item(), said=said)
    assert paper.item().decision == "open"


def test_next_item_under_the_heading_is_taken_in_and_given_back() -> None:
    paper = Paper()
    paper.call(operations.merge_item, paper.item("task", 0))
    first, taken = paper.item("task", 0), paper.item("task", 1)
    assert (first.decision, taken.decision) == ("corrected", "dropped")
    assert first.corrected is not None
    assert first.corrected["text"].endswith("trong tháng 12/2026")
    assert "- " not in first.corrected["text"]
    assert effective_span(first) == (PLAN.index("Chủ trì, phối"), PLAN.index("Tham mưu") + len(taken.text))
    assert [row["due"] for row in first.corrected["deadlines"]] == ["2026-03-31", "2026-12-31"]
    paper.call(operations.restore_item, taken)  # from either side
    assert [paper.item("task", at).decision for at in (0, 1)] == ["open", "open"]
    assert paper.item("task", 0).corrected is None
    assert paper.item("task", 1).corrected is None


def test_last_item_under_a_heading_has_none_to_take_in() -> None:
    paper = Paper()
    with pytest.raises(Refused, match="no_next_item"):
        paper.call(operations.merge_item, paper.item("task", 1))


def test_place_is_drawn_anew_by_mark_and_by_words_and_undone() -> None:
    paper = Paper()
    start = PLAN.index("xây dựng kế hoạch chi tiết")
    paper.call(operations.redraw_item, paper.item(), span=(start - 1, start + 27), passage="")
    assert _words(paper.item()) == "xây dựng kế hoạch chi tiết,"
    paper.call(operations.redraw_item, paper.item(), span=None, passage="phối hợp với Văn phòng")
    item = paper.item()
    assert item.corrected is not None
    assert (_words(item), item.corrected["text"]) == ("phối hợp với Văn phòng", "phối hợp với Văn phòng")
    paper.call(operations.restore_item, item)
    assert (paper.item().decision, paper.item().corrected) == ("open", None)
    for passage, code in ((" ", "required"), ("không có ở đâu", "passage_not_found")):
        with pytest.raises(Refused, match=code):
            paper.call(operations.redraw_item, paper.item(), span=None, passage=passage)


@pytest.mark.parametrize(
    ("name", "more"),
    [("split_item", {"said": BROKEN}), ("merge_item", {}), ("redraw_item", {"span": (0, 9), "passage": ""})],
)
def test_second_of_two_people_is_told(name: str, more: dict[str, object]) -> None:
    paper = Paper()
    seen = paper.item()
    paper.call(operations.accept_items, seen)
    count = ReadItem.objects.count()
    with pytest.raises(Refused, match="changed_meanwhile"):
        paper.call(getattr(operations, name), seen, **more)
    assert (paper.item().decision, ReadItem.objects.count()) == ("accepted", count)


def test_words_of_a_cut() -> None:
    assert cut_words("a b\n c", "a  b c") == ("a b", "c")
    assert suggested_cut("Một việc; hai việc") == "Một việc;\nhai việc"
    assert suggested_cut("Một việc") == "Một việc"
    assert passage_words("- Một\n  việc\n- hai;") == "Một việc hai"
