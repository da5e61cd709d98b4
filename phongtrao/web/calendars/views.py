"""« Lịch »: a month with what is owed on its days, and the same days in people's own calendar programs."""

import re
import uuid
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.adapters.ics_out import CalendarEntry, calendar_bytes
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.notifications import operations
from phongtrao.apps.notifications import queries as notifications
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.tasks import queries
from phongtrao.apps.tasks.rows import FeedEntry
from phongtrao.web.access import PUBLIC, actor_of, allow
from phongtrao.web.calendars.forms import LinkForm
from phongtrao.web.components.refusals import add_to_form

WORKERS = tuple(role.value for role in Role if role.value != "administrator")
_MONTH = re.compile(r"(20\d\d|21\d\d)-(0[1-9]|1[0-2])")


@allow(*WORKERS)
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """A month: weeks from Monday, then what is owed day by day. `month`: 2026-06; anything else is this month."""
    today = timezone.localdate()
    first = _first_of(request.GET.get("month", ""), today)
    following = _following(first)
    start = first - timedelta(days=first.weekday())
    last = following - timedelta(days=1)
    end = last + timedelta(days=6 - last.weekday())
    days = queries.list_days(sight=queries.sight_of(actor_of(request), today), start=start, end=end)
    context = {
        "first": first,
        "weeks": [days[at : at + 7] for at in range(0, len(days), 7)],
        "agenda": [day for day in days if day.lines and first <= day.day <= last],
        "previous": _first_of("", first - timedelta(days=1)),
        "following": following,
        "is_this_month": first == _first_of("", today),
    }
    return render(request, "calendars/calendar.html", context)


def _first_of(text: str, day: date) -> date:
    found = _MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else day.replace(day=1)


def _following(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


@allow(*WORKERS)
@require_http_methods(["GET", "POST"])
def calendar_links(request: HttpRequest) -> HttpResponse:
    """A person's secret addresses. A new one is shown once, on the answer that made it."""
    actor, address, status = actor_of(request), "", 200
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            secret = operations.make_calendar_link(label=form.cleaned_data["label"], by=actor, now=timezone.now())
            address, form = request.build_absolute_uri(reverse("calendar_feed", args=[secret])), LinkForm()
        except Refused as refused:
            add_to_form(form, refused)
            status = 422
    context = {"form": form, "address": address, "links": notifications.list_calendar_links(by=actor)}
    answer = render(request, "calendars/links.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@allow(*WORKERS)
@require_POST
def calendar_revoke(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take an address back."""
    operations.revoke_calendar_link(uid=uid, by=actor_of(request), now=timezone.now())
    messages.success(request, _("Đã thu hồi đường dẫn; ứng dụng lịch dùng nó không còn nhận được lịch."))
    return redirect("calendar_links")


@allow(PUBLIC)
@require_GET
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The days of the body of whoever made the address, for a calendar program: it cannot log in."""
    today = timezone.localdate()
    holder = notifications.holder_of(secret=secret, today=today)
    found = queries.list_feed(sight=queries.sight_of(holder, today))
    entries = (_entry(row, request.build_absolute_uri(reverse("occurrence", args=[row.uid]))) for row in found)
    data = calendar_bytes(entries, name=f"{_('Nhiệm vụ')}: {holder.body_name}", now=timezone.now())
    return HttpResponse(data, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store"})


def _entry(row: FeedEntry, url: str) -> CalendarEntry:
    return CalendarEntry(
        uid=f"{row.uid}@phongtrao",
        day=row.day,
        title=row.title,
        details=f"{row.plan_title}\n{url}",
        url=url,
        revision=row.revision,
        is_done=row.is_done,
        alarms=row.alarms,
    )
