"""A worker of an installation that writes down which pages it begins and which it has kept. Run inside Django."""

from __future__ import annotations

import json
import os
import threading
import time
import uuid
from pathlib import Path
from typing import Any

from phongtrao.adapters import pages_in
from phongtrao.adapters.file_kind import FileKind
from phongtrao.apps.documents import operations
from phongtrao.apps.documents.models import Document, DocumentPage, Reading
from phongtrao.apps.jobs.jobs import run_forever
from phongtrao.apps.jobs.models import OutboxRow
from phongtrao.config.topics import TOPICS
from tests.apps.documents.carriers import words_of
from tests.apps.documents.papers import NOW, PLAN
from tests.factories import rows

LINES = 8  # of PLAN on a page of the stand-in


def plan_pages() -> list[list[str]]:
    """PLAN cut into the lines of pages."""
    lines = PLAN.split("\n")
    return [lines[at : at + LINES] for at in range(0, len(lines), LINES)]


def hand_in(path: str) -> None:
    """A coordinator of a new body hands in the file; prints the paper's uid."""
    home = rows.body("Ủy ban nhân dân xã Thử Nghiệm", type="people_committee")
    # A process counts its names from the first again.
    by = rows.actor("coordinator", home, person=rows.user(username=f"canbo-{home.uid.hex[:12]}"))
    document = operations.upload_document(
        data=Path(path).read_bytes(), name="ban-quet.pdf", body_uid=home.uid, by=by, now=NOW
    )
    print(document.uid)  # noqa: T201  the test reads it


def work(log: str, *, name: str, seconds: float) -> None:
    """Work until killed. `seconds` > 0: a stand-in reads each page so long; 0: the page is read for good."""
    note = _Log(Path(log))
    read, keep = pages_in.read_page, operations.keep_page

    def noted_read(data: bytes, kind: FileKind, number: int) -> pages_in.ReadPage:
        note(f"start {number}")
        if not seconds:
            return read(data, kind, number)
        time.sleep(seconds)
        return pages_in.ReadPage(words=words_of(plan_pages()[number - 1], number), route="ocr")

    def noted_keep(**arguments: Any) -> DocumentPage:
        kept = keep(**arguments)
        note(f"kept {kept.number}")
        return kept

    pages_in.read_page = noted_read
    operations.keep_page = noted_keep
    run_forever(worker=name, topics=TOPICS, stop=threading.Event())


def tell(uid: str) -> None:
    """Print how far the paper is and what was read, as JSON."""
    document = Document.objects.get(uid=uuid.UUID(uid))
    reading = Reading.objects.filter(document=document, current=True).first()
    told = {
        "state": document.state,
        "failure": document.failure,
        "pages": DocumentPage.objects.filter(document=document).count(),
        "readings": Reading.objects.filter(document=document).count(),
        "jobs": list(OutboxRow.objects.filter(subject_uid=document.uid).values_list("state", flat=True)),
        "quarantined": document.file.quarantined_for_id is not None,
        "header": reading.result["header"] if reading else None,
        "items": [
            (item.kind, item.text, item.span_start, item.span_end)
            for item in (reading.items.order_by("kind", "ordinal", "id") if reading else ())
        ],
    }
    print(json.dumps(told))  # noqa: T201  the test reads it


class _Log:
    """Lines that are on the disk before the next step begins, also when the process is killed then."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._lock = threading.Lock()

    def __call__(self, line: str) -> None:
        with self._lock:
            os.write(self._file, f"{line}\n".encode())
