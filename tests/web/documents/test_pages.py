"""Pages of papers without a script: what they show, what they refuse and how, and how much they ask the database."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from phongtrao.apps.documents.models import Document
from phongtrao.apps.files.models import StoredFile
from tests.apps.documents.papers import PLAN, run_jobs
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.web.documents.pages import HX, Desk, long_paper

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12  # with session and audit; issue 2


def _count(desk: Desk, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert desk.client.get(url).status_code == 200
    return len(queries)


def _send(desk: Desk, data: bytes, name: str = "ke-hoach.txt", body: str = "") -> tuple[int, str, str]:
    file = SimpleUploadedFile(name, data)
    answer = desk.client.post("/documents/upload/", {"file": file, "body": body or str(desk.commune.committee.uid)})
    return answer.status_code, answer.content.decode(), answer.get("Location", "")


def test_list_asks_the_same_for_ten_papers_and_for_two_thousand() -> None:
    desk = Desk()
    paper = desk.paper
    with rows_for_tests():
        few = [Document(**_copy(paper)) for _ in range(9)]
        Document.objects.bulk_create(few)
    small = _count(desk, "/documents/")
    with rows_for_tests():
        Document.objects.bulk_create(Document(**_copy(paper)) for _ in range(1990))
    assert _count(desk, "/documents/") == small
    assert small <= MOST_QUERIES
    page = desk.client.get("/documents/").content.decode()
    assert page.count('<th scope="row">') == 50
    assert "2000" in page.replace(".", "")


def _copy(paper: Document) -> dict[str, object]:
    names = ("name", "file", "state", "body", "scope", "province", "year", "uploaded_at", "uploaded_by", "title")
    return {name: getattr(paper, name) for name in names}


@pytest.mark.parametrize("query", ["", "?show=doubtful", "?show=open"])
def test_review_asks_the_same_for_ten_items_and_for_two_thousand(query: str) -> None:
    desk = Desk()
    long_paper(desk, 10)
    small = _count(desk, desk.url("document_review") + query)
    long_paper(desk, 2000)
    assert _count(desk, desk.url("document_review") + query) == small
    assert small <= MOST_QUERIES


def test_one_decision_asks_the_same_however_many_items() -> None:
    desk = Desk()
    counts = []
    for items in (10, 2000):
        long_paper(desk, items)
        with CaptureQueriesContext(connection) as queries:
            assert desk.decide(desk.item(), "accept", script=True).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_upload_goes_to_the_page_that_says_where_the_reading_stands() -> None:
    desk = Desk()
    status, _page, place = _send(desk, f"{PLAN}\nPhụ lục".encode())
    assert status == 302
    page = desk.client.get(place).content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert '<meta http-equiv="refresh"' in page  # inside noscript
    poll = desk.client.get(place, headers=HX)
    assert poll.status_code == 200
    assert "<html" not in poll.content.decode()
    run_jobs()
    finished = desk.client.get(place, headers=HX)
    assert (finished.status_code, finished.get("HX-Refresh")) == (204, "true")
    page = desk.client.get(place).content.decode()
    assert "Rà soát" in page
    assert "hx-trigger" not in page


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (f"MẬT\n{PLAN}".encode(), "a.txt", "quản lý ngoài hệ thống"),
        (f"{PLAN}\n| TT | Họ và tên | Năm sinh |\n| 1 | Nguyễn Văn Mẫu | 1980 |".encode(), "a.txt", "bảng họ tên"),
        (b"%PDF-1.7\n" + bytes(200), "a.docx", "PDF"),
        (b"PK\x03\x04" + bytes(80), "a.docx", ".docx"),
        (b"", "a.txt", "Tệp trống"),
    ],
)
def test_refused_file_is_explained_and_nothing_is_kept(
    data: bytes, name: str, words: str, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk()
    before = (Document.objects.count(), StoredFile.objects.count(), sorted(folder.rglob("*")))
    with caplog.at_level(logging.INFO):
        status, page, _place = _send(desk, data, name)
    assert status == 422
    assert "error-summary" in page
    assert words in page
    assert str(desk.commune.committee.uid) in page  # what was chosen stays
    assert (Document.objects.count(), StoredFile.objects.count(), sorted(folder.rglob("*"))) == before
    assert "Nguyễn Văn Mẫu" not in caplog.text


def test_form_without_a_file_and_with_a_strange_body_says_both() -> None:
    desk = Desk()
    answer = desk.client.post("/documents/upload/", {"body": "khong-co"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa chọn tệp" in page
    assert "không có trong danh sách" in page


def test_same_file_again_leads_to_the_one_that_is_here() -> None:
    desk = Desk()
    status, page, _place = _send(desk, PLAN.encode())
    assert status == 422
    assert f"/documents/{desk.paper.uid}/" in page


def test_failure_is_said_and_the_way_on_is_there() -> None:
    desk = Desk()
    with rows_for_tests():
        Document.objects.filter(pk=desk.paper.pk).update(state="failed", failure="Tệp không còn nguyên vẹn.")
    page = desk.client.get(desk.url("document")).content.decode()
    assert "Tệp không còn nguyên vẹn." in page
    assert desk.url("document_read_again") in page
    desk.paper.refresh_from_db()
    answer = desk.client.post(desk.url("document_read_again"), {"version": desk.paper.version})
    assert answer["Location"] == desk.url("document")
    desk.paper.refresh_from_db()
    assert desk.paper.state == "uploaded"
    answer = desk.client.post(desk.url("document_read_again"), {"version": 1}, follow=True)
    assert "Bước này không làm được" in answer.content.decode()


def test_cancelled_paper_says_so() -> None:
    desk = Desk()
    answer = desk.client.post(desk.url("document_cancel"), follow=True)
    assert "Văn bản đã hủy" in answer.content.decode()
    assert desk.client.get(desk.url("document_review")).status_code == 200


def test_original_comes_as_an_attachment() -> None:
    desk = Desk()
    answer: Any = desk.client.get(desk.url("document_file"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == PLAN.encode()


def test_reader_without_the_right_sees_no_buttons() -> None:
    desk = Desk()
    viewer = desk.log_in(rows.user_in_post("viewer", desk.commune.committee))
    page = viewer.get(desk.url("document_review")).content.decode()
    assert "Công an xã" in page
    assert 'name="verb"' not in page
    assert "Xác nhận kế hoạch" not in page
    assert viewer.get(desk.url("document_review") + "?edit=header").content.decode().count("<form") == page.count(
        "<form"
    )


@pytest.mark.parametrize(("language", "words"), [("vi", "số điện thoại"), ("en", "telephone number")])
def test_warning_of_a_number_speaks_the_language_of_the_page(language: str, words: str) -> None:
    desk = Desk(read=False)
    desk.paper = desk.commune.read(PLAN.replace("Nơi nhận:", "Liên hệ 0912 345 678.\n\nNơi nhận:"))
    desk.client.cookies["django_language"] = language
    desk.client.post("/accounts/language/", {"language": language, "next": "/"})
    page = desk.client.get(desk.url("document")).content.decode()
    assert words in page
