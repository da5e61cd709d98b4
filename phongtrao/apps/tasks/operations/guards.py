"""Who may take which step on an occurrence, and in whose name."""

import uuid
from dataclasses import dataclass
from datetime import date

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.gate import checked_text
from phongtrao.apps.base.refusals import NotVisible, Refused
from phongtrao.apps.orgs.queries import bodies_of
from phongtrao.apps.tasks.enums import OCCURRENCE_WORKFLOW
from phongtrao.apps.tasks.models import Occurrence, Task
from phongtrao.apps.tasks.queries.sight import sight_of
from phongtrao.core.workflow import Forbidden, next_state

DECIDERS = ("coordinator", "leader")
MAX_PAPER = 300  # characters that name the paper of nhập thay


@dataclass(frozen=True)
class InTheNameOf:
    """`body_id` is set when somebody enters for another body from `paper` (nhập thay); None = for their own."""

    body_id: int | None = None
    body_uid: uuid.UUID | None = None
    body_name: str = ""
    paper: str = ""


def seen_occurrence(*, uid: uuid.UUID, by: Actor, today: date) -> Occurrence:
    """The occurrence with its duty and body. Raises NotVisible."""
    rows = Occurrence.objects.filter(sight_of(by, today).occurrences(), uid=uid)
    found = rows.select_related("task__plan_version__plan", "body").first()
    if found is None:
        raise NotVisible
    return found


def coordinated_task(*, uid: uuid.UUID, by: Actor, today: date) -> Task:
    """A duty of a plan that the coordinator's own place carries out.

    Raises NotVisible. Refused: role_may_not, out_of_scope.
    """
    sight = sight_of(by, today)
    task = (
        Task.objects.filter(sight.tasks(), uid=uid)
        .select_related("plan_version__plan", "plan_version__document__body__area", "body")
        .first()
    )
    if task is None:
        raise NotVisible
    if by.role != "coordinator":
        raise Refused("role_may_not")
    if not any(task.scope.startswith(path) for path in sight.paths):
        raise Refused("out_of_scope")
    return task


def acting_for(occurrence: Occurrence, *, by: Actor, today: date, paper: str) -> InTheNameOf:
    """Whether `by` reports for their own body, or enters for another one from a paper.

    Refused: missing_paper (a coordinator names no paper), role_may_not (anybody else's body), what the gate refuses.
    """
    if occurrence.body_id in bodies_of(by, today):
        return InTheNameOf()
    if by.role != "coordinator":
        raise Refused("role_may_not")
    if not paper.strip():
        raise Refused("missing_paper", field="paper")
    body = occurrence.body
    named = checked_text(paper, field="paper", limit=MAX_PAPER)
    return InTheNameOf(body_id=body.pk, body_uid=body.uid, body_name=body.name, paper=named)


def step(occurrence: Occurrence, *, verb: str, by: Actor, facts: set[str]) -> str:
    """The state that `verb` leads to. Refused: step_not_open, role_may_not, same_person, not_returned, missing_…"""
    if not occurrence.requested:
        facts = facts | {"assigned"}
    if by.user_id is not None and by.user_id != occurrence.submitted_by_id:
        facts = facts | {"other_person"}
    answer = next_state(OCCURRENCE_WORKFLOW, state=occurrence.state, verb=verb, role=by.role, facts=facts)
    if not isinstance(answer, Forbidden):
        return answer.state
    raise Refused(
        {"missing_other_person": "same_person", "missing_assigned": "requested_not_returned"}.get(
            answer.code, answer.code
        ),
        field={"missing_reason": "reason", "missing_result": "words", "missing_document_number": "document_number"}.get(
            answer.code, ""
        ),
    )
