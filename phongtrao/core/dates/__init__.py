"""Dates and deadline phrases, working days and holidays, recurrence (RFC 5545 in and out)."""

from phongtrao.core.dates.days import month_end
from phongtrao.core.dates.printed import PrintedDay, find_days
from phongtrao.core.dates.times import Time, find_times
from phongtrao.core.dates.words import TimeWords

__all__ = ["PrintedDay", "Time", "TimeWords", "find_days", "find_times", "month_end"]
