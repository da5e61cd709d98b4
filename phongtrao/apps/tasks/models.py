"""Duties, who owes them, and each time they are owed."""

import uuid

from django.conf import settings
from django.db import models

from phongtrao.apps.base.models import Exchanged, Identified, Scoped, Versioned, together
from phongtrao.apps.tasks.enums import AssigneeKind, AssignmentRole, Mood, OccurrenceState, TimeKind


class Task(Identified, Exchanged, Versioned, Scoped):
    """One duty, one row. `lineage` stays the same through plan versions and years.

    Time (`time_kind`): `date` has `said_on` as printed, `before` (trước ngày ≠ đến ngày) and `last_day`, the last day
    on which it is in time; `recurring` has `rrule` (RFC 5545, a rule or RDATE per line; empty: “định kỳ” without a
    cycle); the others have none. `awaits_day`: it should have a day and has none; it stands under “chưa ấn định ngày”.
    `general` duties come from nhiệm vụ chung and stand under “chưa giao” until somebody is assigned.
    `outside_system`: done / not done, a day and a document number, no text and no file. `product`: what the plan asks
    for as its outcome (« Sản phẩm »), as printed; what came of it stands with its occurrences.
    """

    lineage = models.UUIDField(default=uuid.uuid4, db_index=True)
    plan_version = models.ForeignKey("plans.PlanVersion", on_delete=models.PROTECT, related_name="tasks")
    ordinal = models.PositiveIntegerField()
    text = models.TextField()
    search = models.TextField(blank=True)
    general = models.BooleanField(default=False)
    time_kind = models.CharField(max_length=10, choices=TimeKind, default=TimeKind.NONE)
    said_on = models.DateField(null=True)
    before = models.BooleanField(default=False)
    last_day = models.DateField(null=True)
    rrule = models.CharField(max_length=500, blank=True)
    awaits_day = models.BooleanField(default=False)
    report_to = models.CharField(max_length=200, blank=True)
    product = models.CharField(max_length=300, blank=True)
    outside_system = models.BooleanField(default=False)
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan_version", "ordinal"], name="task_order"),
            together("said_on", "last_day", label="task_day_pair"),
            models.CheckConstraint(
                condition=~models.Q(time_kind="date") | models.Q(last_day__isnull=False), name="task_date_has_day"
            ),
        ]
        indexes = [models.Index(fields=["scope", "year", "last_day"], name="task_scope")]


class Assignment(Identified):
    """Whom a duty is given to, in which role. Exactly one of body, group, post, text is full (`kind` says which).

    A group is (`group_type`, `group_area`), expanded to the bodies valid on the day. `text` waits for a person.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=10, choices=AssignmentRole)
    mood = models.CharField(max_length=8, choices=Mood, default=Mood.ASSIGN)
    kind = models.CharField(max_length=6, choices=AssigneeKind)
    body = models.ForeignKey("orgs.OrgUnit", on_delete=models.PROTECT, null=True, related_name="+")
    group_type = models.CharField(max_length=40, blank=True)
    group_area = models.ForeignKey("orgs.AdminArea", on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey("orgs.Post", on_delete=models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=300, blank=True)
    partner = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assignment_one_assignee",
                condition=(
                    models.Q(kind="body", body__isnull=False, group_type="", group_area__isnull=True, post__isnull=True)
                    | (
                        models.Q(kind="group", body__isnull=True, group_area__isnull=False, post__isnull=True)
                        & ~models.Q(group_type="")
                    )
                    | models.Q(
                        kind="post", body__isnull=True, group_type="", group_area__isnull=True, post__isnull=False
                    )
                    | (
                        models.Q(
                            kind="text", body__isnull=True, group_type="", group_area__isnull=True, post__isnull=True
                        )
                        & ~models.Q(text="")
                    )
                ),
            )
        ]


class Occurrence(Identified, Exchanged, Versioned, Scoped):
    """One body owes one duty once: key (task, body, period_key). States: `OccurrenceState`.

    `period_key` is the ISO day of a dated or recurring duty; empty for a duty without a time, which the body opens
    itself when it has something to report; the ISO day of the report for a duty owed by the event (khi phát sinh).
    `last_day` NULL: no day, never late. `done_on` is the day on which the body says it was done (NULL: not said).
    `requested` bodies (đề nghị) are never late, urged or returned to.
    Stamps: `submitted_*` by the doer, `decided_*` by another person; each pair full or empty together.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="occurrences")
    role = models.CharField(max_length=10, choices=AssignmentRole)
    requested = models.BooleanField(default=False)
    period_key = models.CharField(max_length=20, blank=True)
    said_on = models.DateField(null=True)
    before = models.BooleanField(default=False)
    last_day = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=OccurrenceState, default=OccurrenceState.OPEN)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_by_name = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by_name = models.CharField(max_length=300, blank=True)
    done_on = models.DateField(null=True)
    waiver_document = models.CharField(max_length=200, blank=True)
    outside_document = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "body", "period_key"], name="occurrence_once"),
            together("said_on", "last_day", label="occurrence_day_pair"),
            together("submitted_at", "submitted_by", label="occurrence_submit_pair"),
            together("decided_at", "decided_by", label="occurrence_decide_pair"),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("submitted_by")),
                name="occurrence_four_eyes",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("submitted", "accepted")) | models.Q(submitted_at__isnull=False),
                name="occurrence_submitted_stamped",
            ),
        ]
        indexes = [
            models.Index(fields=["scope", "year", "last_day"], name="occurrence_scope"),
            models.Index(fields=["body", "state", "last_day"], name="occurrence_body"),
        ]


class ProgressNote(Identified):
    """What a body said about an occurrence: words, and n of m where the duty has a measure. Never changed.

    `entered_for` is the body for which somebody else entered it from `paper` (nhập thay): never a second pair of eyes.
    """

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="notes")
    verb = models.CharField(max_length=20)
    words = models.CharField(max_length=2000, blank=True)
    done_count = models.PositiveIntegerField(null=True)
    total_count = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=300)
    entered_for = models.ForeignKey("orgs.OrgUnit", on_delete=models.PROTECT, null=True, related_name="+")
    paper = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            together("done_count", "total_count", label="note_count_pair"),
            models.CheckConstraint(
                condition=models.Q(entered_for__isnull=True) | ~models.Q(paper=""), name="note_entered_from_paper"
            ),
        ]


class OccurrenceEvidence(Identified):
    """A proof linked to an occurrence: what of it the proof covers, and whether it supports or speaks against."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="evidence_links")
    revision = models.ForeignKey("evidence.EvidenceRevision", on_delete=models.PROTECT, related_name="+")
    covers = models.CharField(max_length=200, blank=True)
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    against = models.BooleanField(default=False)
    linked_at = models.DateTimeField()
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occurrence", "revision"], name="occurrence_evidence_once")]
