"""Words in any order, plans cut short or spoilt, broken Word files: a reading or a refusal, never another error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.adapters.documents_in import read_source
from phongtrao.adapters.file_refused import FileRefused
from tests.core.reader_lexicon import read_text
from tests.corpus import typed

HERE = Path(__file__).parent
LEXICONS = HERE.parents[1] / "phongtrao" / "packs" / "lexicons"
PLANS = [
    p.read_text(encoding="utf-8")
    for folder in (HERE / "samples", HERE.parent / "core" / "documents" / "plans")
    for p in sorted(folder.glob("*.txt"))
]
GLUE = [
    " ",
    " ",
    " ",
    ", ",
    "; ",
    ". ",
    ": ",
    "\n",
    "\n- ",
    "\n1. ",
    "\nII. ",
    "\na) ",
    " | ",
    "\n| ",
    "\t",
    " 12/3/2026 ",
    " 7/KH-UBND ",
]
SPOILERS = ["", "\n", "|", "(", "“", "*", "\\", "\u0301", "\u200b", "\x0c", "0", "Ư", "-", "\ufffd"]


def _words_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _words_of(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _words_of(item)


@lru_cache
def _lexicon_words() -> list[str]:
    packs = [yaml.safe_load(p.read_text(encoding="utf-8"))["data"] for p in sorted(LEXICONS.glob("*.yaml"))]
    return sorted({word for pack in packs for word in _words_of(pack)})


def _spans(value: Any) -> Iterator[list[int]]:
    if isinstance(value, dict):
        yield from (value[key] for key in ("span", "at") if key in value)
        yield from (s for item in value.values() for s in _spans(item))
        yield from value.get("spans", [])
    elif isinstance(value, list):
        yield from (s for item in value for s in _spans(item))


def _is_sound(text: str) -> None:
    found = read_text(text).as_json(with_text=True)
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found
    assert all(0 <= start <= end <= len(text) for start, end in _spans(found))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_words_of_the_lexicon_in_any_order(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(_lexicon_words()), min_size=1, max_size=60))
    glue = data.draw(st.lists(st.sampled_from(GLUE), min_size=len(words), max_size=len(words)))
    _is_sound("".join(w + g for w, g in zip(words, glue, strict=True)))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PLANS), st.floats(0, 1), st.floats(0, 1))
def test_a_piece_of_a_plan(plan: str, first: float, second: float) -> None:
    start, end = sorted((int(first * len(plan)), int(second * len(plan))))
    _is_sound(plan[start:end])


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PLANS), st.lists(st.tuples(st.floats(0, 1), st.sampled_from(SPOILERS)), min_size=1, max_size=40))
def test_a_spoilt_plan(plan: str, spots: list[tuple[float, str]]) -> None:
    letters = list(plan)
    for place, spoiler in spots:
        letters[min(len(letters) - 1, int(place * len(letters)))] = spoiler
    _is_sound("".join(letters))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PLANS), st.randoms(use_true_random=False))
def test_a_plan_whose_lines_are_shuffled(plan: str, random: Any) -> None:
    lines = plan.split("\n")
    random.shuffle(lines)
    _is_sound("\n".join(lines))


@lru_cache
def _word_files() -> list[bytes]:
    return [make(PLANS[0]) for make in (typed.by_hand, typed.by_numbering)]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1), st.floats(0, 1), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12))
def test_a_broken_word_file_is_read_or_refused(which: int, kept: float, spots: list[tuple[float, int]]) -> None:
    broken = bytearray(_word_files()[which])
    for place, value in spots:
        broken[min(len(broken) - 1, int(place * len(broken)))] = value
    try:
        source = read_source(bytes(broken[: max(1, int(kept * len(broken)))]), name="ke-hoach.docx")
    except FileRefused as refused:
        assert refused.code
    else:
        _is_sound(source.text)
