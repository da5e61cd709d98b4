"""A plan of sixty duties, fifteen per cent of them doubtful, reviewed by keys alone: how many presses that takes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from phongtrao.apps.accounts.models import User
from phongtrao.apps.documents.models import Document, ReadItem
from phongtrao.apps.documents.queries import get_confirmed
from tests.apps.documents.papers import Commune
from tests.conftest import rows_for_tests
from tests.journeys.conftest import NewPage
from tests.journeys.keyboard import Keyboard

DUTIES, DOUBTFUL, MOST_PRESSES = 60, 9, 120
WORK = (
    "Tổ chức tuyên truyền cho các hộ dân ở cụm {n}",
    "Rà soát danh mục công trình chiếu sáng tuyến {n}",
    "Xây dựng lịch trực của tổ tự quản số {n}",
    "Kiểm tra việc treo biển báo tại khu vực {n}",
    "Hướng dẫn các tổ liên gia ghi sổ theo mẫu số {n}",
    "Phối hợp duy trì điểm sinh hoạt cộng đồng số {n}",
)
TWO_IN_ONE = "Rà soát danh mục công trình chiếu sáng tuyến 2; kiểm tra việc treo biển báo tại khu vực 2"


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def _plan() -> str:
    """Sixty duties under three headings; the second one holds two."""
    duties = [WORK[number % len(WORK)].format(n=number + 1) for number in range(DUTIES)]
    duties[1] = TWO_IN_ONE
    lines = ["ỦY BAN NHÂN DÂN", "XÃ HÒA AN", "Số: 46/KH-UBND", "Hòa An, ngày 24 tháng 02 năm 2026", "", "KẾ HOẠCH"]
    lines += ["Xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2026", "", "III. PHÂN CÔNG NHIỆM VỤ"]
    for number, heading in enumerate(("Công an xã", "Đề nghị Ủy ban MTTQ xã", "Các thôn")):
        lines += [f"{number + 1}. {heading}", *(f"- {duty}." for duty in duties[number * 20 : number * 20 + 20])]
    return "\n".join([*lines, "", "Nơi nhận:", "- Các thôn;", "- Lưu: VT.", ""])


def _shown(page: Page) -> Locator:
    return page.locator("[data-item].is-current")


def test_sixty_duties_take_at_most_two_presses_each(
    new_page: NewPage, check_page: Callable[[Page], None], capsys: pytest.CaptureFixture[str]
) -> None:
    commune = Commune()
    paper = commune.read(_plan())
    items = ReadItem.objects.filter(reading__document=paper, reading__current=True)
    tasks = list(items.filter(kind="task").order_by("span_start"))
    assert len(tasks) == DUTIES
    doubtful = [tasks[at].pk for at in range(1, 60, 7)]
    assert len(doubtful) == DOUBTFUL == round(DUTIES * 0.15)
    with rows_for_tests():
        items.update(confidence=950)
        items.filter(pk__in=doubtful).update(confidence=500)
    page = new_page(user=User.objects.get(pk=commune.by.person_id))
    keys = Keyboard(page)
    page.goto(f"/documents/{paper.uid}/review/")
    check_page(page)

    keys.press("h")  # the sure ones together
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.locator("#review-progress")).to_contain_text(f"{items.count() - DOUBTFUL}/{items.count()}")

    keys.press("n")
    expect(_shown(page)).to_contain_text("chiếu sáng tuyến 2")
    keys.press("t")
    area = page.get_by_label("Xuống dòng ở chỗ cần tách")
    expect(area).to_be_focused()
    expect(area).to_have_value(TWO_IN_ONE.replace("; ", ";\n"))
    check_page(page)
    keys.press("Control+Enter")
    expect(page.locator("[data-item]")).to_have_count(DUTIES + 1)

    keys.press("n")
    expect(_shown(page)).to_have_attribute("data-doubtful", "1")
    keys.press("m")
    expect(page.locator('[data-item][data-decision="dropped"]')).to_have_count(1)

    keys.press("n")
    expect(_shown(page)).to_have_attribute("data-decision", "open")
    key = _shown(page).get_attribute("data-item")
    keys.press("v")
    area = page.get_by_label("Đoạn đúng trong văn bản")
    expect(area).to_be_focused()
    check_page(page)
    keys.press("Control+End")
    keys.press("Control+Backspace", 2)
    keys.press("Control+Enter")
    expect(page.locator(f"#item-{key}")).to_have_attribute("data-decision", "corrected")

    keys.press("n")
    keys.press("a", DOUBTFUL - 3)
    expect(page.locator("#review-progress")).to_contain_text(f"{items.count()}/{items.count()}")
    keys.press("g")
    keys.press("Enter")
    expect(page.locator("[data-take-proposed]")).to_have_count(0)
    keys.press("c")
    keys.press("Enter")
    page.wait_for_url("**/plans/**")
    confirmed = get_confirmed(document_uid=Document.objects.get().uid, by=commune.by)
    assert sum(len(unit.tasks) for unit in confirmed.units) == DUTIES  # one more, one less
    with capsys.disabled():
        print(f"\n{DUTIES} duties, {DOUBTFUL} doubtful: {keys.presses} presses, {keys.typed} typed", end=" ")  # noqa: T201  the figure is the result
    assert keys.presses + keys.typed <= MOST_PRESSES
