"""Pages for what went wrong: said in plain words, with the way on."""

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or came from elsewhere: reload and send again."""
    return render(request, "errors/403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read; one that is too large is told so."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return too_large(request)
    return render(request, "errors/400.html", status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """More was sent than is taken in."""
    return render(request, "errors/413.html", status=413)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page is there, but not for this role."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or nothing of that kind for this person."""
    return render(request, "errors/404.html", status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many attempts: wait."""
    return render(request, "errors/429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours. Asks nothing of the database: it may be what failed."""
    words = {
        "language": get_language(),
        "heading": _("Chương trình gặp lỗi"),
        "text": _(
            "Lỗi này là của chương trình, không phải của bạn, và đã được ghi lại cho người quản trị."
            " Việc vừa gửi có thể chưa được ghi: hãy tải lại trang trước để xem, rồi thử lại."
        ),
        "way": _("Về trang đầu"),
    }
    return render(None, "errors/500.html", words, status=500)
