"""The board of a whole plan to take along: the annex as a Word document, the twelve columns as a workbook."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from phongtrao.apps.tasks import queries
from phongtrao.web import access
from phongtrao.web.access import actor_of, allow
from phongtrao.web.plans.views import READERS

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allow(*READERS)
@require_safe
def plan_annex(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """« Phụ lục phân công nhiệm vụ » in the form of NĐ 30/2020."""
    return _file(request, uid, queries.plan_annex, DOCX)


@allow(*READERS)
@require_safe
def plan_sheet(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """« Bảng theo dõi » in the offices' twelve columns."""
    return _file(request, uid, queries.plan_sheet, XLSX)


def _file(
    request: HttpRequest, uid: uuid.UUID, printed: Callable[..., queries.PrintedFile], media_type: str
) -> HttpResponse:
    sight = queries.sight_of(actor_of(request), timezone.localdate())
    version = queries.get_plan(uid=uid, sight=sight)
    file = printed(version=version, sight=sight, sample=access.DEMO_MARK.exists())
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(file.data, content_type=media_type, headers=headers)
