"""Real plans that lie beside the repository (never inside it): every item of the reading is shown, nothing else is."""

import json
from pathlib import Path

import pytest

from phongtrao.apps.documents import queries, reader
from phongtrao.apps.documents.items import items_of
from phongtrao.apps.documents.models import SourceText
from phongtrao.apps.documents.places import find_passage
from tests.apps.documents.papers import Commune, run_jobs
from tests.factories import rows

SHARED = Path(__file__).resolve().parents[4] / "shared"
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
DUTIES = {"task", "general_task", "deadline"}
# Duties of a gold file: tasks and general tasks, and the deadlines outside of both (issue 2: 32, not 50).
GOLD_DUTIES = {"000": 32, "002": 26, "004": 43}


@pytest.mark.skipif(not SEEDS, reason="the five plans lie beside the repository on the machine that measures")
@pytest.mark.django_db
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_plan_goes_through_without_loss(path: Path) -> None:
    commune = Commune()
    printed = path.read_text(encoding="utf-8")
    document = commune.upload(printed, name="ke-hoach.txt")
    run_jobs()
    document.refresh_from_db()
    assert (document.state, document.failure) == ("read", "")
    review = queries.get_review(uid=document.uid, by=commune.by, today=rows.TODAY)
    source = SourceText.objects.get(document=document)
    text, is_ruined = source.text, path.name.startswith("003")
    assert (source.original or source.text) == printed
    assert bool(source.restored) == is_ruined
    spans = [(start, end) for start, end, *_ in source.restored]
    result = reader.read_text(text, name="", media_type="", route="text", sha256="", restored=spans)
    read = sorted(
        [("task", task["text"]) for unit in result["assignments"] for task in unit["tasks"]]
        + [("general_task", row["text"]) for row in result["general_tasks"]]
        + [("target", row["text"]) for row in result["targets"]]
        + [("initiative", name) for name in result["initiatives"]]
    )
    items = review.items()
    assert sorted((item.kind, item.text) for item in items if item.kind != "deadline") == read
    times = sum(len(item.value.get("deadlines", ())) for item in items) + sum(i.kind == "deadline" for i in items)
    assert times == len(result["deadlines"])
    assert len({item.uid for item in items}) == len(items)
    assert "\n".join(line.text for line in review.lines) == text.replace("\r\n", "\n")
    assert not review.damaged


@pytest.mark.skipif(not SEEDS, reason="the gold lies beside the repository on the machine that measures")
@pytest.mark.parametrize(("name", "duties"), GOLD_DUTIES.items())
def test_gold_gives_one_row_for_each_duty(name: str, duties: int) -> None:
    gold = json.loads((SHARED / "reading" / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    text = next(path for path in SEEDS if path.name.startswith(name)).read_text(encoding="utf-8")
    parts = [*gold["deadlines"], *gold["general_tasks"], *(t for unit in gold["assignments"] for t in unit["tasks"])]
    for row in parts:
        row["span"] = find_passage(text, row["text"])[0]
    kinds = [item.kind for item in items_of(gold, text)]
    assert sum(kind in DUTIES for kind in kinds) == duties
