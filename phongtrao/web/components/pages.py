"""Which page of a list an address asks for."""

from django.http import HttpRequest


def page_number(request: HttpRequest) -> int:
    """`?page=3` → 3; anything else is the first page. The list brings a number out of range into range."""
    raw = request.GET.get("page", "")
    return whole_number(raw) or 1


def whole_number(typed: str) -> int | None:
    """« 12 » as a field or an address sends it → 12; anything else, also « ² », is None."""
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None
