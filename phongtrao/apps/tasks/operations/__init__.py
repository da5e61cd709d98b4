"""Writes of the duties room; each part in a module of its own."""

from phongtrao.apps.tasks.operations.assign import assign_task, change_day, withdraw_assignment
from phongtrao.apps.tasks.operations.confirm import confirm_plan, open_next_year
from phongtrao.apps.tasks.operations.decide import accept, return_for_correction, waive
from phongtrao.apps.tasks.operations.progress import Report, open_occurrence, report_block, report_progress, submit
from phongtrao.apps.tasks.operations.proof import Proof

__all__ = [
    "Proof",
    "Report",
    "accept",
    "assign_task",
    "change_day",
    "confirm_plan",
    "open_next_year",
    "open_occurrence",
    "report_block",
    "report_progress",
    "return_for_correction",
    "submit",
    "waive",
    "withdraw_assignment",
]
