"""Which packs, in which version, this installation has loaded."""

from django.db import models

from phongtrao.apps.base.models import Identified


class LoadedPack(Identified):
    """One published version of one pack, frozen. Newer versions are new rows; exactly one is current per pack."""

    pack_id = models.CharField(max_length=80)
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    data = models.JSONField()
    loaded_at = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pack_id", "version", "sha256"], name="pack_version_once"),
            models.UniqueConstraint(fields=["pack_id"], condition=models.Q(current=True), name="pack_one_current"),
        ]
