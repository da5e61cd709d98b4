"""What the killed server works on: a body, its coordinator and officer, and many open duties. Run inside Django."""

from __future__ import annotations

import json
from datetime import date

from django.db.models import QuerySet

from phongtrao.apps.jobs.models import OutboxRow
from tests.factories import rows

LAST_DAY = date(2026, 12, 31)


def plant(duties: int) -> None:
    """Make the rows and print what the test must know, as JSON."""
    home = rows.body("Ủy ban nhân dân xã Thử Nghiệm", type="commune_committee")
    coordinator = rows.user_in_post("coordinator", home)
    officer = rows.user_in_post("officer", home)
    version = rows.plan(home)
    owed = [
        rows.occurrence(rows.task(version, f"Nhiệm vụ thử số {number}", last_day=LAST_DAY), home)
        for number in range(duties)
    ]
    told = {
        "password": rows.PASSWORD,
        "coordinator": coordinator.username,
        "officer": officer.username,
        "body": str(home.uid),
        "occurrences": [str(row.uid) for row in owed],
    }
    print(json.dumps(told))  # noqa: T201  the test reads it


def count_unfinished() -> None:
    """Print how many papers are still to be read."""
    print(_unfinished().count())  # noqa: T201  the test reads it


def _unfinished() -> QuerySet[OutboxRow]:
    return OutboxRow.objects.filter(state__in=("waiting", "claimed"), topic="documents.read")


def audit() -> None:
    """Print what is kept, as JSON: the test compares it with what the server had answered."""
    from django.db import connection

    from phongtrao.apps.audit.models import AuditEntry
    from phongtrao.apps.documents.models import Document, Reading, SourceText
    from phongtrao.apps.files import disk
    from phongtrao.apps.files.models import StoredFile
    from phongtrao.apps.tasks.models import Occurrence, ProgressNote

    papers = Document.objects.filter(name__startswith="thu-").select_related("file")
    kept = {
        "papers": [
            {
                "name": paper.name,
                "sha256": paper.file.sha256,
                "state": paper.state,
                "readings": Reading.objects.filter(document=paper).count(),
                "texts": SourceText.objects.filter(document=paper).count(),
                "jobs": list(OutboxRow.objects.filter(subject_uid=paper.uid).values_list("state", flat=True)),
                "uploads": AuditEntry.objects.filter(subject_uid=paper.uid, verb="upload").count(),
            }
            for paper in papers
        ],
        "files": {
            stored.sha256: {"size": stored.size, "path": str(disk.path_of(stored.sha256))}
            for stored in StoredFile.objects.filter(removed_at__isnull=True, stored_at__gt=rows.NOW)
        },
        "submitted": [
            {
                "uid": str(row.uid),
                "state": row.state,
                "proofs": row.evidence_links.count(),
                "notes": ProgressNote.objects.filter(occurrence=row, verb="submit").count(),
                "audits": AuditEntry.objects.filter(subject_uid=row.uid, verb="submit").count(),
            }
            for row in Occurrence.objects.exclude(state="open")
        ],
        "notes_of_open": ProgressNote.objects.filter(occurrence__state="open").count(),
        "unfinished_jobs": _unfinished().count(),
        "damage": [],
    }
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            kept["damage"] = [row[0] for row in cursor.fetchall() if row[0] != "ok"]
    print(json.dumps(kept))  # noqa: T201  the test reads it
