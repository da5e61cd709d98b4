"""The targets of a board and the form in which one is divided."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.apps.orgs.models import OrgUnit
from phongtrao.apps.plans.models import Target, TargetShare
from tests.factories import rows

pytestmark = pytest.mark.django_db

BUDGET = 12


class Commune:
    """A coordinator at the page of a target, and two hamlets."""

    def __init__(self) -> None:
        self.place = rows.area("Hòa An", parent=rows.area("Hòa Bình", "province"))
        self.committee = rows.body("UBND xã Hòa An", place=self.place, type="people_committee")
        self.hamlets = [
            rows.body(f"Thôn {name}", place=rows.area(name, "hamlet", self.place), type="hamlet_board")
            for name in ("Bắc", "Nam")
        ]
        self.target: Target = rows.target(rows.plan(self.committee))
        self.client = self.client_of("coordinator", self.committee)
        self.url = reverse("target_shares", kwargs={"uid": self.target.uid})
        self.board = reverse("plan", kwargs={"uid": self.target.plan_version.plan.uid}) + "?view=targets"

    def client_of(self, role: str, body: OrgUnit) -> Client:
        client = Client()
        client.force_login(rows.user_in_post(role, body), backend="django.contrib.auth.backends.ModelBackend")
        return client

    def send(self, *levels: str) -> object:
        data = {f"level_{body.uid}": level for body, level in zip(self.hamlets, levels, strict=False)}
        return self.client.post(f"{self.url}?kind=hamlet_board", data)


@pytest.fixture
def commune() -> Commune:
    return Commune()


def test_a_target_is_divided_and_the_board_says_the_difference(commune: Commune) -> None:
    empty = commune.client.get(commune.url).content.decode()
    assert "Chưa giao chỉ tiêu này cho nơi nào" in empty
    form = commune.client.get(f"{commune.url}?kind=hamlet_board").content.decode()
    assert "Phần của Thôn Nam" in form
    sent = commune.send("20", "18")
    assert getattr(sent, "status_code", 0) == 302
    assert getattr(sent, "url", "").endswith("?kind=hamlet_board")
    board = commune.client.get(commune.board).content.decode()
    assert "Đã giao 38 trên 50: còn 12 chưa giao." in board
    assert "Thôn Bắc: <strong>20</strong>" in board
    history = reverse("plan_history", kwargs={"uid": commune.target.plan_version.plan.uid})
    assert "Phần được giao: Thôn Bắc: 20; Thôn Nam: 18" in commune.client.get(history).content.decode()


def test_what_was_typed_stays_beside_its_error(commune: Commune) -> None:
    page = getattr(commune.send("20", "nhiều lắm"), "content", b"").decode()
    assert "Mức “nhiều lắm” không đọc được" in page
    assert f'href="#id_level_{commune.hamlets[1].uid}"' in page
    assert 'value="20"' in page
    assert not TargetShare.objects.exists()


def test_a_stale_form_changes_nothing(commune: Commune) -> None:
    commune.send("20")
    page = getattr(commune.send("30"), "content", b"").decode()
    assert "vừa được người khác sửa" in page
    assert TargetShare.objects.get().value == 20


def test_others_read_what_concerns_them(commune: Commune) -> None:
    commune.send("20", "18")
    rows.assignment(rows.task(commune.target.plan_version), commune.hamlets[1])
    head = commune.client_of("hamlet_head", commune.hamlets[1]).get(commune.board).content.decode()
    assert "Thôn Nam: <strong>18</strong>" in head
    assert "Thôn Bắc" not in head
    assert "Đã giao" not in head
    assert commune.url not in head
    leader = commune.client_of("leader", commune.committee)
    assert commune.url not in leader.get(commune.board).content.decode()
    assert leader.get(commune.url).status_code == 403


def test_the_form_keeps_to_the_budget(commune: Commune) -> None:
    costs = []
    for count in (2, 60):
        for n in range(count):
            rows.body(f"Thôn {count} {n}", place=commune.place, type="hamlet_board")
        with CaptureQueriesContext(connection) as seen:
            assert commune.client.get(f"{commune.url}?kind=hamlet_board").status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1] <= BUDGET + 2
