"""Ways by which the program reaches people outside its pages."""

from django.conf import settings
from django.db import models

from phongtrao.apps.base.models import Identified


class CalendarLink(Identified):
    """A secret address from which a calendar program fetches the days of one person in one post.

    Only a digest of the secret is kept: the address is shown once. It opens while the person holds the post;
    `revoked_at` NULL = open. What it shows is decided anew at each visit.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("orgs.Post", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True) | models.Q(revoked_at__gte=models.F("made_at")),
                name="calendar_link_in_order",
            )
        ]
