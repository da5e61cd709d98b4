"""The annex and the sheet leave through the page of the plan: whole, marked in the demo, at a fixed cost."""

import io
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from phongtrao.adapters.docx_in import read_docx
from phongtrao.apps.plans.models import PlanVersion
from tests.factories import rows

pytestmark = pytest.mark.django_db

BUDGET = 12


@pytest.fixture
def version() -> PlanVersion:
    return rows.plan(rows.body("UBND xã Hòa An", type="people_committee"))


def client_of(version: PlanVersion, role: str = "coordinator") -> Client:
    client = Client()
    client.force_login(rows.user_in_post(role, version.plan.body), backend="django.contrib.auth.backends.ModelBackend")
    return client


def fill(version: PlanVersion, count: int) -> None:
    body = rows.body("Công an xã Hòa An", place=version.plan.body.area, type="commune_police")
    for n in range(count):
        rows.occurrence(rows.task(version, f"Việc số {n}", last_day=date(2026, 3, 31)), body)


def url(name: str, version: PlanVersion) -> str:
    return reverse(name, kwargs={"uid": version.plan.uid})


def test_both_hold_the_whole_plan_not_a_page_of_it(version: PlanVersion) -> None:
    fill(version, 120)
    client = client_of(version, "leader")
    page = client.get(url("plan", version)).content.decode()
    assert url("plan_annex", version) in page
    assert url("plan_sheet", version) in page
    costs = []
    for name in ("plan_annex", "plan_sheet"):
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(url(name, version) + "?page=2&q=119")
        costs.append(len(seen))
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith('attachment; filename="')
        if name == "plan_annex":
            lines = read_docx(answer.content).text.split("\n")
            assert sum(line.startswith("| ") and "Việc số" in line for line in lines) == 120
            assert "MINH HỌA" not in read_docx(answer.content).aside.upper()
        else:
            assert (
                len(CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()) == 121
            )
    assert max(costs) <= BUDGET


def test_papers_of_the_demo_bear_its_mark(
    version: PlanVersion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "demo"
    mark.touch()
    monkeypatch.setattr("phongtrao.web.access.DEMO_MARK", mark)
    fill(version, 1)
    answer = client_of(version).get(url("plan_annex", version))
    assert "DỮ LIỆU MINH HỌA" in read_docx(answer.content).aside


def test_papers_are_vietnamese_in_every_language(version: PlanVersion) -> None:
    fill(version, 1)
    client = client_of(version)
    client.post(reverse("set_language"), {"language": "en"})
    assert "PHÂN CÔNG NHIỆM VỤ" in read_docx(client.get(url("plan_annex", version)).content).text
