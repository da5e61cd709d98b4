"""Calendars as two other libraries read them, across the ends of months and years."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import ics
import vobject

from phongtrao.adapters.ics_out import CalendarEntry, calendar_bytes

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 12, 30, 8, 0, tzinfo=HERE)
DAYS = (date(2026, 2, 28), date(2026, 12, 31), date(2027, 1, 1), date(2028, 2, 29))
LONG = "Tổ chức tuyên truyền, vận động Nhân dân; phối hợp, kiểm tra\nvà báo cáo, " * 4


def _entry(day: date, **fields: object) -> CalendarEntry:
    values: dict[str, object] = {
        "uid": f"{day}@phongtrao",
        "day": day,
        "title": "Báo cáo kết quả, quý IV; gửi Công an xã",
        "details": "Kế hoạch\nhttps://phongtrao.example/tasks/1/",
        "url": "https://phongtrao.example/tasks/1/",
        "revision": 3,
        "is_done": False,
        "alarms": (datetime(day.year, day.month, day.day, 7, 30, tzinfo=HERE) - timedelta(days=1),),
    }
    return CalendarEntry(**{**values, **fields})  # type: ignore[arg-type]  # fields of the test's choosing


def test_two_libraries_read_the_same_days_words_and_alarms() -> None:
    data = calendar_bytes([_entry(day) for day in DAYS], name="Nhiệm vụ: Công an xã", now=NOW).decode()
    one = {event.uid.value: event for event in vobject.readOne(data).vevent_list}
    other = {event.uid: event for event in ics.Calendar(data).events}
    assert set(one) == set(other) == {f"{day}@phongtrao" for day in DAYS}
    for day in DAYS:
        first, second = one[f"{day}@phongtrao"], other[f"{day}@phongtrao"]
        assert first.dtstart.value == day
        assert second.all_day
        assert second.begin.date() == day
        assert first.summary.value == second.name == "Báo cáo kết quả, quý IV; gửi Công an xã"
        assert first.description.value == "Kế hoạch\nhttps://phongtrao.example/tasks/1/"
        trigger = datetime(day.year, day.month, day.day, 7, 30, tzinfo=HERE) - timedelta(days=1)
        assert first.valarm.trigger.value == trigger
        assert [alarm.trigger for alarm in second.alarms] == [trigger]


def test_long_words_are_cut_at_a_blank_and_lines_stay_short() -> None:
    data = calendar_bytes([_entry(DAYS[0], title=LONG)], name="x", now=NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    title = vobject.readOne(data.decode()).vevent.summary.value
    assert title.endswith("…")
    assert len(title) <= 120
    assert "\n" not in title


def test_what_is_done_has_no_alarm() -> None:
    event = vobject.readOne(calendar_bytes([_entry(DAYS[1], is_done=True)], name="x", now=NOW).decode()).vevent
    assert event.summary.value.startswith("✓ ")
    assert not hasattr(event, "valarm")


def test_an_empty_calendar_is_a_calendar() -> None:
    data = calendar_bytes([], name="Trống", now=NOW).decode()
    assert vobject.readOne(data).name == "VCALENDAR"
    assert not ics.Calendar(data).events
