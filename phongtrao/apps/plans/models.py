"""A confirmed plan, its versions and its targets."""

from django.conf import settings
from django.db import models

from phongtrao.apps.base.models import Exchanged, Identified, KeyField, Scoped, Versioned
from phongtrao.apps.plans.enums import PlanState


class Plan(Identified, Exchanged, Versioned, Scoped):
    """A plan that runs. `body` is the body that carries it out; `issuer` is printed text.

    `number`, `symbol` and `issued_on` are as printed or as entered after signature, empty when not said.
    `period_*` are years, NULL when the plan does not say.
    """

    title = models.CharField(max_length=500)
    issuer = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    period_from = models.PositiveSmallIntegerField(null=True)
    period_to = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.IN_FORCE)
    search = KeyField(max_length=800, blank=True)

    class Meta:
        indexes = [models.Index(fields=["scope", "year"], name="plan_scope")]


class PlanVersion(Identified):
    """What a person confirmed from one reading. Never changed; a plan has one current version."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    reading = models.OneToOneField("documents.Reading", on_delete=models.PROTECT, related_name="+")
    current = models.BooleanField(default=True)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_by_name = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),
            models.UniqueConstraint(fields=["plan"], condition=models.Q(current=True), name="plan_version_one_current"),
        ]


class Target(Identified):
    """A measurable aim as the plan says it.

    A number is `value` × 10^-`scale` in `measure_unit` (% or count); a grade stands in `grade` with unit `grade`; both
    empty: a person added it without a measure. `due_on` NULL: the plan does not say.
    """

    plan_version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="targets")
    ordinal = models.PositiveIntegerField()
    text = models.TextField()
    subject = models.CharField(max_length=500, blank=True)
    op = models.CharField(max_length=2)
    value = models.BigIntegerField(null=True)
    scale = models.PositiveSmallIntegerField(default=0)
    grade = models.CharField(max_length=60, blank=True)
    measure_unit = models.CharField(max_length=20)
    due_on = models.DateField(null=True)
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan_version", "ordinal"], name="target_order"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | models.Q(grade=""), name="target_number_or_grade"
            ),
        ]


class TargetShare(Identified, Exchanged, Versioned, Scoped):
    """What one body takes over of a target (giao chỉ tiêu): a number `value` × 10^-`scale`, or a `grade`.

    Counts are parts of the target's number; per cents and grades are each body's own level. Measured as the target is.
    The scope is the body's, not the plan's. The stamp is that of the last change.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="shares")
    value = models.BigIntegerField(null=True)
    scale = models.PositiveSmallIntegerField(default=0)
    grade = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=300, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_by_name = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "body"], name="target_share_once"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False, grade="")
                | (models.Q(value__isnull=True) & ~models.Q(grade="")),
                name="target_share_number_or_grade",
            ),
        ]
        indexes = [models.Index(fields=["scope", "year"], name="target_share_scope")]
