"""The main screens with the demo's data, as their people see them; under PHONGTRAO_SCREENSHOTS=1 the README's pictures.

Every screen is looked at by axe-core too: the demo holds every state, which the rows of other journeys do not.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from phongtrao.apps.accounts.models import User
from phongtrao.apps.documents.models import Document
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.plans.models import Plan
from phongtrao.apps.tasks.models import Occurrence
from phongtrao.cli import demo
from phongtrao.web import access
from tests.journeys.conftest import DESK, PHONE, PICTURES, NewPage

README = Path(__file__).resolve().parents[2] / "README.md"


class Screens:
    """The people of the demo and where their screens are; `look` opens one, checks it and takes its picture."""

    def __init__(self, new_page: NewPage, check_page: Callable[[Page], None], picture: Callable[[Page, str], None]):
        self.new_page, self.check_page, self.picture = new_page, check_page, picture
        self.seen: list[str] = []

    def open(self, name: str, who: str, address: str) -> Page:
        """The page of a person, as wide as the end of its picture's name says."""
        width = int(name.rsplit("-", 1)[1])
        tall, scale = {DESK: (900, 1), PHONE: (740, 2)}[width]
        user = User.objects.get(username=who) if who else None
        page = self.new_page(width=width, height=tall, scale=scale, user=user)
        page.goto(address)
        expect(page.locator("h1")).to_have_count(1)
        expect(page.get_by_text("DỮ LIỆU MINH HỌA").first).to_be_visible()
        return page

    def look(self, name: str, page: Page) -> None:
        self.picture(page, name)
        self.check_page(page)
        self.seen.append(name)


@pytest.fixture
def screens(
    new_page: NewPage,
    check_page: Callable[[Page], None],
    picture: Callable[[Page, str], None],
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Screens]:
    settings.FILES_ROOT = tmp_path / "files"
    mark = tmp_path / "demo"
    mark.touch()
    monkeypatch.setattr(access, "DEMO_MARK", mark)
    demo.build(today=timezone.localdate(), now=timezone.now(), password="mat-khau-minh-hoa-1")
    yield Screens(new_page, check_page, picture)


def test_main_screens_of_the_demo(screens: Screens) -> None:
    commune_plan = Plan.objects.get(body__name="Công an xã Yên Hạ")
    waiting = Document.objects.get(state="read")
    sent = Occurrence.objects.get(state="submitted", body__name="Thôn Chùa")
    owed = Occurrence.objects.get(state="in_progress", body__name="Thôn Bến")
    board, review = f"/plans/{commune_plan.uid}/", f"/documents/{waiting.uid}/review/"
    for name, who, address in (
        ("log-in-360", "", "/accounts/login/"),
        ("upload-1440", "tonghop", "/documents/upload/"),
        ("board-1440", "tonghop", board),
        ("board-month-1440", "tonghop", f"{board}?view=months"),
        ("board-targets-1440", "tonghop", f"{board}?view=targets"),
        ("today-1440", "tonghop", "/"),
        ("today-360", "thonben", "/"),
        ("leader-1440", "lanhdao", "/"),
        ("duty-360", "thonben", f"/tasks/occurrences/{owed.uid}/"),
        ("accept-1440", "tonghop", f"/tasks/occurrences/{sent.uid}/"),
        ("bodies-1440", "tonghop", "/orgs/bodies/"),
        ("review-360", "bentrang", review),
    ):
        screens.look(name, screens.open(name, who, address))

    page = screens.open("review-1440", "bentrang", review)
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("[data-item]").first).to_have_attribute("data-decision", "accepted")
    expect(page.locator("[data-item].is-current")).to_be_focused()
    page.evaluate("scrollTo(0, 0)")
    screens.look("review-1440", page)

    shown = set(re.findall(r"docs/screenshots/([\w-]+)\.png", README.read_text(encoding="utf-8")))
    assert shown == set(screens.seen)
    assert {path.stem for path in PICTURES.glob("*.png")} == shown


def test_every_role_of_the_demo_has_its_first_page(screens: Screens) -> None:
    people = User.objects.filter(appointments__post__role__in=Role.values).distinct().order_by("pk")
    roles: dict[str, str] = {}
    for person in people:
        roles.setdefault(person.appointments.all()[0].post.role, person.username)
    assert set(roles) == set(Role.values)
    for who in roles.values():
        screens.check_page(screens.open("today-360", who, "/"))
