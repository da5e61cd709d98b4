"""Who may take which step, asked before anything is written."""

from datetime import datetime

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.days import day_of
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.documents.enums import DOCUMENT_WORKFLOW, DocumentState
from phongtrao.apps.documents.models import Document
from phongtrao.apps.documents.queries import visible_to
from phongtrao.core.workflow import Forbidden, next_state

REVIEWERS = ("coordinator",)


def next_document_state(document: Document, *, verb: str, by: Actor, now: datetime) -> str:
    """The state that `verb` leads to. Refused: step_not_open, role_may_not, out_of_scope."""
    if not Document.objects.filter(visible_to(by, day_of(now)), pk=document.pk).exists():
        raise Refused("out_of_scope")
    step = next_state(DOCUMENT_WORKFLOW, state=document.state, verb=verb, role=by.role)
    if isinstance(step, Forbidden):
        raise Refused(step.code)
    return step.state


def may_review(document: Document, *, by: Actor) -> None:
    """Items and headings change while the paper waits for its review, by a coordinator. The caller has looked it up
    among what the person sees. Refused: role_may_not, step_not_open.
    """
    if by.role not in REVIEWERS:
        raise Refused("role_may_not")
    if document.state != DocumentState.READ:
        raise Refused("step_not_open")
