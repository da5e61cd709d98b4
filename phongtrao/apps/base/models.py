"""Shapes that many tables share. No tables of its own."""

import uuid
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class KeyField(models.CharField):  # type: ignore[type-arg]  # Django's own stubs leave the field's types to its users
    """Text that is compared byte by byte on both engines: paths, sort keys, folded search text.

    SQLite compares so by itself; PostgreSQL does under the collation “C” only: others skip “/” and reorder letters.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class Identified(models.Model):
    """Known outside by `uid`, made by whoever creates the row (also a phone); `id` stays inside."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row that a form edits: a write claims (id, version), see `operations.claim`."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Exchanged(models.Model):
    """A row that may come from another installation: import is idempotent on (uid, revision)."""

    origin = models.CharField(max_length=64, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Scoped(models.Model):
    """A listed row: the body it belongs to, the path of that body's place on the day, province and year.

    `scope` and `province` are paths (see apps.orgs.models.AdminAreaVersion.path) compared by range;
    `year` is the calendar year the row is about. Indexes of listed tables begin with `scope`.
    """

    body = models.ForeignKey("orgs.OrgUnit", on_delete=models.PROTECT, related_name="+")
    scope = KeyField(max_length=120)
    province = KeyField(max_length=16, blank=True)
    year = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


def together(*names: str, label: str) -> models.CheckConstraint:
    """CHECK: the named columns are all full or all empty (a stamp's `*_at` and `*_by`)."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{n}__isnull": True for n in names})
        | models.Q(**{f"{n}__isnull": False for n in names}),
        name=label,
    )


def period_in_order(label: str) -> models.CheckConstraint:
    """CHECK: `valid_from` lies before `valid_to` (half-open; NULL = open)."""
    return models.CheckConstraint(
        condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")), name=label
    )


def valid_on(day: object, prefix: str = "") -> models.Q:
    """Q: the row's half-open validity holds `day`."""
    start, end = f"{prefix}valid_from", f"{prefix}valid_to"
    return models.Q(**{f"{start}__lte": day}) & (models.Q(**{f"{end}__isnull": True}) | models.Q(**{f"{end}__gt": day}))


def below(path: str, field: str = "scope") -> models.Q:
    """Q: `field` lies at or below `path`, by range so that an index serves it on both engines.

    Paths are fixed-width digits and “/”, ending in “/”; “0” sorts right behind “/”.
    An empty path is the whole country.
    """
    if not path:
        return models.Q()
    return models.Q(**{f"{field}__gte": path, f"{field}__lt": path[:-1] + "0"})
