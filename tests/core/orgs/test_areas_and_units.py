"""Types of places and bodies: splitting titles, naming types, comparing names, schemas that bite."""

import pytest

from phongtrao.adapters.packs import load_all
from phongtrao.core.orgs import area_types, place_facts, unit_types
from phongtrao.core.orgs.place_names import comparable_name
from phongtrao.core.packs import Pack, parse_pack

HEAD = "id: a\nversion: 1\ntitle: t\nsource: s\nvalid_from: 2026-01-01\n"


def pack(data: str, examples: str) -> Pack:
    return parse_pack(f"{HEAD}examples: {examples}\ndata: {data}\n", file="f")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Xã An Lạc", ("commune", "An Lạc")),
        ("xã  Bắc Sơn", ("commune", "Bắc Sơn")),
        ("Thành phố Hồ Chí Minh", ("city", "Hồ Chí Minh")),
        ("Đặc khu Phú Quốc", ("special_zone", "Phú Quốc")),
        ("Tổ dân phố số 5", ("residential_group", "số 5")),
        ("An Lạc", None),
        ("Xã", None),
        ("Xãm Lạc", None),
        ("", None),
    ],
)
def test_split_title(title: str, expected: tuple[str, str] | None) -> None:
    found = area_types.split_title(title, area_types.read_area_types(load_all().get("areas/types")))
    assert (found and (found[0].code, found[1])) == expected


def test_title_is_the_inverse_of_split() -> None:
    types = {kind.code: kind for kind in area_types.read_area_types(load_all().get("areas/types"))}
    assert types["special_zone"].title("Phú Quốc") == "Đặc khu Phú Quốc"
    for kind in types.values():
        assert area_types.split_title(kind.title("An Lạc"), tuple(types.values())) == (kind, "An Lạc")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Công an xã", "commune_police"),
        ("Công an tỉnh Bắc Ninh", "provincial_police"),
        ("Văn phòng HĐND-UBND xã", "committee_office"),
        ("Văn phòng Đảng ủy", "party_office"),
        ("Trung tâm GDNN-GDTX Sơn Dương", "school"),
        ("Trung tâm Văn hóa", "service_centre"),
        ("Hội LHPN xã", "mass_organisation"),
        ("Hội Người cao tuổi xã", "social_association"),
        ("Ban công tác Mặt trận thôn Đông", "front_working_group"),
        ("Trưởng thôn Đông", "hamlet_board"),
        ("Bộ Công an", "ministry"),
        ("Bộ CHQS tỉnh", "military_command"),
        ("Bộ đội Biên phòng tỉnh", "border_guard"),
        ("các ngành có liên quan", None),
        ("Hộ gia đình", None),
    ],
)
def test_type_of_name(name: str, code: str | None) -> None:
    found = unit_types.type_of_name(name, unit_types.read_unit_types(load_all().get("org-units/types")))
    assert (found.code if found else None) == code


def test_party_front_and_organisations_are_requested_and_offices_are_not() -> None:
    types = {kind.code: kind.requested for kind in unit_types.read_unit_types(load_all().get("org-units/types"))}
    for code in ("party_committee", "people_council", "fatherland_front", "mass_organisation", "court_or_procuracy"):
        assert types[code]
    for code in ("people_committee", "division", "commune_police", "school", "hamlet_board", "enterprise"):
        assert not types[code]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hoà Phú", "Hòa  Phú", True),
        ("Yên Thuỷ", "Yên Thủy", True),
        ("Nguyễn Uý", "Nguyễn Úy", True),
        ("M’Drắk", "M'Drắk", True),
        ("Chân Mây – Lăng Cô", "Chân Mây - Lăng Cô", True),
        ("Đăk BLa", "Đăk Bla", False),
        ("Hoa Phú", "Hòa Phú", False),
        ("Tân Hòa", "Tân Hóa", False),
    ],
)
def test_comparable_name(one: str, other: str, same: bool) -> None:
    assert (comparable_name(one) == comparable_name(other)) is same


def test_area_parents_must_stand_higher() -> None:
    row = "{code: %s, vi: %s, en: %s, level: %s, parents: [%s]}"
    rows = ", ".join(
        row % cells
        for cells in [("commune", "xã", "c", "commune", "commune"), ("hamlet", "thôn", "h", "residential", "x")]
    )
    found = area_types.check_pack(pack(f"{{types: [{rows}]}}", "[{title: Xã An, type: commune, name: An}]"))
    assert ["cấp trên" in error.message for error in found] == [True, True]


def test_unit_schema_finds_unknown_group_shared_words_and_wrong_example() -> None:
    row = "{code: %s, vi: %s, en: %s, levels: [commune], requested: false, group: %s, opens_with: [%s]}"
    rows = ", ".join(row % cells for cells in [("a", "A", "a", "g", "Phòng"), ("b", "B", "b", "h", "phòng")])
    data = f"{{types: [{rows}], groups: [{{code: g, vi: g, en: g}}]}}"
    found = unit_types.check_pack(pack(data, "[{name: Sở Y tế, type: a, requested: false}]"))
    words = sorted(error.message for error in found)
    assert len(words) == 3
    assert "nhóm « h »" in "".join(words)
    assert "đã là chữ mở đầu của a" in "".join(words)
    assert "ra không loại nào" in "".join(words)


def test_place_facts_refuse_a_change_before_the_list_and_a_move_to_itself() -> None:
    data = (
        "{package_version: x, opened_on: 2025-07-01, spelled: [],"
        ' renumbered: [{province: "01", package: "00001", official: "00001", name: A}],'
        ' changes: [{code: "00001", on: 2025-07-01, type: ward, status: secondary, source: s}]}'
    )
    found = place_facts.check_pack(pack(data, '[{day: 2026-01-01, code: "01", type: city, name: A}]'))
    assert len(found) == 2
