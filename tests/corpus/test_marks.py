"""A plan reads alike when its text came through Markdown or a web page: marks, invisible signs, hard blanks."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest

from phongtrao.core.documents import read
from phongtrao.core.text import SourceText
from tests.core.reader_lexicon import lexicon
from tests.corpus import rewrites as to
from tests.corpus.test_metamorphic import PAPERS, TOLERANCE, _plain, _plan, headline, read_as_json

_HEADING = re.compile(r"^(?=(?:[IVX]{1,5}|[A-E])\.\s)", re.M)
_ITEM = re.compile(r"^(\d{1,2})([.)])(?=\s)", re.M)


def _lines(text: str, change: Callable[[str], str]) -> str:
    return "\n".join(change(line) if line.strip() else line for line in text.split("\n"))


def _bold(line: str) -> str:
    return line if "*" in line or line.lstrip()[:1] in "|-+#" else f"**{line.strip()}**"


WAYS: dict[str, Callable[[str], str]] = {
    "bold lines": lambda text: _lines(text, _bold),
    "headings": lambda text: _HEADING.sub("## ", text),
    "quoted": lambda text: _lines(text, lambda line: f"> {line}"),
    "fenced": lambda text: f"```\n{text.rstrip()}\n```\n",
    "fenced with a name": lambda text: f"```text\n{text.rstrip()}\n```\n",
    "escaped numbers": lambda text: _ITEM.sub(r"\1\\\2", text),
    "escaped dashes": lambda text: re.sub(r"^([-+])(?=\s)", r"\\\1", text, flags=re.M),
    "hard blanks": lambda text: re.sub(r"(?<=\S) (?=\S)", "\u00a0", text),
    "soft hyphens": lambda text: re.sub(r"(?<=[^\W\d_]{2})(?=[^\W\d_]{2})", "\u00ad", text),
    "zero width": lambda text: re.sub(r"(?<=\w)(?=\w)", "\u200b", text),
    "byte order marks": lambda text: "\ufeff" + text.replace("\n", "\n\ufeff"),
    "two blanks at line ends": lambda text: _lines(text, lambda line: line + "  "),
    "html blanks": lambda text: re.sub(r"(?<=\S) (?=\S)", "&nbsp;", text),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "decomposed, old tones": lambda text: normalize("NFD", to.tones_old(normalize("NFC", text))),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", PAPERS, ids=lambda p: p.stem[:12])
def test_a_plan_reads_alike_whatever_marks_it_carries(path: Path, way: str) -> None:
    plan = _plan(path)
    after, misses = headline(_plain(read_as_json(WAYS[way](plan.text))), _plain(copy.deepcopy(plan.gold)))
    assert after >= plan.headline - TOLERANCE, "\n".join([f"{after:.3f} < {plan.headline:.3f}", *misses])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", PAPERS[:2], ids=lambda p: p.stem[:12])
def test_spans_point_into_the_text_as_it_came(path: Path, way: str) -> None:
    """What a task quotes is found at its span of the marked text, once marks and blanks are left out on both sides."""
    text = WAYS[way](path.read_text(encoding="utf-8"))
    tasks = [task for unit in read(SourceText(text), lexicon()).assignments for task in unit.tasks]
    assert tasks
    for task in tasks:
        span = task.trace.span
        assert _bare(task.text)[:40] in _bare(text[span.start : span.end])


def _bare(text: str) -> str:
    text = normalize("NFC", text).replace("&nbsp;", " ")
    return re.sub(r"[^\w]", "", to.tones_new(re.sub("[\u00ad\u200b\ufeff]", "", text)))
