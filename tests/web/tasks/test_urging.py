"""Urging from the late list: the message to paste, the letter to sign."""

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import docx
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.factories import rows

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 10, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


class Desk:
    """A coordinator of a commune in which one body is late with seven duties, another with one; a third was asked."""

    def __init__(self) -> None:
        self.place = rows.area("Hòa An")
        self.police = rows.body("Công an xã Hòa An", place=self.place)
        self.person = rows.user_in_post("coordinator", self.police)
        self.school = rows.body("Trường THCS Hòa An", place=self.place)
        self.health = rows.body("Trạm Y tế xã Hòa An", place=self.place)
        self.front = rows.body("Ủy ban MTTQ xã Hòa An", place=self.place)
        self.plan = rows.plan(rows.body("UBND xã Hòa An", place=self.place))
        for number in range(1, 8):
            self._owe(f"Việc của trường số {number}", date(2026, 6, number), self.school)
        self._owe("Khám sức khỏe cho Tổ bảo vệ", date(2026, 5, 31), self.health)
        self._owe("Việc được đề nghị", date(2026, 5, 1), self.front, requested=True)
        self._owe("Việc chưa đến hạn", date(2026, 6, 10), self.health)
        self._owe("Việc ngoài hệ thống", date(2026, 5, 2), self.health, outside=True)
        self.client = Client()
        self.client.force_login(self.person, backend="django.contrib.auth.backends.ModelBackend")

    def _owe(self, text: str, day: date, body: object, *, outside: bool = False, **fields: object) -> None:
        task = rows.task(self.plan, text, last_day=day, outside_system=outside)
        rows.occurrence(task, body, **fields)  # type: ignore[arg-type]  # a body of the factories


def _message(page: str) -> list[str]:
    inside = page[page.index('<textarea class="form-control" id="message"') :]
    return inside[inside.index(">") + 1 : inside.index("</textarea>")].splitlines()


def test_message_names_bodies_and_days_and_nobody_who_was_asked() -> None:
    desk = Desk()
    with time_machine.travel(NOON, tick=False):
        page = desk.client.get(reverse("urging")).content.decode()
    lines = _message(page)
    assert lines[0] == (
        "Công an xã Hòa An đề nghị các đơn vị gửi kết quả những việc đã quá hạn, tính đến ngày 10/6/2026:"
    )
    assert [line for line in lines if line.endswith(":")][1:] == ["1. Trạm Y tế xã Hòa An:", "2. Trường THCS Hòa An:"]
    assert "- Khám sức khỏe cho Tổ bảo vệ (hạn 31/5/2026, chậm 10 ngày)" in lines
    assert "- Việc của trường số 1 (hạn 01/6/2026, chậm 9 ngày)" in lines
    assert "… và 2 việc khác" in lines
    for unwanted in ("được đề nghị", "chưa đến hạn", "ngoài hệ thống", desk.person.full_name):
        assert unwanted not in "\n".join(lines)
    assert page.count('<tr><th scope="row">') == 8


def test_letter_lists_every_late_duty_and_leaves_number_and_day_open() -> None:
    desk = Desk()
    with time_machine.travel(NOON, tick=False):
        answer = desk.client.get(reverse("urging_letter"))
    document = docx.Document(io.BytesIO(answer.content))
    head = " ".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert "Số:      /" in head
    assert "V/v đôn đốc thực hiện các nhiệm vụ đã quá hạn" in head
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Kính gửi: Trạm Y tế xã Hòa An; Trường THCS Hòa An." in words
    assert "tính đến ngày 10/6/2026 còn 8 nhiệm vụ" in words
    table = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert [row[0] for row in table] == ["STT", *(str(n) for n in range(1, 9))]
    assert table[1][1:] == ["Khám sức khỏe cho Tổ bảo vệ", "Trạm Y tế xã Hòa An", "31/5/2026", "10"]
    assert desk.person.full_name not in words


def test_nothing_late_is_said_so_and_costs_few_queries(django_assert_max_num_queries) -> None:
    body = rows.body("Công an xã")
    client = Client()
    client.force_login(rows.user_in_post("leader", body), backend="django.contrib.auth.backends.ModelBackend")
    with django_assert_max_num_queries(12):
        page = client.get(reverse("urging")).content.decode()
    assert "Không có việc nào quá hạn" in page
    assert "<textarea" not in page


@pytest.mark.parametrize("role", ["officer", "hamlet_head", "viewer"])
def test_only_coordinator_and_leader_urge(role: str) -> None:
    client = Client()
    client.force_login(rows.user_in_post(role, rows.body()), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("urging")).status_code == 403
    assert client.get(reverse("urging_letter")).status_code == 403
