"""Whole plans of different forms, each with the facts it holds (places and people are made up)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from phongtrao.core.text import fold
from tests.core.reader_lexicon import read_text

PLANS = sorted((Path(__file__).parent / "plans").glob("*.txt"))


def _facts(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    expected = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    return read_text(path.read_text(encoding="utf-8")).as_json(with_text=True), expected


@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
def test_header(path: Path) -> None:
    read, expected = _facts(path)
    assert {name: read["header"][name] for name in expected["header"]} == expected["header"]


@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
def test_citations_targets_and_deadlines(path: Path) -> None:
    read, expected = _facts(path)
    assert [[c["key"], c["date"], c["role"]] for c in read["citations"]] == expected["citations"]
    assert [[t["op"], t["value"], t["measure_unit"], t["due"]] for t in read["targets"]] == expected["targets"]
    found = [[d["kind"], d["due"], d["rrule"], d["before"]] for d in read["deadlines"]]
    assert sorted(found, key=str) == sorted(expected["deadlines"], key=str)


@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
def test_assignments(path: Path) -> None:
    read, expected = _facts(path)
    found = [[a["org_unit"], a["mood"], [t["role"] for t in a["tasks"]]] for a in read["assignments"]]
    assert found == expected["units"]
    assert len(read["general_tasks"]) == expected["general_tasks"]


@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
def test_foot(path: Path) -> None:
    read, expected = _facts(path)
    assert read["recipients"] == expected["recipients"]
    assert [read["signer"][k] for k in ("name", "title", "on_behalf")] == expected["signer"]
    assert read["replaces"] == expected["replaces"]
    assert read["initiatives"] == expected["initiatives"]


@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
def test_every_item_stands_where_it_says(path: Path) -> None:
    read, _ = _facts(path)
    source = read["source_text"]
    items = [*read["targets"], *read["deadlines"], *read["general_tasks"]]
    items += [task for unit in read["assignments"] for task in unit["tasks"]]
    assert items
    for item in items:
        start, end = item["span"]
        assert fold(item["text"]) in fold(source[start:end]), item
        assert 0 < item["confidence"] <= 1
        assert item["rule"]


def test_the_table_gives_partners_times_and_products() -> None:
    read, _ = _facts(next(p for p in PLANS if p.stem == "ward"))
    survey, decision, camera = [unit["tasks"][0] for unit in read["assignments"][-3:]]
    assert (survey["with"], survey["due"], survey["product"]) == (
        ["Công an phường", "Các tổ dân phố"],
        "2026-05-25",
        "Danh mục",
    )
    assert (decision["role"], decision["due"]) == ("advise", "2026-06-30")
    assert (camera["with"], camera["cadence"]) == (["Ủy ban MTTQ phường", "Hội LHPN phường"], "continuous")


def test_the_lines_below_a_duty_complete_it() -> None:
    read, _ = _facts(next(p for p in PLANS if p.stem == "province"))
    survey = read["assignments"][4]["tasks"][0]
    assert (survey["with"], survey["due"], survey["cadence"]) == (
        ["Sở Khoa học và Công nghệ", "UBND các xã, phường"],
        "2026-06-30",
        "once",
    )
