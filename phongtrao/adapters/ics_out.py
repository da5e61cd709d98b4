"""Days as an iCalendar file (RFC 5545), as calendar programs subscribe to it: whole-day events with alarms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

_PRODUCT = "-//Phong Trao//Lich nhiem vu//VI"
_REFRESH = timedelta(hours=6)
_TITLE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One day on which something is owed. `uid` stays the same when the day moves, `revision` counts the changes.

    `alarms`: moments with a time zone. `is_done`: shown as finished, without alarms.
    """

    uid: str
    day: date
    title: str
    details: str
    url: str
    revision: int
    is_done: bool
    alarms: tuple[datetime, ...] = ()


def calendar_bytes(entries: Iterable[CalendarEntry], *, name: str, now: datetime) -> bytes:
    """The calendar as bytes. `name` is what the program shows; `now` (with a time zone) stamps the events."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, now: datetime) -> Event:
    event = Event()
    title = _shortened(entry.title)
    event.add("uid", entry.uid)
    event.add("dtstamp", now)
    event.add("sequence", entry.revision)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")  # the day stays free for meetings
    event.add("summary", f"✓ {title}" if entry.is_done else title)
    event.add("description", entry.details)
    event.add("url", entry.url)
    for moment in () if entry.is_done else entry.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add(
            "trigger", moment.astimezone(UTC), parameters={"VALUE": "DATE-TIME"}
        )  # UTC is the only zone allowed here
        event.add_component(alarm)
    return event


def _shortened(title: str) -> str:
    words = " ".join(title.split())
    return words if len(words) <= _TITLE_LENGTH else words[: _TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"
