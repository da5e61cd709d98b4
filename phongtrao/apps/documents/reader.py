"""The reader with the installed packs: a text in, the JSON of the reading schema out."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from phongtrao.adapters.finding_packs import knowledge_of
from phongtrao.adapters.packs import load_all
from phongtrao.apps.documents.assignees import Resolver, Words
from phongtrao.apps.documents.models import Document
from phongtrao.apps.orgs.queries.assignees import list_assignable
from phongtrao.apps.orgs.queries.types import unit_groups, unit_types
from phongtrao.core.documents.lexicon import Lexicon
from phongtrao.core.documents.read import READ_VERSION, read
from phongtrao.core.text import SourceText, Span

READER_VERSION = READ_VERSION

__all__ = ["READER_VERSION", "assignee_words", "pack_versions", "read_text", "resolver_for"]


@cache
def _lexicon() -> Lexicon:
    return Lexicon.from_packs({pack.id: pack.data for pack in load_all()})


@cache
def assignee_words() -> Words:
    """The words by which printed names of bodies are compared."""
    packs = load_all()
    return Words.from_pack(packs.data("lexicons/bodies") if "lexicons/bodies" in packs.ids else {})


@cache
def pack_versions() -> dict[str, int]:
    """The version of every pack of words, to be kept with a reading."""
    return {pack.id: pack.version for pack in load_all().below("lexicons")}


def read_text(
    text: str,
    *,
    name: str,
    media_type: str,
    route: str,
    sha256: str,
    pages: int | None = None,
    restored: Iterable[tuple[int, int]] = (),
) -> dict[str, Any]:
    """The reading of `text`; never raises on a text, whatever it holds. `restored`: where its words were restored."""
    reading = read(
        SourceText(text),
        _lexicon(),
        name=name,
        media_type=media_type,
        route=route,
        sha256=sha256,
        pages=pages,
        restored_words=[Span(start, end) for start, end in restored],
        knowledge=knowledge_of(load_all()),
    )
    return reading.as_json()


def resolver_for(document: Document, *, today: date) -> Resolver:
    """Looks headings up among what stands at or below the place of the paper's body today."""
    return Resolver(
        assignables=list_assignable(body=document.body, today=today),
        types=unit_types(),
        groups=unit_groups(),
        words=assignee_words(),
    )
