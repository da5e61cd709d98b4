"""Two languages: Vietnamese is the source, English is complete."""

import ast
import re
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

import phongtrao
from phongtrao.cli.messages import ENGLISH, find_problems, gather, read_catalogue

ROOT = Path(phongtrao.__file__).parent
TEMPLATES = sorted((ROOT / "web" / "templates").rglob("*.html"))
PAGES_IN_PYTHON = [p for p in sorted((ROOT / "web").rglob("*.py")) if "vendor" not in p.parts]
VIETNAMESE = re.compile("[àáâãèéêìíòóôõùúýăđĩũơưÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ\u1ea0-\u1ef9]")
# Names that are the same in every language, and the mark of the demo, which stays as DESIGN.md words it.
SAME_EVERYWHERE = ("Phong Trào", "DỮ LIỆU MINH HỌA", "Tiếng Việt")
# What one types stays Vietnamese in an English sentence, too.
EXAMPLES = re.compile(r"(for example|such as|with its type).*", re.IGNORECASE)
REGULAR_EXPRESSION = re.compile(r"\\[sdwb.]|\[a-z")
TRANSLATORS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "gettext_noop"}


def test_english_is_complete() -> None:
    assert find_problems(read_catalogue(ENGLISH), gather()) == []


def test_english_says_nothing_in_vietnamese() -> None:
    left = [
        string
        for message in read_catalogue(ENGLISH)
        if message.id
        for string in ([message.string] if isinstance(message.string, str) else message.string)
        if VIETNAMESE.search(_without_names(EXAMPLES.sub("", string)))
    ]
    assert left == []


def _without_names(text: str) -> str:
    for name in SAME_EVERYWHERE:
        text = text.replace(name, "")
    return text


def _words_outside_translation(text: str) -> list[str]:
    text = re.sub(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"{%\s*blocktrans(late)?\b.*?{%\s*endblocktrans(late)?\s*%}", "", text, flags=re.DOTALL)
    text = re.sub(r"{%\s*trans(late)?\b.*?%}", "", text, flags=re.DOTALL)
    text = re.sub(r"""_\((["']).*?\1\)""", "", text)
    return [line.strip() for line in _without_names(text).splitlines() if VIETNAMESE.search(line)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_template_speaks_through_translation(path: Path) -> None:
    assert _words_outside_translation(path.read_text(encoding="utf-8")) == []


def test_untranslated_words_would_be_found() -> None:
    assert _words_outside_translation('<h2 title="Hạn">{% translate "Hạn" %}</h2>') != []
    assert _words_outside_translation('<h2>{% translate "Hạn" %} Phong Trào</h2>') == []


def _untranslated(source: str) -> list[str]:
    tree = ast.parse(source)
    fine: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in TRANSLATORS:
            fine |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            first = node.body[0]
            assert isinstance(first, ast.Expr)
            fine.add(id(first.value))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in fine
        if VIETNAMESE.search(_without_names(node.value)) and not REGULAR_EXPRESSION.search(node.value)
    ]


@pytest.mark.parametrize("path", PAGES_IN_PYTHON, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_views_and_forms_speak_through_translation(path: Path) -> None:
    assert _untranslated(path.read_text(encoding="utf-8")) == []


def test_our_words_for_django_are_really_asked_for() -> None:
    source = Path(django.__file__).parent
    known = set()
    for catalogue in (source / "conf" / "locale", source / "contrib" / "auth" / "locale"):
        with (catalogue / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
            known |= {message.id if isinstance(message.id, str) else message.id[0] for message in read_po(file)}
    with (ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po").open("rb") as file:
        ours = [message for message in read_po(file) if message.id]
    assert len(ours) > 15
    assert [m.id for m in ours if (m.id if isinstance(m.id, str) else m.id[0]) not in known] == []


def test_catalogues_are_compiled() -> None:
    with translation.override("en"):
        assert gettext("Đăng nhập") == "Log in"
    with translation.override("vi"):
        assert gettext("Đăng nhập") == "Đăng nhập"
        assert gettext("This field is required.").startswith("Mục này để trống")


@pytest.mark.django_db
def test_chosen_language_is_kept() -> None:
    client = Client()
    answer = client.post("/accounts/language/", {"language": "en", "next": "/accounts/login/"})
    assert answer["Location"] == "/accounts/login/"
    page = client.get("/accounts/login/").content.decode()
    assert '<html lang="en">' in page
    assert "Log-in name" in page
    client.post("/accounts/language/", {"language": "xx", "next": "https://example.org/"})
    assert '<html lang="en">' in client.get("/accounts/login/").content.decode()


@pytest.mark.django_db
def test_way_back_stays_here() -> None:
    answer = Client().post("/accounts/language/", {"language": "en", "next": "https://example.org/"})
    assert answer["Location"] == "/accounts/login/"
