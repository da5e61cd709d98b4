"""A paper read a second time by another version of the reader: the page tells what changed, on a desk and a phone."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from phongtrao.apps.accounts.models import User
from phongtrao.apps.documents import operations
from phongtrao.apps.documents.models import ReadItem
from tests.apps.documents.papers import LATER, Commune
from tests.apps.documents.test_changes import another_version
from tests.apps.documents.test_decisions import Paper
from tests.journeys.conftest import DESK, PHONE, NewPage


@pytest.fixture(autouse=True)
def _folder(settings: object, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings take any name


@pytest.mark.parametrize(("width", "java_script"), [(DESK, True), (PHONE, True), (PHONE, False)])
def test_changes_are_seen_and_lead_to_their_cards(
    width: int,
    java_script: bool,
    new_page: NewPage,
    check_page: Callable[[Page], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paper = Paper.__new__(Paper)
    paper.commune = Commune()
    paper.document, paper.by = paper.commune.read(), paper.commune.by
    paper.call(operations.accept_items, paper.item(), now=LATER)
    before = paper.item().value
    another_version(monkeypatch)
    paper.read_again()
    page = new_page(width=width, java_script=java_script, user=User.objects.get(pk=paper.by.person_id))
    page.goto(f"/documents/{paper.document.uid}/review/?show=all")
    changes = page.locator("#changes")
    expect(changes.locator("li")).to_have_count(5)
    expect(page.get_by_text("mới so với lần đọc trước")).to_have_count(1)
    if java_script:
        check_page(page)
    if folder := os.environ.get("PHONGTRAO_LOOK"):
        page.screenshot(path=f"{folder}/changes-{width}-{java_script}.png", full_page=width == DESK)
        changes.screenshot(path=f"{folder}/list-{width}-{java_script}.png")
    changes.get_by_role("link", name="xem mục này").first.click()
    expect(page.locator(".item:target")).to_be_in_viewport()
    confirmed = ReadItem.objects.get(reading__document=paper.document, reading__current=True, decision="accepted")
    assert confirmed.value == before
