"""One append-only log of everything that changed."""

from django.db import models

from phongtrao.apps.base.models import Identified, KeyField


class AuditEntry(Identified):
    """One change of one thing, or one step of its workflow. Never updated, never deleted.

    Actor, post and subject are kept as uid and the name shown that day, without foreign keys, so that the log
    outlives what it speaks of. `from_state`/`to_state` are empty where the change is no step.
    `entered_for_*` and `paper` are set when somebody entered for another body from a paper (nhập thay).
    `changes` holds field → [before, after] in short words; never free text that the gate has not seen.
    """

    at = models.DateTimeField()
    actor_uid = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    post_uid = models.UUIDField(null=True)
    post_name = models.CharField(max_length=300, blank=True)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_uid = models.UUIDField()
    subject_name = models.CharField(max_length=300)
    scope = KeyField(max_length=120, blank=True)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    changes = models.JSONField(default=dict, blank=True)
    entered_for_uid = models.UUIDField(null=True)
    entered_for_name = models.CharField(max_length=300, blank=True)
    paper = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_uid", "at"], name="audit_subject"),
            models.Index(fields=["scope", "at"], name="audit_scope"),
        ]
