"""Places, bodies, posts: four different things, each with its dates."""

from django.conf import settings
from django.db import models

from phongtrao.apps.base.models import Exchanged, Identified, KeyField, Versioned, period_in_order
from phongtrao.apps.orgs.enums import RelationKind, Role, SuccessionKind


class AdminArea(Identified, Exchanged):
    """A place: only its identity. What it is called, where it lies and since when is in its versions."""

    class Meta:
        pass


class AdminAreaVersion(Versioned):
    """What a place is from `valid_from` until the day before `valid_to` (NULL = open). Versions never overlap.

    `code` is the official code (2 digits province, 5 digits commune; empty for hamlets): unique per day, not for
    ever. `type` is a code of packs/areas/types.yaml. `path` is ten digits and “/” per level, from the identities of
    the places above down to this one, e.g. “0000000007/0000000812/”. `sort_key` orders Vietnamese names; `search`
    is the folded name.
    """

    area = models.ForeignKey(AdminArea, on_delete=models.PROTECT, related_name="versions")
    code = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=30)
    parent = models.ForeignKey(AdminArea, on_delete=models.PROTECT, null=True, related_name="child_versions")
    path = KeyField(max_length=120)
    sort_key = KeyField(max_length=240, blank=True)
    search = KeyField(max_length=160, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            period_in_order("area_version_in_order"),
            models.UniqueConstraint(fields=["area", "valid_from"], name="area_version_one_start"),
            models.UniqueConstraint(
                fields=["area"], condition=models.Q(valid_to__isnull=True), name="area_version_one_open"
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(valid_to__isnull=True) & ~models.Q(code=""),
                name="area_code_once_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["path"], name="area_path"),
            models.Index(fields=["parent", "sort_key"], name="area_children"),
            models.Index(fields=["search"], name="area_search"),
        ]


class AreaSuccession(Identified):
    """One place passes (wholly or partly) into another on a day, by a decision. Two rows per merger of two."""

    from_area = models.ForeignKey(AdminArea, on_delete=models.PROTECT, related_name="successions_out")
    to_area = models.ForeignKey(AdminArea, on_delete=models.PROTECT, related_name="successions_in")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=SuccessionKind)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["from_area", "to_area", "on"], name="area_succession_once"),
        ]


class OrgUnit(Identified, Exchanged, Versioned):
    """A body: an office, a school, a hamlet's board, a steering committee, an enterprise.

    `type` is a code of packs/org-units/types.yaml. `area` is the place it works in; `scope` is that place's path
    and `province` the first level of it. A hamlet's body stands in the hamlet's own place.
    `valid_to` NULL = still there. Bodies are never deleted: they end, and a succession names who follows.
    """

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    type = models.CharField(max_length=40)
    area = models.ForeignKey(AdminArea, on_delete=models.PROTECT, related_name="bodies")
    scope = KeyField(max_length=120)
    province = KeyField(max_length=16, blank=True)
    decision = models.CharField(max_length=200, blank=True)
    sort_key = KeyField(max_length=400, blank=True)
    search = KeyField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            period_in_order("org_unit_in_order"),
            models.UniqueConstraint(fields=["area", "name", "valid_from"], name="org_unit_once"),
        ]
        indexes = [
            models.Index(fields=["scope", "sort_key"], name="org_unit_scope"),
            models.Index(fields=["search"], name="org_unit_search"),
        ]


class OrgUnitRelation(models.Model):
    """`upper` stands over `lower`, in one of two ways, for a time."""

    upper = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="relations_down")
    lower = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="relations_up")
    kind = models.CharField(max_length=16, choices=RelationKind)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            period_in_order("org_relation_in_order"),
            models.UniqueConstraint(fields=["upper", "lower", "kind", "valid_from"], name="org_relation_once"),
            models.CheckConstraint(condition=~models.Q(upper=models.F("lower")), name="org_relation_two_bodies"),
        ]


class OrgUnitSuccession(Identified):
    """One body's work passes to another on a day: what the old one owed is seen by the new one."""

    from_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="successions_out")
    to_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="successions_in")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=SuccessionKind)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["from_unit", "to_unit", "on"], name="org_succession_once"),
        ]


class Post(Identified, Versioned):
    """A role in a body for a time: “Phó Chủ tịch UBND xã Hòa An”. Who holds it is an `Appointment`."""

    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField(max_length=120)
    body = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="posts")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            period_in_order("post_in_order"),
            models.UniqueConstraint(fields=["body", "role", "title", "valid_from"], name="post_once"),
        ]


class Appointment(Identified):
    """A person holds a post from a day until the day before another (NULL = still)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            period_in_order("appointment_in_order"),
            models.UniqueConstraint(fields=["post", "user", "valid_from"], name="appointment_once"),
        ]
