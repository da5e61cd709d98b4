"""One duty, one occurrence, one proof: opened by whoever may see it."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q

from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.pages import Page, paginate
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.evidence.models import EvidenceRevision
from phongtrao.apps.evidence.queries import visible_to as evidence_visible_to
from phongtrao.apps.orgs.queries import bodies_of
from phongtrao.apps.tasks.enums import OCCURRENCE_WORKFLOW, AssignmentRole, TimeKind
from phongtrao.apps.tasks.models import Occurrence, OccurrenceEvidence, Task
from phongtrao.apps.tasks.names import names_for
from phongtrao.apps.tasks.owing import members_of, owing_bodies
from phongtrao.apps.tasks.queries import shapes
from phongtrao.apps.tasks.queries.sight import Sight, own_sight
from phongtrao.apps.tasks.rows import AssigneeRow, NoteRow, OccurrencePage, OccurrenceRow, SourcePlace, TimeShown

_DECISIONS = frozenset(("accept", "return", "waive"))
_REPORTS = frozenset(("report_progress", "report_block", "submit"))


def get_task(*, uid: uuid.UUID, sight: Sight) -> Task:
    """A duty with its plan, paper and body. Raises NotVisible."""
    rows = Task.objects.filter(sight.tasks(), uid=uid)
    found = rows.select_related("plan_version__plan", "plan_version__document__body__area", "body").first()
    if found is None:
        raise NotVisible
    return found


def source_of(*, task: Task, sight: Sight) -> SourcePlace:
    """Where the duty stands in its paper. One query; empty for a duty that was added without a place."""
    document = task.plan_version.document
    may_open = sight.sees_whole(document.scope) or document.body_id in sight.own
    if task.span_start is None or task.span_end is None:
        return SourcePlace("", None, document.uid if may_open else None)
    text: str = document.source_text.text if hasattr(document, "source_text") else ""
    quoted = " ".join(text[task.span_start : task.span_end].split())
    line = text.count("\n", 0, task.span_start) + 1 if quoted else None
    return SourcePlace(quoted, line, document.uid if may_open else None)


def list_assignees(*, task: Task) -> list[AssigneeRow]:
    """Whom the duty is given to, those in charge first, then partners. The caller has checked the duty."""
    rows = task.assignments.select_related("body", "post__body").order_by("partner", "id")
    return [shapes.assignee_row(row) for row in rows]


def assignee_choices(*, task: Task, today: date) -> list[tuple[str, str]]:
    """(key, label) of every body, group and post that the duty may be given to. The caller has checked the duty."""
    return names_for(task.plan_version, today=today).choices()


def time_shown(task: Task) -> TimeShown:
    """When the duty is owed, as facts for the page."""
    return shapes.time_shown(task)


def coordinates(*, task: Task, by: Actor) -> bool:
    """Whether the person may give this duty to somebody and give it a day (the operation asks again)."""
    return by.role == "coordinator" and task.scope.startswith(by.scope)


def may_open(*, task: Task, sight: Sight) -> bool:
    """Whether the person's own body was given the duty and has nothing open on it: it may report by itself."""
    if task.time_kind in (TimeKind.DATE, TimeKind.RECURRING) and not task.awaits_day:
        return False
    own = sight if sight.own else own_sight(sight.actor, sight.today)
    named = task.assignments.filter(own.names_it(), partner=False).exists()
    return named and not task.occurrences.filter(own.occurrences(), period_key="").exists()


def bodies_to_enter_for(*, task: Task, sight: Sight) -> list[tuple[str, str]]:
    """(uid, name) of seen bodies that were given a duty without a day and have nothing open on it, for nhập thay."""
    if sight.actor.role != "coordinator" or (
        task.time_kind in (TimeKind.DATE, TimeKind.RECURRING) and not task.awaits_day
    ):
        return []
    given = list(task.assignments.filter(partner=False).select_related("body", "post__body").order_by("id"))
    members = members_of(given, today=sight.today)
    opened = set(task.occurrences.filter(period_key="").values_list("body_id", flat=True))
    owing = {body.pk: body for assignment in given for body in owing_bodies(assignment, members=members)}
    found = [b for pk, b in owing.items() if pk not in opened and any(b.scope.startswith(p) for p in sight.paths)]
    return [(str(body.uid), body.name) for body in sorted(found, key=lambda body: body.sort_key)]


def list_task_occurrences(*, task: Task, sight: Sight, page: int = 1) -> Page[OccurrenceRow]:
    """Who owes the duty when, as far as the person sees: by day, then by body."""
    rows = Occurrence.objects.filter(sight.occurrences(), task=task)
    rows = rows.select_related("task__plan_version__plan", "body").order_by("last_day", "body__sort_key", "id")
    return paginate(rows, number=page, to_row=lambda row: shapes.occurrence_row(row, today=sight.today))


def get_occurrence(*, uid: uuid.UUID, sight: Sight) -> OccurrencePage:
    """Everything about one occurrence. Raises NotVisible."""
    by, today = sight.actor, sight.today
    rows = Occurrence.objects.filter(sight.occurrences(), uid=uid)
    found = rows.select_related("task__plan_version__plan", "body").first()
    if found is None:
        raise NotVisible
    own = found.body_id in (sight.own or bodies_of(by, today))
    return OccurrencePage(
        row=shapes.occurrence_row(found, today=today),
        report_to=found.task.report_to,
        role_label=str(AssignmentRole(found.role).label),
        notes=_notes(found),
        proofs=[shapes.evidence_row(link.revision, by=by) for link in _links(found, by)],
        verbs=open_verbs(found, by=by, own=own),
        enters_for=by.role == "coordinator" and not own,
        sent_by_self=by.user_id is not None and by.user_id == found.submitted_by_id,
        decided_by_name=found.decided_by_name,
        decided_at=found.decided_at,
        waiver_document=found.waiver_document,
        outside_document=found.outside_document,
        done_on=found.done_on,
    )


def open_verbs(occurrence: Occurrence, *, by: Actor, own: bool) -> frozenset[str]:
    """The steps that the page offers: the table's, less what this person may not or this body does not get."""
    verbs = set(OCCURRENCE_WORKFLOW.verbs(occurrence.state, role=by.role))
    if not own and by.role != "coordinator":
        verbs -= _REPORTS
    if by.user_id is not None and by.user_id == occurrence.submitted_by_id:
        verbs -= _DECISIONS
    if occurrence.requested:
        verbs -= {"return"}
    if occurrence.task.outside_system:
        verbs -= {"report_block"}
    return frozenset(verbs)


def get_proof(*, uid: uuid.UUID, sight: Sight) -> EvidenceRevision:
    """The newest revision of a proof, seen by its body's line or through a duty it is linked to. Raises NotVisible."""
    by, today = sight.actor, sight.today
    linked = OccurrenceEvidence.objects.filter(sight.occurrences("occurrence__"), revision=OuterRef("pk"))
    seen = evidence_visible_to(by, today) | (Q(Exists(linked)) & shapes.released_or_own(by))
    found = (
        EvidenceRevision.objects.filter(seen, evidence__uid=uid)
        .select_related("evidence", "file")
        .order_by("-number")
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def _links(occurrence: Occurrence, by: Actor) -> Sequence[OccurrenceEvidence]:
    rows = OccurrenceEvidence.objects.filter(shapes.released_or_own(by, "revision__"), occurrence=occurrence)
    return list(rows.select_related("revision__evidence", "revision__file").order_by("linked_at", "id"))


def _notes(occurrence: Occurrence) -> list[NoteRow]:
    return [
        NoteRow(
            verb=note.verb,
            words=note.words,
            done_count=note.done_count,
            total_count=note.total_count,
            at=note.at,
            by_name=note.by_name,
            entered_for_name=note.entered_for.name if note.entered_for else "",
            paper=note.paper,
        )
        for note in occurrence.notes.select_related("entered_for").order_by("-at", "-id")[:50]
    ]
