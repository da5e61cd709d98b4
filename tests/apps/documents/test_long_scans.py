"""A long scan takes no more memory than a short one while its pages are read."""

import tracemalloc

import pytest

from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.documents import operations, paging
from phongtrao.apps.documents.gate import PAGED
from phongtrao.apps.documents.models import DocumentPage
from phongtrao.apps.jobs import operations as outbox
from phongtrao.apps.jobs.models import OutboxRow
from tests.apps.documents.carriers import Pages, hand_in, scan
from tests.apps.documents.papers import LATER, NOW, PLAN, Commune
from tests.conftest import rows_for_tests

pytestmark = pytest.mark.django_db
WORDS_OF_A_PAGE = PLAN.split("\n") * 4


def _peak(pages: Pages, count: int, seed: int) -> int:
    """Bytes that reading so many full pages took at most, beyond what was there before."""
    pages.pages = [WORDS_OF_A_PAGE] * count
    document = hand_in(Commune(), scan(1, seed))
    with rows_for_tests():
        OutboxRow.objects.exclude(subject_uid=document.uid).delete()
    row = outbox.claim_next(by=SYSTEM, now=LATER, worker="test")
    assert row is not None
    operations.start_reading(uid=document.uid, by=SYSTEM, now=LATER)
    tracemalloc.start()
    try:
        paging.read_missing_pages(document, b"x", PAGED[0], row, clock=lambda: NOW)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert DocumentPage.objects.filter(document=document).count() == count
    return peak


@pytest.mark.parametrize("count", [40, pytest.param(200, marks=pytest.mark.long)])
def test_many_pages_take_the_memory_of_few(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = Pages(monkeypatch)
    _peak(pages, 3, 1)  # what is read once and kept by the program
    few = _peak(pages, 8, 2)
    many = _peak(pages, count, 3)
    assert many < 1.5 * few + 500_000
