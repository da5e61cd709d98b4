"""A request that is too large, or holds what no text may hold, is told so, whoever sends it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from phongtrao.web import errors
from phongtrao.web.uploads import MAX_BYTES

FRAMING = 1024 * 1024  # bytes around the file of a form: its fields and separators
DRAINED = 256 * 1024 * 1024  # bytes read and thrown away, so that the browser hears the answer instead of a broken line
CHUNK = 1024 * 1024


class SizeMiddleware:
    """Answers 413 before anything of the request is read into memory. Stands last, right before the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _announced(request) <= MAX_BYTES + FRAMING:
            return self.get_response(request)
        _drain(request)
        return errors.too_large(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """No text has a NUL, no keyboard types one, and PostgreSQL takes none: such a request is no page's business."""
        for data in (request.GET, request.POST):
            if any("\0" in value for _, values in data.lists() for value in values):
                raise BadRequest("NUL")


def _announced(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _drain(request: HttpRequest) -> None:
    left = min(_announced(request), DRAINED)
    while left > 0 and (read := len(request.read(min(CHUNK, left)))):
        left -= read
