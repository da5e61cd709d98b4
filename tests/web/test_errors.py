"""What goes wrong is said in words, with the way on, and shows nothing of the inside."""

import io

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from phongtrao.config import urls
from phongtrao.web.access import PUBLIC, allow
from phongtrao.web.uploads import MAX_BYTES
from tests.factories import rows

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@allow(PUBLIC)
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret of the inside")


@allow(PUBLIC)
def unreadable(request: HttpRequest) -> HttpResponse:
    raise BadRequest("bad")


@allow(PUBLIC)
def taking(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{len(request.POST)} {len(request.FILES)}")


urlpatterns = [
    *urls.urlpatterns,
    path("broken/", broken, name="broken"),
    path("unreadable/", unreadable, name="unreadable"),
    path("taking/", taking, name="taking"),
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


def client(**options: bool) -> Client:
    return Client(raise_request_exception=False, **options)  # type: ignore[arg-type]  # only flags are passed


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/broken/", 500, "Chương trình gặp lỗi"),
        ("/unreadable/", 400, "Yêu cầu chưa đúng"),
        ("/khong-co/", 404, "Không tìm thấy trang"),
    ],
)
def test_error_page(address: str, status: int, words: str) -> None:
    answer = client().get(address)
    assert answer.status_code == status
    page = answer.content.decode()
    assert words in page
    assert "secret" not in page
    assert "Traceback" not in page
    assert "Content-Security-Policy" in answer


def test_error_page_speaks_english_to_whoever_chose_it() -> None:
    asking = client()
    asking.post("/accounts/language/", {"language": "en"})
    assert "The program has failed" in asking.get("/broken/").content.decode()


def test_form_from_elsewhere() -> None:
    answer = client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()


def test_forbidden_says_which_of_two_it_is() -> None:
    asking = client()
    asking.force_login(rows.user(), backend="django.contrib.auth.backends.ModelBackend")
    answer = asking.get("/documents/")
    assert answer.status_code == 403
    assert "Tài khoản chưa có chức vụ" in answer.content.decode()


def test_too_much_text() -> None:
    answer = client().post("/taking/", {"text": "a" * (6 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "quá lớn" in answer.content.decode()


def test_too_large_file_is_told_so_and_not_that_the_page_was_old() -> None:
    file = io.BytesIO(b"\0" * (MAX_BYTES + 2 * 1024 * 1024))
    file.name = "lon.docx"
    answer = client(enforce_csrf_checks=True).post("/taking/", {"file": file})
    assert answer.status_code == 413
    assert "quá lớn" in answer.content.decode()


def test_file_below_the_limit_comes_through() -> None:
    file = io.BytesIO(b"\0" * 1024)
    file.name = "nho.docx"
    assert client().post("/taking/", {"file": file, "text": "a"}).content == b"1 1"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_nul_is_no_text(method: str) -> None:
    answer = getattr(client(), method)("/taking/", {"search": "hòa\0bình"})
    assert answer.status_code == 400
    assert "Yêu cầu chưa đúng" in answer.content.decode()
