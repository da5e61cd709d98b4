"""Types of places and bodies and the roles, as the installed packs name them."""

from functools import cache

from django.utils.translation import get_language

from phongtrao.adapters.packs import load_all
from phongtrao.core.orgs.area_types import AreaType, read_area_types
from phongtrao.core.orgs.unit_types import UnitGroup, UnitType, read_unit_groups, read_unit_types


@cache
def area_types() -> dict[str, AreaType]:
    """Types of places by code, in the order of the pack."""
    return {kind.code: kind for kind in read_area_types(load_all().get("areas/types"))}


@cache
def unit_types() -> dict[str, UnitType]:
    """Types of bodies by code, in the order of the pack."""
    return {kind.code: kind for kind in read_unit_types(load_all().get("org-units/types"))}


@cache
def unit_groups() -> dict[str, UnitGroup]:
    """Groups of types that a duty names together (“các trường”), by code."""
    return {group.code: group for group in read_unit_groups(load_all().get("org-units/types"))}


@cache
def _roles() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["vi"], row["en"]) for row in load_all().data("roles")["roles"]}


def role_label(code: str) -> str:
    """The role in the language of the page; the code itself where the pack does not know it."""
    vi, en = _roles().get(code, (code, code))
    return en if get_language() == "en" else vi


def unit_type_label(code: str) -> str:
    """« Phòng chuyên môn »; the code itself where the pack does not know it (an older row)."""
    kind = unit_types().get(code)
    return code if kind is None else kind.en if get_language() == "en" else kind.vi


def unit_group_label(code: str) -> str:
    """« Các trường »; the code itself where the pack does not know it."""
    group = unit_groups().get(code)
    return code if group is None else group.en if get_language() == "en" else group.vi


def area_type_label(code: str) -> str:
    """« xã »; the code itself where the pack does not know it."""
    kind = area_types().get(code)
    return code if kind is None else kind.en if get_language() == "en" else kind.vi


def area_title(type_code: str, name: str) -> str:
    """« Xã An Lạc » as documents print it, in Vietnamese in every language."""
    kind = area_types().get(type_code)
    return name if kind is None else kind.title(name)


def name_in_body(type_code: str, name: str) -> str:
    """« xã Hòa An » as it stands inside the name of a body: “Công an xã Hòa An”."""
    title = area_title(type_code, name)
    return title[:1].lower() + title[1:]


def codes_of_group(code: str) -> tuple[str, ...]:
    """Type codes that a group stands for; a type's own code stands for itself; nothing for an unknown code."""
    kinds = unit_types()
    if code in kinds:
        return (code,)
    return tuple(kind.code for kind in kinds.values() if kind.group == code)
