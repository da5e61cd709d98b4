"""The month on the screen and the same days in a calendar program."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
import vobject
from django.test import Client
from django.urls import reverse

from phongtrao.apps.accounts.models import User
from phongtrao.apps.notifications.models import CalendarLink
from phongtrao.apps.orgs.models import Appointment
from phongtrao.apps.plans.models import PlanVersion
from tests.conftest import rows_for_tests
from tests.factories import rows

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2026, 6, 10, 12, 0, tzinfo=HERE)


class Desk:
    """An officer of a body that owes three duties in June 2026, one of them late; another body owes a fourth."""

    def __init__(self) -> None:
        self.place = rows.area("Hòa An")
        self.own = rows.body("Phòng Văn hóa - Xã hội", place=self.place)
        self.other = rows.body("Trạm Y tế", place=self.place)
        self.person: User = rows.user_in_post("officer", self.own)
        self.plan: PlanVersion = rows.plan(rows.body("UBND xã", place=self.place))
        self.late = self._owe("Mở lớp tập huấn", date(2026, 6, 5))
        self.soon = self._owe("Báo cáo sơ kết", date(2026, 6, 15))
        self.done = self._owe("Gửi danh mục", date(2026, 6, 30), state="accepted")
        self.foreign = rows.occurrence(rows.task(self.plan, "Khám sức khỏe", last_day=date(2026, 6, 15)), self.other)
        self.client = Client()
        self.client.force_login(self.person, backend="django.contrib.auth.backends.ModelBackend")

    def _owe(self, text: str, day: date, **fields: object):
        if fields.get("state") == "accepted":
            fields |= {"submitted_at": NOON, "submitted_by": self.person, "submitted_by_name": "x"}
        return rows.occurrence(rows.task(self.plan, text, last_day=day), self.own, **fields)

    def address(self) -> str:
        """The address of a new calendar link, as the page shows it once."""
        page = self.client.post(reverse("calendar_links"), {"label": "điện thoại"}).content.decode()
        found = re.search(r'value="(http://testserver/calendar/feed/[^"]+\.ics)"', page)
        assert found
        return found[1]


def _events(data: bytes) -> dict[date, str]:
    calendar = vobject.readOne(data.decode())
    return {event.dtstart.value: event.summary.value for event in getattr(calendar, "vevent_list", [])}


def test_month_counts_and_lists_what_the_body_owes() -> None:
    desk = Desk()
    with time_machine.travel(NOON, tick=False):
        page = desk.client.get(reverse("calendar"), {"month": "2026-06"}).content.decode()
        assert [int(n) for n in re.findall(r'href="#day-2026-06-(\d\d)"', page)] == [5, 15, 30]
        assert re.findall(r'id="day-(2026-06-\d\d)"', page) == ["2026-06-05", "2026-06-15", "2026-06-30"]
        assert "Báo cáo sơ kết" in page
        assert "Khám sức khỏe" not in page
        assert page.count("is-late") == 1
        assert "Lịch tháng 6/2026" in page
        empty = desk.client.get(reverse("calendar"), {"month": "2026-07"}).content.decode()
        assert "Không có việc nào đến hạn" in empty
        assert "Lịch tháng 6/2026" in desk.client.get(reverse("calendar"), {"month": "2026-13"}).content.decode()


def test_feed_says_what_the_page_shows_without_a_log_in() -> None:
    desk = Desk()
    with time_machine.travel(NOON, tick=False):
        answer = Client().get(desk.address())
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert _events(answer.content) == {
            date(2026, 6, 5): "Mở lớp tập huấn",
            date(2026, 6, 15): "Báo cáo sơ kết",
            date(2026, 6, 30): "✓ Gửi danh mục",
        }
        assert desk.person.full_name not in answer.content.decode()


def test_alarms_fall_on_working_days() -> None:
    """15/6/2026 is a Monday: a day before is Sunday, three before is Friday; both alarms become Friday's one."""
    desk = Desk()
    with time_machine.travel(NOON, tick=False):
        calendar = vobject.readOne(Client().get(desk.address()).content.decode())
    event = next(e for e in calendar.vevent_list if e.dtstart.value == date(2026, 6, 15))
    assert [alarm.trigger.value for alarm in event.valarm_list] == [datetime(2026, 6, 12, 7, 30, tzinfo=HERE)]


def test_an_address_ends_when_it_is_revoked_or_the_post_is() -> None:
    desk = Desk()
    with time_machine.travel(NOON, tick=False):
        first, second = desk.address(), desk.address()
        link = CalendarLink.objects.order_by("id").first()
        assert link is not None
        desk.client.post(reverse("calendar_revoke", args=[link.uid]))
        assert Client().get(first).status_code == 404
        assert Client().get(second).status_code == 200
        with rows_for_tests():
            Appointment.objects.filter(user=desk.person).update(valid_to=NOON.date() - timedelta(days=1))
        assert Client().get(second).status_code == 404
        assert Client().get(second[:-6] + "xx.ics").status_code == 404


def test_no_more_than_five_addresses_and_no_secret_is_kept() -> None:
    desk = Desk()
    with time_machine.travel(NOON, tick=False):
        secrets = [desk.address().rsplit("/", 1)[1].removesuffix(".ics") for _ in range(5)]
        answer = desk.client.post(reverse("calendar_links"), {"label": ""})
    assert answer.status_code == 422
    assert "5 đường dẫn" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    kept = " ".join(str(value) for row in CalendarLink.objects.values() for value in row.values())
    assert not any(secret in kept for secret in secrets)


@pytest.mark.parametrize("count", [3, 60])
def test_month_and_feed_cost_the_same_queries(count: int, django_assert_max_num_queries) -> None:
    desk = Desk()
    for number in range(count):
        rows.occurrence(rows.task(desk.plan, f"Việc {number}", last_day=date(2026, 6, 1 + number % 28)), desk.own)
    with time_machine.travel(NOON, tick=False):
        address = desk.address()
        with django_assert_max_num_queries(12):
            desk.client.get(reverse("calendar"), {"month": "2026-06"})
        with django_assert_max_num_queries(12):
            Client().get(address)
