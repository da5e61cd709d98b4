"""The programs that read pages in earnest: a picture of a page, a TIFF of scans, photographs joined into a PDF."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from phongtrao.adapters.file_kind import FileKind
from phongtrao.apps.documents import operations, page_queries
from phongtrao.apps.documents.models import Document, SameDocument
from tests.apps.documents.carriers import hand_in
from tests.apps.documents.papers import NOW, PLAN, Commune, run_jobs
from tests.factories import rows

pytestmark = pytest.mark.django_db
DPI = 150


def _picture(lines: list[str]) -> Image.Image:
    """A page on which the lines are printed one under the other."""
    picture = Image.new("L", (int(8.27 * DPI), int(11.69 * DPI)), 250)
    font = ImageFont.truetype("DejaVuSans.ttf", size=10 * DPI // 72)
    for row, line in enumerate(lines):
        ImageDraw.Draw(picture).text((DPI // 2, DPI // 2 + row * DPI // 4), line[:95], font=font, fill=20)
    return picture


def _pages() -> list[Image.Image]:
    lines = PLAN.split("\n")
    return [_picture(lines[:21]), _picture(lines[21:])]


def _read(document: Document) -> Document:
    run_jobs()
    document.refresh_from_db()
    assert (document.state, document.failure) == ("read", "")
    return document


def _written(picture: Image.Image, form: str, **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()


def test_tiff_of_two_pages_is_read_and_found_to_be_the_typed_plan() -> None:
    commune = Commune()
    typed = commune.read()
    first, second = _pages()
    data = _written(first, "TIFF", save_all=True, append_images=[second], dpi=(DPI, DPI), compression="tiff_lzw")
    document = _read(hand_in(commune, data, "ban-quet.tif"))
    assert (document.file.media_type, document.page_count) == ("image/tiff", 2)
    assert (document.number, document.symbol) == ("45", "KH-UBND")
    picture, media_type = page_queries.get_page_picture(
        uid=document.uid, number=2, dpi=72, by=commune.by, today=rows.TODAY
    )
    assert media_type == "image/jpeg"
    page = page_queries.get_page(uid=document.uid, number=2, by=commune.by, today=rows.TODAY)
    with Image.open(io.BytesIO(picture)) as shown:
        assert shown.width / shown.height == pytest.approx(page.width / page.height, rel=0.01)
        assert shown.width == pytest.approx(page.width, abs=2)
    offer = SameDocument.objects.get()
    assert (offer.document_id, offer.other_id) == (document.pk, typed.pk)


def test_photographs_are_joined_and_read() -> None:
    commune = Commune()
    draft = operations.start_photos(body_uid=commune.committee.uid, by=commune.by, now=NOW)
    for picture in _pages():
        draft = operations.add_photo(
            draft_uid=draft.uid,
            version=draft.version,
            data=_written(picture, "JPEG", quality=85),
            by=commune.by,
            now=NOW,
        )
    document = _read(
        operations.join_photos(draft_uid=draft.uid, version=draft.version, name="Kế hoạch", by=commune.by, now=NOW)
    )
    assert (document.page_count, document.number, document.readings.get().result["source"]["route"]) == (2, "45", "ocr")
    assert document.file.media_type == "application/pdf"


def test_kind_of_tiff_has_a_media_type() -> None:
    from phongtrao.adapters.file_kind import MEDIA_TYPES, sniff

    kind = sniff(_written(Image.new("L", (9, 9)), "TIFF"), name="")
    assert (kind, MEDIA_TYPES[kind]) == (FileKind.OTHER_IMAGE, "image/tiff")
