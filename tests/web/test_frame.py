"""The frame of every page: what stands around the content, and what the answer says to the browser."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client

from phongtrao.web.components import icons, states

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
