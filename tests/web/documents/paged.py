"""A paper of pages as rows: its words stand where the test says, its file is a PDF that can be drawn."""

from typing import Any

from phongtrao.apps.documents.models import Document, DocumentPage, Reading, ReadItem, ReadUnit, SourceText
from phongtrao.apps.orgs.models import OrgUnit
from tests.apps.documents.carriers import LINE_HEIGHT, scan
from tests.conftest import rows_for_tests
from tests.factories import rows

LEFT, TOP, LETTER, HEIGHT = 50.0, 60.0, 6.0, 12.0  # points; every letter is as wide as the others
WIDTH_OF_PAGE, HEIGHT_OF_PAGE = 595.0, 842.0


def paged_paper(
    body: OrgUnit, *pages: list[str], original: str = "", restored: list[list[int]] | None = None, **fields: Any
) -> Document:
    """A paper whose pages have these lines, its text them all, each line one general duty that stands in its place.

    A line that ends with “:” is a heading instead, under which the lines after it are duties.
    """
    data = scan(len(pages), seed=len(body.name) % 40)
    text = "\n".join(line for lines in pages for line in lines)
    paper = rows.document(
        body,
        text="",
        file=rows.kept_file(data, "application/pdf"),
        name="ban-quet.pdf",
        page_count=len(pages),
        **fields,
    )
    with rows_for_tests():
        SourceText.objects.create(
            document=paper, text=text, route="ocr", created_at=rows.NOW, original=original, restored=restored or []
        )
        reading = rows.reading(paper)
        start = 0
        for number, lines in enumerate(pages, 1):
            placed = []
            begins = start
            for row, line in enumerate(lines):
                placed += _placed(line, start, row)
                _read(reading, line, start)
                start += len(line) + 1
            DocumentPage.objects.create(
                document=paper,
                number=number,
                width=WIDTH_OF_PAGE,
                height=HEIGHT_OF_PAGE,
                route="ocr",
                placed=placed,
                span_start=begins,
                span_end=start - 1,
                read_at=rows.NOW,
            )
    return paper


def _placed(line: str, start: int, row: int) -> list[list[float]]:
    found: list[list[float]] = []
    at = 0
    for word in line.split(" "):
        left, top = LEFT + LETTER * at, TOP + LINE_HEIGHT * row
        found.append(
            [start + at, start + at + len(word), left, top, left + LETTER * len(word), top + HEIGHT, 930],
        )
        at += len(word) + 1
    return found


def _read(reading: Reading, line: str, start: int) -> None:
    place = {"span_start": start, "span_end": start + len(line)}
    if line.endswith(":"):
        ReadUnit.objects.create(reading=reading, ordinal=start, heading=line, **place)
        return
    unit = ReadUnit.objects.filter(reading=reading).order_by("-ordinal").first()
    kind = "task" if unit else "general_task"
    ReadItem.objects.create(reading=reading, unit=unit, kind=kind, ordinal=start, text=line, value={}, **place)
