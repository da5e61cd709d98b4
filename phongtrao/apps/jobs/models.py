"""The outbox: effects that follow a commit, and the state of background work."""

from django.db import models

from phongtrao.apps.base.models import Identified, together


class OutboxState(models.TextChoices):
    """waiting → claimed → done; failed after the last attempt; cancelled by a person."""

    WAITING = "waiting", "chờ"
    CLAIMED = "claimed", "đang chạy"
    DONE = "done", "xong"
    FAILED = "failed", "không xong"
    CANCELLED = "cancelled", "đã hủy"


class OutboxRow(Identified):
    """One effect, written in the transaction of the change that needs it.

    A worker claims it (state, `claimed_at`, `claimed_by`), a sweeper puts back what was claimed and fell silent.
    The state of the subject is the truth, this row only says what is still to be done.
    `progress_done` of `progress_total` steps are finished; total 0 = unknown.
    `error` is a sentence for people, never a traceback.
    """

    topic = models.CharField(max_length=60)
    subject_uid = models.UUIDField()
    payload = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=12, choices=OutboxState, default=OutboxState.WAITING)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=80, null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["state", "not_before"], name="outbox_due"),
            models.Index(fields=["subject_uid", "topic"], name="outbox_subject"),
        ]
        constraints = [together("claimed_at", "claimed_by", label="outbox_claim_pair")]
