"""Background work of this room."""

from django.utils import timezone

from phongtrao.apps.base.actors import SYSTEM
from phongtrao.apps.base.days import day_of
from phongtrao.apps.jobs.models import OutboxRow
from phongtrao.apps.tasks.operations import open_next_year


def open_plan_for_next_year(row: OutboxRow) -> None:
    """At the turn of the year a running plan gets the rows of its recurrences; late or twice, it is the same."""
    open_next_year(plan_uid=row.subject_uid, since=day_of(row.not_before), by=SYSTEM, now=timezone.now())
