"""The frame of every page: what stands around the content, and what the answer says to the browser."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext

from phongtrao.web.components import icons, states
from tests.factories import rows

WEB = Path(icons.FOLDER).parents[2]


@pytest.mark.django_db
def test_log_in_page_is_vietnamese_and_closed_to_inline_code() -> None:
    answer = Client().get("/accounts/login/", headers={"accept-language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="vi">' in page
    assert "Tên đăng nhập" in page
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|<style", page)


def test_every_icon_that_a_page_names_exists() -> None:
    names = {look.icon for look in states.LOOKS.values()} | {states.UNKNOWN.icon}
    for page in (WEB / "templates").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        names |= set(re.findall(r'{% icon "([^"]+)"', text))
        names |= set(re.findall(r'components/icon\.html" with name="([^"]+)"', text))
        names |= set(re.findall(r'\bicon="([a-z0-9-]+)"', text))
    for source in WEB.rglob("*.py"):
        names |= set(re.findall(r'\bicon="([a-z0-9-]+)"', source.read_text(encoding="utf-8")))
    assert len(names) > 20
    for name in sorted(names):
        assert "<path" in icons.icon(name), name


def test_missing_icon_is_loud_in_tests() -> None:
    with pytest.raises(icons.MissingIcon):
        Template('{% icon "no-such-icon" %}').render(Context())


@pytest.mark.django_db
def test_frame_costs_three_queries() -> None:
    """Session, person, posts: what is left of the twelve of a list belongs to the list."""
    person = rows.user_in_post("coordinator")
    rows.user_in_post("officer", person=person)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/accounts/password/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get("/accounts/password/").content.decode()
    assert len(asked) == 3, [query["sql"][:90] for query in asked]
    assert "Làm việc với chức vụ" in page


@pytest.mark.django_db
def test_the_demo_says_so_on_every_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert "DỮ LIỆU MINH HỌA" not in Client().get("/accounts/login/").content.decode()
    (tmp_path / "demo").touch()
    monkeypatch.setattr("phongtrao.web.access.DEMO_MARK", tmp_path / "demo")
    assert "DỮ LIỆU MINH HỌA" in Client().get("/accounts/login/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "labels"),
    [
        ("coordinator", ["Hôm nay", "Kế hoạch", "Lịch", "Văn bản", "Cơ quan, đơn vị"]),
        ("administrator", ["Hôm nay", "Cơ quan, đơn vị"]),
    ],
)
def test_way_through_follows_the_role(role: str, labels: list[str]) -> None:
    client = Client()
    client.force_login(rows.user_in_post(role), backend="django.contrib.auth.backends.ModelBackend")
    context = client.get("/").context
    assert [str(link.label) for link in context["navigation"]] == labels
    assert [link.current for link in context["navigation"]].count(True) == 1
