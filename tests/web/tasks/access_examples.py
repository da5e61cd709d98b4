"""Objects of a given body for the addresses of plans, duties, occurrences and proof."""

from datetime import date

from phongtrao.apps.tasks.models import OccurrenceEvidence
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.web.examples import Arguments, Side, example


@example("plan_confirm")
def _document(side: Side) -> Arguments:
    document = rows.document(side.body, text="Kế hoạch")
    rows.reading(document)
    return {"uid": document.uid}


@example("plan", "plan_history", "plan_annex", "plan_sheet")
def _plan(side: Side) -> Arguments:
    version = rows.plan(side.body)
    rows.occurrence(rows.task(version, last_day=date(2026, 3, 31)), side.body)
    return {"uid": version.plan.uid}


@example("target_shares")
def _target(side: Side) -> Arguments:
    return {"uid": rows.target(rows.plan(side.body)).uid}


@example("task", "task_open", "task_assign", "task_withdraw", "task_day")
def _task(side: Side) -> Arguments:
    task = rows.task(rows.plan(side.body))
    rows.assignment(task, side.body)
    return {"uid": task.uid}


@example("occurrence", "occurrence_report", "occurrence_accept", "occurrence_return", "occurrence_waive")
def _occurrence(side: Side) -> Arguments:
    task = rows.task(rows.plan(side.body), last_day=date(2026, 3, 31))
    return {"uid": rows.occurrence(task, side.body).uid}


@example("evidence_file", "evidence_confirm", "evidence_remove")
def _evidence(side: Side) -> Arguments:
    occurrence = rows.occurrence(rows.task(rows.plan(side.body), last_day=date(2026, 3, 31)), side.body)
    revision = rows.evidence(side.body, file=rows.kept_file(b"%PDF-1.4 noi dung", "application/pdf"))
    with rows_for_tests():
        OccurrenceEvidence.objects.create(
            occurrence=occurrence, revision=revision, linked_at=rows.NOW, linked_by=side.person
        )
    return {"uid": revision.evidence.uid}
