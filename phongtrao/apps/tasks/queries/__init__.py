"""Reading duties, who owes them and how far they are; each part in a module of its own."""

from phongtrao.apps.tasks.queries.board import (
    list_awaiting_day,
    list_by_body,
    list_by_month,
    list_unassigned,
)
from phongtrao.apps.tasks.queries.calendar import list_days, list_feed
from phongtrao.apps.tasks.queries.details import (
    assignee_choices,
    bodies_to_enter_for,
    coordinates,
    get_occurrence,
    get_proof,
    get_task,
    list_assignees,
    list_task_occurrences,
    may_open,
    source_of,
    time_shown,
)
from phongtrao.apps.tasks.queries.papers import PrintedFile, plan_annex, plan_sheet
from phongtrao.apps.tasks.queries.plans import Standing, get_plan, list_plans, plan_standing
from phongtrao.apps.tasks.queries.sight import Sight, sight_of
from phongtrao.apps.tasks.queries.targets import TargetToDivide, get_target, list_divided
from phongtrao.apps.tasks.queries.today import (
    KINDS,
    list_occurrences,
    today_of_body,
    today_of_coordinator,
    today_of_leader,
)
from phongtrao.apps.tasks.queries.urging import Urging, late_of, printed_letter

__all__ = [
    "KINDS",
    "PrintedFile",
    "Sight",
    "Standing",
    "TargetToDivide",
    "Urging",
    "assignee_choices",
    "bodies_to_enter_for",
    "coordinates",
    "get_occurrence",
    "get_plan",
    "get_proof",
    "get_target",
    "get_task",
    "late_of",
    "list_assignees",
    "list_awaiting_day",
    "list_by_body",
    "list_by_month",
    "list_days",
    "list_divided",
    "list_feed",
    "list_occurrences",
    "list_plans",
    "list_task_occurrences",
    "list_unassigned",
    "may_open",
    "plan_annex",
    "plan_sheet",
    "plan_standing",
    "printed_letter",
    "sight_of",
    "source_of",
    "time_shown",
    "today_of_body",
    "today_of_coordinator",
    "today_of_leader",
]
