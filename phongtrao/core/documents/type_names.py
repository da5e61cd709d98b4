"""Schema and values of ``packs/document-types/*``: names and abbreviations of administrative papers.

From Decree 30/2020/NĐ-CP, Điều 7 and Phụ lục III: « KH » = kế hoạch, « TTr » = tờ trình; công văn and thư công
have no abbreviation.
"""

from __future__ import annotations

from dataclasses import dataclass

from phongtrao.core.packs.schema import (
    IDENTIFIER,
    Flag,
    ListOf,
    Nullable,
    Record,
    Spec,
    Text,
    check_data,
    check_examples,
)
from phongtrao.core.packs.values import Pack, PackError

_NAMED: dict[str, Spec] = {
    "code": Text(IDENTIFIER),
    "vi": Text(),
    "en": Text(),
    "abbreviation": Nullable(Text(r"\w{2,4}")),
}
SCHEMA = Record(
    {
        "types": ListOf(
            Record(_NAMED, optional={"individual": Flag()}), minimum=1, unique=("code", "vi", "en", "abbreviation")
        ),
        "copies": ListOf(Record(_NAMED), unique=("code", "vi", "abbreviation")),
    }
)
EXAMPLE = Record({"symbol": Text(), "code": Nullable(Text(IDENTIFIER))})


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One type of paper. ``abbreviation`` None: the decree gives none. ``individual``: only the « cá biệt » kind."""

    code: str
    vi: str
    en: str
    abbreviation: str | None
    individual: bool = False


def check_pack(pack: Pack) -> list[PackError]:
    """Errors of the pack: its shape, and examples whose symbol gives another type."""
    errors = check_data(pack, SCHEMA) + check_examples(pack, EXAMPLE)
    if errors:
        return errors
    types = read_document_types(pack)
    for index, example in enumerate(pack.examples):
        found = type_of_symbol(example["symbol"], types)
        if (found.code if found else None) != example["code"]:
            message = f"ký hiệu « {example['symbol']} » ra {found.code if found else 'không loại nào'}."
            errors.append(pack.error(("examples", index), message))
    return errors


def read_document_types(pack: Pack) -> tuple[DocumentType, ...]:
    """The types in the order of the pack."""
    return tuple(DocumentType(**row) for row in pack.data["types"])


def type_of_symbol(symbol: str, types: tuple[DocumentType, ...]) -> DocumentType | None:
    """« KH-UBND » → kế hoạch; None when the part before the first dash is no abbreviation (a công văn)."""
    opening = symbol.split("-", 1)[0]
    return next((kind for kind in types if kind.abbreviation == opening), None)
