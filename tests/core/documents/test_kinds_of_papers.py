"""Which papers give duties: plans; orders to whom they name; recognitions, thanks, figures, laws and tales none."""

from pathlib import Path

import pytest

from tests.core.documents import papers
from tests.core.reader_lexicon import read_text

LAWS = sorted((Path(__file__).resolve().parents[4] / "shared" / "law" / "texts").glob("*.txt"))

NONE = {
    "recognition": papers.RECOGNITION,
    "thanks": papers.THANKS,
    "figures": papers.FIGURES,
    "law": papers.LAW,
    "articles without a head": papers.DECREE_ARTICLES,
    "novel": papers.NOVEL,
    "nothing": "",
    "a list": "Danh mục đồ dùng:\n1. Bàn\n2. Ghế\n- Tủ\n- Đèn",
}
NAMED = {
    "directive": (
        papers.DIRECTIVE,
        [
            ("Công an xã", "assign", 2),
            ("Ban Chỉ huy Quân sự xã", "assign", 1),
            ("Phòng Văn hóa - Xã hội", "assign", 1),
            ("Ủy ban MTTQ Việt Nam xã", "request", 1),
            ("Các đơn vị", "assign", 1),
        ],
    ),
    "conclusion": (papers.CONCLUSION, [("Công an xã", "assign", 1), ("Văn phòng HĐND-UBND xã", "assign", 1)]),
    "minutes": (papers.MINUTES, [("Công an xã", "assign", 1), ("Phòng Kinh tế", "assign", 1)]),
    "letter": (papers.LETTER, [("Công an xã", "assign", 1), ("Các thôn", "assign", 1)]),
    "letter in one sentence": (papers.LETTER_IN_ONE_SENTENCE, [("Công an xã", "request", 1)]),
    "decision that gives": (papers.DECISION_THAT_GIVES, [("Công an xã", "assign", 1)]),
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_a_paper_that_gives_nobody_work_gives_no_duty(text: str) -> None:
    found = read_text(text)
    assert [a.heading for a in found.assignments] == []
    assert [g.text for g in found.general_tasks] == []
    assert [d.text for d in found.deadlines] == []


@pytest.mark.parametrize("law", LAWS, ids=lambda p: p.stem)
def test_the_words_of_a_law_give_no_duty(law: Path) -> None:
    found = read_text(law.read_text(encoding="utf-8"))
    assert [a.heading for a in found.assignments] == []
    assert [g.text for g in found.general_tasks] == []
    assert [d.text for d in found.deadlines] == []


@pytest.mark.parametrize(("text", "units"), NAMED.values(), ids=NAMED.keys())
def test_an_order_gives_duties_to_whom_it_names(text: str, units: list[tuple[str, str, int]]) -> None:
    found = read_text(text)
    assert [(a.org_unit, a.mood, len(a.tasks)) for a in found.assignments] == units
    assert found.general_tasks == ()


def test_the_times_of_an_order_are_those_of_its_duties() -> None:
    found = read_text(papers.LETTER)
    assert [(str(d.due), d.owner) for d in found.deadlines] == [
        ("2026-03-30", "Công an xã"),
        ("2026-03-25", "Các thôn"),
    ]
    told = read_text(papers.CONCLUSION)
    assert [str(d.due) for d in told.deadlines] == ["2026-03-31"]
