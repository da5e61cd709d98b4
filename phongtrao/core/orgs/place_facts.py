"""Schema and values of ``packs/places/facts.yaml``: facts that correct a published list of places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from phongtrao.core.packs.schema import IDENTIFIER, Day, ListOf, OneOf, Record, Text, check_data, check_examples
from phongtrao.core.packs.values import Pack, PackError

PROVINCE = r"[0-9]{2}"
COMMUNE = r"[0-9]{5}"
ANY_CODE = r"[0-9]{2}|[0-9]{5}"
SCHEMA = Record(
    {
        "package_version": Text(),
        "opened_on": Day(),
        "renumbered": ListOf(
            Record(
                {
                    "province": Text(PROVINCE, example='"01"'),
                    "package": Text(COMMUNE, example='"00073"'),
                    "official": Text(COMMUNE, example='"00082"'),
                    "name": Text(),
                }
            ),
            unique=("package", "official"),
        ),
        "spelled": ListOf(
            Record({"code": Text(COMMUNE, example='"23302"'), "package": Text(), "name": Text()}), unique=("code",)
        ),
        "changes": ListOf(
            Record(
                {
                    "code": Text(ANY_CODE, example='"25270"'),
                    "on": Day(),
                    "type": Text(IDENTIFIER),
                    "status": OneOf(("verified", "secondary")),
                    "source": Text(),
                }
            )
        ),
    }
)
EXAMPLE = Record({"day": Day(), "code": Text(ANY_CODE), "type": Text(IDENTIFIER), "name": Text()})


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A commune whose code in the package is a draft: ``package`` → ``official``; ``name`` as in the package."""

    province: str
    package: str
    official: str
    name: str


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name (without type) that the package writes otherwise, by its official code."""

    code: str
    package: str
    name: str


@dataclass(frozen=True, slots=True)
class TypeChange:
    """From the day ``on`` the place ``code`` is of another type; code and name stay."""

    code: str
    on: date
    type: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """All corrections for one version of the package; ``opened_on``: first day of its list."""

    package_version: str
    opened_on: date
    renumbered: tuple[Renumbered, ...]
    spelled: tuple[Spelled, ...]
    changes: tuple[TypeChange, ...]


def check_pack(pack: Pack) -> list[PackError]:
    """Errors of the pack: its shape, a code renumbered to itself, changes on or before the first day."""
    errors = check_data(pack, SCHEMA) + check_examples(pack, EXAMPLE)
    if errors:
        return errors
    for index, row in enumerate(pack.data["renumbered"]):
        if row["package"] == row["official"]:
            message = f"« {row['official']} » đổi thành chính nó; hãy bỏ dòng này."
            errors.append(pack.error(("data", "renumbered", index, "official"), message))
    for index, row in enumerate(pack.data["changes"]):
        if row["on"] <= pack.data["opened_on"]:
            message = f"ngày {row['on']} không sau ngày mở danh mục {pack.data['opened_on']}."
            errors.append(pack.error(("data", "changes", index, "on"), message))
    return errors


def read_place_facts(pack: Pack) -> PlaceFacts:
    """The corrections; the pack must have passed :func:`check_pack`."""
    data = pack.data
    return PlaceFacts(
        package_version=data["package_version"],
        opened_on=data["opened_on"],
        renumbered=tuple(Renumbered(**row) for row in data["renumbered"]),
        spelled=tuple(Spelled(**row) for row in data["spelled"]),
        changes=tuple(TypeChange(**row) for row in data["changes"]),
    )
