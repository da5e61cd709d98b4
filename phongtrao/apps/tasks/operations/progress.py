"""What a body says of its work: it is under way, it is stuck, here is the result."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from phongtrao.apps.audit import operations as audit
from phongtrao.apps.base.actors import Actor
from phongtrao.apps.base.days import day_of
from phongtrao.apps.base.gate import checked_text
from phongtrao.apps.base.operations import claim, operation
from phongtrao.apps.base.refusals import Refused
from phongtrao.apps.orgs.queries import bodies_of
from phongtrao.apps.tasks.enums import OccurrenceState, TimeKind
from phongtrao.apps.tasks.models import Assignment, Occurrence, ProgressNote
from phongtrao.apps.tasks.operations.guards import InTheNameOf, acting_for, seen_occurrence, step
from phongtrao.apps.tasks.operations.proof import Proof, add_proofs, has_proof
from phongtrao.apps.tasks.owing import members_of, new_occurrence, owing_bodies
from phongtrao.apps.tasks.queries.details import get_task
from phongtrao.apps.tasks.queries.sight import sight_of

MAX_COUNT = 1_000_000  # n of m: more is a slip of the finger


@dataclass(frozen=True)
class Report:
    """What a person enters about an occurrence.

    `done_count` of `total_count` both or neither. `done_on`: the day on which it was done (NULL: not said).
    `outside_document`: the number of a paper kept elsewhere, for duties outside the system only.
    `paper`: the paper from which a coordinator enters for the body.
    """

    words: str = ""
    done_count: int | None = None
    total_count: int | None = None
    done_on: date | None = None
    outside_document: str = ""
    paper: str = ""
    proofs: Sequence[Proof] = ()


@operation
def report_progress(*, uid: uuid.UUID, version: int, report: Report, by: Actor, now: datetime) -> Occurrence:
    """« Báo đang làm »: open | returned | blocked → in progress, with words, n of m and proofs if there are any.

    Raises NotVisible. Refused: changed_meanwhile, step_not_open, role_may_not, missing_paper, what the gate refuses.
    """
    return _say(uid=uid, version=version, verb="report_progress", report=report, by=by, now=now)


@operation
def report_block(*, uid: uuid.UUID, version: int, report: Report, by: Actor, now: datetime) -> Occurrence:
    """« Đang vướng »: the words say why. Refused besides: missing_reason."""
    return _say(uid=uid, version=version, verb="report_block", report=report, by=by, now=now)


@operation
def submit(*, uid: uuid.UUID, version: int, report: Report, by: Actor, now: datetime) -> Occurrence:
    """« Gửi kết quả »: → submitted, by words, n of m or a proof; a duty outside the system by the day it was done.

    Refused besides: missing_result, missing_day (outside the system).
    """
    return _say(uid=uid, version=version, verb="submit", report=report, by=by, now=now)


@operation
def open_occurrence(*, task_uid: uuid.UUID, body_uid: uuid.UUID, by: Actor, now: datetime) -> Occurrence:
    """A body opens a duty without a time because it has something to report; the one that is open is given back.

    A coordinator opens it for a body of their place in order to enter what its paper says (nhập thay).
    Raises NotVisible. Refused: role_may_not, out_of_scope (the duty does not name the body), has_days (days open it).
    """
    today = day_of(now)
    task = get_task(uid=task_uid, sight=sight_of(by, today))
    if task.time_kind in (TimeKind.DATE, TimeKind.RECURRING) and not task.awaits_day:
        raise Refused("has_days")
    if by.role not in ("officer", "hamlet_head", "coordinator"):
        raise Refused("role_may_not")
    given = Assignment.objects.filter(task=task, partner=False).select_related("body", "post__body").order_by("id")
    members = members_of(given, today=today)
    found = next(
        ((a, b) for a in given for b in owing_bodies(a, members=members) if b.uid == body_uid),
        None,
    )
    if found is None:
        raise Refused("out_of_scope")
    assignment, body = found
    if body.pk not in bodies_of(by, today) and (by.role != "coordinator" or not body.scope.startswith(by.scope)):
        raise Refused("out_of_scope")
    key = today.isoformat() if task.time_kind == TimeKind.ON_EVENT else ""
    existing = Occurrence.objects.filter(task=task, body=body, period_key=key)
    made = existing.first()
    if made is not None:
        return made
    occurrence = new_occurrence(assignment, body, period_key=key, year=today.year)
    try:
        with transaction.atomic():
            occurrence.save(force_insert=True)
    except IntegrityError:  # somebody of the body opened it at the same moment: theirs is the one
        return existing.get()
    _record(occurrence, verb="create", by=by, now=now, name_of=InTheNameOf(), name=task.text)
    return occurrence


def _say(*, uid: uuid.UUID, version: int, verb: str, report: Report, by: Actor, now: datetime) -> Occurrence:
    today = day_of(now)
    occurrence = seen_occurrence(uid=uid, by=by, today=today)
    name_of = acting_for(occurrence, by=by, today=today, paper=report.paper)
    outside = occurrence.task.outside_system
    _check(report, outside=outside, verb=verb, today=today)
    words = "" if outside else checked_text(report.words, field="words")
    proofs = [] if outside else add_proofs(report.proofs, occurrence=occurrence, by=by, now=now)
    facts = {"reason"} if words else set()
    if words or report.done_count is not None or report.done_on or proofs or has_proof(occurrence):
        facts.add("result")
    state = step(occurrence, verb=verb, by=by, facts=facts)
    changes: dict[str, object] = {"state": state}
    if report.done_on:
        changes["done_on"] = report.done_on
    if outside:
        changes["outside_document"] = report.outside_document.strip()[:200]
    if state == OccurrenceState.SUBMITTED:
        changes.update(
            submitted_at=now,
            submitted_by_id=by.user_id,
            submitted_by_name=by.shown,
            decided_at=None,
            decided_by=None,
            decided_by_name="",
        )
    claim(Occurrence.objects.filter(pk=occurrence.pk, state=occurrence.state), version=version, **changes)
    ProgressNote.objects.create(
        occurrence=occurrence,
        verb=verb,
        words=words,
        done_count=report.done_count,
        total_count=report.total_count,
        at=now,
        by_id=by.person_id,
        by_name=by.shown,
        entered_for_id=name_of.body_id,
        paper=name_of.paper,
    )
    _record(occurrence, verb=verb, by=by, now=now, name_of=name_of, name=occurrence.task.text, to_state=state)
    occurrence.refresh_from_db()
    return occurrence


def _check(report: Report, *, outside: bool, verb: str, today: date) -> None:
    """Numbers and days that cannot be; what a duty outside the system must not hold."""
    if outside and (report.words.strip() or report.proofs or report.done_count is not None):
        raise Refused("outside_no_content", field="words")
    if outside and verb == "submit" and report.done_on is None:
        raise Refused("missing_day", field="done_on")
    if report.outside_document.strip():
        checked_text(report.outside_document, field="outside_document")
    if report.done_on and report.done_on > today:
        raise Refused("day_in_future", field="done_on", came=f"{report.done_on:%d/%m/%Y}")
    if (report.done_count is None) != (report.total_count is None):
        raise Refused("count_pair", field="total_count" if report.total_count is None else "done_count")
    if report.done_count is None or report.total_count is None:
        return
    if not 0 <= report.done_count <= report.total_count <= MAX_COUNT:
        raise Refused("count_order", field="done_count", came=f"{report.done_count}/{report.total_count}")


def _record(
    occurrence: Occurrence, *, verb: str, by: Actor, now: datetime, name_of: InTheNameOf, name: str, to_state: str = ""
) -> None:
    audit.record(
        by=by,
        now=now,
        verb={"report_progress": "progress", "report_block": "block"}.get(verb, verb),
        subject_type="occurrence",
        subject_uid=occurrence.uid,
        subject_name=name,
        scope=occurrence.scope,
        from_state=occurrence.state if to_state else "",
        to_state=to_state,
        entered_for_uid=name_of.body_uid,
        entered_for_name=name_of.body_name,
        paper=name_of.paper,
    )
