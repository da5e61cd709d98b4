"""The pages of duties: what they show, what they refuse, and how many queries they cost."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from phongtrao.apps.accounts.models import User
from phongtrao.apps.evidence.models import Evidence
from phongtrao.apps.orgs.models import OrgUnit
from phongtrao.apps.tasks.models import Assignment, Occurrence, Task
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.factories.readings import read_document

pytestmark = pytest.mark.django_db

BUDGET = 12  # queries of a list page, session and person counted; issue 2


@pytest.fixture(autouse=True)
def _the_tenth_of_march():
    with time_machine.travel(rows.NOW, tick=False):
        yield


class Commune:
    """People of a commune, logged in one by one, and a plan."""

    def __init__(self) -> None:
        self.place = rows.area("Hòa An", parent=rows.area("Hòa Bình", "province"))
        self.committee = rows.body("UBND xã", place=self.place, type="people_committee")
        self.office = rows.body("Phòng Kinh tế", place=self.place)
        self.version = rows.plan(self.committee)
        self.plan = self.version.plan
        self.people: dict[str, User] = {}

    def client(self, role: str, body: OrgUnit | None = None) -> Client:
        body = body or (self.office if role == "officer" else self.committee)
        person = rows.user_in_post(role, body)
        self.people[role] = person
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def owed(self, day: date = date(2026, 3, 31), text: str = "Ký cam kết") -> Occurrence:
        return rows.occurrence(rows.task(self.version, text, last_day=day), self.office)


@pytest.fixture
def commune() -> Commune:
    return Commune()


def fill(commune: Commune, count: int) -> None:
    """`count` dated duties of many bodies in every state, and a tenth as many without owner or day."""
    states = ["open", "in_progress", "blocked", "returned", "accepted"]
    first = commune.version.tasks.count()
    shared = {
        "plan_version": commune.version,
        "body": commune.committee,
        "scope": commune.committee.scope,
        "province": commune.committee.province,
        "year": 2026,
    }
    bodies = [commune.office, *(rows.body(place=commune.place) for _ in range(min(count, 60)))]
    stamp = {"submitted_at": rows.NOW, "submitted_by": rows.user(), "submitted_by_name": "x"}
    with rows_for_tests():
        tasks = Task.objects.bulk_create(
            Task(
                ordinal=first + n,
                text=f"Việc số {n}",
                search=f"viec so {n}",
                time_kind="date",
                said_on=date(2026, 1, 1) + timedelta(days=n % 300),
                last_day=date(2026, 1, 1) + timedelta(days=n % 300),
                **shared,
            )
            for n in range(count)
        )
        Task.objects.bulk_create(
            Task(ordinal=first + count + n, text=f"Không ngày {n}", awaits_day=n % 2 == 0, **shared)
            for n in range(count // 5)
        )
        Assignment.objects.bulk_create(
            Assignment(task=task, role="perform", kind="body", body=bodies[n % len(bodies)])
            for n, task in enumerate(tasks)
        )
        Assignment.objects.bulk_create(
            Assignment(task=task, role="coordinate", kind="text", text="Các ngành", partner=True) for task in tasks
        )
        Occurrence.objects.bulk_create(
            Occurrence(
                task=task,
                role="perform",
                body=bodies[n % len(bodies)],
                scope=bodies[n % len(bodies)].scope,
                province=commune.committee.province,
                year=2026,
                period_key=str(task.last_day),
                said_on=task.last_day,
                last_day=task.last_day,
                state=states[n % len(states)],
                **(stamp if states[n % len(states)] == "accepted" else {}),
            )
            for n, task in enumerate(tasks)
        )


def cost(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = client.get(url)
    assert answer.status_code == 200, url
    return len([q for q in seen.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))])


LISTS: dict[str, Callable[[Commune], str]] = {
    "home": lambda _: reverse("home"),
    "plans": lambda _: reverse("plans"),
    "occurrences": lambda _: reverse("occurrences"),
    "bodies": lambda c: reverse("plan", kwargs={"uid": c.plan.uid}),
    "bodies, filtered": lambda c: (
        reverse("plan", kwargs={"uid": c.plan.uid}) + f"?body={c.office.uid}&state=open&late=on&q=viec"
    ),
    "months": lambda c: reverse("plan", kwargs={"uid": c.plan.uid}) + "?view=months",
    "targets": lambda c: reverse("plan", kwargs={"uid": c.plan.uid}) + "?view=targets",
    "unassigned": lambda c: reverse("plan", kwargs={"uid": c.plan.uid}) + "?view=unassigned",
    "undated": lambda c: reverse("plan", kwargs={"uid": c.plan.uid}) + "?view=undated",
    "history": lambda c: reverse("plan_history", kwargs={"uid": c.plan.uid}),
}


@pytest.mark.parametrize("role", ["coordinator", "leader", "officer"])
def test_lists_cost_the_same_with_ten_and_two_thousand_rows(commune: Commune, role: str) -> None:
    client = commune.client(role)
    fill(commune, 10)
    urls = {name: make(commune) for name, make in LISTS.items()}
    cost(client, urls["home"])
    few = {name: cost(client, url) for name, url in urls.items()}
    fill(commune, 2000)
    many = {name: cost(client, url) for name, url in urls.items()}
    assert few == many
    assert {name: n for name, n in many.items() if n > BUDGET} == {}


def test_a_board_shows_fifty_rows_and_the_total(commune: Commune) -> None:
    client = commune.client("coordinator")
    fill(commune, 120)
    page = client.get(reverse("plan", kwargs={"uid": commune.plan.uid}))
    assert len(page.context["page"].rows) == 50
    assert "1–50 trong 120" in page.content.decode()
    last = client.get(reverse("plan", kwargs={"uid": commune.plan.uid}) + "?page=3")
    assert "101–120 trong 120" in last.content.decode()


@pytest.mark.parametrize("name", ["occurrence", "task"])
def test_one_thing_keeps_to_the_budget(commune: Commune, name: str) -> None:
    owed = commune.owed()
    uid = owed.uid if name == "occurrence" else owed.task.uid
    for role in ("coordinator", "officer"):
        client = commune.client(role)
        assert cost(client, reverse(name, kwargs={"uid": uid})) <= BUDGET + 2


# What the board says


def test_board_names_bodies_groups_and_nobody_without_a_duty(commune: Commune) -> None:
    hamlets = [
        rows.body(f"Thôn {n}", place=rows.area(n, "hamlet", commune.place), type="hamlet_board") for n in ("Nam", "Bắc")
    ]
    rows.body("Phòng không việc", place=commune.place)
    meeting = rows.task(commune.version, "Họp thôn", last_day=date(2026, 3, 1))
    rows.assignment(meeting, kind="group", group_type="residential_areas", group_area=commune.place, text="Các thôn")
    for hamlet in hamlets:
        rows.occurrence(meeting, hamlet)
    commune.owed()
    text = commune.client("coordinator").get(reverse("plan", kwargs={"uid": commune.plan.uid})).content.decode()
    assert "Phòng Kinh tế" in text
    assert "Các thôn" in text
    assert "0/2 đã xong" in text
    assert "2 chậm" in text
    assert "Phòng không việc" not in text
    head = commune.client("hamlet_head", hamlets[0])
    seen = head.get(reverse("plan", kwargs={"uid": commune.plan.uid}))
    assert [row.text for row in seen.context["page"].rows] == ["Họp thôn"]
    url = reverse("plan", kwargs={"uid": commune.plan.uid}) + f"?body={hamlets[1].uid}"
    found = commune.client("leader").get(url).context["page"].rows
    assert [row.text for row in found] == ["Họp thôn"]


def test_search_folds_marks(commune: Commune) -> None:
    commune.owed(text="Tổ chức Ngày hội ở Hoà Bình")
    client = commune.client("coordinator")
    for words in ("hoa binh", "Hòa Bình", "NGAY HOI"):
        url = reverse("plan", kwargs={"uid": commune.plan.uid})
        assert len(client.get(url, {"q": words}).context["page"].rows) == 1, words
    assert not client.get(url, {"q": "không có"}).context["page"].rows


def test_home_sorts_by_what_presses(commune: Commune) -> None:
    for day, text in ((date(2026, 3, 9), "Chậm"), (date(2026, 3, 12), "Sắp"), (date(2026, 6, 1), "Còn lâu")):
        commune.owed(day, text)
    undated = rows.task(commune.version, "Thường xuyên", time_kind="continuous")
    rows.assignment(undated, commune.office)
    shown = commune.client("officer").get("/").context["shown"]
    assert [row.text for row in shown.overdue] == ["Chậm"]
    assert [row.text for row in shown.due_soon] == ["Sắp"]
    assert [row.text for row in shown.undated] == ["Thường xuyên"]
    late = commune.client("coordinator").get("/").context["shown"]
    assert [(row.name, row.late) for row in late.late_bodies] == [("Phòng Kinh tế", 1)]
    leader = commune.client("leader").get("/").context["shown"]
    assert [(row.late, row.owed) for row in leader.plans] == [(1, 3)]


def test_the_day_turns_here_not_in_greenwich(commune: Commune) -> None:
    commune.owed(date(2026, 3, 10))
    with time_machine.travel("2026-03-10T16:59:00Z", tick=False):  # 23:59 in Ha Noi
        client = commune.client("officer")
        assert client.get("/").context["shown"].counts.late == 0
    with time_machine.travel("2026-03-10T17:01:00Z", tick=False):
        assert client.get("/").context["shown"].counts.late == 1


# From sending to accepted


def picture(name: str = "anh.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "green").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def report(client: Client, owed: Occurrence, **fields: Any) -> Any:
    data = {"version": owed.version, "verb": "submit", **fields}
    return client.post(reverse("occurrence_report", kwargs={"uid": owed.uid}), data)


def test_send_with_two_files_then_accept(commune: Commune) -> None:
    owed, officer, coordinator = commune.owed(), commune.client("officer"), commune.client("coordinator")
    sent = report(officer, owed, words="Đã ký 42 hộ", proofs=[picture(), picture("hai.jpg")], vouched="on")
    assert sent.status_code == 302
    owed.refresh_from_db()
    assert (owed.state, Evidence.objects.count()) == ("submitted", 2)
    text = coordinator.get(sent["Location"]).content.decode()
    assert "Đã ký 42 hộ" in text
    assert "Xác nhận hoàn thành" in text
    done = coordinator.post(reverse("occurrence_accept", kwargs={"uid": owed.uid}), {"version": owed.version})
    assert done.status_code == 302
    owed.refresh_from_db()
    assert owed.state == "accepted"
    assert "xác nhận hoàn thành" in officer.get(sent["Location"]).content.decode()


def test_asked_for_more_is_the_first_thing_the_body_reads(commune: Commune) -> None:
    owed, officer, coordinator = commune.owed(), commune.client("officer"), commune.client("coordinator")
    report(officer, owed, words="Xong")
    owed.refresh_from_db()
    url = reverse("occurrence_return", kwargs={"uid": owed.uid})
    empty = coordinator.post(url, {"version": owed.version, "reason": ""})
    assert empty.status_code == 422
    assert "Cần ghi lý do" in empty.content.decode()
    coordinator.post(url, {"version": owed.version, "reason": "Gửi thêm ảnh buổi họp"})
    page = officer.get(reverse("occurrence", kwargs={"uid": owed.uid}))
    assert page.context["it"].asked_for == "Gửi thêm ảnh buổi họp"
    assert [row.text for row in officer.get("/").context["shown"].returned] == ["Ký cam kết"]


def test_the_second_of_two_keeps_what_was_typed(commune: Commune) -> None:
    owed, one, two = commune.owed(), commune.client("officer"), commune.client("officer")
    assert report(one, owed, verb="report_progress", words="Đang làm").status_code == 302
    answer = report(two, owed, verb="report_progress", words="Lời của người thứ hai")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Lời của người thứ hai" in text
    assert "vừa được người khác sửa" in text
    assert f'name="version" value="{owed.version + 1}"' in text


def test_a_secret_is_refused_and_kept_nowhere(commune: Commune) -> None:
    owed, client = commune.owed(), commune.client("officer")
    answer = report(client, owed, words="TỐI MẬT")
    assert answer.status_code == 422
    assert "dấu chỉ độ mật" in answer.content.decode()
    owed.refresh_from_db()
    assert (owed.state, owed.notes.count()) == ("open", 0)


def test_file_of_a_proof_is_an_attachment_that_nobody_guesses_about(commune: Commune) -> None:
    owed, officer = commune.owed(), commune.client("officer")
    report(officer, owed, words="Xong", proofs=[picture()])
    evidence = Evidence.objects.get()
    url = reverse("evidence_file", kwargs={"uid": evidence.uid})
    assert commune.client("coordinator").get(url).status_code == 404
    own = officer.get(url)
    assert own.status_code == 200
    assert own["Content-Disposition"].startswith("attachment")
    assert own["X-Content-Type-Options"] == "nosniff"
    assert b"".join(own.streaming_content).startswith(b"\xff\xd8")  # type: ignore[attr-defined]  # a streaming answer
    data = {"version": evidence.version, "next": reverse("occurrence", kwargs={"uid": owed.uid})}
    confirmed = officer.post(reverse("evidence_confirm", kwargs={"uid": evidence.uid}), data)
    assert confirmed["Location"] == data["next"]
    assert commune.client("leader").get(url).status_code == 200
    evil = {"version": 0, "next": "//elsewhere.example/"}
    assert officer.post(reverse("evidence_remove", kwargs={"uid": evidence.uid}), evil)["Location"] == "/"


@pytest.mark.parametrize("version", ["²", "9" * 5000, "x", ""])
def test_a_version_that_is_no_number_is_an_old_one(commune: Commune, version: str) -> None:
    owed, officer = commune.owed(), commune.client("officer")
    report(officer, owed, words="Xong", proofs=[picture()])
    evidence = Evidence.objects.get()
    officer.post(reverse("evidence_confirm", kwargs={"uid": evidence.uid}), {"version": version})
    evidence.refresh_from_db()
    assert evidence.state == "quarantined"
    document = read_document(commune.committee)
    answer = commune.client("coordinator").post(
        reverse("plan_confirm", kwargs={"uid": document.uid}), {"version": version}
    )
    assert answer.status_code == 302


def test_outside_the_system_the_page_takes_no_words_and_no_file(commune: Commune) -> None:
    owed, client = commune.owed(), commune.client("officer")
    with rows_for_tests():
        Task.objects.update(outside_system=True)
    text = client.get(reverse("occurrence", kwargs={"uid": owed.uid})).content.decode()
    assert 'name="words"' not in text
    assert 'name="proofs"' not in text
    report(client, owed, done_on="09/03/2026", outside_document="3/BC", words="lọt vào", proofs=[picture()])
    owed.refresh_from_db()
    assert (owed.done_on, owed.state) == (date(2026, 3, 9), "submitted")
    assert not Evidence.objects.exists()
    assert owed.notes.get().words == ""


def test_assign_take_back_and_give_a_day(commune: Commune) -> None:
    task, client = rows.task(commune.version, "Chưa ai làm", awaits_day=True), commune.client("coordinator")
    url = {name: reverse(f"task_{name}", kwargs={"uid": task.uid}) for name in ("assign", "withdraw", "day")}
    assert "Phòng Kinh tế" in client.get(url["assign"]).content.decode()
    wrong = client.post(url["assign"], {"version": 1, "chosen": "Phòng ma", "role": "lead", "mood": "assign"})
    assert wrong.status_code == 422
    assert "Phòng ma" in wrong.content.decode()
    chosen = {"version": 1, "chosen": "Phòng Kinh tế", "role": "lead", "mood": "assign"}
    assert client.post(url["assign"], chosen).status_code == 302
    assert task.assignments.get().body == commune.office
    stale = client.post(url["day"], {"version": 1, "said_on": "31/05/2026", "reason": "Kết luận giao ban"})
    assert stale.status_code == 422
    day = {"version": 2, "said_on": "31/05/2026", "before": "on", "reason": "Kết luận giao ban"}
    assert client.post(url["day"], day).status_code == 302
    owed = task.occurrences.get()
    assert (owed.body, owed.last_day, owed.before) == (commune.office, date(2026, 5, 30), True)
    back = {"version": 3, "assignment": task.assignments.get().uid, "reason": "Giao nhầm"}
    assert client.post(url["withdraw"], back).status_code == 302
    assert not task.occurrences.exists()
    assert not task.assignments.exists()


def test_a_reviewed_paper_becomes_a_board(commune: Commune) -> None:
    document = read_document(commune.committee, general=[{"text": "Một việc"}])
    client = commune.client("coordinator")
    answer = client.post(reverse("plan_confirm", kwargs={"uid": document.uid}), {"version": document.version})
    board = client.get(answer["Location"] + "?view=unassigned")
    assert [row.text for row in board.context["page"].rows] == ["Một việc"]


def test_a_body_opens_a_duty_without_a_day(commune: Commune) -> None:
    task = rows.task(commune.version, "Khi có thì báo", time_kind="on_event")
    rows.assignment(task, commune.office)
    client = commune.client("officer")
    assert "Báo cáo việc này" in client.get(reverse("task", kwargs={"uid": task.uid})).content.decode()
    answer = client.post(reverse("task_open", kwargs={"uid": task.uid}))
    assert client.get(answer["Location"]).status_code == 200
    assert task.occurrences.get().period_key == "2026-03-10"


def test_a_coordinator_enters_what_a_hamlets_paper_says(commune: Commune) -> None:
    hamlet = rows.body("Thôn Nam", place=rows.area("Nam", "hamlet", commune.place), type="hamlet_board")
    task = rows.task(commune.version, "Tuyên truyền thường xuyên", time_kind="continuous")
    rows.assignment(task, kind="group", group_type="hamlet_board", group_area=commune.place, text="Các thôn")
    client = commune.client("coordinator")
    assert "Thôn Nam" in client.get(reverse("task", kwargs={"uid": task.uid})).content.decode()
    opened = client.post(reverse("task_open", kwargs={"uid": task.uid}), {"body": hamlet.uid})
    owed = task.occurrences.get()
    assert opened["Location"] == reverse("occurrence", kwargs={"uid": owed.uid})
    assert "Nhập thay Thôn Nam" in client.get(opened["Location"]).content.decode()
    assert "Cần ghi" not in client.get(opened["Location"]).content.decode()
    without = report(client, owed, words="Đã phát thanh 4 buổi")
    assert without.status_code == 422
    assert "theo giấy nào" in without.content.decode()
    assert report(client, owed, words="Đã phát thanh 4 buổi", paper="Phiếu ngày 09/3").status_code == 302
    page = client.get(opened["Location"]).content.decode()
    assert "cần một người khác xác nhận" in page
    assert "Xác nhận hoàn thành" not in page


def test_the_history_says_what_changed(commune: Commune) -> None:
    task, client = rows.task(commune.version, "Việc"), commune.client("coordinator")
    chosen = {"version": 1, "chosen": "Phòng Kinh tế", "role": "lead", "mood": "assign"}
    client.post(reverse("task_assign", kwargs={"uid": task.uid}), chosen)
    day = {"version": 2, "said_on": "31/05/2026", "reason": "Kết luận giao ban"}
    client.post(reverse("task_day", kwargs={"uid": task.uid}), day)
    text = client.get(reverse("task", kwargs={"uid": task.uid})).content.decode()
    assert "Được giao: Phòng Kinh tế" in text
    assert "Hạn cuối: 31/05/2026" in text
    assert "Kết luận giao ban" in text


def test_a_swap_of_the_board_is_what_a_reload_shows(commune: Commune) -> None:
    commune.owed(text="Việc thứ nhất")
    client = commune.client("coordinator")
    url = reverse("plan", kwargs={"uid": commune.plan.uid}) + "?q=nhat"

    def board(answer: Any) -> str:
        return str(answer.content.decode().split('<div id="board">')[1].split("</main>")[0])

    assert board(client.get(url)) == board(client.get(url, headers={"HX-Request": "true"}))
