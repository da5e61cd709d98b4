"""The pages of a scan on the screen: their pictures, frames around what was read, restored words, the signed copy."""

import io
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from phongtrao.apps.accounts.models import User
from phongtrao.apps.documents import page_queries
from phongtrao.apps.documents.models import Document, ReadItem, ReadUnit, SameDocument
from phongtrao.apps.files.models import StoredFile
from tests.apps.documents.carriers import LINE_HEIGHT
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.web.documents.paged import HEIGHT, LEFT, LETTER, TOP, paged_paper
from tests.web.documents.pages import Desk

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15  # 12, and three for the pages
FRAME = 2.0  # points that a frame stands away from its words
FIRST = ["Công an xã:", "Chủ trì xây dựng kế hoạch chi tiết", "Tham mưu tổng kết phong trào"]
SECOND = ["Các thôn:", "Tổ chức đăng ký xây dựng thôn an toàn"]


def _desk(*pages: list[str], **fields: object) -> Desk:
    desk = Desk(read=False)
    desk.paper = paged_paper(desk.commune.committee, *(pages or (FIRST, SECOND)), **fields)  # type: ignore[arg-type]  # fields of the row
    return desk


def _in_quarantine_for(desk: Desk, user_id: int | None) -> None:
    with rows_for_tests():
        StoredFile.objects.filter(pk=desk.paper.file_id).update(quarantined_for_id=user_id)


def test_picture_of_a_page_is_drawn_as_large_as_it_is_asked_for() -> None:
    desk = _desk()
    url = desk.url("document_page", number=2)
    answer = desk.client.get(url)
    assert answer.status_code == 200
    picture = Image.open(io.BytesIO(answer.content))
    assert answer["Content-Type"] == Image.MIME[picture.format or ""]
    assert picture.height / picture.width == pytest.approx(842 / 595, rel=0.1)
    larger = Image.open(io.BytesIO(desk.client.get(f"{url}?dpi=190").content))
    assert larger.width / picture.width == pytest.approx(190 / 110, rel=0.02)


def test_browser_that_has_the_picture_is_told_so_without_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = _desk()
    url = desk.url("document_page", number=1)
    etag = desk.client.get(url)["ETag"]
    monkeypatch.setattr(page_queries, "get_page_picture", lambda **_: pytest.fail("drawn anew"))
    answer = desk.client.get(url, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_picture_has_another_tag_in_another_size_and_on_another_page() -> None:
    desk = _desk()
    one, two = (desk.url("document_page", number=number) for number in (1, 2))
    tags = {desk.client.get(url)["ETag"] for url in (one, two, f"{one}?dpi=190")}
    assert len(tags) == 3


@pytest.mark.parametrize("number", [0, 3, 99999])
def test_page_that_is_not_there_is_not_found(number: int) -> None:
    desk = _desk()
    assert desk.client.get(desk.url("document_page", number=number)).status_code == 404


def test_pages_in_quarantine_are_their_uploaders_alone() -> None:
    desk = _desk()
    url = desk.url("document_page", number=1)
    etag = desk.colleague().get(url)["ETag"]
    _in_quarantine_for(desk, desk.commune.by.user_id)
    assert desk.client.get(url).status_code == 200
    colleague = desk.colleague()
    assert colleague.get(url).status_code == 404
    assert colleague.get(url, headers={"If-None-Match": etag}).status_code == 404
    review = colleague.get(desk.url("document_review")).content.decode()
    assert 'class="sheet"' not in review
    assert "data-show-view" not in review
    assert "Chủ trì xây dựng kế hoạch chi tiết" in review  # the text that was read is no picture


def _frames(page: str) -> dict[str, list[dict[str, list[tuple[float, ...]]]]]:
    """Of each page: what is framed, its rectangles."""
    found: dict[str, list[dict[str, list[tuple[float, ...]]]]] = {}
    for number, figure in re.findall(r'<figure class="sheet" id="page-(\d+)">(.*?)</figure>', page, re.DOTALL):
        drawings = re.findall(r"<svg.*?</svg>", figure, re.DOTALL)
        spots = []
        for drawing in drawings:
            marks = re.findall(r'<g class="page-spot[^"]*" data-marks="(\w+)">(.*?)</g>', drawing, re.DOTALL)
            spots.append(
                {
                    key: [
                        tuple(float(value) for value in rect)
                        for rect in re.findall(r'x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)"', inside)
                    ]
                    for key, inside in marks
                }
            )
        found[number] = spots
    return found


def _expected(line: str, row: int) -> list[tuple[float, ...]]:
    """The frame of a whole line by the measures of the recipe."""
    return [
        (LEFT - FRAME, TOP + LINE_HEIGHT * row - FRAME, LETTER * len(line) + 2 * FRAME, HEIGHT + 2 * FRAME),
    ]


def test_every_item_and_heading_is_framed_where_its_words_stand() -> None:
    desk = _desk()
    frames = _frames(desk.page("?show=all"))
    assert [(number, len(drawings)) for number, drawings in frames.items()] == [("1", 1), ("2", 1)]
    items = {item.text: item.uid.hex for item in ReadItem.objects.filter(reading__document=desk.paper)}
    units = {unit.heading: unit.uid.hex for unit in ReadUnit.objects.filter(reading__document=desk.paper)}
    names = {**items, **units}
    assert len(names) == len(FIRST) + len(SECOND)
    for number, lines in (("1", FIRST), ("2", SECOND)):
        assert frames[number][0] == {names[line]: _expected(line, row) for row, line in enumerate(lines)}


def test_item_over_two_lines_and_over_two_pages_has_a_frame_for_each_line() -> None:
    desk = _desk()
    item = desk.item()
    text = desk.paper.source_text.text
    with rows_for_tests():
        ReadItem.objects.filter(pk=item.pk).update(span_start=0, span_end=len(text))
    frames = _frames(desk.page("?show=all"))
    assert len(frames["1"][0][item.uid.hex]) == len(FIRST)
    assert len(frames["2"][0][item.uid.hex]) == len(SECOND)


def test_dropped_item_has_no_frame() -> None:
    desk = _desk()
    item = desk.item()
    desk.decide(item, "drop")
    page = desk.page("?show=all")
    assert item.uid.hex not in _frames(page)["1"][0]


def test_page_says_what_it_shows_and_styles_nothing_by_itself() -> None:
    desk = _desk()
    page = desk.page()
    assert "Trang 2/2" in page
    assert "đọc từ ảnh" in page
    assert page.count('loading="lazy"') >= 2
    assert f'src="{desk.url("document_page", number=1)}"' in page
    assert 'data-view="pages"' in page
    assert not re.search(r"\sstyle=|<style|<script(?![^>]* src=)|\son\w+=", page)


def test_typed_paper_has_no_pages() -> None:
    page = Desk().page()
    assert "data-pages" not in page
    assert "data-view" not in page
    assert "restored" not in page


def test_review_of_pages_asks_the_same_for_one_and_for_forty() -> None:
    counts = []
    for number in (1, 40):
        desk = _desk(*[FIRST] * number)
        with CaptureQueriesContext(connection) as queries:
            desk.page()
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


DOUBTFUL = re.compile(r'<a href="#line-(\d+)"[^>]*><del>(.*?)</del> → <ins>(.*?)</ins></a>')
RUINED = "KE HOACH\nUBND xa xay dung ke hoach so 45"
SOUND = "KE HOACH\nUBND xã xây dựng kế hoạch số 45"


def _restored_desk(confidence: int) -> Desk:
    """“xa” → “xã” for sure, “xay” → “xây” with this confidence."""
    words = [[14, 16, 14, 16, 990], [17, 20, 17, 20, confidence]]
    return _desk(SOUND.split("\n"), original=RUINED, restored=words)


def test_restored_words_are_shown_beside_what_the_file_said() -> None:
    page = _restored_desk(640).page()
    assert "Đã phục hồi dấu của 2 chữ" in page
    assert "1 chữ chưa chắc" in page
    assert DOUBTFUL.findall(page) == [("2", "xay", "xây")]
    original = re.search(r'<pre class="restored-original"[^>]*>(.*?)</pre>', page, re.DOTALL)
    assert original
    assert unescape(original[1]) == RUINED
    assert not re.search(r"\sstyle=", page)


def test_doubtful_word_leads_to_the_line_where_it_stands_first() -> None:
    page = _restored_desk(640).page()
    line = re.search(r'<p class="line" id="line-2".*?</p>', page, re.DOTALL)
    assert line
    assert "xây" in line[0]
    twice = "Công an xã\nxã"
    desk = _desk(twice.split("\n"), original="Cong an xa\nxa", restored=[[8, 10, 8, 10, 500], [11, 13, 11, 13, 400]])
    assert DOUBTFUL.findall(desk.page()) == [("1", "xa", "xã")]


def test_sure_restored_words_are_not_among_the_doubtful() -> None:
    page = _restored_desk(990).page()
    assert "Đã phục hồi dấu của 2 chữ" in page
    assert "<del>" not in page
    assert "chưa chắc" not in page


def _offer(desk: Desk) -> tuple[Document, SameDocument]:
    """The desk's paper is offered as the signed copy of a typed one."""
    typed = rows.document(
        desk.commune.committee,
        text="Kế hoạch",
        name="ke-hoach.docx",
        title="Kế hoạch 45",
        number="45",
        symbol="KH-UBND",
    )
    with rows_for_tests():
        return typed, SameDocument.objects.create(
            document=desk.paper, other=typed, similarity=964, found_at=rows.NOW, state="offered"
        )


def _say(desk: Desk, offer: SameDocument, verb: str, client: Client | None = None) -> str:
    """The page after the answer."""
    offer.refresh_from_db()
    url = desk.url("document_same", same_uid=offer.uid)
    answer = (client or desk.client).post(url, {"verb": verb, "version": offer.version}, follow=True)
    assert answer.redirect_chain == [(desk.url("document"), 302)]
    return answer.content.decode()


def test_scan_is_offered_as_the_signed_copy_and_accepted() -> None:
    desk = _desk()
    typed, offer = _offer(desk)
    page = desk.client.get(desk.url("document")).content.decode()
    assert "Có vẻ là bản ký của một văn bản đã có." in page
    assert "Nội dung giống 96 %" in page
    assert "45/KH-UBND" in page
    assert f'href="/documents/{typed.uid}/"' in page
    assert 'value="accept"' in page
    assert 'value="reject"' in page
    page = _say(desk, offer, "accept")
    desk.paper.refresh_from_db()
    assert desk.paper.state == "signed_copy"
    assert "Đây là bản ký của:" in page
    other = desk.client.get(f"/documents/{typed.uid}/").content.decode()
    assert "Bản ký:" in other
    assert desk.url("document") in other
    page = _say(desk, offer, "reject")
    desk.paper.refresh_from_db()
    assert desk.paper.state == "read"
    assert "Đây là bản ký của:" not in page


def test_two_papers_that_are_not_one_are_not_offered_again() -> None:
    desk = _desk()
    _typed, offer = _offer(desk)
    page = _say(desk, offer, "reject")
    desk.paper.refresh_from_db()
    assert desk.paper.state == "read"
    assert "Đã ghi nhận là hai văn bản khác nhau." in page
    assert 'value="accept"' not in page


def test_answer_to_an_offer_that_changed_meanwhile_is_refused_in_words() -> None:
    desk = _desk()
    _typed, offer = _offer(desk)
    url = desk.url("document_same", same_uid=offer.uid)
    page = desk.client.post(url, {"verb": "accept", "version": offer.version + 1}, follow=True).content.decode()
    assert "alert" in page
    desk.paper.refresh_from_db()
    assert desk.paper.state == "read"
    assert desk.client.post(url, {"verb": "sideways", "version": offer.version}, follow=True).status_code == 200
    offer.refresh_from_db()
    assert offer.state == "offered"


def test_person_who_only_reads_sees_the_offer_without_buttons() -> None:
    desk = _desk()
    _offer(desk)
    viewer: User = rows.user_in_post("viewer", desk.commune.committee)
    page = desk.log_in(viewer).get(desk.url("document")).content.decode()
    assert "Có vẻ là bản ký" in page
    assert 'value="accept"' not in page


def test_offer_of_another_paper_cannot_be_answered_here() -> None:
    desk = _desk()
    _typed, offer = _offer(desk)
    elsewhere = rows.document(desk.commune.committee)
    answer = desk.client.post(f"/documents/{elsewhere.uid}/same/{offer.uid}/", {"verb": "accept", "version": 1})
    assert answer.status_code == 404
