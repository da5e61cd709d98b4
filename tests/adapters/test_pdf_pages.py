"""PDFs and pictures of unknown origin: a page, or one clear sentence; never another error, never long."""

from __future__ import annotations

import io
import time
import zlib

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from phongtrao.adapters.documents_in import read_source
from phongtrao.adapters.file_kind import FileKind
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.pages_in import open_paged, page_picture
from phongtrao.adapters.pdf_pages import open_pdf, read_pdf_page, render_page


def blank_pdf(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842).close()
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def pdf_of(stream: bytes, *, filters: str = "") -> bytes:
    """One page whose content is `stream`, written by hand, without a table of places."""
    content = b"<< /Length %d %s >> stream\n%s\nendstream" % (len(stream), filters.encode(), stream)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R "
        b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        content,
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, part) for at, part in enumerate(parts, 1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R /Size 5 >>\n%%EOF"


def test_words_stand_where_they_are_painted() -> None:
    page = read_pdf_page(pdf_of(b"BT /F 10 Tf 50 150 Td (abc def) Tj 0 1 -1 0 20 20 Tm (turned) Tj ET"), 1)
    assert [word.text for word in page.words.words] == ["abc", "def"]
    assert page.turned == 1
    box = page.words.words[0].box
    assert box.left == pytest.approx(50, abs=1)
    assert box.bottom == pytest.approx(200 - 150, abs=4)


def test_the_picture_of_a_page_is_as_large_as_asked() -> None:
    data = blank_pdf(2)
    assert render_page(data, 2, 36).startswith(b"P6\n298 421\n255\n")
    with Image.open(io.BytesIO(page_picture(data, FileKind.PDF, 1, 72))) as shown:
        assert (shown.format, shown.size) == ("JPEG", (595, 842))


def test_ten_thousand_pages_are_refused_at_once() -> None:
    data = blank_pdf(10_000)
    start = time.perf_counter()
    with pytest.raises(FileRefused) as refused:
        open_paged(data, FileKind.PDF)
    assert refused.value.code == "pdf-too-many-pages"
    assert time.perf_counter() - start < 5


def test_a_bomb_ends_its_own_process_only() -> None:
    bomb = zlib.compress(zlib.compress(bytes(400_000_000), 9), 9)
    data = pdf_of(bomb, filters="/Filter [/FlateDecode /FlateDecode]")
    start = time.perf_counter()
    try:
        read_pdf_page(data, 1)
    except FileRefused as refused:
        assert refused.code == "pdf-damaged"
    assert time.perf_counter() - start < 60


def test_frames_of_a_tiff_are_pages() -> None:
    frames = [Image.new("L", (200, 300), shade) for shade in (255, 250, 245)]
    target = io.BytesIO()
    frames[0].save(target, "TIFF", save_all=True, append_images=frames[1:])
    assert open_paged(target.getvalue(), FileKind.OTHER_IMAGE).page_count == 3


@pytest.mark.parametrize("kind", [FileKind.OTHER_IMAGE, FileKind.PNG])
def test_a_huge_picture_is_refused_before_it_is_opened(kind: FileKind) -> None:
    target = io.BytesIO()
    Image.new("1", (30_000, 20_000)).save(target, "TIFF" if kind is FileKind.OTHER_IMAGE else "PNG")
    with pytest.raises(FileRefused) as refused:
        open_paged(target.getvalue(), kind)
    assert refused.value.code == "picture-too-large"


_SOUND = pdf_of(b"BT /F 10 Tf 50 150 Td (abc def) Tj ET")


@settings(max_examples=12, deadline=None)
@given(st.integers(0, len(_SOUND)), st.binary(max_size=40), st.integers(0, 60))
def test_a_spoilt_pdf_is_read_or_refused(at: int, junk: bytes, cut: int) -> None:
    spoilt = b"%PDF-1.4\n" + _SOUND[9:at] + junk + _SOUND[at + cut :]
    try:
        assert open_pdf(spoilt).pages > 0
        read_source(spoilt, name="a.pdf")
    except FileRefused as refused:
        assert refused.message_vi.endswith(".")
