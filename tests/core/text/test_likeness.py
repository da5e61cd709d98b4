"""Two readings of one paper are alike; two papers with the same boilerplate are not."""

import random
import re
from pathlib import Path

import pytest

from phongtrao.core.text.likeness import (
    SKETCH_SIZE,
    SURE_ENOUGH,
    WORTH_COMPARING,
    likeness,
    sketch_likeness,
    sketch_of,
)

ROOT = Path(__file__).parents[3]
TEXTS = {path.stem: path.read_text() for path in sorted((ROOT / "phongtrao" / "samples").rglob("*.txt"))}
LETTERS = "abcdeghiklmnoprstuvxy"


def misread(text: str, share: float, seed: int = 1) -> str:
    """One letter wrong in a share of the words, as by a poor scan; some lines are broken elsewhere."""
    chance = random.Random(seed)
    words = text.split(" ")
    for at, word in enumerate(words):
        if word and chance.random() < share:
            letter = chance.randrange(len(word))
            words[at] = f"{word[:letter]}{chance.choice(LETTERS)}{word[letter + 1 :]}"
    return "".join(word + ("\n" if chance.random() < 0.05 else " ") for word in words)


def with_other_duties(text: str, other: str, share: float, seed: int = 1) -> str:
    """The text with a share of its stretches of sixty words taken from another paper."""
    chance = random.Random(seed)
    mine, its = text.split(" "), other.split(" ")
    out: list[str] = []
    for at in range(0, len(mine), 60):
        if chance.random() < share:
            start = chance.randrange(max(1, len(its) - 60))
            out += its[start : start + 60]
        else:
            out += mine[at : at + 60]
    return " ".join(out)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("share", [0.0, 0.05, 0.1, 0.15])
def test_a_paper_read_with_errors_is_the_same_paper(name: str, share: float) -> None:
    again = misread(TEXTS[name], share)
    assert likeness(TEXTS[name], again) >= SURE_ENOUGH
    assert likeness(again, TEXTS[name]) == likeness(TEXTS[name], again)
    assert sketch_likeness(sketch_of(TEXTS[name]), sketch_of(again)) >= WORTH_COMPARING


def test_papers_of_other_contents_are_others() -> None:
    names = list(TEXTS)
    pairs = [(one, other) for at, one in enumerate(names) for other in names[at + 1 :]]
    alike = {pair: likeness(TEXTS[pair[0]], TEXTS[pair[1]]) for pair in pairs}
    assert max(alike.values()) < SURE_ENOUGH - 200


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_boilerplate_with_other_duties_is_another_paper(name: str) -> None:
    others = [other for other in TEXTS if other != name]
    for other in others:
        assert likeness(TEXTS[name], with_other_duties(TEXTS[name], TEXTS[other], 0.5)) < SURE_ENOUGH


def test_last_years_paper_with_this_years_days_is_another_paper() -> None:
    days = re.compile(r"\b20(\d\d)\b")
    dated = [text for text in TEXTS.values() if len(days.findall(text)) >= 6]
    assert dated
    for text in dated:
        assert likeness(text, days.sub(lambda found: f"20{int(found[1]) - 1:02}", text)) == 0


def test_texts_without_words() -> None:
    assert (likeness("", ""), likeness("một hai", ""), sketch_likeness((), ())) == (0, 0, 0)
    assert sketch_of("") == ()
    assert likeness("Hòa An", "hoa an") == 1000


def test_sketch_is_small_and_steady() -> None:
    for text in TEXTS.values():
        sketch = sketch_of(text)
        assert len(sketch) <= SKETCH_SIZE
        assert list(sketch) == sorted(sketch)
        assert sketch == sketch_of(text)
        assert sketch_likeness(sketch, sketch) == 1000
