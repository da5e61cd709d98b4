"""The page offers exactly the steps that the operations take: state × person × step, also asked and outside bodies."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.tasks.enums import OccurrenceState
from phongtrao.apps.tasks.models import Occurrence, Task
from phongtrao.apps.tasks.operations import (
    Report,
    accept,
    report_block,
    report_progress,
    return_for_correction,
    submit,
    waive,
)
from phongtrao.apps.tasks.queries import get_occurrence, sight_of
from tests.conftest import rows_for_tests
from tests.factories import rows
from tests.factories.rows import NOW, TODAY

pytestmark = pytest.mark.django_db

WORDS, OUTSIDE = Report(words="Đã làm", paper="Phiếu"), Report(done_on=date(2026, 3, 9), paper="Phiếu")
STEPS: dict[str, tuple[Any, dict[str, Any]]] = {
    "report_progress": (report_progress, {"report": WORDS}),
    "report_block": (report_block, {"report": WORDS}),
    "submit": (submit, {"report": WORDS}),
    "accept": (accept, {}),
    "return": (return_for_correction, {"reason": "Thiếu ảnh"}),
    "waive": (waive, {"document_number": "12/UBND"}),
}


class Undone(Exception):
    """Takes a step back after it was seen to be possible."""


def is_taken(verb: str, owed: Occurrence, by: Any, outside: bool) -> bool:
    """Whether the operation takes the step when every fact it may ask for is given."""
    run, fields = STEPS[verb]
    if outside and "report" in fields:
        fields = {"report": OUTSIDE}
    try:
        with transaction.atomic():
            run(uid=owed.uid, version=owed.version, by=by, now=NOW, **fields)
            raise Undone
    except Undone:
        return True
    except Refused:
        return False


@pytest.mark.parametrize("kind", ["told", "asked", "outside"])
def test_buttons_are_what_operations_take(kind: str) -> None:
    place = rows.area()
    committee, office = rows.body("UBND xã", place=place), rows.body("Phòng Kinh tế", place=place)
    owed = rows.occurrence(rows.task(rows.plan(committee), last_day=date(2026, 3, 31)), office)
    sender = rows.user()
    people = {
        "its officer": rows.actor("officer", office),
        "who sent it, as coordinator": rows.actor("coordinator", committee, person=sender),
        "coordinator": rows.actor("coordinator", committee),
        "leader": rows.actor("leader", committee),
        "viewer": rows.actor("viewer", committee),
        "reviewer above": rows.actor("superior_reviewer", committee),
    }
    with rows_for_tests():
        Task.objects.update(outside_system=kind == "outside")
        Occurrence.objects.update(
            requested=kind == "asked", submitted_at=NOW, submitted_by=sender, submitted_by_name="x"
        )
    wrong = []
    for state in OccurrenceState.values:
        with rows_for_tests():
            Occurrence.objects.update(state=state)
        owed.refresh_from_db()
        for who, actor in people.items():
            offered = get_occurrence(uid=owed.uid, sight=sight_of(actor, TODAY)).verbs
            taken = {verb for verb in STEPS if is_taken(verb, owed, actor, kind == "outside")}
            if taken != offered:
                wrong.append((state, who, sorted(taken ^ offered)))
    assert wrong == []
