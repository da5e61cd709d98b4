"""A scan and photographs of a plan: handed in, read in the background, reviewed on the pictures of their pages."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import FilePayload, Locator, Page, expect

from phongtrao.apps.accounts.models import User
from phongtrao.apps.documents.models import Document, ReadItem, SourceText
from tests.apps.documents.papers import PLAN, Commune, run_jobs
from tests.journeys.conftest import PHONE, NewPage
from tests.web.documents.paged import paged_paper
from tests.web.documents.pages import Desk

Check = Callable[[Page], None]
POINT = 3  # pixels; 216 dots per inch
FONT = "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"
LINES = PLAN.split("\n")
FIRST, SECOND = LINES[:17], LINES[17:]
DUTY = "Tham mưu UBND xã tổng kết phong trào"
IS_BEFORE_EYES = """group => {
    const box = group.getBoundingClientRect();
    const pane = group.closest("[data-pages]").getBoundingClientRect();
    const left = Math.max(pane.left, 0), top = Math.max(pane.top, 0);
    const bottom = Math.min(pane.bottom, innerHeight);
    const begins = box.width > 0 && box.left >= left - 1 && box.left < pane.right;
    return begins && box.top >= top - 1 && box.bottom <= bottom + 1;
}"""
RECORD_SENT = """() => {
    window.sent = [];
    const send = window.fetch;
    window.fetch = (url, request) => {
        createImageBitmap(request.body.get("photos")).then(picture => window.sent.push(picture.height));
        return send(url, request);
    };
}"""


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def sheet(lines: list[str]) -> Image.Image:
    """An A4 page set in 14 points as offices do, long lines broken at its right margin."""
    font = ImageFont.truetype(FONT, 14 * POINT)
    page = Image.new("L", (595 * POINT, 842 * POINT), 255)
    pen = ImageDraw.Draw(page)
    down = 60 * POINT
    for line in lines:
        row = ""
        for word in [*line.split(" "), ""]:
            if not word or pen.textlength(f"{row} {word}", font) > 480 * POINT:
                pen.text((60 * POINT, down), row, fill=0, font=font)
                down += 22 * POINT
                row = word
            else:
                row = f"{row} {word}".strip()
    return page


def scanned() -> bytes:
    target = io.BytesIO()
    sheet(FIRST).save(target, "PDF", save_all=True, append_images=[sheet(SECOND)], resolution=72 * POINT)
    return target.getvalue()


def photographed(lines: list[str], name: str, by: int = 1) -> FilePayload:
    """`by`: times as large."""
    target = io.BytesIO()
    page = sheet(lines)
    page.resize((page.width * by, page.height * by)).save(target, "JPEG", quality=90)
    return {"name": name, "mimeType": "image/jpeg", "buffer": target.getvalue()}


def _person(commune: Commune) -> User:
    return User.objects.get(pk=commune.by.person_id)


def _spot(page: Page, item: ReadItem) -> Locator:
    return page.locator(f'.page-spot[data-marks="{item.uid.hex}"]')


def _expect_before_eyes(spot: Locator) -> None:
    expect(spot.first).to_have_class(re.compile("is-current"))
    assert spot.first.evaluate(IS_BEFORE_EYES)


def test_scan_is_read_and_reviewed_on_the_pictures_of_its_pages(new_page: NewPage, check_page: Check) -> None:
    commune = Commune()
    typed = commune.read()
    page = new_page(user=_person(commune))
    page.goto("/documents/upload/")
    check_page(page)
    file: FilePayload = {"name": "ban-ky.pdf", "mimeType": "application/pdf", "buffer": scanned()}
    page.get_by_label("Tệp văn bản").set_input_files(file)
    page.get_by_role("button", name="Tải lên và đọc").click()
    expect(page.get_by_text("Chỉ người tải lên thấy tệp này")).to_be_visible()
    check_page(page)
    run_jobs()
    expect(page.get_by_role("link", name="Rà soát")).to_be_visible()  # the page noticed by itself
    expect(page.get_by_text("Chỉ người tải lên thấy tệp này")).to_have_count(0)
    paper = Document.objects.exclude(pk=typed.pk).get()
    expect(page.get_by_text("Có vẻ là bản ký của một văn bản đã có.")).to_be_visible()
    check_page(page)

    page.goto(f"/documents/{paper.uid}/review/?show=all")
    pictures = page.locator("[data-pages] img")
    expect(pictures).to_have_count(2)
    assert pictures.first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    expect(page.locator("[data-source]")).to_be_hidden()
    check_page(page)
    duty = ReadItem.objects.get(reading__document=paper, text__contains=DUTY)
    for _ in range(ReadItem.objects.filter(reading__document=paper).count()):
        if page.locator(f"#item-{duty.uid.hex}.is-current").count():
            break
        page.keyboard.press("j")
    _expect_before_eyes(_spot(page, duty))
    narrow = _width(_spot(page, duty))
    page.keyboard.press("z")
    expect(page.get_by_role("button", name="Phóng to")).to_have_attribute("aria-pressed", "true")
    assert _width(_spot(page, duty)) > 1.5 * narrow
    _expect_before_eyes(_spot(page, duty))
    check_page(page)
    page.keyboard.press("w")
    expect(page.locator("[data-source]")).to_be_visible()
    expect(page.locator("[data-pages]")).to_be_hidden()
    expect(page.locator(f'.spot[data-marks~="{duty.uid.hex}"]').first).to_be_in_viewport()
    check_page(page)
    page.keyboard.press("w")
    expect(page.locator("[data-source]")).to_be_hidden()

    page.keyboard.press("a")
    expect(page.locator(f"#item-{duty.uid.hex}")).to_have_attribute("data-decision", "accepted")
    expect(_spot(page, duty).first).to_have_class(re.compile("is-decided"))
    page.keyboard.press("z")
    _spot(page, duty).first.click()
    expect(page.locator(f"#item-{duty.uid.hex}")).to_be_focused()

    page.goto(f"/documents/{paper.uid}/")
    page.get_by_role("button", name="Đúng, là bản ký").click()
    expect(page.get_by_text("Đây là bản ký của:")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="ke-hoach.txt").or_(
        page.get_by_role("link", name="Xây dựng xã điển hình")
    ).first.click()
    expect(page.get_by_text("Bản ký:")).to_be_visible()
    check_page(page)


def _width(spot: Locator) -> float:
    width: float = spot.first.evaluate("group => group.getBoundingClientRect().width")
    return width


def test_photographs_of_a_phone_are_put_in_order_joined_and_read(new_page: NewPage, check_page: Check) -> None:
    commune = Commune()
    page = new_page(width=PHONE, user=_person(commune))
    page.goto("/documents/")
    page.get_by_role("link", name="Chụp văn bản").tap()
    page.wait_for_url("**/documents/photos/")
    check_page(page)
    page.get_by_role("button", name="Bắt đầu chụp").tap()
    page.wait_for_url(re.compile(r"/documents/photos/[0-9a-f-]{36}/$"))
    check_page(page)
    page.evaluate(RECORD_SENT)
    chosen = [photographed(SECOND, "hai.jpg"), photographed(FIRST, "mot.jpg"), photographed(FIRST, "thua.jpg", by=2)]
    page.get_by_label("Ảnh chụp các trang").set_input_files(chosen)
    heading = page.get_by_role("heading", name="3 trang, theo thứ tự")
    expect(heading).to_be_focused()
    page.wait_for_function("window.sent.length === 3")  # one by one
    assert sorted(page.evaluate("window.sent")) == [2526, 2526, 3508]
    check_page(page)

    page.get_by_role("button", name="Chuyển trang 2 lên trước").tap()
    page.get_by_role("button", name="Bỏ trang 3").tap()
    page.get_by_label("Chụp một trang").set_input_files(photographed(FIRST, "may-anh.jpg"))
    expect(page.get_by_role("heading", name="3 trang, theo thứ tự")).to_be_focused()
    page.get_by_role("button", name="Bỏ trang 3").tap()
    expect(page.get_by_role("heading", name="2 trang, theo thứ tự")).to_be_visible()
    page.get_by_label("Tên văn bản").fill("Kế hoạch 45")
    page.get_by_role("button", name="Ghép thành một văn bản và đọc").tap()
    expect(page.get_by_role("heading", name="Kế hoạch 45.pdf")).to_be_visible()
    run_jobs()
    page.get_by_role("link", name="Rà soát").tap()
    page.wait_for_url("**/review/**")
    paper = Document.objects.get()
    text = SourceText.objects.get(document=paper).text
    assert 0 <= text.index("XÃ HÒA AN") < text.index("Nguyễn Văn Mẫu")
    assert (paper.number, paper.symbol) == ("45", "KH-UBND")

    page.get_by_role("link", name="Tất cả").tap()
    page.wait_for_url("**show=all**")
    check_page(page)
    duty = ReadItem.objects.get(reading__document=paper, text__contains=DUTY)
    page.locator(f"#item-{duty.uid.hex}").get_by_role("link", name="Chỗ trong văn bản").tap()
    _expect_before_eyes(_spot(page, duty))
    check_page(page)


def test_what_is_no_photograph_is_said_and_the_others_stay(new_page: NewPage, check_page: Check) -> None:
    desk = Desk(read=False)
    page = new_page(width=PHONE, user=_person(desk.commune))
    page.goto("/documents/photos/")
    page.get_by_role("button", name="Bắt đầu chụp").tap()
    page.wait_for_url(re.compile(r"/documents/photos/[0-9a-f-]{36}/$"))
    broken: FilePayload = {"name": "hong.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0" + bytes(400)}
    page.get_by_label("Ảnh chụp các trang").set_input_files([photographed(FIRST, "mot.jpg"), broken])
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("heading", name="1 trang, theo thứ tự")).to_be_visible()
    check_page(page)


@pytest.mark.parametrize("width", [1440, PHONE])
def test_pages_and_photographs_without_a_script(new_page: NewPage, check_page: Check, width: int) -> None:
    commune = Commune()
    page = new_page(width=width, java_script=False, user=_person(commune))
    page.goto("/documents/photos/")
    page.get_by_role("button", name="Bắt đầu chụp").click()
    page.get_by_label("Ảnh chụp các trang").set_input_files(
        [photographed(FIRST, "mot.jpg"), photographed(SECOND, "hai.jpg")]
    )
    page.get_by_role("button", name="Gửi ảnh").click()
    page.get_by_role("button", name="Chuyển trang 1 ra sau").click()
    page.get_by_role("button", name="Chuyển trang 1 ra sau").click()
    page.get_by_label("Tên văn bản").fill("Kế hoạch 45")
    page.get_by_role("button", name="Ghép thành một văn bản và đọc").click()
    run_jobs()
    page.get_by_role("link", name="Rà soát").click()
    expect(page.locator("[data-pages] img")).to_have_count(2)
    expect(page.locator("[data-source]")).to_be_visible()
    expect(page.locator("[data-pages]")).to_be_visible()
    expect(page.get_by_role("button", name="Chữ đã đọc")).to_have_count(0)


@pytest.mark.parametrize("width", [1440, PHONE])
def test_doubtful_restored_word_leads_from_the_pictures_to_its_line(
    new_page: NewPage, check_page: Check, width: int
) -> None:
    desk = Desk(read=False)
    lines = [f"Tham mưu tổng kết phong trào lần {number}" for number in range(60)]
    at = sum(len(line) + 1 for line in lines[:55])
    desk.paper = paged_paper(
        desk.commune.committee, lines[:30], lines[30:], original="Tham muu", restored=[[at, at + 4, 0, 4, 500]]
    )
    page = new_page(width=width, user=_person(desk.commune))
    page.goto(f"{desk.url('document_review')}?show=all")
    if width == PHONE:
        page.get_by_role("navigation", name="Hai phần của trang").get_by_role("link", name="Văn bản").tap()
    page.get_by_text("Đã phục hồi dấu của 1 chữ").click()
    check_page(page)
    page.get_by_role("link", name="Tham → Tham").click()
    expect(page.get_by_role("button", name="Chữ đã đọc")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#line-56")).to_be_in_viewport()
    check_page(page)
