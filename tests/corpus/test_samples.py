"""The sample plans: what is committed is what the templates say, both carriers read alike, and well by their gold."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from phongtrao.adapters.documents_in import read_source
from phongtrao.cli import read as read_command
from phongtrao.cli.samples import NAMES, render, render_docx
from tests.corpus import score

HERE = Path(__file__).parent
DAY = date(2026, 3, 10)  # the day on which the committed samples stand
LEAST = 0.9  # headline; issue 2 asks 0.88 of plans that nobody here wrote


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_sample_is_its_template_on_that_day(name: str) -> None:
    assert (HERE / "samples" / f"{name}.txt").read_text(encoding="utf-8") == render(name, today=DAY)
    kept = read_source((HERE / "samples" / f"{name}.docx").read_bytes(), name=f"{name}.docx")
    made = read_source(render_docx(name, today=DAY), name=f"{name}.docx")
    assert kept.text == made.text


@pytest.mark.parametrize("carrier", ["txt", "docx"])
@pytest.mark.parametrize("name", NAMES)
def test_the_sample_is_read_well(name: str, carrier: str, tmp_path: Path) -> None:
    out = tmp_path / "reading.json"
    source = HERE / "samples" / f"{name}.{carrier}"
    assert read_command.run([str(source), "--with-text", "--output", str(out)]) == 0
    gold = json.loads((HERE / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    misses: list[str] = []
    figures = score.score(json.loads(out.read_text(encoding="utf-8")), gold, misses)
    headline = score.report(name, figures, misses, True)
    assert headline >= LEAST, misses
    assert min(figures["tasks"], figures["org_units"]) >= 0.95, misses


@pytest.mark.parametrize("day", [date(2026, 1, 2), date(2027, 12, 30), date(2028, 2, 29)])
@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_whole_on_any_day(name: str, day: date) -> None:
    text = render(name, today=day)
    assert "{" not in text
    assert f"năm {day.year}" in text
    assert "DỮ LIỆU MINH HỌA" in text


@pytest.mark.parametrize("name", NAMES)
def test_the_gold_quotes_the_sample(name: str) -> None:
    text = score.fold(render(name, today=DAY))
    gold = json.loads((HERE / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    quoted = [item["text"] for key in ("targets", "deadlines", "general_tasks") for item in gold[key]]
    quoted += [task["text"] for unit in gold["assignments"] for task in unit["tasks"]]
    assert [words for words in quoted if score.fold(words) not in text] == []
    assert sum(task["due"] is not None for unit in gold["assignments"] for task in unit["tasks"]) >= 7


@pytest.mark.parametrize("name", NAMES)
def test_the_paper_has_the_statutory_layout(name: str) -> None:
    document = Document(io.BytesIO(render_docx(name, today=DAY)))
    section = document.sections[0]
    assert section.left_margin is not None
    assert 29 <= section.left_margin.mm <= 36
    letterhead, signature, annex = document.tables
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in letterhead.cell(0, 1).text
    assert signature.cell(0, 0).text.startswith("Nơi nhận:")
    assert signature.cell(0, 1).text.startswith("TM. ỦY BAN NHÂN DÂN")
    assert annex.cell(0, 0).text == "STT"
    assert section.footer.paragraphs[0].text == "DỮ LIỆU MINH HỌA"
