"""Coming in: log-in, the first log-in by a code, what goes wrong, and all of it without JavaScript."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from phongtrao.apps.accounts.models import User
from phongtrao.apps.accounts.operations import create_user, issue_code
from phongtrao.apps.base.actors import SYSTEM
from tests.factories.rows import PASSWORD, body, user_in_post
from tests.journeys.conftest import PHONE, NewPage

Check = Callable[[Page], None]


def _coordinator() -> User:
    return user_in_post("coordinator", body("Công an xã Hòa An"))


def _fill_log_in(page: Page, username: str, password: str) -> None:
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def test_log_in_and_out(page: Page, check_page: Check) -> None:
    person = _coordinator()
    page.goto("/")
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    check_page(page)
    _fill_log_in(page, person.username, PASSWORD)
    expect(page).to_have_url("/")
    page.locator(".person-menu > summary").click()
    check_page(page)
    page.get_by_role("button", name="Đăng xuất").click()
    page.goto("/")
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()


def test_wrong_password_says_what_to_do_and_keeps_the_name(page: Page, check_page: Check) -> None:
    person = _coordinator()
    page.goto("/accounts/login/")
    _fill_log_in(page, person.username, "sai-roi")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Tên đăng nhập hoặc mật khẩu chưa đúng")
    expect(summary).to_be_focused()
    expect(page.get_by_label("Tên đăng nhập")).to_have_value(person.username)
    check_page(page)


def test_after_five_wrong_passwords_one_waits(new_page: NewPage) -> None:
    person, page = _coordinator(), new_page()
    page.goto("/accounts/login/")
    for _ in range(5):
        _fill_log_in(page, person.username, "sai-roi")
    _fill_log_in(page, person.username, PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text("Hãy đợi 5 phút")


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "no-script"])
def test_first_log_in_by_code(new_page: NewPage, java_script: bool, check_page: Check) -> None:
    now = timezone.now()
    person = create_user(username="truongthon", full_name="Trần Thị Mẫu", by=SYSTEM, now=now)
    code = issue_code(user=person, by=SYSTEM, now=now)
    page = new_page(width=PHONE, java_script=java_script)
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Vào lần đầu bằng mã dùng một lần").click()
    if java_script:
        check_page(page)
    page.get_by_label("Tên đăng nhập").fill("TruongThon")
    page.get_by_label("Mã dùng một lần").fill(f"{code[:4].lower()} - {code[4:]}")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", name="Đặt mật khẩu của bạn")).to_be_visible()

    page.goto("/accounts/password/")
    expect(page.get_by_role("heading", name="Đặt mật khẩu của bạn")).to_be_visible()
    page.get_by_label("Mật khẩu mới", exact=True).fill("12345678")
    page.get_by_label("Nhập lại mật khẩu mới").fill("12345678")
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.get_by_role("alert")).to_contain_text("Mật khẩu chưa đủ mạnh")
    if java_script:
        check_page(page)
    page.get_by_label("Mật khẩu mới", exact=True).fill("bon tu khong lien quan 7")
    page.get_by_label("Nhập lại mật khẩu mới").fill("bon tu khong lien quan 7")
    page.get_by_role("button", name="Đặt mật khẩu").click()

    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Đăng xuất").click()
    page.goto("/accounts/login/")
    _fill_log_in(page, "truongthon", "bon tu khong lien quan 7")
    expect(page.get_by_role("heading", name="Bạn chưa có chức vụ nào còn hiệu lực")).to_be_visible()


def test_wrong_code(page: Page, check_page: Check) -> None:
    page.goto("/accounts/first-login/")
    page.get_by_label("Tên đăng nhập").fill("khong-co")
    page.get_by_label("Mã dùng một lần").fill("ABCD2345")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("alert")).to_contain_text("không khớp")
    expect(page.get_by_label("Mã dùng một lần")).to_have_value("ABCD2345")
    check_page(page)


def test_change_password_and_language(page: Page, check_page: Check) -> None:
    person = _coordinator()
    page.goto("/accounts/login/")
    _fill_log_in(page, person.username, PASSWORD)
    page.goto("/accounts/password/")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(3)
    check_page(page)
    page.get_by_label("Mật khẩu hiện nay").fill(PASSWORD)
    page.get_by_label("Mật khẩu mới", exact=True).fill("bon tu khong lien quan 7")
    page.get_by_label("Nhập lại mật khẩu mới").fill("bon tu khong lien quan 8")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_role("alert")).to_contain_text("chưa giống nhau")
    page.locator(".person-menu > summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Change password")
    check_page(page)


def test_error_pages(page: Page, check_page: Check) -> None:
    answer = page.goto("/khong-co-trang-nay/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", name="Không tìm thấy trang")).to_be_visible()
    check_page(page)


def test_menu_closes_by_keyboard(new_page: NewPage) -> None:
    page = new_page(user=_coordinator())
    page.goto("/accounts/password/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    summary = page.locator(".person-menu > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_hidden()
    expect(summary).to_be_focused()
