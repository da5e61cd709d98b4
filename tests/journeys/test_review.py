"""From the file to the confirmed plan: handed in, read in the background, reviewed by keys, touch and plain links."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from phongtrao.apps.accounts.models import User
from phongtrao.apps.documents.models import Document, ReadItem
from phongtrao.apps.documents.queries import get_confirmed
from phongtrao.apps.plans.models import Plan
from phongtrao.apps.tasks.models import Task
from tests.apps.documents.papers import PLAN, Commune, run_jobs
from tests.apps.documents.test_seeds import SEEDS
from tests.conftest import rows_for_tests
from tests.journeys.conftest import PHONE, NewPage

Check = Callable[[Page], None]


@pytest.fixture(autouse=True)
def _folder(settings: object, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings take any name


def _person(commune: Commune) -> User:
    return User.objects.get(pk=commune.by.person_id)


def _hand_in(page: Page, data: bytes = PLAN.encode()) -> None:
    page.goto("/documents/upload/")
    page.get_by_label("Tệp văn bản").set_input_files({"name": "ke-hoach.txt", "mimeType": "text/plain", "buffer": data})
    page.get_by_role("button", name="Tải lên và đọc").click()


def _review_url() -> str:
    return f"/documents/{Document.objects.get().uid}/review/"


def _decisions() -> dict[str, int]:
    found: dict[str, int] = {}
    for decision in ReadItem.objects.filter(reading__current=True).values_list("decision", flat=True):
        found[decision] = found.get(decision, 0) + 1
    return found


def test_plan_is_handed_in_read_reviewed_by_keys_and_confirmed(new_page: NewPage, check_page: Check) -> None:
    commune = Commune()
    page = new_page(user=_person(commune))
    page.goto("/documents/upload/")
    check_page(page)
    _hand_in(page)
    expect(page.get_by_role("progressbar")).to_be_visible()
    check_page(page)
    run_jobs()
    expect(page.get_by_role("link", name="Rà soát")).to_be_visible()  # the page noticed by itself
    check_page(page)
    page.goto(_review_url())
    check_page(page)
    total = ReadItem.objects.count()

    page.keyboard.press("j")
    cards = page.locator("[data-item]")
    expect(cards.first).to_be_focused()
    page.keyboard.press("a")
    expect(cards.first).to_have_attribute("data-decision", "accepted")
    expect(cards.nth(1)).to_be_focused()
    page.keyboard.press("d")
    expect(cards.nth(1)).to_have_attribute("data-decision", "dropped")
    page.keyboard.press("k")
    expect(cards.nth(1)).to_be_focused()
    page.keyboard.press("u")
    expect(cards.nth(1)).to_have_attribute("data-decision", "open")

    page.keyboard.press("e")
    text = cards.nth(1).get_by_label("Nội dung", exact=True)
    expect(text).to_be_focused()
    check_page(page)
    page.keyboard.press("Escape")
    expect(text).to_have_count(0)
    page.keyboard.press("e")
    text.fill("UBND xã báo cáo tiến độ với Công an tỉnh")
    text.press("Tab")
    cards.nth(1).get_by_role("button", name="Lưu").press("Enter")
    expect(cards.nth(1)).to_have_attribute("data-decision", "corrected")
    expect(cards.nth(1)).to_contain_text("Đã đọc")

    cards.nth(1).focus()
    page.keyboard.press("n")
    for _ in range(total - 2):
        page.keyboard.press("a")
    expect(page.locator("#review-progress")).to_contain_text(f"{total}/{total}")
    assert _decisions() == {"accepted": total - 1, "corrected": 1}
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    check_page(page)
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Nhận 3 đề xuất đơn vị").press("Enter")
    expect(page.get_by_text("Đã nhận 3 đề xuất đơn vị")).to_be_visible()
    page.get_by_role("button", name="Xác nhận kế hoạch").press("Enter")
    page.wait_for_url("**/plans/**")
    confirmed = get_confirmed(document_uid=Document.objects.get().uid, by=commune.by)
    assert [len(unit.tasks) for unit in confirmed.units] == [2, 1, 2]
    assert Plan.objects.count() == 1


def test_place_in_the_source_follows_the_current_item(new_page: NewPage) -> None:
    commune = Commune()
    commune.read()
    page = new_page(user=_person(commune))
    page.goto(_review_url())
    for _ in range(ReadItem.objects.count()):
        page.keyboard.press("j")
    key = page.locator("[data-item].is-current").get_attribute("data-item")
    marks = page.locator(f'.spot[data-marks~="{key}"]')
    expect(marks.first).to_be_in_viewport()
    expect(marks.first).to_have_class("spot spot-task is-current")
    expect(page.locator(f"#item-{key}")).to_be_in_viewport()
    page.locator(".spot").first.click()
    expect(page.locator("[data-item]").first).to_be_focused()


def test_missed_passage_is_marked_and_added(new_page: NewPage) -> None:
    commune = Commune()
    text = PLAN.replace("- Tổ chức đăng ký", "- Việc 😀 còn sót. Tổ chức đăng ký")
    commune.read(text)
    page = new_page(user=_person(commune))
    page.goto(_review_url())
    page.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.querySelector("[data-source]"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf("Tổ chức đăng ký");
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + 15);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
        }"""
    )
    expect(page.get_by_role("button", name="Bổ sung mục từ đoạn đã chọn")).to_be_visible()
    page.keyboard.press("b")
    form = page.locator("#add-form")
    expect(form.get_by_label("Nội dung", exact=True)).to_have_value("Tổ chức đăng ký")
    form.get_by_label("Giao cho").select_option("1. Công an xã")
    form.get_by_role("button", name="Bổ sung").click()
    expect(page.get_by_text("Đã bổ sung mục.")).to_be_visible()
    added = ReadItem.objects.get(decision="added")
    assert added.span_start is not None
    assert text[added.span_start : added.span_end] == "Tổ chức đăng ký"  # code points, behind an emoji
    assert added.unit is not None
    assert added.unit.heading == "1. Công an xã"


def test_second_person_is_told_and_keeps_what_they_typed(new_page: NewPage) -> None:
    commune = Commune()
    commune.read()
    page = new_page(user=_person(commune))
    page.goto(_review_url())
    page.keyboard.press("j")
    page.keyboard.press("e")
    card = page.locator("[data-item]").first
    card.get_by_label("Nội dung", exact=True).fill("Bản của tôi")
    with rows_for_tests():
        ReadItem.objects.update(version=7, decision="dropped")
    card.get_by_role("button", name="Lưu").click()
    expect(card.get_by_role("alert")).to_contain_text("Người khác vừa sửa mục này")
    expect(card.get_by_role("alert")).to_be_focused()
    expect(card.get_by_label("Nội dung", exact=True)).to_have_value("Bản của tôi")
    card.get_by_role("button", name="Lưu").click()
    expect(card).to_have_attribute("data-decision", "corrected")


def test_review_on_a_phone(new_page: NewPage, check_page: Check) -> None:
    commune = Commune()
    commune.read()
    page = new_page(width=PHONE, user=_person(commune))
    page.goto("/documents/")
    check_page(page)
    page.goto(_review_url())
    check_page(page)
    card = page.locator("[data-item]").nth(3)
    card.get_by_role("link", name="Chỗ trong văn bản").tap()
    key = card.get_attribute("data-item")
    expect(page.locator(f'.spot[data-marks~="{key}"]').first).to_be_in_viewport()
    check_page(page)
    page.get_by_role("link", name="Các mục").tap()
    expect(card).to_be_in_viewport()
    card.get_by_role("button", name="Đúng").tap()
    expect(card).to_have_attribute("data-decision", "accepted")


@pytest.mark.parametrize("width", [1440, PHONE])
def test_whole_way_without_a_script(new_page: NewPage, check_page: Check, width: int) -> None:
    commune = Commune()
    page = new_page(width=width, java_script=False, user=_person(commune))
    _hand_in(page)
    run_jobs()
    # The page asks again by itself every three seconds: a reload of ours would race with its own.
    page.get_by_role("link", name="Rà soát").click()
    page.get_by_role("link", name="Tất cả").click()
    card = page.locator("[data-item]").first
    card.get_by_role("button", name="Đúng").click()
    expect(page.locator("[data-item]").first).to_have_attribute("data-decision", "accepted")
    page.locator("[data-item]").nth(1).get_by_role("link", name="Sửa").click()
    page.get_by_label("Nội dung", exact=True).fill("Báo cáo tiến độ")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("[data-item]").nth(1)).to_have_attribute("data-decision", "corrected")
    page.get_by_role("link", name="Bổ sung mục từ đoạn 6", exact=True).click()
    expect(page.get_by_label("Nội dung", exact=True)).to_have_value("KẾ HOẠCH")
    page.get_by_role("button", name="Bổ sung", exact=True).click()
    page.get_by_role("button", name="Đúng đơn vị này").first.click()
    page.get_by_label("coi như đúng").check()
    page.get_by_role("button", name="Xác nhận kế hoạch").click()
    page.wait_for_url("**/plans/**")
    confirmed = get_confirmed(document_uid=Document.objects.get().uid, by=commune.by)
    assert confirmed.open_count == 0
    assert [unit.assignee_kind for unit in confirmed.units] == ["body", "body", "group"]


@pytest.mark.skipif(not SEEDS, reason="the five plans lie beside the repository on the machine that measures")
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_real_plan_goes_from_the_file_to_its_table(new_page: NewPage, check_page: Check, path: Path) -> None:
    commune = Commune()
    page = new_page(user=_person(commune))
    _hand_in(page, path.read_bytes())
    run_jobs()
    page.get_by_role("link", name="Rà soát").click()
    page.get_by_role("link", name="Tất cả").click()
    items = ReadItem.objects.filter(reading__current=True)
    expect(page.locator("[data-item]")).to_have_count(items.count())
    for item in items:
        expect(page.locator(f"#item-{item.uid.hex} .item-text")).to_have_text(item.text, use_inner_text=False)
    is_ruined = path.name.startswith("003")
    expect(page.locator(".banner", has_text="Văn bản hỏng dấu")).to_have_count(0)
    expect(page.locator(".restored > summary")).to_have_count(int(is_ruined))
    # The text as it came stands on the page whole: as the source, or beside the restored one.
    place = ".restored-original" if is_ruined else "[data-source]"
    shown = "".join((page.locator(place).text_content() or "").replace("+", "").split())
    assert "".join(path.read_text(encoding="utf-8").replace("+", "").split()) in shown
    check_page(page)
    duties = items.filter(kind__in=("task", "general_task", "deadline")).count()
    page.get_by_label("coi như đúng").check()
    page.get_by_role("button", name="Xác nhận kế hoạch").click()
    page.wait_for_url("**/plans/**")
    assert Task.objects.count() == duties
