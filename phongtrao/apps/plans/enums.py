"""States of a plan."""

from django.db import models


class PlanState(models.TextChoices):
    """An uploaded plan is an issued paper: reviewed → in force → closed; or replaced by another."""

    REVIEWED = "reviewed", "đã rà soát"
    IN_FORCE = "in_force", "đang thực hiện"
    CLOSED = "closed", "đã kết thúc"
    REPLACED = "replaced", "đã được thay thế"
