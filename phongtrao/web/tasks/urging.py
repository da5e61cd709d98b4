"""« Đôn đốc »: everything late, as a message to paste and as a letter to sign."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from phongtrao.apps.tasks import queries
from phongtrao.web import access
from phongtrao.web.access import actor_of, allow

URGERS = ("coordinator", "leader")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@allow(*URGERS)
@require_safe
def urging(request: HttpRequest) -> HttpResponse:
    """Who is late with what; requested bodies are never among them."""
    found = queries.late_of(sight=queries.sight_of(actor_of(request), timezone.localdate()))
    return render(request, "tasks/urging.html", {"urging": found})


@allow(*URGERS)
@require_safe
def urging_letter(request: HttpRequest) -> HttpResponse:
    """The letter as a Word document; number, day and signature are left open."""
    sight = queries.sight_of(actor_of(request), timezone.localdate())
    file = queries.printed_letter(sight=sight, sample=access.DEMO_MARK.exists())
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(file.data, content_type=DOCX, headers=headers)
