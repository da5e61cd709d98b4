"""« Lịch »: what is owed on the days of a month, and the days of one body for a calendar program."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache

from django.db.models import Count, Min, Q

from phongtrao.adapters.packs import load_all
from phongtrao.apps.base.days import HERE
from phongtrao.apps.orgs.queries import bodies_of
from phongtrao.apps.tasks.models import Occurrence
from phongtrao.apps.tasks.queries import shapes
from phongtrao.apps.tasks.queries.sight import Sight
from phongtrao.apps.tasks.rows import CalendarDay, CalendarLine, FeedEntry
from phongtrao.core.dates.working_days import (
    WorkingCalendar,
    holiday_name,
    is_working_day,
    last_working_day_before,
    read_calendar,
)

LINES_AT_MOST = 1000  # of one month: the same duty of many bodies on one day is one line
FEED_BACK, FEED_AHEAD = timedelta(days=31), timedelta(days=400)
FEED_AT_MOST = 2000
ALARM_DAYS = (3, 1)  # before the last day
ALARM_AT = time(7, 30)


def list_days(*, sight: Sight, start: date, end: date) -> list[CalendarDay]:
    """Every day from `start` to `end`, with what is owed on it; the same duty of many bodies is one line."""
    today = sight.today
    rows = (
        Occurrence.objects.filter(
            sight.occurrences(), task__plan_version__current=True, last_day__gte=start, last_day__lte=end
        )
        .values("last_day", "task_id", "task__text", "task__ordinal", "said_on", "before")
        .annotate(
            total=Count("pk"),
            done=shapes.count_of(Q(state__in=shapes.DONE)),
            sent=shapes.count_of(Q(state="submitted")),
            late=shapes.count_of(shapes.is_late(today)),
            one=Min("pk"),
        )
        .order_by("last_day", "task__ordinal", "task_id")[:LINES_AT_MOST]
    )
    found = list(rows)
    alone = Occurrence.objects.select_related("body", "task").in_bulk([row["one"] for row in found])
    by_day: dict[date, list[CalendarLine]] = {}
    for row in found:
        first, day = alone[row["one"]], row["last_day"]
        if day is None:
            continue
        by_day.setdefault(day, []).append(
            CalendarLine(
                task_uid=first.task.uid,
                occurrence_uid=first.uid if row["total"] == 1 else None,
                text=row["task__text"],
                body_name=first.body.name if row["total"] == 1 else "",
                said_on=row["said_on"],
                before=row["before"],
                total=row["total"],
                done=row["done"],
                sent=row["sent"],
                late=row["late"],
            )
        )
    calendar = working_calendar()
    return [
        CalendarDay(
            day=day,
            is_today=day == today,
            is_off=not is_working_day(day, calendar),
            holiday=holiday_name(day, calendar),
            lines=tuple(by_day.get(day, ())),
        )
        for day in _days(start, end)
    ]


def list_feed(*, sight: Sight) -> list[FeedEntry]:
    """What the bodies that the person acts for owe, from a month ago to a year ahead. No names of persons."""
    today = sight.today
    rows = (
        Occurrence.objects.filter(
            body_id__in=bodies_of(sight.actor, today),
            task__plan_version__current=True,
            last_day__gte=today - FEED_BACK,
            last_day__lte=today + FEED_AHEAD,
        )
        .select_related("task__plan_version__plan")
        .order_by("last_day", "id")[:FEED_AT_MOST]
    )
    return [
        FeedEntry(
            uid=row.uid,
            day=row.last_day,
            title=row.task.text,
            plan_title=row.task.plan_version.plan.title,
            revision=row.version,
            is_done=row.state in shapes.FINISHED,
            alarms=() if row.requested else alarms_of(row.last_day),
        )
        for row in rows
        if row.last_day is not None
    ]


def alarms_of(last_day: date) -> tuple[datetime, ...]:
    """Half past seven, three days and one day before; on a day off, the last working day before it. The day stays."""
    calendar = working_calendar()
    days = []
    for count in ALARM_DAYS:
        day = last_day - timedelta(days=count)
        days.append(day if is_working_day(day, calendar) else last_working_day_before(day, calendar))
    return tuple(datetime.combine(day, ALARM_AT, tzinfo=HERE) for day in sorted(set(days)))


@cache
def working_calendar() -> WorkingCalendar:
    """The days on which offices work, by the pack."""
    return read_calendar(load_all().get("calendars/vn"))


def _days(start: date, end: date) -> Sequence[date]:
    return [start + timedelta(days=count) for count in range((end - start).days + 1)]
