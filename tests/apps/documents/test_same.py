"""The same paper by another carrier is found and offered; a person says whether it is the signed copy."""

import random

import pytest

from phongtrao.apps.audit.models import AuditEntry
from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.documents import jobs, operations, page_queries
from phongtrao.apps.documents.models import Document, SameDocument
from phongtrao.apps.documents.same import find_same
from phongtrao.apps.jobs.models import OutboxRow
from tests.apps.documents.carriers import Pages, hand_in, scan
from tests.apps.documents.papers import LATER, NOW, PLAN, Commune, run_jobs
from tests.conftest import rows_for_tests
from tests.factories import rows

pytestmark = pytest.mark.django_db

NEXT_YEAR = PLAN.replace("2026", "2027").replace("45/KH-UBND", "12/KH-UBND")
OTHER_DUTIES = (
    PLAN.split("II. NHIỆM VỤ")[0].replace("45/KH", "46/KH").replace("phong trào toàn dân", "hội thi văn nghệ")
    + """II. NỘI DUNG HỘI THI
1. Thi hát về quê hương, mỗi đội ba tiết mục, có dàn dựng sân khấu và trang phục riêng của từng đội.
2. Thi trưng bày sản vật, nấu ăn, gói bánh, kéo co, đẩy gậy giữa các đội trong hai ngày cuối tuần.

III. PHÂN CÔNG NHIỆM VỤ
1. Văn phòng HĐND-UBND xã
- Chuẩn bị sân khấu, âm thanh, ánh sáng, phông nền, chỗ ngồi của đại biểu và nước uống.
2. Các thôn
- Chọn đội thi, luyện tập tiết mục, đăng ký danh mục sản vật với ban tổ chức trước ngày 15/8/2026.

"""
    + "Nơi nhận:"
    + PLAN.split("Nơi nhận:")[1]
)


def misread(text: str, share: float = 0.08) -> str:
    """Words with a wrong letter here and there, figures as printed."""
    chance = random.Random(7)
    words = text.split(" ")
    for at, word in enumerate(words):
        if word.isalpha() and chance.random() < share:
            letter = chance.randrange(len(word))
            words[at] = f"{word[:letter]}{chance.choice('aeiunt')}{word[letter + 1 :]}"
    return " ".join(words)


def _scan_of(commune: Commune, monkeypatch: pytest.MonkeyPatch, text: str) -> Document:
    """The scan of a text, read."""
    Pages(monkeypatch, text)
    document = hand_in(commune, scan(2), "ban-ky.pdf")
    run_jobs()
    document.refresh_from_db()
    assert document.state == "read", document.failure
    return document


@pytest.fixture
def pair(monkeypatch: pytest.MonkeyPatch) -> tuple[Commune, Document, Document, SameDocument]:
    """A typed plan, its scan, and the offer."""
    commune = Commune()
    typed = commune.read()
    scanned = _scan_of(commune, monkeypatch, misread(PLAN))
    return commune, typed, scanned, SameDocument.objects.get()


def test_scan_of_a_typed_plan_is_offered_as_its_signed_copy(
    pair: tuple[Commune, Document, Document, SameDocument],
) -> None:
    commune, typed, scanned, offer = pair
    assert (offer.document_id, offer.other_id, offer.state) == (scanned.pk, typed.pk, "offered")
    assert offer.similarity >= 900
    for document in (typed, scanned):
        shown = page_queries.list_same(uid=document.uid, by=commune.by, today=rows.TODAY)
        assert [(row.copy_uid, row.other_uid, row.other_number) for row in shown] == [
            (scanned.uid, typed.uid, "45"),
        ]
    assert page_queries.list_signed_copies(uid=typed.uid, by=commune.by, today=rows.TODAY) == ()


def test_typed_plan_that_comes_second_is_still_the_original(monkeypatch: pytest.MonkeyPatch) -> None:
    commune = Commune()
    scanned = _scan_of(commune, monkeypatch, misread(PLAN))
    typed = commune.read()
    offer = SameDocument.objects.get()
    assert (offer.document_id, offer.other_id) == (scanned.pk, typed.pk)


@pytest.mark.parametrize("text", [NEXT_YEAR, OTHER_DUTIES], ids=["next year", "other duties"])
def test_other_plan_with_the_same_boilerplate_is_not_offered(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    commune = Commune()
    commune.read()
    scanned = _scan_of(commune, monkeypatch, text)
    assert scanned.number in ("12", "46")
    assert SameDocument.objects.count() == 0


def test_draft_without_number_and_day_is_found_by_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    commune = Commune()
    draft = PLAN.replace("Số: 45/KH-UBND", "Số:      /KH-UBND").replace(
        "ngày 24 tháng 02 năm", "ngày      tháng     năm"
    )
    typed = commune.read(draft)
    assert typed.number == ""
    _scan_of(commune, monkeypatch, misread(PLAN))
    assert SameDocument.objects.get().other_id == typed.pk


def test_plan_of_another_place_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    Commune().read()
    _scan_of(Commune(), monkeypatch, PLAN)
    assert SameDocument.objects.count() == 0


def test_accepted_copy_needs_no_review_and_stands_by_the_original(
    pair: tuple[Commune, Document, Document, SameDocument],
) -> None:
    commune, typed, scanned, offer = pair
    operations.accept_signed_copy(uid=offer.uid, version=offer.version, by=commune.by, now=LATER)
    scanned.refresh_from_db()
    assert scanned.state == "signed_copy"
    shown = page_queries.list_signed_copies(uid=typed.uid, by=commune.by, today=rows.TODAY)
    assert [(row.copy_uid, row.state, row.decided_by_name) for row in shown] == [
        (scanned.uid, "accepted", commune.by.shown)
    ]
    entry = AuditEntry.objects.get(verb="link")
    assert (entry.subject_uid, entry.changes["signed_copy_of"]) == (scanned.uid, [None, str(typed.uid)])
    with pytest.raises(Refused, match="step_not_open"):
        operations.mark_reviewed(document=scanned, by=commune.by, now=LATER, unseen_are_right=True)
    with pytest.raises(Refused, match="step_not_open"):
        operations.accept_signed_copy(uid=offer.uid, version=2, by=commune.by, now=LATER)


def test_decision_is_taken_back(pair: tuple[Commune, Document, Document, SameDocument]) -> None:
    commune, _, scanned, offer = pair
    operations.accept_signed_copy(uid=offer.uid, version=1, by=commune.by, now=LATER)
    operations.reject_signed_copy(uid=offer.uid, version=2, by=commune.by, now=LATER)
    scanned.refresh_from_db()
    offer.refresh_from_db()
    assert (scanned.state, offer.state, offer.version) == ("read", "rejected", 3)
    operations.accept_signed_copy(uid=offer.uid, version=3, by=commune.by, now=LATER)
    scanned.refresh_from_db()
    assert scanned.state == "signed_copy"


def test_rejected_pair_is_not_offered_again(pair: tuple[Commune, Document, Document, SameDocument]) -> None:
    commune, typed, scanned, offer = pair
    operations.reject_signed_copy(uid=offer.uid, version=1, by=commune.by, now=LATER)
    for document in (typed, scanned):
        document.refresh_from_db()
        assert operations.offer_same(pairs=find_same(document), by=SYSTEM, now=LATER) == 0
    offer.refresh_from_db()
    assert (offer.state, SameDocument.objects.count()) == ("rejected", 1)


def test_offer_lost_by_a_kill_is_made_by_the_next_attempt(
    pair: tuple[Commune, Document, Document, SameDocument],
) -> None:
    _, _, scanned, _ = pair
    with rows_for_tests():
        SameDocument.objects.all().delete()
    jobs.read_document(OutboxRow(topic="documents.read", subject_uid=scanned.uid, created_at=NOW, not_before=NOW))
    assert SameDocument.objects.get().document_id == scanned.pk


def test_who_may_decide(pair: tuple[Commune, Document, Document, SameDocument]) -> None:
    commune, _, scanned, offer = pair
    with pytest.raises(Refused, match="changed_meanwhile"):
        operations.accept_signed_copy(uid=offer.uid, version=9, by=commune.by, now=LATER)
    for decide in (operations.accept_signed_copy, operations.reject_signed_copy):
        with pytest.raises(Refused, match="role_may_not"):
            decide(uid=offer.uid, version=1, by=rows.actor("leader", commune.committee), now=LATER)
        with pytest.raises(NotVisible):
            elsewhere = rows.body(place=rows.area("Bình Yên", parent=commune.province))
            decide(uid=offer.uid, version=1, by=rows.actor("coordinator", elsewhere), now=LATER)
    scanned.refresh_from_db()
    offer.refresh_from_db()
    assert (scanned.state, offer.state, offer.version) == ("read", "offered", 1)


def test_original_that_is_gone_takes_no_copy(pair: tuple[Commune, Document, Document, SameDocument]) -> None:
    commune, typed, _, offer = pair
    operations.cancel_document(uid=typed.uid, version=None, by=commune.by, now=LATER)
    with pytest.raises(Refused, match="step_not_open"):
        operations.accept_signed_copy(uid=offer.uid, version=1, by=commune.by, now=LATER)


def test_scan_of_a_reviewed_plan_is_its_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    commune = Commune()
    typed = commune.read()
    operations.mark_reviewed(document=typed, by=commune.by, now=LATER, unseen_are_right=True)
    scanned = _scan_of(commune, monkeypatch, PLAN)
    offer = SameDocument.objects.get()
    assert (offer.document_id, offer.other_id) == (scanned.pk, typed.pk)
    operations.accept_signed_copy(uid=offer.uid, version=1, by=commune.by, now=LATER)
