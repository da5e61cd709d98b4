"""The garbled plan that lies beside the repository, and the gold plans stripped of their marks.

The garbled plan was read by a foreign model. Its words are never kept here: what a careful reader sees in it is kept
as hashes and counts (`repair_score` says how words are counted).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from bench.reading import Words
from phongtrao.adapters.language import load_language
from phongtrao.core.documents import Reading, read
from phongtrao.core.text import SourceText, Span
from phongtrao.core.text.folding import fold, strip_marks
from phongtrao.core.text.repair import Repaired, repair
from tests.corpus.repair_score import digest, matched, score_lines, words_of

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
GARBLED = next(iter(SEEDS.glob("003*")), None)
SOUND = sorted(path for path in SEEDS.glob("*.txt") if path != GARBLED)
beside = pytest.mark.skipif(GARBLED is None, reason="the plans do not lie beside the repository")

LEAST_RIGHT = 0.97
DUTIES = (1, 7, 2, 2, 3, 1, 1, 2)
"""How many paragraphs order something under each heading of part III, in order, counted by a reader of the plan."""
NUMBERS = "c18466f83d0ae1bcdc3355a82bbf36cde7af1c3ff8f3ce9456b87d96bedff182"
"""SHA-256 of number and day of the five papers that the plan cites with a day, sorted, one a line."""
OWN_NUMBER = "03ed3cbe5d7a0d62b8be4603f8bf9533c185ead664c69b5bfc8238a6143365c4"
"""SHA-256 of the plan's own number, symbol and day."""
UNITS = "88e352aa13dd182c2b771bd9e758bbcf13e8fd74db0e0a895cda28e5310fb4d1"
"""SHA-256 of the folded names of the eight headings, one a line."""
_FIGURES = re.compile(r"[\d.,/:%-]*\d")


@cache
def restored() -> Repaired:
    assert GARBLED is not None
    return repair(GARBLED.read_text(encoding="utf-8"), load_language())


@cache
def reading() -> Reading:
    words = Words.load()
    spans = [Span(word.start, word.end) for word in restored().words]
    return read(SourceText(restored().text), words.lexicon, knowledge=words.knowledge, restored_words=spans)


@beside
def test_words_of_sixty_lines() -> None:
    right, total = score_lines(restored().text)
    assert right >= LEAST_RIGHT * total


@beside
def test_figures_stay() -> None:
    assert GARBLED is not None
    assert figures(restored().text) == figures(GARBLED.read_text(encoding="utf-8"))


def figures(text: str) -> list[str]:
    chunks = (chunk.strip(".,;:()“”\"'-") for chunk in text.split())
    return [chunk for chunk in chunks if _FIGURES.fullmatch(chunk)]


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem[:3])
def test_sound_plans_stay(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert repair(text, load_language()) == Repaired(text, ())


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem[:3])
def test_stripped_plans_come_back(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = zip(text.split("\n"), repair(strip_marks(text), load_language()).text.split("\n"), strict=True)
    counted = [(matched(words_of(a), words_of(b)), len(words_of(a))) for a, b in lines]
    assert sum(right for right, _ in counted) >= 0.96 * sum(total for _, total in counted)


@beside
def test_units_and_duties_are_read() -> None:
    under = reading().assignments[: len(DUTIES)]
    assert tuple(len(assignment.tasks) for assignment in under) == DUTIES
    names = "\n".join(fold(assignment.org_unit) for assignment in under)
    assert digest(names) == UNITS


@beside
def test_numbers_and_days_are_read() -> None:
    cited = {f"{c.key.split('/')[0].split('-')[0]} {c.date}" for c in reading().citations if c.date}
    assert digest("\n".join(sorted(cited))) == NUMBERS
    header = reading().header
    assert digest(f"{header.number} {header.symbol} {header.date}") == OWN_NUMBER


@beside
def test_restored_words_are_no_misprints() -> None:
    assert reading().as_json(with_text=False)["source"]["restored"] is True
    assert not [f for f in reading().findings if f.code == "typo-duplicate"]
