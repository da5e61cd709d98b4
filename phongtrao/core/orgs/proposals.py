"""Schema and values of ``packs/org-units/proposed.yaml``: the bodies that a place usually has, for its first screen."""

from __future__ import annotations

from dataclasses import dataclass

from phongtrao.core.packs.schema import IDENTIFIER, Flag, ListOf, OneOf, Record, Text, check_data, check_examples
from phongtrao.core.packs.values import Pack, PackError

PLACE = "{place}"
SCHEMA = Record(
    {
        "bodies": ListOf(
            Record(
                {
                    "level": OneOf(("province", "commune")),
                    "name": Text(),
                    "type": Text(IDENTIFIER),
                    "ticked": Flag(),
                },
                optional={"under": Text(IDENTIFIER)},
            ),
            minimum=1,
        )
    }
)
EXAMPLE = Record({"place": Text(), "level": OneOf(("province", "commune")), "name": Text(), "type": Text(IDENTIFIER)})


@dataclass(frozen=True, slots=True)
class ProposedBody:
    """« Công an {place} »: a body to be offered; ``ticked`` when nearly every place of the level has it.

    ``under`` is the type of the body of the same place that stands over it, empty when none does.
    """

    level: str
    name: str
    type: str
    ticked: bool
    under: str = ""

    def named(self, place: str) -> str:
        """« Công an xã Hòa An » from « xã Hòa An »."""
        return self.name.replace(PLACE, place)


def check_pack(pack: Pack) -> list[PackError]:
    """Errors of the pack: its shape, a name offered twice at a level, an upper type not offered, wrong examples."""
    errors = check_data(pack, SCHEMA) + check_examples(pack, EXAMPLE)
    if errors:
        return errors
    offered: set[tuple[str, str]] = set()
    types = {(row["level"], row["type"]) for row in pack.data["bodies"]}
    for index, row in enumerate(pack.data["bodies"]):
        if (row["level"], row["name"]) in offered:
            errors.append(pack.error(("data", "bodies", index, "name"), f"« {row['name']} » lặp lại."))
        offered.add((row["level"], row["name"]))
        if row.get("under") and (row["level"], row["under"]) not in types:
            message = f"« {row['under']} » không phải loại của đơn vị nào được gợi ý ở cấp này."
            errors.append(pack.error(("data", "bodies", index, "under"), message))
    for index, example in enumerate(pack.examples):
        named = {
            (body.named(example["place"]), body.type) for body in read_proposals(pack) if body.level == example["level"]
        }
        if (example["name"], example["type"]) not in named:
            errors.append(pack.error(("examples", index), f"« {example['name']} » không được gợi ý."))
    return errors


def read_proposals(pack: Pack) -> tuple[ProposedBody, ...]:
    """The bodies in the order of the pack."""
    return tuple(ProposedBody(**row) for row in pack.data["bodies"])
