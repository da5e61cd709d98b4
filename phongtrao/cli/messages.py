"""`phongtrao messages`: the English of the pages, gathered from the sources and checked. For developers.

Sources are the Python files, the templates (through Django's own reading of them) and the labels of the enumerations.
The catalogue `locale/en` is written sorted and without dates, so that it changes only where words change; `locale/vi`
holds our words for sentences of the libraries and is written by hand.
"""

from __future__ import annotations

import importlib
import inspect
import io
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

import phongtrao
from phongtrao.cli.arguments import Parser

ROOT = Path(phongtrao.__file__).parent
ENGLISH = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = """# English of Phong Trào. Written by “phongtrao messages update”; the translations by hand.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# Sources that speak in a language of their own: commands are Vietnamese, jobs and migrations are silent.
LEFT_OUT = {"cli", "migrations"}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|<(/?\w+)")


def run(argv: Sequence[str]) -> int:
    """`update` writes the catalogue; `check` says what is missing. 1 when something is."""
    parser = Parser(usage_line="phongtrao messages (update | check)", description="Bản tiếng Anh của các trang.")
    parser.add_argument(
        "word", choices=["update", "check"], metavar="update | check", help="ghi lại, hoặc chỉ kiểm tra"
    )
    options = parser.parse_args(argv)
    import django

    django.setup()
    if options.word == "update":
        write_catalogue(updated(read_catalogue(ENGLISH), gather()), ENGLISH)
    problems = find_problems(read_catalogue(ENGLISH), gather())
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"Bản tiếng Anh: {len(gather())} câu, {len(problems)} chỗ thiếu.")
    return 1 if problems else 0


def gather() -> Catalog:
    """Every sentence that a page can show, with the files it stands in."""
    found = Catalog(locale="en", fuzzy=False)
    for path, messages in _all_sources():
        for message_id, context in messages:
            found.add(message_id, locations=[(path, 0)], context=context)
    return found


def _all_sources() -> Iterator[tuple[str, list[tuple[Any, str | None]]]]:
    for path in sorted(ROOT.rglob("*.py")):
        if not LEFT_OUT & set(path.relative_to(ROOT).parts):
            yield _name(path), _read_python(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "web" / "templates").rglob("*")):
        if path.suffix in (".html", ".txt"):
            yield _name(path), _read_template(path.read_text(encoding="utf-8"), _name(path))
    for path in sorted((ROOT / "apps").glob("*/enums.py")):
        yield _name(path), [(label, None) for label in _enum_labels(f"phongtrao.apps.{path.parent.name}.enums")]


def _name(path: Path) -> str:
    return path.relative_to(ROOT.parent).as_posix()


def _read_python(text: str) -> list[tuple[Any, str | None]]:
    source = io.BytesIO(text.encode())
    return [(message, context) for _line, message, _notes, context in extract("python", source, KEYWORDS)]


def _read_template(text: str, name: str) -> list[tuple[Any, str | None]]:
    from django.utils.translation.template import templatize

    # templatize writes « % » of a sentence as « %% » where the catalogue has it so, too: the same as the page asks for.
    return _read_python(templatize(text, origin=name))


def _enum_labels(module_name: str) -> list[str]:
    from django.db.models import Choices

    module = importlib.import_module(module_name)
    enums = (member for _key, member in inspect.getmembers(module, inspect.isclass) if issubclass(member, Choices))
    return [str(label) for enum in enums for label in enum.labels]


def read_catalogue(path: Path) -> Catalog:
    """A catalogue from disk; an empty one where there is none."""
    if not path.exists():
        return Catalog(locale="en", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="en")


def updated(present: Catalog, wanted: Catalog) -> Catalog:
    """`wanted` with the translations of `present`; sentences that no source has any more are dropped."""
    for message in wanted:
        old = present.get(message.id, context=message.context) if message.id else None
        if old is not None and not old.fuzzy:
            message.string = old.string
    return wanted


def write_catalogue(catalogue: Catalog, path: Path) -> None:
    """Write sorted, without dates or line numbers."""
    body = io.BytesIO()
    write_po(body, catalogue, omit_header=True, sort_output=True, include_lineno=False, width=120)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + body.getvalue().decode(), encoding="utf-8")


def find_problems(present: Catalog, wanted: Catalog) -> list[str]:
    """What keeps the English from being complete, a line each."""
    problems = []
    for message in wanted:
        if message.id:
            problems += _problems_of(message, present.get(message.id, context=message.context))
    known = {(message.id, message.context) for message in wanted}
    problems += [
        f"câu không còn ở đâu: {_first(message.id)}"
        for message in present
        if message.id and (message.id, message.context) not in known
    ]
    return problems


def _problems_of(wanted: Message, present: Message | None) -> list[str]:
    where = ", ".join(sorted({path for path, _line in wanted.locations}))
    words = _first(wanted.id)
    if present is None or not present.string or (isinstance(present.string, tuple) and not all(present.string)):
        return [f"{where}: chưa có tiếng Anh: {words}"]
    if present.fuzzy:
        return [f"{where}: bản dịch chưa chắc (fuzzy): {words}"]
    if _placeholders(words) != _placeholders(_first(present.string)):
        return [f"{where}: chỗ điền khác nhau: {words}"]
    return []


def _placeholders(text: str) -> list[str]:
    return sorted("".join(match) for match in _PLACEHOLDER.findall(text))


def _first(text: Any) -> str:
    return text if isinstance(text, str) else str(text[0])
