"""The day of a moment, as people here count days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def day_of(now: datetime) -> date:
    """The date of an aware moment in Viet Nam: 23:30 UTC on 9 March is already 10 March."""
    return now.astimezone(HERE).date()
