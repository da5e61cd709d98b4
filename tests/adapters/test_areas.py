"""Places: the corrected package against the official list, and a list that is read line by line."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from phongtrao.adapters import areas
from phongtrao.adapters.areas import AreaRow, InvalidAreaList, rows_of_official_list, rows_of_package
from phongtrao.adapters.packs import PackSet, load_all
from phongtrao.core.orgs.place_names import comparable_name

OPENED = date(2025, 7, 1)
OFFICIAL = Path(__file__).parents[3] / "shared" / "areas" / "official_2026-07.csv"
HEAD = "province_code,province,commune_code,commune,type\n"


def comparable(rows: tuple[AreaRow, ...], day: date) -> set[tuple[str, str, str, str]]:
    return {(row.code, comparable_name(row.name), row.type, row.parent) for row in rows if row.valid_on(day)}


def test_package_with_facts_is_the_official_list() -> None:
    """Where the official list lies beside the repository: no difference; elsewhere its counts."""
    rows = rows_of_package(load_all())
    if OFFICIAL.exists():
        official = rows_of_official_list(OFFICIAL, load_all(), valid_from=OPENED)
        assert len(official) == 34 + 3321
        assert comparable(rows, date(2026, 7, 1)) == comparable(official, date(2026, 7, 1))
    open_rows = [row for row in rows if row.valid_on(date(2026, 7, 1))]
    assert Counter(bool(row.parent) for row in open_rows) == {False: 34, True: 3321}


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2025, 6, 30), {}),
        (OPENED, {"province": 28, "city": 6, "commune": 2621, "ward": 687, "special_zone": 13}),
        (date(2026, 4, 29), {"province": 28, "city": 6, "commune": 2621, "ward": 687, "special_zone": 13}),
        (date(2026, 4, 30), {"province": 27, "city": 7, "commune": 2611, "ward": 697, "special_zone": 13}),
    ],
)
def test_types_change_with_the_day(day: date, counts: dict[str, int]) -> None:
    assert Counter(row.type for row in rows_of_package(load_all()) if row.valid_on(day)) == counts


def test_known_communes_and_codes() -> None:
    found = {(row.code, row.parent): row.name for row in rows_of_package(load_all())}
    assert found[("07654", "24")] == "An Lạc"
    assert found[("15091", "38")] == "Ngọc Liên"
    assert found[("02536", "08")] == "Sơn Dương"
    assert found[("00226", "01")] == "Văn Miếu - Quốc Tử Giám"
    assert all(row.name == " ".join(row.name.split()) for row in rows_of_package(load_all()))


def test_versions_of_one_code_never_overlap() -> None:
    rows = rows_of_package(load_all())
    for one, other in pairwise(rows):
        if one.code == other.code:
            assert one.valid_to == other.valid_from
            assert (one.name, one.parent) == (other.name, other.parent)
    assert sum(row.valid_to is not None for row in rows) == 11


def _with_facts(**data: object) -> PackSet:
    packs = load_all()
    facts = packs.get("places/facts")
    stale = replace(facts, data={**facts.data, **data})
    return PackSet(tuple(stale if pack is facts else pack for pack in packs))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"package_version": "2024.1"}, "bảng sửa dành cho bản 2024.1"),
        ({"spelled": [{"code": "23302", "package": "Khác", "name": "X"}]}, "bảng sửa ghi « Khác »"),
        ({"spelled": [{"code": "99999", "package": "Khác", "name": "X"}]}, "không có trong gói"),
        (
            {"renumbered": [{"province": "01", "package": "00004", "official": "00008", "name": "Ba Đình"}]},
            "mã 00008 có hai nơi",
        ),
        (
            {
                "changes": [
                    {"code": "00004", "on": date(2026, 1, 1), "type": "ward", "status": "secondary", "source": "s"}
                ]
            },
            "không khớp",
        ),
    ],
)
def test_stale_facts_are_refused(facts: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidAreaList) as refusal:
        rows_of_package(_with_facts(**facts))
    assert any(words in error.message for error in refusal.value.errors)


def read(tmp_path: Path, text: str) -> tuple[AreaRow, ...]:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    return rows_of_official_list(path, load_all(), valid_from=OPENED)


def test_reads_the_official_columns(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        f"\ufeff{HEAD}01,Thành phố Hà Nội,00004,Phường Ba Đình,Phường\n\n20,Tỉnh Lạng Sơn,06325,xã Bắc Sơn,Xã\n",
    )
    assert rows == (
        AreaRow("01", "Hà Nội", "city", "", OPENED),
        AreaRow("20", "Lạng Sơn", "province", "", OPENED),
        AreaRow("00004", "Ba Đình", "ward", "01", OPENED),
        AreaRow("06325", "Bắc Sơn", "commune", "20", OPENED),
    )


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("1,Thành phố Hà Nội,00004,Phường Ba Đình,Phường\n", 2, "đủ 2 chữ số"),
        ("01,Thành phố Hà Nội,4,Phường Ba Đình,Phường\n", 2, "đủ 5 chữ số"),
        ("01,Hà Nội,00004,Phường Ba Đình,Phường\n", 2, "mở đầu bằng loại: tỉnh, thành phố"),
        ("01,Thành phố Hà Nội,00004,Ba Đình,Phường\n", 2, "xã, phường, đặc khu"),
        ("01,Thành phố Hà Nội,00004,Thôn Ba Đình,Thôn\n", 2, "xã, phường, đặc khu"),
        ("01,Thành phố Hà Nội,00004,Phường Ba Đình,Xã\n", 2, "cột type ghi « Xã »"),
        ("01,Thành phố Hà Nội,00004,Phường Ba Đình\n", 2, "có 4 cột"),
        ("01,Thành phố Hà Nội,00004,Phường A,Phường\n01,Thành phố Hà Nội,00004,Phường B,Phường\n", 3, "lặp lại"),
        ("01,Thành phố Hà Nội,00004,Phường A,Phường\n01,Tỉnh Hà Nội,00008,Phường B,Phường\n", 3, "thống nhất"),
        ("", 1, "không có dòng nào"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, body: str, line: int, words: str) -> None:
    with pytest.raises(InvalidAreaList) as refusal:
        read(tmp_path, HEAD + body)
    assert [(error.line, words in error.message) for error in refusal.value.errors] == [(line, True)]


def test_every_wrong_line_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidAreaList) as refusal:
        read(tmp_path, f"{HEAD}01,Thành phố Hà Nội,4,Phường A,Phường\n01,Thành phố Hà Nội,5,Phường B,Phường\n")
    assert [error.line for error in refusal.value.errors] == [2, 3]


def test_wrong_columns_and_wrong_encoding(tmp_path: Path) -> None:
    with pytest.raises(InvalidAreaList, match="cần đúng « province_code,"):
        read(tmp_path, "code,name\n01,Hà Nội\n")
    path = tmp_path / "tcvn.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidAreaList, match="UTF-8"):
        rows_of_official_list(path, load_all(), valid_from=OPENED)


def test_columns_are_those_of_the_docstring() -> None:
    assert ",".join(areas.COLUMNS) in (areas.__doc__ or "")
