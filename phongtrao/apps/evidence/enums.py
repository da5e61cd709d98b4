"""Kinds and states of evidence."""

from django.db import models


class EvidenceState(models.TextChoices):
    """A quarantined scan or photograph is seen by its uploader alone until they confirm what it does not hold."""

    QUARANTINED = "quarantined", "chờ xác nhận"
    CURRENT = "current", "đang dùng"
    SUPERSEDED = "superseded", "đã thay"
    EXPIRED = "expired", "hết hạn"
    REMOVED = "removed", "đã gỡ"
