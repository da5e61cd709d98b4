"""Proof, kept once, linked many times."""

from django.conf import settings
from django.db import models

from phongtrao.apps.base.models import Exchanged, Identified, Scoped, Versioned, together
from phongtrao.apps.evidence.enums import EvidenceState


class Evidence(Identified, Exchanged, Versioned, Scoped):
    """One proof of one body: what it shows is its title, what it is lies in its revisions.

    `kind` is a code (photo, document, table, link). `about_on` is the day it speaks of (NULL: not said).
    """

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    about_on = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=EvidenceState, default=EvidenceState.CURRENT)

    class Meta:
        indexes = [models.Index(fields=["scope", "year"], name="evidence_scope")]


class EvidenceRevision(Identified):
    """One state of a proof: a file, or the number of an issued document (`reference`). Never changed.

    `confirmed_*` is who vouched “không có bí mật nhà nước, không có danh sách người”; NULL while quarantined.
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_by_name = models.CharField(max_length=300)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "number"], name="evidence_revision_once"),
            together("confirmed_at", "confirmed_by", label="evidence_confirm_pair"),
            models.CheckConstraint(
                condition=models.Q(file__isnull=False) | ~models.Q(reference=""), name="evidence_file_or_reference"
            ),
        ]
