"""A coordinator divides a target and takes the plan's annex along; every page in between is looked at by axe-core."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from phongtrao.adapters.docx_in import read_docx
from phongtrao.apps.accounts.models import User
from phongtrao.apps.orgs.models import OrgUnit
from tests.factories import rows
from tests.journeys.conftest import DESK, PHONE, NewPage

pytestmark = pytest.mark.django_db(transaction=True)


def commune() -> tuple[User, OrgUnit]:
    """A commune with six hamlets and a plan with three targets."""
    place = rows.area("Hòa An", parent=rows.area("Hòa Bình", "province"))
    committee = rows.body("UBND xã Hòa An", place=place, type="people_committee")
    hamlets = [
        rows.body(f"Thôn {name}", place=rows.area(name, "hamlet", place), type="hamlet_board")
        for name in ("Bắc", "Nam", "Đông", "Tây", "Thượng", "Hạ")
    ]
    version = rows.plan(committee, number="12", symbol="KH-UBND")
    rows.target(version, "Toàn xã ra mắt 50 điểm camera an ninh")
    rows.target(version, "87,5 % số thôn đạt tiêu chuẩn an toàn", value=875, scale=1, measure_unit="%")
    rows.target(version, "Phong trào xếp loại Khá trở lên", value=None, grade="Khá", measure_unit="grade")
    rows.assignment(rows.task(version, "Tuyên truyền tới từng hộ"), hamlets[0])
    return rows.user_in_post("coordinator", committee), committee


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_target_is_divided_and_the_annex_taken_along(
    new_page: NewPage, check_page: Callable[[Page], None], tmp_path: Path, width: int
) -> None:
    person, _body = commune()
    page = new_page(width=width, user=person)
    page.goto("/plans/")
    page.get_by_role("link", name="Kế hoạch xây dựng phong trào năm 2026").click()
    page.get_by_role("link", name="Theo chỉ tiêu").click()
    check_page(page)
    page.get_by_role("link", name="Giao chỉ tiêu").first.click()
    page.get_by_label("Loại cơ quan, đơn vị").select_option("hamlet_board")
    page.get_by_role("button", name="Hiện").click()
    for name, level in (("Thôn Bắc", "20"), ("Thôn Nam", "mười")):
        page.get_by_label(f"Phần của {name}").fill(level)
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("alert")).to_contain_text("Mức “mười” không đọc được")
    check_page(page)
    page.get_by_label("Phần của Thôn Nam").fill("10")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã giao 30 trên 50: còn 20 chưa giao.")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Quay lại").click()
    page.get_by_text("2 nơi").click()
    expect(page.get_by_text("Thôn Nam: 10")).to_be_visible()
    check_page(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Phụ lục (Word)").click()
    kept = tmp_path / "annex.docx"
    waiting.value.save_as(kept)
    assert "Tuyên truyền tới từng hộ" in read_docx(kept.read_bytes()).text
