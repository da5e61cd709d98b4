"""Schema and values of ``packs/glossary.yaml``: the words of the house and their codes.

A term of kind ``state`` or ``label`` belongs to a thing (``of``): « chưa làm » is ``open`` of ``Occurrence``.
Within one thing a code and a Vietnamese term stand once.
"""

from __future__ import annotations

from dataclasses import dataclass

from phongtrao.core.packs.schema import ListOf, Nullable, OneOf, Record, Text, check_data, check_examples
from phongtrao.core.packs.values import Pack, PackError

KINDS = ("thing", "field", "verb", "label", "state", "role")
OWNED = ("field", "label", "state")
SCHEMA = Record(
    {
        "terms": ListOf(
            Record(
                {
                    "vi": Text(),
                    "en": Text(),
                    "code": Text(r"[A-Za-z][A-Za-z0-9]*(_[a-z0-9]+)*", example="AdminArea hoặc return_for_correction"),
                    "kind": OneOf(KINDS),
                    "standard": Nullable(Text()),
                    "definition": Text(),
                    "avoid": ListOf(Text(), unique=("",)),
                },
                optional={"of": Text(r"[A-Z][A-Za-z]+", example="Occurrence")},
            ),
            minimum=1,
        )
    }
)
EXAMPLE = Record({"vi": Text(), "code": Text()})


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the house. ``of`` names the thing it belongs to, empty for a thing, a verb, a role."""

    vi: str
    en: str
    code: str
    kind: str
    standard: str | None
    definition: str
    avoid: tuple[str, ...]
    of: str = ""


def check_pack(pack: Pack) -> list[PackError]:
    """Errors of the pack: its shape, owners that are missing or unknown, terms that stand twice."""
    errors = check_data(pack, SCHEMA) + check_examples(pack, EXAMPLE)
    return errors or _ownership_errors(pack) + _example_errors(pack)


def read_terms(pack: Pack) -> tuple[Term, ...]:
    """The terms in the order of the pack, which must have passed :func:`check_pack`."""
    return tuple(Term(**{**row, "avoid": tuple(row["avoid"])}) for row in pack.data["terms"])


def _ownership_errors(pack: Pack) -> list[PackError]:
    errors: list[PackError] = []
    things = {row["code"] for row in pack.data["terms"] if row["kind"] == "thing"}
    seen: dict[tuple[str, str, str], int] = {}
    for index, row in enumerate(pack.data["terms"]):
        path = ("data", "terms", index)
        owner = row.get("of", "")
        if row["kind"] in OWNED and owner not in things:
            errors.append(pack.error((*path, "of"), f"« {row['vi']} » cần of: một trong {', '.join(sorted(things))}."))
        if row["kind"] not in OWNED and owner:
            errors.append(pack.error((*path, "of"), f"loại {row['kind']} không có of; hãy bỏ khóa này."))
        for what in ("code", "vi"):
            mark = (what, owner, row[what])
            if mark in seen:
                errors.append(pack.error((*path, what), f"« {row[what]} » đã có ở dòng {seen[mark]}."))
            seen.setdefault(mark, pack.line_of((*path, what)))
    return errors


def _example_errors(pack: Pack) -> list[PackError]:
    known = {(row["vi"], row["code"]) for row in pack.data["terms"]}
    return [
        pack.error(("examples", index), f"« {example['vi']} » = {example['code']} không có trong data.")
        for index, example in enumerate(pack.examples)
        if (example["vi"], example["code"]) not in known
    ]
