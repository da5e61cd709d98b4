"""A duty in a real browser: a hamlet sends from a phone, the coordinator asks for more, then accepts."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from phongtrao.apps.evidence.models import Evidence
from phongtrao.apps.tasks.models import Occurrence
from tests.factories import rows

Check = Callable[[Page], None]
NewPage = Callable[..., Page]


class Commune:
    """A commune, a plan, and three people of it."""

    def __init__(self) -> None:
        place = rows.area("Hòa An", parent=rows.area("Hòa Bình", "province"))
        committee = rows.body("UBND xã Hòa An", place=place, type="people_committee")
        hamlet = rows.body("Thôn Đông", place=rows.area("Đông", "hamlet", place), type="hamlet_board")
        self.head = rows.user_in_post("hamlet_head", hamlet)
        self.coordinator = rows.user_in_post("coordinator", committee)
        self.leader = rows.user_in_post("leader", committee)
        version = rows.plan(committee)
        today = timezone.localdate()
        task = rows.task(version, "Họp thôn, ký cam kết", last_day=today + timedelta(days=2))
        self.owed = rows.occurrence(task, hamlet)
        rows.occurrence(rows.task(version, "Việc chậm", last_day=today - timedelta(days=3)), hamlet)
        rows.task(version, "Việc chưa ai nhận")
        self.plan = version.plan

    def state(self) -> str:
        return Occurrence.objects.get(pk=self.owed.pk).state


@pytest.fixture
def commune(db: Any) -> Commune:
    return Commune()


def photograph() -> FilePayload:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "seagreen").save(out, "JPEG")
    return {"name": "hop-thon.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_from_a_phone_to_accepted(commune: Commune, new_page: NewPage, check_page: Check) -> None:
    phone = new_page(width=360, user=commune.head)
    phone.goto("/")
    expect(phone.get_by_role("heading", name="Sắp đến hạn")).to_be_visible()
    check_page(phone)
    # Three taps: the duty, the photograph, send.
    phone.get_by_role("link", name="Họp thôn, ký cam kết").click()
    check_page(phone)
    phone.get_by_label("Ảnh hoặc tệp minh chứng").set_input_files([photograph()])
    phone.get_by_label("Kết quả hoặc tình hình").fill("Đã họp, 42 hộ ký cam kết")
    phone.get_by_role("button", name="Gửi kết quả").click()
    expect(phone.get_by_text("Đã gửi kết quả")).to_be_visible()
    assert commune.state() == "submitted"

    desk = new_page(user=commune.coordinator)
    desk.goto("/")
    check_page(desk)
    desk.get_by_role("link", name="Họp thôn, ký cam kết").click()
    expect(desk.get_by_text("Đã họp, 42 hộ ký cam kết")).to_be_visible()
    expect(desk.get_by_role("img", name="hop-thon.jpg")).to_have_count(0)  # still in quarantine
    desk.get_by_text("Đề nghị bổ sung", exact=True).click()
    desk.get_by_label("Cần bổ sung gì").fill("Xác nhận ảnh để mọi người xem được")
    desk.get_by_role("button", name="Gửi đề nghị bổ sung").click()
    assert commune.state() == "returned"

    phone.goto("/")
    phone.get_by_role("link", name="Họp thôn, ký cam kết").click()
    expect(phone.get_by_text("Xác nhận ảnh để mọi người xem được").first).to_be_visible()
    check_page(phone)
    phone.get_by_role("button", name="Không có, xác nhận").click()
    assert Evidence.objects.get().state == "current"
    phone.get_by_label("Kết quả hoặc tình hình").fill("Đã xác nhận ảnh")
    phone.get_by_role("button", name="Gửi kết quả").click()

    desk.reload()
    picture = desk.get_by_role("img", name="hop-thon.jpg")
    expect(picture).to_be_visible()
    picture.scroll_into_view_if_needed()
    desk.wait_for_load_state("networkidle")
    assert picture.evaluate("image => image.naturalWidth") == 640
    check_page(desk)
    desk.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(desk.get_by_text("Đã xác nhận.")).to_be_visible()
    assert commune.state() == "accepted"

    leader = new_page(user=commune.leader)
    leader.goto("/")
    expect(leader.get_by_text("1 trong 2 việc đang quá hạn.")).to_be_visible()
    check_page(leader)


def test_without_a_script_a_body_sends_and_a_refusal_keeps_its_words(commune: Commune, new_page: NewPage) -> None:
    page = new_page(width=360, java_script=False, user=commune.head)
    page.goto("/")
    page.get_by_role("link", name="Họp thôn, ký cam kết").click()
    page.get_by_label("Kết quả hoặc tình hình").fill("TỐI MẬT\nkế hoạch")
    page.get_by_role("button", name="Báo đang làm").click()
    expect(page.get_by_role("alert")).to_contain_text("dấu chỉ độ mật")
    assert page.get_by_label("Kết quả hoặc tình hình").input_value().startswith("TỐI MẬT")
    page.get_by_label("Kết quả hoặc tình hình").fill("Đang chuẩn bị")
    page.get_by_role("button", name="Báo đang làm").click()
    expect(page.get_by_text("Đã báo đang làm.")).to_be_visible()
    assert commune.state() == "in_progress"


def test_the_board_by_keyboard(commune: Commune, page: Page, new_page: NewPage, check_page: Check) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 1440
    board = new_page(width=width, user=commune.coordinator)
    board.goto(f"/plans/{commune.plan.uid}/")
    for tab in ("Theo tháng", "Theo chỉ tiêu", "Chưa giao", "Chưa ấn định ngày", "Theo cơ quan"):
        board.get_by_role("link", name=tab).focus()
        board.keyboard.press("Enter")
        expect(board.get_by_role("link", name=tab)).to_have_attribute("aria-current", "page")
        check_page(board)
    board.get_by_label("Chỉ việc chậm").focus()
    board.keyboard.press("Space")
    board.get_by_role("button", name="Lọc").press("Enter")
    expect(board.get_by_role("link", name="Việc chậm")).to_be_visible()
    expect(board.get_by_role("link", name="Họp thôn, ký cam kết")).to_have_count(0)
    board.get_by_role("link", name="Chưa giao").press("Enter")
    board.get_by_role("link", name="Giao việc").press("Enter")
    check_page(board)
    board.get_by_label("Giao cho").fill("Thôn Đông")
    board.get_by_role("button", name="Giao việc").press("Enter")
    expect(board.get_by_text("Đã giao việc.")).to_be_visible()
    check_page(board)
