"""Files, immutable by content."""

from django.conf import settings
from django.db import models

from phongtrao.apps.base.models import Identified


class StoredFile(Identified):
    """Bytes kept once under their SHA-256, outside the web root: var/files/ab/cd/<sha256>.

    Written, synced and renamed before the row commits. `quarantined_for` names the only person who may see a scan or
    photograph that nobody has vouched for yet; NULL = released. Only a job that finds no reference deletes bytes;
    `removed_at` then keeps the fact (a secrecy mark found) without the content.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()
    quarantined_for = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_reason = models.CharField(max_length=60, blank=True)
