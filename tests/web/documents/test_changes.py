"""The review page after a second reading: what is new, what changed, what is gone, with a mark on the cards."""

import re

import pytest

from phongtrao.apps.documents import operations
from phongtrao.apps.documents.models import Reading
from tests.apps.documents.papers import LATER
from tests.apps.documents.test_changes import another_version
from tests.apps.documents.test_decisions import Paper
from tests.web.documents.pages import Desk, card

pytestmark = pytest.mark.django_db


class ReadTwice(Desk):
    """One confirmed duty, then a reader that reads otherwise."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        operations.accept_items(
            document_uid=self.paper.uid, item_uid=self.item().uid, version=1, by=self.commune.by, now=LATER
        )
        another_version(monkeypatch)
        again = Paper.__new__(Paper)
        again.commune, again.document, again.by = self.commune, self.paper, self.commune.by
        again.read_again()

    def changes(self) -> str:
        found = re.search(r'<details[^>]*id="changes".*?</details>', self.page(), re.DOTALL)
        assert found
        return found[0]


def test_a_first_reading_shows_no_list_of_changes() -> None:
    assert 'id="changes"' not in Desk().page()


def test_every_change_is_listed_with_its_card(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = ReadTwice(monkeypatch)
    shown = desk.changes()
    assert [shown.count(f"<strong>{word}</strong>") for word in ("Mới", "Đổi", "Không còn")] == [1, 3, 1]
    assert "Hạn: 31/03/2026 → 30/04/2026" in shown
    assert "quyết định được giữ nguyên" in shown
    page = desk.page("?show=all")
    cards = re.findall(r'show=all#item-([0-9a-f]{32})"', shown)
    assert len(cards) == 4
    assert all(f'id="item-{key}"' in page for key in cards)


def test_cards_are_marked_and_a_swap_shows_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = ReadTwice(monkeypatch)
    page = desk.page("?show=all")
    assert page.count("mới so với lần đọc trước") == 1
    item = desk.item("task", 1)
    assert "khác lần đọc trước" in card(page, item)
    swapped = desk.decide(item, "accept", script=True).content.decode()
    assert "khác lần đọc trước" in card(swapped, item)


def test_the_page_speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = ReadTwice(monkeypatch)
    desk.client.cookies["django_language"] = "en"
    shown = desk.changes()
    assert "Different from the reading before" in shown
    assert "the decision stands as it was" in shown
    assert Reading.objects.filter(document=desk.paper).count() == 2
