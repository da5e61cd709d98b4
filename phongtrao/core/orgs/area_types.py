"""Schema and values of ``packs/areas/types.yaml``: kinds of places and which may stand above which."""

from __future__ import annotations

from dataclasses import dataclass

from phongtrao.core.packs.schema import IDENTIFIER, ListOf, OneOf, Record, Text, check_data, check_examples
from phongtrao.core.packs.values import Pack, PackError

LEVELS = ("province", "commune", "residential")
SCHEMA = Record(
    {
        "types": ListOf(
            Record(
                {
                    "code": Text(IDENTIFIER),
                    "vi": Text(),
                    "en": Text(),
                    "level": OneOf(LEVELS),
                    "parents": ListOf(Text(IDENTIFIER), unique=("",)),
                }
            ),
            minimum=1,
            unique=("code", "vi", "en"),
        )
    }
)
EXAMPLE = Record({"title": Text(), "type": Text(IDENTIFIER), "name": Text()})


@dataclass(frozen=True, slots=True)
class AreaType:
    """« xã »: its code, label, level (one of ``LEVELS``) and the types that may stand above it."""

    code: str
    vi: str
    en: str
    level: str
    parents: tuple[str, ...]

    def title(self, name: str) -> str:
        """« Xã An Lạc » from « An Lạc »."""
        return f"{self.vi[:1].upper()}{self.vi[1:]} {name}"


def check_pack(pack: Pack) -> list[PackError]:
    """Errors of the pack: its shape, parents that are unknown or stand lower, examples that do not split."""
    errors = check_data(pack, SCHEMA) + check_examples(pack, EXAMPLE)
    if errors:
        return errors
    types = {kind.code: kind for kind in read_area_types(pack)}
    for index, row in enumerate(pack.data["types"]):
        for place, parent in enumerate(row["parents"]):
            higher = types.get(parent)
            if higher is None or LEVELS.index(higher.level) >= LEVELS.index(row["level"]):
                message = f"« {parent} » không phải loại ở cấp trên của « {row['vi']} »."
                errors.append(pack.error(("data", "types", index, "parents", place), message))
    for index, example in enumerate(pack.examples):
        found = split_title(example["title"], tuple(types.values()))
        if found is None or (found[0].code, found[1]) != (example["type"], example["name"]):
            message = f"« {example['title']} » không tách thành {example['type']} và « {example['name']} »."
            errors.append(pack.error(("examples", index), message))
    return errors


def read_area_types(pack: Pack) -> tuple[AreaType, ...]:
    """The types in the order of the pack."""
    return tuple(AreaType(**{**row, "parents": tuple(row["parents"])}) for row in pack.data["types"])


def split_title(title: str, types: tuple[AreaType, ...]) -> tuple[AreaType, str] | None:
    """« Xã An Lạc » → (xã, « An Lạc »); None when no type opens the title or nothing follows it.

    Case of the type's word and the number of blanks do not matter; the longest type wins. A bare
    « An Lạc » has no type here: nothing is guessed.
    """
    words = " ".join(title.split())
    for kind in sorted(types, key=lambda kind: -len(kind.vi)):
        opening = words[: len(kind.vi)]
        rest = words[len(kind.vi) :]
        if opening.casefold() == kind.vi.casefold() and rest.startswith(" "):
            return kind, rest.strip()
    return None
