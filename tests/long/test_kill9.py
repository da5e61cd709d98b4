"""`kill -9` of the whole server at random moments of real uploads and submits: what was answered is kept, whole."""

from __future__ import annotations

import random

import pytest

from tests.cli.installations import Installation
from tests.long.killing import Ledger, Scene, compare, live_and_die, rehearse, scene, settle


def _kill(stage: Scene, times: int) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201  shown when the test fails, to be tried again
    chance = random.Random(seed)
    rehearse(stage)
    for _ in range(times):
        live_and_die(stage, chance)
    kept = settle(stage)
    ledger = stage.ledger
    print(f"{times} kills: {len(ledger.uploads)} uploads and {len(ledger.submits)} submits answered,")  # noqa: T201  the figures of the run
    print(f"{ledger.lost} of {ledger.asked} requests lost under way; {len(kept['papers'])} papers kept")  # noqa: T201  the figures of the run
    assert compare(ledger, kept) == []
    # A run in which nobody got an answer, or nobody lost one, has shown nothing.
    assert min(len(ledger.uploads), len(ledger.submits), ledger.lost) >= times // 5


def test_ten_kills_lose_nothing(installation: Installation) -> None:
    with scene(installation, duties=400) as stage:
        _kill(stage, 10)


@pytest.mark.long
def test_two_hundred_kills_lose_nothing(installation: Installation) -> None:
    with scene(installation, duties=6000) as stage:
        _kill(stage, 200)


WHOLE_PAPER = {
    "name": "thu-1.txt",
    "sha256": "aa",
    "state": "read",
    "readings": 1,
    "texts": 1,
    "jobs": ["done"],
    "uploads": 1,
}
WHOLE_SUBMIT = {"uid": "1", "state": "submitted", "notes": 1, "audits": 1}
NOTHING = {"papers": [], "files": {}, "submitted": [], "notes_of_open": 0, "unfinished_jobs": 0, "damage": []}


def test_the_comparison_accepts_what_is_whole() -> None:
    kept = NOTHING | {"papers": [WHOLE_PAPER], "submitted": [WHOLE_SUBMIT]}
    assert compare(Ledger(uploads={"thu-1.txt": "aa"}, submits={"1"}), kept) == []


@pytest.mark.parametrize(
    "kept",
    [
        NOTHING,
        NOTHING | {"papers": [WHOLE_PAPER | {"sha256": "bb"}]},
        NOTHING | {"papers": [WHOLE_PAPER | {"state": "reading"}]},
        NOTHING | {"papers": [WHOLE_PAPER | {"texts": 0}]},
        NOTHING | {"papers": [WHOLE_PAPER | {"jobs": ["done", "done"]}]},
        NOTHING | {"papers": [WHOLE_PAPER], "files": {"aa": {"size": 3, "path": "/nowhere"}}},
        NOTHING | {"papers": [WHOLE_PAPER], "submitted": [WHOLE_SUBMIT | {"notes": 0}]},
        NOTHING | {"papers": [WHOLE_PAPER], "notes_of_open": 1},
        NOTHING | {"papers": [WHOLE_PAPER], "unfinished_jobs": 1},
        NOTHING | {"papers": [WHOLE_PAPER], "damage": ["row missing from index"]},
    ],
)
def test_the_comparison_finds_what_is_lost_or_half(kept: dict[str, object]) -> None:
    assert compare(Ledger(uploads={"thu-1.txt": "aa"}), kept) != []


def test_a_lost_submit_is_found() -> None:
    assert compare(Ledger(submits={"1"}), NOTHING) == ["lost submit: 1"]
