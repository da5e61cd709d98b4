"""Schema and values of ``packs/roles.yaml``: what an account may be."""

from __future__ import annotations

from dataclasses import dataclass

from phongtrao.core.packs.schema import IDENTIFIER, ListOf, Record, Text, check_data, check_examples
from phongtrao.core.packs.values import Pack, PackError

SCHEMA = Record(
    {
        "roles": ListOf(
            Record({"code": Text(IDENTIFIER), "vi": Text(), "en": Text(), "about_vi": Text(), "about_en": Text()}),
            minimum=1,
            unique=("code", "vi", "en"),
        )
    }
)
EXAMPLE = Record({"code": Text(IDENTIFIER), "vi": Text()})


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role's label and its one-sentence description in both languages."""

    code: str
    vi: str
    en: str
    about_vi: str
    about_en: str


def check_pack(pack: Pack) -> list[PackError]:
    """Errors of the pack against its schema, by line."""
    return check_data(pack, SCHEMA) + check_examples(pack, EXAMPLE)


def read_roles(pack: Pack) -> tuple[RoleWords, ...]:
    """The roles in the order of the pack, which must have passed :func:`check_pack`."""
    return tuple(RoleWords(**row) for row in pack.data["roles"])
