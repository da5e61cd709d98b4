"""Corrections leave masked: nothing seeded survives, every place is right, and who may not gets nothing."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.base.days import day_of
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents import operations
from phongtrao.apps.documents.exports import corrections_masked
from phongtrao.apps.documents.operations import Correction
from tests.apps.documents.papers import LATER, PLAN, Commune
from tests.apps.documents.test_decisions import Paper
from tests.corpus.correction_rows import faults

pytestmark = pytest.mark.django_db

SEEDED = [
    *("Lò Văn Pâng", "Kpă Hờ", "Giàng Thị Sử", "Quách Đại Bửu", "Ước Mơ", "Thạch Sa Rết", "Pâng", "Bửu"),
    *("Nậm Giải", "NẬM GIẢI", "Krông Búk", "Đồng Sét", "Hạ Lát", "Thới Bền", "Khe Nóng", "Bến Gỗ Đỏ", "Suối Rạt"),
    *("0912 345 678", "0987654321", "024 3939 1234", "012345678912", "4711", "8153", "2909", "29A-123.45"),
    *("nam.giai@tinh.gov.vn", "namgiai.gov.vn", "12/7B"),
]
RICH = (
    PLAN.replace("XÃ HÒA AN", "XÃ NẬM GIẢI").replace("Hòa An", "Nậm Giải").replace("45/KH", "4711/KH")
    .replace("Nguyễn Văn Mẫu", "Quách Đại Bửu")
    .replace(
        "- Tham mưu UBND xã tổng kết phong trào trong tháng 12/2026.",
        "- Tham mưu UBND xã Nậm Giải tổng kết phong trào trong tháng 12/2026; đồng chí Lò Văn Pâng và bà Giàng Thị Sử,"
        " Trưởng thôn Khe Nóng, gọi 0912 345 678 hoặc 0987654321, 024 3939 1234; gửi nam.giai@tinh.gov.vn.\n"
        "- Phối hợp với UBND xã Krông Búk, Công an các xã Đồng Sét, Hạ Lát, Trường THCS Thới Bền, chợ Bến Gỗ Đỏ"
        " thực hiện Quyết định số 8153/QĐ-UBND, Công văn số 2909 của tỉnh Suối Rạt.",
    )
    .replace(
        "- Tổ chức đăng ký xây dựng thôn",
        "- Đồng chí Kpă Hờ (căn cước 012345678912, xe 29A-123.45, số 12/7B đường Ước Mơ; https://namgiai.gov.vn) tổ"
        " chức đăng ký xây dựng thôn",
    )
)  # fmt: skip


class Rich(Paper):
    def __init__(self) -> None:
        self.commune = Commune()
        self.document = self.commune.read(RICH)
        self.by = self.commune.by


def _everything_corrected(paper: Paper) -> None:
    """One correction of every kind, with names in what is typed too."""
    first = paper.item("task", 0)
    typed = "Đồng chí Thạch Sa Rết chủ trì ở xã Nậm Giải, báo cáo theo Kế hoạch số 4711/KH-UBND"
    paper.correct(
        first, Correction(text=typed, span=None, role="lead", partners=("Công an xã Krông Búk",)), paper.unit()
    )
    paper.call(operations.drop_item, paper.item("target"))
    paper.call(operations.merge_item, paper.item("task", 1))
    third = paper.item("task", 3)
    words = third.text
    cut = words.index(",") + 1
    paper.call(operations.split_item, third, said=f"{words[:cut]}\n{words[cut:]}")
    last = [item for item in (paper.item("task", index) for index in range(5, 7)) if item.decision == "open"][-1]
    at = RICH.index("duy trì các mô hình")
    paper.call(operations.redraw_item, last, span=(at, at + 30), passage="")
    operations.add_item(
        document_uid=paper.document.uid,
        kind="general_task",
        correction=Correction(text="Triển khai ở thôn Khe Nóng", span=None),
        unit_uid=None,
        by=paper.by,
        now=LATER,
    )


def _rows() -> list[dict[str, Any]]:
    return list(corrections_masked(by=SYSTEM))


def test_nothing_seeded_survives_and_every_kind_of_correction_is_a_row() -> None:
    paper = Rich()
    _everything_corrected(paper)
    rows = _rows()
    assert {row["decision"] for row in rows} == {"corrected", "dropped", "added", "split", "merged", "redrawn"}
    out = json.dumps(rows, ensure_ascii=False)
    assert [seed for seed in SEEDED if seed in out] == []
    assert all(seed in RICH for seed in SEEDED if seed not in ("Thạch Sa Rết",))
    assert "Hòa An" not in out


def test_rows_hold_what_was_read_and_what_was_put_with_places_in_the_passage() -> None:
    paper = Rich()
    _everything_corrected(paper)
    rows = _rows()
    assert [fault for row in rows for fault in faults(row)] == []
    by_decision = {row["decision"]: row for row in rows}
    assert [len(by_decision[name]["read"]) for name in ("corrected", "dropped", "added", "merged")] == [1, 1, 0, 2]
    assert [len(by_decision[name]["corrected"]) for name in ("corrected", "dropped", "split")] == [1, 0, 2]
    redrawn = by_decision["redrawn"]
    start, end = redrawn["corrected"][0]["span"]
    assert redrawn["passage"][start:end] == RICH[RICH.index("duy trì các mô hình") :][:30].strip()
    assert by_decision["corrected"]["read"][0]["due"] == "2026-03-31"


def test_one_paper_says_the_same_placeholder_for_the_same_place() -> None:
    paper = Rich()
    _everything_corrected(paper)
    corrected = next(row for row in _rows() if row["decision"] == "corrected")
    place = corrected["corrected"][0]["text"].split("xã ")[1].split(",")[0]
    merged = next(row for row in _rows() if row["decision"] == "merged")
    assert f"UBND xã {place} tổng kết" in merged["read"][0]["text"]


def test_only_since_a_day() -> None:
    paper = Rich()
    _everything_corrected(paper)
    assert list(corrections_masked(by=SYSTEM, since=day_of(LATER)))
    assert list(corrections_masked(by=SYSTEM, since=day_of(LATER) + timedelta(days=1))) == []


def test_what_nobody_put_right_is_no_row() -> None:
    paper = Rich()
    paper.call(operations.accept_items, paper.item())
    assert _rows() == []


@pytest.mark.parametrize("role", ["coordinator", "leader", "officer", "viewer"])
def test_others_may_not(role: str) -> None:
    with pytest.raises(Refused, match="role_may_not"):
        corrections_masked(by=replace(SYSTEM, role=role))
