"""Corrections that people made, as rows: each is well formed, and the reader reads today what was put.

`corrections/*.jsonl` are rows that hold and must go on holding. `corrections/waiting/*.jsonl` are known misses: only
their form is checked, and one that holds meanwhile has to move.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.corpus.correction_rows import faults, holds, load

FOLDER = Path(__file__).parent / "corrections"
HOLDING = [(path.stem, number, row) for path in sorted(FOLDER.glob("*.jsonl")) for number, row in enumerate(load(path))]
WAITING = [
    (path.stem, number, row) for path in sorted(FOLDER.glob("waiting/*.jsonl")) for number, row in enumerate(load(path))
]


def test_there_are_rows() -> None:
    assert {row["decision"] for _, _, row in HOLDING + WAITING} >= {"corrected", "dropped", "added"}


@pytest.mark.parametrize(("name", "number", "row"), HOLDING + WAITING)
def test_row_is_well_formed(name: str, number: int, row: dict[str, Any]) -> None:
    assert faults(row) == []


@pytest.mark.parametrize(("name", "number", "row"), HOLDING)
def test_row_holds(name: str, number: int, row: dict[str, Any]) -> None:
    assert holds(row)


def test_waiting_rows_still_wait() -> None:
    moving = [(name, number) for name, number, row in WAITING if holds(row)]
    assert not moving, "these hold: move them out of waiting/"
