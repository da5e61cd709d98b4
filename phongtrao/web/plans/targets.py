"""Giao chỉ tiêu: one target divided among bodies, all of one kind at a time."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.plans import operations
from phongtrao.apps.tasks import queries
from phongtrao.web.access import actor_of, allow
from phongtrao.web.components.refusals import add_to_form
from phongtrao.web.plans.forms import DivideForm


@allow("coordinator")
@require_http_methods(["GET", "HEAD", "POST"])
def target_shares(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The shares of a target. `?kind=`: whose lines are shown beside the bodies that have a share."""
    sight = queries.sight_of(actor_of(request), timezone.localdate())
    found = queries.get_target(uid=uid, sight=sight, kind=request.GET.get("kind", ""))
    form = DivideForm(request.POST or None, bodies=found.bodies, shares=found.divided.shares)
    if request.method == "POST" and form.is_valid():
        try:
            operations.divide_target(target_uid=uid, shares=form.wanted(), by=actor_of(request), now=timezone.now())
        except Refused as refused:
            add_to_form(form, Refused(refused.code, field=f"level_{refused.field}", **refused.params))
        else:
            messages.success(request, _("Đã lưu phần chỉ tiêu của từng cơ quan, đơn vị."))
            kind = f"?{urlencode({'kind': found.kind})}" if found.kind else ""
            return redirect(reverse("target_shares", kwargs={"uid": uid}) + kind)
    context = {"found": found, "target": found.divided.target, "divided": found.divided, "form": form}
    return render(request, "plans/shares.html", context)
