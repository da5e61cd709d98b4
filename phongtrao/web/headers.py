"""What every answer says to the browser: only our own files, nothing inline, nothing sent elsewhere."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# `data:` images are the small drawings inside Tabler's style sheet (arrows of selects, ticks).
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
    )
)


class HeadersMiddleware:
    """Adds the policy to every answer, and keeps pages with people's work out of shared caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "geolocation=(), microphone=(), payment=(), usb=()")
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
