"""A real browser on a live server: Debian's Chromium, our own pages only.

`page` runs a journey twice, on a desk and on a phone; `new_page` opens one more, also without JavaScript.
`check_page` finds what a person with a keyboard, a screen reader or a small screen would stumble over.
`picture` writes the README's pictures into docs/screenshots, only under PHONGTRAO_SCREENSHOTS=1.
"""

import io
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from phongtrao.apps.accounts.models import User

# Playwright's loop runs in this thread; the tests still ask the database from it, one at a time.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = 1440, 360  # CSS pixels
SMALLEST_TARGET = 24  # CSS pixels; WCAG 2.2, 2.5.8. Buttons of ours are 40–44.
NewPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield opened
    opened.close()


@pytest.fixture
def new_page(browser: Browser, live_server: LiveServer) -> Iterator[NewPage]:
    """Open a page of a person of its own: `new_page(width=360, java_script=False, user=…)`.

    At the end every page must have run without an error of a script and without a break of the page's policy.
    """
    contexts = []
    complaints: list[str] = []

    def open_page(
        *, width: int = DESK, height: int = 800, java_script: bool = True, user: User | None = None, scale: int = 1
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            java_script_enabled=java_script,
            has_touch=width < 500,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            context.add_cookies(
                [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
            )
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
        page.on("console", lambda message: complaints.extend(_policy_breaks(message.text)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _policy_breaks(text: str) -> list[str]:
    return [text] if re.search(r"Content Security Policy|Refused to", text) else []


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, new_page: NewPage) -> Page:
    """A page with nobody logged in, once as wide as a desk's screen and once as a phone's."""
    return new_page(width=request.param)


@pytest.fixture
def check_page() -> Callable[[Page], None]:
    """Fail on what axe-core finds, on sideways scrolling, and on buttons too small for a finger."""
    axe = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

    def check(page: Page) -> None:
        page.evaluate(axe)
        found: list[dict[str, Any]] = page.evaluate("axe.run().then(result => result.violations)")
        said = [f"{v['id']}: {v['help']} {[n['html'][:160] for n in v['nodes']][:3]}" for v in found]
        assert said == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            f"{page.url} scrolls sideways"
        )
        small: list[str] = page.evaluate(
            """least => [...document.querySelectorAll("button, .btn, summary, input, select, nav a")]
                .filter(e => e.type !== "hidden" && e.checkVisibility())
                .filter(e => { const b = e.getBoundingClientRect();
                    return b.width && (b.height < (e.matches("[type=checkbox],[type=radio]") ? 16 : least)); })
                .map(e => e.outerHTML.slice(0, 120))""",
            SMALLEST_TARGET,
        )
        assert small == [], page.url

    return check


def _in_few_colours(shown: Image.Image) -> Image.Image:
    """The 256 colours that are there most stay as they are; the shades between them take the nearest."""
    counted: Any = sorted(shown.getcolors(1 << 24) or [], reverse=True)
    kept = [colour for _, colour in counted[:256]]
    index = {
        colour: min(range(len(kept)), key=lambda at: sum((a - b) ** 2 for a, b in zip(colour, kept[at], strict=True)))
        for _, colour in counted
    }
    few = Image.new("P", shown.size)
    few.putpalette([part for colour in kept for part in colour])
    points = shown.tobytes()
    few.putdata([index[tuple(points[at : at + 3])] for at in range(0, len(points), 3)])
    return few


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """`picture(page, "upload-1440")`: what the window shows now, in few colours, only when pictures are asked for."""

    def take(page: Page, name: str) -> None:
        if os.environ.get("PHONGTRAO_SCREENSHOTS") != "1":
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        _in_few_colours(shown).save(PICTURES / f"{name}.png", optimize=True)

    return take
