"""The annex and the sheet of a whole plan: what they print, for whom, and that the reader reads the annex back."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from phongtrao.adapters.documents_in import read_source
from phongtrao.adapters.docx_in import read_docx
from phongtrao.adapters.gate_words import gate_words
from phongtrao.apps.documents.reader import read_text, resolver_for
from phongtrao.apps.orgs.models import OrgUnit
from phongtrao.apps.plans.models import PlanVersion
from phongtrao.apps.tasks.models import ProgressNote, Task
from phongtrao.apps.tasks.queries import Sight, plan_annex, plan_sheet, sight_of
from phongtrao.apps.tasks.queries.papers import printed_day
from phongtrao.core.text.gate import check_text
from tests.adapters.office import pages_of
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.factories.rows import NOW, TODAY

pytestmark = pytest.mark.django_db

# (columns of Task, what a reader must read: kind, due, rrule, before); None: no time is printed.
TIMES: tuple[tuple[dict[str, Any], tuple[Any, ...] | None], ...] = (
    (
        {"time_kind": "date", "said_on": date(2026, 6, 20), "before": True, "last_day": date(2026, 6, 19)},
        ("date", "2026-06-20", None, True),
    ),
    (
        {"time_kind": "date", "said_on": date(2026, 11, 15), "last_day": date(2026, 11, 15)},
        ("date", "2026-11-15", None, False),
    ),
    (
        {"time_kind": "recurring", "rrule": "FREQ=MONTHLY;BYMONTHDAY=16", "before": True},
        ("recurring", None, "FREQ=MONTHLY;BYMONTHDAY=16", True),
    ),
    (
        {"time_kind": "recurring", "rrule": "FREQ=MONTHLY;INTERVAL=3"},
        ("recurring", None, "FREQ=MONTHLY;INTERVAL=3", False),
    ),
    (
        {"time_kind": "recurring", "rrule": "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15", "before": True},
        ("recurring", None, "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15", True),
    ),
    ({"time_kind": "recurring", "rrule": "FREQ=YEARLY"}, ("recurring", None, "FREQ=YEARLY", False)),
    ({"time_kind": "recurring", "rrule": "FREQ=WEEKLY"}, ("recurring", None, "FREQ=WEEKLY", False)),
    (
        {"time_kind": "recurring", "rrule": "FREQ=MONTHLY;INTERVAL=6"},
        ("recurring", None, "FREQ=MONTHLY;INTERVAL=6", False),
    ),
    ({"time_kind": "continuous"}, ("continuous", None, None, False)),
    ({"time_kind": "none"}, None),
)
WORDS = (
    "Tuyên truyền, phổ biến pháp luật về bảo vệ an ninh Tổ quốc tới từng hộ gia đình",
    "Rà soát, củng cố Tổ bảo vệ an ninh, trật tự ở các thôn",
    "Xây dựng mô hình camera an ninh tại các điểm công cộng",
    "Tổ chức ký cam kết không vi phạm pháp luật trong trường học",
    "Cân đối kinh phí bảo đảm cho phong trào",
)


class Commune:
    """A commune with bodies that a plan names, and its plan."""

    def __init__(self, **plan: Any) -> None:
        self.place = rows.area("Hòa An", parent=rows.area("Hòa Bình", "province"))
        self.committee = rows.body("UBND xã Hòa An", place=self.place, type="people_committee")
        self.police = rows.body("Công an xã Hòa An", place=self.place, type="commune_police")
        self.economy = rows.body("Phòng Kinh tế xã Hòa An", place=self.place)
        self.front = rows.body("Ủy ban MTTQ Việt Nam xã Hòa An", place=self.place, type="fatherland_front")
        self.hamlets = [
            rows.body(f"Thôn {name}", place=rows.area(name, "hamlet", self.place), type="hamlet_board")
            for name in ("Nam", "Bắc")
        ]
        self.version = rows.plan(self.committee, **plan)

    def sight(self, role: str, body: OrgUnit | None = None) -> Sight:
        return sight_of(rows.actor(role, body or self.committee), TODAY)

    def duty(self, text: str, to: OrgUnit | None, partners: Sequence[OrgUnit] = (), **fields: Any) -> Task:
        task = rows.task(self.version, text, **fields)
        if to:
            rows.assignment(task, to, mood="request" if to == self.front else "assign")
        for partner in partners:
            rows.assignment(task, partner, role="coordinate", partner=True)
        return task


@pytest.fixture
def commune() -> Commune:
    return Commune()


def sheet_of(commune: Commune, sight: Sight) -> list[tuple[Any, ...]]:
    data = plan_sheet(version=commune.version, sight=sight).data
    found = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    return [tuple(int(cell) if isinstance(cell, float) else cell for cell in row) for row in found]


def annex_lines(commune: Commune, sight: Sight) -> list[str]:
    return read_docx(plan_annex(version=commune.version, sight=sight).data).text.split("\n")


def test_the_reader_reads_the_annex_back(commune: Commune) -> None:
    owners = [commune.police, commune.economy, commune.front]
    expected = set()
    for n, (fields, time) in enumerate(TIMES * 3):
        to = owners[n % 3]
        partners = [body for body in (commune.police, commune.front) if body != to][: n % 3]
        text = f"{WORDS[n % len(WORDS)]}, đợt {n}"
        commune.duty(text, to, partners, **fields)
        expected.add((to.name, text, time, frozenset(body.name for body in partners)))
    group = rows.task(commune.version, "Họp thôn bàn việc bảo vệ an ninh, trật tự", last_day=date(2026, 4, 1))
    rows.assignment(group, kind="group", group_type="residential_areas", group_area=commune.place, text="Các thôn")
    hamlets = resolver_for(commune.version.document, today=TODAY).resolve("Các thôn")["label"]
    expected.add((hamlets, group.text, ("date", "2026-04-01", None, False), frozenset()))
    commune.duty("Nâng cao nhận thức của Nhân dân về phong trào", None, general=True)

    source = read_source(plan_annex(version=commune.version, sight=commune.sight("coordinator")).data, name="a.docx")
    result = read_text(source.text, name="a.docx", media_type="", route="docx", sha256="")
    assert duties(result, commune) == expected
    asked = {unit["mood"] for unit in result["assignments"] if "MTTQ" in unit["org_unit"]}
    assert asked == {"request"}


def duties(result: dict[str, Any], commune: Commune) -> set[tuple[Any, ...]]:
    """(body, text, time, partners) of what was read; names are those of the bodies that they mean."""
    resolver = resolver_for(commune.version.document, today=TODAY)

    def named(name: str) -> str:
        return resolver.resolve(name).get("label", name)

    times = {
        (row["owner"], row["text"]): (row["kind"], row["due"], row["rrule"], row["before"])
        for row in result["deadlines"]
    }
    return {
        (
            named(unit["org_unit"]),
            task["text"],
            times.get((unit["org_unit"], task["text"])),
            frozenset(named(name) for name in task["with"]),
        )
        for unit in result["assignments"]
        for task in unit["tasks"]
    }


def test_an_annex_without_number_leaves_room_for_it(commune: Commune) -> None:
    commune.duty(WORDS[0], commune.police)
    lines = annex_lines(commune, commune.sight("coordinator"))
    assert lines[0] == "Phụ lục"
    assert lines[1] == "PHÂN CÔNG NHIỆM VỤ THỰC HIỆN KẾ HOẠCH"
    assert lines[2].split("ngày")[0] == "(Kèm theo Kế hoạch số      /KH-UBND "
    assert lines[2].endswith("của UBND xã Hòa An)")


def test_an_annex_names_its_plan_in_full() -> None:
    commune = Commune(number="12", symbol="KH-UBND", issued_on=date(2026, 1, 5), issuer="Ủy ban nhân dân xã Hòa An")
    commune.duty(WORDS[0], commune.police)
    cited = "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân xã Hòa An)"
    assert annex_lines(commune, commune.sight("coordinator"))[2] == cited
    assert printed_day(date(2026, 3, 9)) == "ngày 09 tháng 3 năm 2026"
    row = sheet_of(commune, commune.sight("coordinator"))[1]
    assert (row[2], f"{row[3]:%d/%m/%Y}") == ("12/KH-UBND", "05/01/2026")


def test_what_nobody_is_in_charge_of_stands_apart(commune: Commune) -> None:
    commune.duty(WORDS[0], commune.police)
    commune.duty(WORDS[1], None, [commune.front])
    table = [line for line in annex_lines(commune, commune.sight("coordinator")) if line.startswith("|")]
    assert [line.split(" | ")[0] for line in table] == ["| STT", "| I", "| 1", "| II", "| 2"]
    assert "CHƯA PHÂN CÔNG" in table[3]
    source = read_source(plan_annex(version=commune.version, sight=commune.sight("coordinator")).data, name="a.docx")
    read = read_text(source.text, name="", media_type="", route="docx", sha256="")
    assert [task["text"] for unit in read["assignments"] for task in unit["tasks"]] == [WORDS[0]]
    assert sheet_of(commune, commune.sight("coordinator"))[2][9] == "Chưa giao"


def test_libreoffice_opens_the_annex_and_shows_every_duty(commune: Commune, tmp_path: Path) -> None:
    for n in range(30):
        commune.duty(f"{WORDS[n % 5]}, đợt {n}", commune.police, [commune.front], last_day=date(2026, 6, 20))
    made = plan_annex(version=commune.version, sight=commune.sight("coordinator"), sample=True)
    assert made.name == "phu-luc-phan-cong-2026.docx"
    pages = pages_of(made.data, tmp_path)
    assert len(pages) > 2
    assert {(round(width), round(height)) for width, height, _ in pages} == {(297, 210)}
    assert all("DỮ LIỆU MINH HỌA" in text and "Cơ quan chủ trì" in text for _, _, text in pages)
    shown = " ".join(" ".join(text.split()) for _, _, text in pages)
    assert all(f"đợt {n}" in shown for n in range(30))


def test_the_sheet_has_the_offices_twelve_columns(commune: Commune) -> None:
    person = rows.user(full_name="Trần Thị Không In")
    late = rows.occurrence(
        commune.duty(WORDS[0], commune.police, [commune.front], last_day=date(2026, 3, 1)), commune.police
    )
    stamps = {"submitted_at": NOW, "submitted_by": person, "submitted_by_name": person.full_name}
    done = rows.occurrence(
        commune.duty(WORDS[1], commune.economy, last_day=date(2026, 3, 31)), commune.economy, state="accepted", **stamps
    )
    outside = commune.duty(WORDS[2], commune.economy, outside_system=True, time_kind="continuous")
    meeting = rows.task(commune.version, "Họp thôn", last_day=date(2026, 3, 1))
    rows.assignment(meeting, kind="group", group_type="residential_areas", group_area=commune.place, text="Các thôn")
    for hamlet, state in zip(commune.hamlets, ("accepted", "open"), strict=True):
        rows.occurrence(meeting, hamlet, state=state, **(stamps if state == "accepted" else {}))
    leader = rows.post("leader", commune.committee, title="Phó Chủ tịch UBND xã")
    rows.assignment(late.task, kind="post", post=leader, role="advise")
    with rows_for_tests():
        for occurrence, words in ((late, "Đã ký 42 hộ"), (done, "Đã rà soát")):
            ProgressNote.objects.create(
                occurrence=occurrence, verb="submit", words=words, done_count=42, total_count=60, at=NOW, by=person,
                by_name=person.full_name,
            )  # fmt: skip
    heading, *found = sheet_of(commune, commune.sight("leader"))
    assert heading == (
        "Số TT", "Nhiệm vụ", "Số văn bản", "Ngày", "Hạn", "Chủ trì", "Phối hợp", "Lãnh đạo phụ trách", "Tiến độ",
        "Trạng thái", "Kết quả", "Ghi chú",
    )  # fmt: skip
    by_lead = {(row[5], row[1]): row for row in found}
    police = by_lead["Công an xã Hòa An", WORDS[0]]
    assert f"{police[4]:%d/%m/%Y}" == "01/03/2026"
    assert police[6:11] == (
        "Ủy ban MTTQ Việt Nam xã Hòa An", "Phó Chủ tịch UBND xã, UBND xã Hòa An", "42/60", "Chưa làm, quá hạn",
        "Đã ký 42 hộ",
    )  # fmt: skip
    assert by_lead["Phòng Kinh tế xã Hòa An", WORDS[1]][9:11] == ("Xác nhận hoàn thành", "Đã rà soát")
    assert by_lead["Phòng Kinh tế xã Hòa An", outside.text][4] == "Thường xuyên"
    assert by_lead["Phòng Kinh tế xã Hòa An", outside.text][9:] == ("Chưa có báo cáo", "", "Thực hiện ngoài hệ thống")
    assert by_lead["Các thôn", "Họp thôn"][8:10] == ("1/2 đơn vị", "1/2 đã xong, 1 chậm")
    assert [row[0] for row in found] == list(range(1, len(found) + 1))
    assert not any(person.full_name in str(cell) for row in found for cell in row)


def test_a_body_gets_what_names_it(commune: Commune) -> None:
    own = rows.occurrence(commune.duty(WORDS[0], commune.economy, last_day=date(2026, 3, 31)), commune.economy)
    helped = rows.occurrence(
        commune.duty(WORDS[1], commune.police, [commune.economy], last_day=date(2026, 3, 1)), commune.police
    )
    commune.duty(WORDS[2], commune.police)
    commune.duty(WORDS[3], None)
    _, *found = sheet_of(commune, commune.sight("officer", commune.economy))
    assert [(row[1], row[5], row[6]) for row in found] == [
        (helped.task.text, "Công an xã Hòa An", "Phòng Kinh tế xã Hòa An"),
        (own.task.text, "Phòng Kinh tế xã Hòa An", ""),
    ]
    assert found[0][9] == "Chưa có báo cáo", "how far another body is, is not theirs to see"
    assert len(sheet_of(commune, commune.sight("coordinator"))) == 5
    assert sheet_of(commune, sight_of(rows.actor("officer"), TODAY))[1:] == []


def test_a_formula_stays_words(commune: Commune) -> None:
    commune.duty("=HYPERLINK(1)", commune.police)
    data = plan_sheet(version=commune.version, sight=commune.sight("coordinator"), sample=True).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "Dữ liệu minh họa" in sheet, "at the foot of every printed page"
    notes = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Hướng dẫn").to_python()
    assert any("DỮ LIỆU MINH HỌA" in row for row in notes)


def test_the_annex_passes_our_own_gate(commune: Commune) -> None:
    commune.duty(WORDS[0], commune.police)
    text = read_docx(plan_annex(version=commune.version, sight=commune.sight("coordinator")).data).text
    assert check_text(text, gate_words()).refusals == ()


@pytest.mark.parametrize("role", ["coordinator", "officer"])
def test_the_whole_plan_costs_the_same_whatever_its_size(commune: Commune, role: str) -> None:
    by = rows.actor(role, commune.police if role == "officer" else commune.committee)
    costs = []
    for count in (3, 130):
        for n in range(count):
            rows.occurrence(commune.duty(f"Việc {n}", commune.police, last_day=date(2026, 3, 1)), commune.police)
        with CaptureQueriesContext(connection) as seen:
            plan_annex(version=commune.version, sight=sight_of(by, TODAY))
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 8


def test_a_superseded_version_is_not_printed(commune: Commune) -> None:
    commune.duty(WORDS[0], commune.police)
    paper = rows.document(commune.committee)
    with rows_for_tests():
        PlanVersion.objects.filter(pk=commune.version.pk).update(current=False)
        new = PlanVersion.objects.create(
            plan=commune.version.plan, number=2, document=paper, reading=rows.reading(paper), confirmed_at=NOW,
            confirmed_by=paper.uploaded_by, confirmed_by_name="x",
        )  # fmt: skip
    rows.assignment(rows.task(new, WORDS[1]), commune.police)
    assert [row[1] for row in sheet_of(commune, commune.sight("coordinator"))[1:]] == [WORDS[1]]


def test_the_annex_prints_products_and_the_reader_reads_them_back(commune: Commune) -> None:
    commune.duty(WORDS[0], commune.police, product="kế hoạch, hình ảnh", last_day=date(2026, 4, 1))
    commune.duty(WORDS[1], commune.economy)
    source = read_source(plan_annex(version=commune.version, sight=commune.sight("coordinator")).data, name="a.docx")
    result = read_text(source.text, name="a.docx", media_type="", route="docx", sha256="")
    products = {task["text"]: task.get("product") for unit in result["assignments"] for task in unit["tasks"]}
    assert products == {WORDS[0]: "Kế hoạch, hình ảnh", WORDS[1]: None}
