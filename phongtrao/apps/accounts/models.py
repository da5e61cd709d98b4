"""The user alone."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from phongtrao.apps.base.models import Identified, KeyField, Versioned


class User(AbstractUser, Identified, Versioned):
    """A person who logs in by `username`; e-mail is optional. `full_name` is shown everywhere.

    Rights come from posts (apps.orgs), never from Django's groups or per-object permissions.
    `first_name` and `last_name` stay unused: a Vietnamese name is one text.
    """

    first_name = None  # type: ignore[assignment]  # Django's own way to drop an inherited column
    last_name = None  # type: ignore[assignment]  # the same
    full_name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=5, default="vi")
    must_change_password = models.BooleanField(default=False)
    search = KeyField(max_length=300, blank=True)

    REQUIRED_FIELDS = ["full_name"]

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name


class OneTimeCode(Identified):
    """A code that the coordinator prints for one user: opens one log-in, at which a password is chosen.

    Only a salted hash is kept. `used_at` NULL = still open; a new code revokes older ones.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="one_time_codes")
    code_hash = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(used_at__isnull=True, revoked_at__isnull=True),
                name="one_time_code_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="one_time_code_in_order"
            ),
        ]
