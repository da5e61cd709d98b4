"""Which page of a list an address asks for."""

from django.http import HttpRequest


def page_number(request: HttpRequest) -> int:
    """`?page=3` → 3; anything else is the first page. The list brings a number out of range into range."""
    raw = request.GET.get("page", "")
    return int(raw) if raw.isdecimal() and len(raw) < 10 else 1
