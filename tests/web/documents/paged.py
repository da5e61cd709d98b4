"""A scan as rows: its words stand where the test says, and its file is a PDF whose pictures show them there."""

import io
import textwrap
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from phongtrao.apps.documents.models import Document, DocumentPage, Reading, ReadItem, ReadUnit, SourceText
from phongtrao.apps.orgs.models import OrgUnit
from tests.apps.documents.carriers import LINE_HEIGHT
from tests.conftest import rows_for_tests
from tests.factories import rows

LEFT, TOP, LETTER, HEIGHT = 50.0, 60.0, 6.0, 12.0  # points; every letter is as wide as the others
WIDTH_OF_PAGE, HEIGHT_OF_PAGE = 595.0, 842.0
COLUMNS = 80  # letters of a printed line
_FONT = "/usr/share/fonts/truetype/croscore/Cousine-Regular.ttf"  # six tenths of its size wide
_POINT = 3  # pixels; 216 dots per inch


def photographed(lines: list[str]) -> Image.Image:
    """One page on which the lines are printed, long ones broken."""
    font = ImageFont.truetype(_FONT, round(LETTER / 0.6 * _POINT))
    sheet = Image.new("L", (round(WIDTH_OF_PAGE * _POINT), round(HEIGHT_OF_PAGE * _POINT)), 255)
    pen = ImageDraw.Draw(sheet)
    for row, text in enumerate(text for line in lines for text in _broken(line)):
        pen.text((LEFT * _POINT, (TOP + LINE_HEIGHT * row) * _POINT), text, fill=0, font=font)
    return sheet


def printed(*pages: list[str]) -> bytes:
    """A PDF of pictures of such pages: nothing in it is text."""
    first, *others = [photographed(lines) for lines in pages]
    target = io.BytesIO()
    first.save(target, "PDF", save_all=True, append_images=others, resolution=72 * _POINT)
    return target.getvalue()


def paged_paper(
    body: OrgUnit, *pages: list[str], original: str = "", restored: list[list[int]] | None = None, **fields: Any
) -> Document:
    """A paper whose pages have these lines, its text them all, each line one general duty that stands in its place.

    A line that ends with “:” is a heading instead, under which the lines after it are duties.
    """
    text = "\n".join(line for lines in pages for line in lines)
    file = rows.kept_file(printed(*pages, [body.name]), "application/pdf")  # one page more makes it the body's own
    paper = rows.document(body, file=file, name="ban-quet.pdf", page_count=len(pages), **fields)
    with rows_for_tests():
        SourceText.objects.create(
            document=paper, text=text, route="ocr", created_at=rows.NOW, original=original, restored=restored or []
        )
        reading = rows.reading(paper)
        start = 0
        for number, lines in enumerate(pages, 1):
            placed: list[list[float]] = []
            begins, row = start, 0
            for line in lines:
                _read(reading, line, start)
                at = start
                for text in _broken(line):
                    placed += _placed(text, at, row)
                    at += len(text) + 1
                    row += 1
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


def _broken(line: str) -> list[str]:
    return textwrap.wrap(line, COLUMNS, break_on_hyphens=False) or [""]


def _placed(text: str, start: int, row: int) -> list[list[float]]:
    found: list[list[float]] = []
    at = 0
    for word in text.split(" "):
        left, top = LEFT + LETTER * at, TOP + LINE_HEIGHT * row
        if word:
            found.append([start + at, start + at + len(word), left, top, left + LETTER * len(word), top + HEIGHT, 930])
        at += len(word) + 1
    return found


def _read(reading: Reading, line: str, start: int) -> None:
    place = {"span_start": start, "span_end": start + len(line)}
    if not line:
        return
    if line.endswith(":"):
        ReadUnit.objects.create(reading=reading, ordinal=start, heading=line, **place)
        return
    unit = ReadUnit.objects.filter(reading=reading).order_by("-ordinal").first()
    kind = "task" if unit else "general_task"
    ReadItem.objects.create(reading=reading, unit=unit, kind=kind, ordinal=start, text=line, value={}, **place)
