"""Pages for what went wrong: said in plain words, with the way on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or came from elsewhere: reload and send again."""
    return render(request, "errors/403_csrf.html", status=403)
