"""Every page that opens by its address, on a desk and on a phone, in both languages: what axe-core and a thumb say."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from phongtrao.web.access import PUBLIC, SIGNED_IN
from tests.factories import rows
from tests.journeys.conftest import DESK, PHONE, NewPage
from tests.web.examples import EXAMPLES, Side
from tests.web.test_access import ADDRESSES, Address

Check = Callable[[Page], None]


def _side(role: str) -> Side:
    province = rows.area("Mẫu", type="province")
    own = rows.body("Công an xã Hòa An", place=rows.area("Hòa An", parent=province))
    return Side(body=own, person=rows.user_in_post(role, own))


def _opened_by(address: Address, role: str) -> bool:
    return bool(address.allowed & {role, SIGNED_IN, PUBLIC})


def _pages_of(role: str, side: Side) -> list[str]:
    """The addresses that answer this role's GET with a page (not with a file, a way on or “only by POST”)."""
    return [
        reverse(address.name, kwargs=dict(EXAMPLES[address.name](side)) if address.arguments else {})
        for address in ADDRESSES
        if _opened_by(address, role)
    ]


@pytest.mark.parametrize(
    ("role", "width"),
    [("coordinator", DESK), ("coordinator", PHONE), ("officer", PHONE), ("leader", DESK), ("administrator", DESK)],
)
def test_page_is_open_to_everybody(new_page: NewPage, check_page: Check, role: str, width: int) -> None:
    side = _side(role)
    page = new_page(width=width, user=side.person)
    seen = 0
    for url in _pages_of(role, side):
        shown = page.request.get(url, max_redirects=0)
        if shown.status != 200 or "text/html" not in shown.headers.get("content-type", ""):
            continue
        page.goto(url)
        expect(page.locator("h1")).to_have_count(1)
        assert page.title().strip(" –") != "Phong Trào", f"{url} has no title"
        check_page(page)
        seen += 1
    assert seen > 5


@pytest.mark.parametrize("role", ["coordinator", "hamlet_head"])
def test_page_is_whole_without_script(new_page: NewPage, role: str) -> None:
    side = _side(role)
    page = new_page(width=PHONE, java_script=False, user=side.person)
    page.goto("/")
    links = page.locator("nav.site-nav a")
    expect(links.first).to_be_visible()
    for url in [link.get_attribute("href") for link in links.all()]:
        assert url is not None
        answer = page.goto(url)
        assert answer is not None
        assert answer.status == 200
        expect(page.locator("nav.site-nav a[aria-current]")).to_have_count(1)
