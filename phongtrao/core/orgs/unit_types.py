"""Schema and values of ``packs/org-units/types.yaml``: kinds of bodies.

``requested`` marks bodies that a people's committee asks and does not order (Party, Front, mass
organisations, other branches): they are never urged and never counted late. ``one_per_place`` marks
bodies of which each place has one: several of them are those of the places below.
"""

from __future__ import annotations

from dataclasses import dataclass

from phongtrao.core.packs.schema import IDENTIFIER, Flag, ListOf, OneOf, Record, Text, check_data, check_examples
from phongtrao.core.packs.values import Pack, PackError

LEVELS = ("central", "province", "commune", "residential")
SCHEMA = Record(
    {
        "types": ListOf(
            Record(
                {
                    "code": Text(IDENTIFIER),
                    "vi": Text(),
                    "en": Text(),
                    "levels": ListOf(OneOf(LEVELS), minimum=1, unique=("",)),
                    "requested": Flag(),
                    "group": Text(IDENTIFIER),
                    "opens_with": ListOf(Text(), minimum=1, unique=("",)),
                },
                {"one_per_place": Flag()},
            ),
            minimum=1,
            unique=("code", "vi", "en"),
        ),
        "groups": ListOf(
            Record({"code": Text(IDENTIFIER), "vi": Text(), "en": Text()}), minimum=1, unique=("code", "vi", "en")
        ),
    }
)
EXAMPLE = Record({"name": Text(), "type": Text(IDENTIFIER), "requested": Flag()})


@dataclass(frozen=True, slots=True)
class UnitType:
    """« Công an xã »: code, labels, levels, whether it is requested, its group, the words that open its names."""

    code: str
    vi: str
    en: str
    levels: tuple[str, ...]
    requested: bool
    group: str
    opens_with: tuple[str, ...]
    one_per_place: bool = False


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """« Các trường »: several types that a duty may name together."""

    code: str
    vi: str
    en: str


def check_pack(pack: Pack) -> list[PackError]:
    """Errors of the pack: its shape, unknown groups, opening words of two types, examples that do not come out."""
    errors = check_data(pack, SCHEMA) + check_examples(pack, EXAMPLE)
    return errors or _group_errors(pack) + _opening_errors(pack) + _example_errors(pack)


def read_unit_types(pack: Pack) -> tuple[UnitType, ...]:
    """The types in the order of the pack."""
    return tuple(
        UnitType(**{**row, "levels": tuple(row["levels"]), "opens_with": tuple(row["opens_with"])})
        for row in pack.data["types"]
    )


def read_unit_groups(pack: Pack) -> tuple[UnitGroup, ...]:
    """The groups in the order of the pack."""
    return tuple(UnitGroup(**row) for row in pack.data["groups"])


def type_of_name(name: str, types: tuple[UnitType, ...]) -> UnitType | None:
    """Type whose longest opening words begin ``name``; None when none does: nothing is guessed.

    « Trung tâm GDNN-GDTX huyện » is a school, « Trung tâm Văn hóa » a centre. Whole words, case ignored.
    """
    plain = " ".join(name.split()).casefold()
    best: tuple[int, UnitType] | None = None
    for kind in types:
        for words in kind.opens_with:
            opening = words.casefold()
            begins = plain == opening or plain.startswith(f"{opening} ")
            if begins and (best is None or len(opening) > best[0]):
                best = (len(opening), kind)
    return best[1] if best else None


def _group_errors(pack: Pack) -> list[PackError]:
    groups = {row["code"] for row in pack.data["groups"]}
    return [
        pack.error(("data", "types", index, "group"), f"nhóm « {row['group']} » không có trong groups.")
        for index, row in enumerate(pack.data["types"])
        if row["group"] not in groups
    ]


def _opening_errors(pack: Pack) -> list[PackError]:
    errors: list[PackError] = []
    seen: dict[str, str] = {}
    for index, row in enumerate(pack.data["types"]):
        for place, words in enumerate(row["opens_with"]):
            other = seen.setdefault(words.casefold(), row["code"])
            if other != row["code"]:
                path = ("data", "types", index, "opens_with", place)
                errors.append(pack.error(path, f"« {words} » đã là chữ mở đầu của {other}."))
    return errors


def _example_errors(pack: Pack) -> list[PackError]:
    errors: list[PackError] = []
    types = read_unit_types(pack)
    for index, example in enumerate(pack.examples):
        kind = type_of_name(example["name"], types)
        if kind is None or (kind.code, kind.requested) != (example["type"], example["requested"]):
            message = f"« {example['name']} » ra {kind.code if kind else 'không loại nào'}, không ra {example['type']}."
            errors.append(pack.error(("examples", index), message))
    return errors
