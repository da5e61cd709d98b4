"""The table of cases of « findings/findings »: texts that must raise, and texts on which a check is silent."""

from collections import defaultdict
from typing import Any

import pytest

from phongtrao.adapters.packs import load_all
from phongtrao.core.text import fold
from tests.core.documents.checks.frames import framed
from tests.core.reader_lexicon import read_text

PACK = load_all().get("findings/findings")
CASES = [
    pytest.param(e, id=f"{i}-{e['code']}-{'raise' if e['quotes'] else 'silent'}") for i, e in enumerate(PACK.examples)
]


@pytest.mark.parametrize("example", CASES)
def test_example(example: dict[str, Any]) -> None:
    found = [f for f in read_text(framed(example["in"], example["text"])).findings if f.code == example["code"]]
    assert [q for q, f in zip(example["quotes"], found, strict=False) if fold(q) not in fold(f.text)] == []
    assert len(found) == len(example["quotes"]), [f.text for f in found]


@pytest.mark.parametrize("frame", ["commune", "ward", "province", "party"])
def test_a_sound_paper_is_silent(frame: str) -> None:
    found = read_text(framed(frame, "- Tuần tra ở chợ và bến xe.")).findings
    assert [(f.code, f.text) for f in found] == []


def test_every_code_has_a_text_that_raises_and_one_that_does_not() -> None:
    by_code: dict[str, set[bool]] = defaultdict(set)
    for example in PACK.examples:
        by_code[example["code"]].add(bool(example["quotes"]))
    expected = {row["code"]: {True, False} for row in PACK.data["rules"] if row["code"] != "other"}
    assert {code: kinds for code, kinds in by_code.items() if code != "other"} == expected
