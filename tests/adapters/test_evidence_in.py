"""Evidence: what is kept, what is dropped, what is refused."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from phongtrao.adapters.evidence_in import inspect
from phongtrao.adapters.file_kind import FileKind
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.packs import load_all
from phongtrao.core.text.gate import GateWords, check_file
from tests.adapters.docx_samples import p, table, word_package

WORDS = GateWords.from_data(load_all().data("gate/bounds"))


def photograph(kind: str, size: tuple[int, int] = (40, 20), *, orientation: int = 1, mode: str = "RGB") -> bytes:
    """A picture with place (GPS), maker, time and comment; its left half is red."""
    picture = Image.new(mode, size, (0, 0, 255) if mode == "RGB" else 0)
    picture.paste((255, 0, 0) if mode == "RGB" else 1, (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x010F] = "MakerSecret"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 2.0, 3.0), 3: "E", 4: (105.0, 50.0, 1.0)})
    target = io.BytesIO()
    more = {"comment": b"CommentSecret"} if kind == "JPEG" else {}
    picture.save(target, kind, exif=exif, **more)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_loses_all_hidden_data_and_waits_in_quarantine(kind: str) -> None:
    data = photograph(kind)
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)
    found = inspect(data, name="anh.bin")
    assert (found.kind.value, found.needs_quarantine, found.text_for_checks) == (kind.lower(), True, None)
    clean = Image.open(io.BytesIO(found.clean_bytes))
    assert (clean.format, clean.size) == (kind, (40, 20))
    assert not clean.getexif() and not clean.getexif().get_ifd(0x8825)
    assert b"Secret" not in found.clean_bytes and b"Exif" not in found.clean_bytes


def test_a_turned_photograph_is_stood_upright() -> None:
    found = inspect(photograph("PNG", orientation=6), name="a.png")
    clean = Image.open(io.BytesIO(found.clean_bytes))
    assert clean.size == (20, 40)
    assert clean.getpixel((10, 5)) == (255, 0, 0) and clean.getpixel((10, 35)) == (0, 0, 255)


def test_a_large_photograph_is_made_smaller() -> None:
    found = inspect(photograph("JPEG", (6000, 3000)), name="a.jpg")
    assert Image.open(io.BytesIO(found.clean_bytes)).size == (2560, 1280)


def test_too_many_pixels_are_refused_before_they_are_decoded() -> None:
    target = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(target, "PNG")
    with pytest.raises(FileRefused) as caught:
        inspect(target.getvalue(), name="a.png")
    assert caught.value.code == "picture-too-large"


def pdf(*, pages: int = 1) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 200)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def text_pdf(words: str) -> bytes:
    """The smallest PDF with words, written by hand: Helvetica, one page."""
    stream = f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table_at = len(body)
    body += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % table_at


def test_a_pdf_with_words_is_checked_and_a_scan_waits_in_quarantine() -> None:
    found = inspect(text_pdf("Bien ban hop thon 2026"), name="a.pdf")
    assert (found.text_for_checks or "").strip() == "Bien ban hop thon 2026"
    assert not found.needs_quarantine
    assert found.clean_bytes.startswith(b"%PDF")
    assert inspect(pdf(), name="a.pdf").needs_quarantine


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"%PDF-1.7\nrubbish", "pdf-damaged"), (pdf(pages=301), "pdf-too-many-pages")],
)
def test_pdf_refusals(data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as caught:
        inspect(data, name="a.pdf")
    assert caught.value.code == code


def test_a_word_file_gives_its_words_and_its_pictures_lose_their_place() -> None:
    body = p("Biên bản") + table([["TT", "Họ và tên", "Năm sinh"], ["1", "Nguyễn Văn Mẫu", "1980"]])
    data = word_package(body, parts={"word/media/image1.jpeg": photograph("JPEG")})
    found = inspect(data, name="a.docx")
    assert found.needs_quarantine
    assert check_file(found.text_for_checks or "", found.aside, WORDS).refusals[0].code == "person-list"
    with zipfile.ZipFile(io.BytesIO(found.clean_bytes)) as archive:
        assert b"Secret" not in archive.read("word/media/image1.jpeg")
    assert inspect(data, name="khac.docx") == found
    plain = word_package(p("Biên bản"))
    assert inspect(plain, name="a.docx").clean_bytes == plain


def test_a_sheet_gives_its_rows_notes_and_page_headers() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    shown, hidden = book.add_worksheet("Một"), book.add_worksheet("Hai")
    shown.write_row(0, 0, ["TT", "Nội dung"])
    shown.write_comment(0, 0, "lời ghi chú")
    shown.set_header('&C&"Times New Roman"&14MẬT&RTrang &P')
    hidden.write_row(0, 0, ["Họ và tên", "Năm sinh"])
    hidden.hide()
    book.close()
    found = inspect(target.getvalue(), name="a.xlsx")
    assert "| TT | Nội dung |" in (found.text_for_checks or "")
    assert "lời ghi chú" in found.aside
    codes = {hit.code for hit in check_file(found.text_for_checks or "", found.aside, WORDS).refusals}
    assert codes == {"secrecy-mark", "person-list"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"ch\xe1\xbb\xaf",
        b"\xff" * 64,
        b"GIF89a....",
        b"\x00\x00\x00\x18ftypheic....",
        b"PK\x03\x04broken",
        b"<!DOCTYPE html><p>x",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
        b"\xff\xd8\xff broken",
        b"\x89PNG\r\n\x1a\n broken",
        b"x" * (16 * 1024 * 1024),
        word_package(p("x"), parts={"word/vbaProject.bin": b"\x00"}),
    ],
)
def test_everything_else_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(FileRefused) as caught:
        inspect(data, name="a.jpg")
    assert caught.value.message_vi.endswith(".") and len(caught.value.message_vi) > 30


SEEDS = [photograph("JPEG"), photograph("PNG"), photograph("WEBP"), word_package(p("x")), b"GIF89a", b""]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SEEDS), st.integers(0, 4_000), st.binary(max_size=40))
def test_damaged_files_give_a_result_or_a_refusal(seed: bytes, place: int, noise: bytes) -> None:
    place = min(place, len(seed))
    try:
        found = inspect(seed[:place] + noise + seed[place + len(noise) :], name="x")
    except FileRefused as refused:
        assert refused.message_vi
    else:
        assert found.kind in FileKind and found.clean_bytes
