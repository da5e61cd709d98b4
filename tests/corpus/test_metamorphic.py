"""A plan reads alike however it is told: other names, days and numbers, another order, other marks, other lines."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from phongtrao.core.documents import read
from phongtrao.core.text import SourceText
from tests.core.reader_lexicon import lexicon
from tests.corpus import rewrites as to
from tests.corpus import score as scorer

HERE = Path(__file__).parent
BESIDE = HERE.resolve().parents[2] / "shared"
PAPERS = [
    *sorted((HERE / "samples").glob("*.txt")),
    *sorted((HERE.parent / "core" / "documents" / "plans").glob("*.txt")),
    *(p for p in sorted((BESIDE / "seeds").glob("*.txt")) if not p.name.startswith("003")),  # 003: a ruined scan
]
TOLERANCE = 0.02

Gold = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and what must be read from it: by hand where somebody did, else what was read from it as it came."""

    text: str
    gold: Gold
    headline: float


def read_as_json(text: str) -> Gold:
    """The reading, without findings, which the headline does not count."""
    return read(SourceText(text), lexicon()).as_json()


def headline(reading: Gold, gold: Gold) -> tuple[float, list[str]]:
    misses: list[str] = []
    score: Callable[..., dict[str, Any]] = vars(scorer)["score"]  # score.py is kept as it came: without types
    figures = score(reading, gold, misses)
    counted = {n: scorer.WEIGHT.get(n, 1) for n in scorer.HEADLINE if figures[n] is not None}
    return sum(w * figures[n] for n, w in counted.items()) / sum(counted.values()), misses


def _gold(path: Path) -> Path:
    folder = BESIDE / "reading" / "gold" if path.is_relative_to(BESIDE) else HERE / "gold"
    return folder / f"{path.stem.split('_')[0]}.json"


@lru_cache(maxsize=1)
def _plan(path: Path) -> Plan:
    text = path.read_text(encoding="utf-8")
    reading = read_as_json(text)
    kept = _gold(path)
    gold = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {**reading, "findings": []}
    return Plan(text, gold, headline(reading, gold)[0])


Variant = Callable[[Plan], tuple[str, Gold]]


def _alike(rewrite: to.Rewrite) -> Variant:
    """The words of the plan change, what is said does not."""
    return lambda plan: (rewrite(plan.text), plan.gold)


def _in_both(*rewrites: Callable[[Plan], to.Rewrite]) -> Variant:
    def variant(plan: Plan) -> tuple[str, Gold]:
        text, gold = plan.text, plan.gold
        for make in rewrites:
            rewrite = make(plan)
            text, gold = rewrite(text), to.rewritten(gold, rewrite)
        return text, gold

    return variant


def _places(new: list[str]) -> Callable[[Plan], to.Rewrite]:
    def make(plan: Plan) -> to.Rewrite:
        known = [plan.gold["header"]["province"]] if plan.gold["header"]["province"] else []
        return to.exchange(to.given(to.places_of(plan.text, known), new))

    return make


def _persons(plan: Plan) -> to.Rewrite:
    signer = (plan.gold["signer"] or {}).get("name")
    return to.exchange(to.given(to.persons_of(plan.text, [signer] if signer else []), to.PEOPLE))


def _numbers(plan: Plan) -> tuple[str, Gold]:
    gold = to.rewritten(plan.gold, to.other_numbers)
    number = gold["header"]["number"]
    if number and re.search(rf"(?<!\d){number}\s*[/-]", plan.text):
        gold["header"]["number"] = str(int(number) + to.NUMBERS_ON).zfill(len(number))
    return to.other_numbers(plan.text), gold


def _dates(plan: Plan) -> tuple[str, Gold]:
    return to.other_dates(plan.text), to.with_other_dates(plan.gold, plan.text)


VARIANTS: dict[str, Variant] = {
    "places": _in_both(_places(to.PLACES)),
    "odd places": _in_both(_places(to.ODD_PLACES)),
    "people": _in_both(_persons),
    "bodies": _in_both(lambda plan: to.exchange(to.BODIES)),
    "levels": _in_both(lambda plan: to.other_levels, lambda plan: to.other_hamlets),
    "numbers": _numbers,
    "dates": _dates,
    "sections reversed": _alike(to.sections_reversed),
    "units reversed": _alike(to.units_reversed),
    "1. as a)": _alike(to.letters_for_numbers),
    "1. as 1)": _alike(to.brackets_for_points),
    "1. as 1/": _alike(to.slashes_for_points),
    "I. as A.": _alike(to.capitals_for_romans),
    "I. as 1.": _alike(to.figures_for_romans),
    "- as +": _alike(to.other_bullets("+", "*")),
    "- as dot": _alike(to.other_bullets("•", "◦")),
    "- as dash": _alike(to.other_bullets("–", "+")),
    "one line each": _alike(to.one_line_each),
    "60 columns": _alike(to.broken_at(60)),
    "72 columns": _alike(to.broken_at(72)),
    "100 columns, blank lines": _alike(to.broken_at(100, blank_lines=True)),
    "decomposed": _alike(lambda text: normalize("NFD", text)),
    "old tones": _alike(to.tones_old),
    "new tones": _alike(to.tones_new),
}


def _plain(value: Gold) -> Gold:
    """One place of the tone mark, so that « Hoà » and « Hòa » are one word for the comparison."""
    plain: Gold = to.rewritten(value, to.tones_new)
    return plain


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("path", PAPERS, ids=lambda p: p.stem[:12])
def test_a_plan_reads_alike_however_it_is_told(path: Path, variant: str) -> None:
    plan = _plan(path)
    text, gold = VARIANTS[variant](plan)
    after, misses = headline(_plain(read_as_json(text)), _plain(copy.deepcopy(gold)))
    assert after >= plan.headline - TOLERANCE, "\n".join(misses)
