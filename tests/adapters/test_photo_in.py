"""Photographs and scans as pages: nothing of the camera stays, the pixels do."""

import io
import struct
import zlib
from typing import Any

import pypdfium2
import pytest
from PIL import Image, PngImagePlugin

from phongtrao.adapters.file_kind import FileKind, sniff
from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.photo_in import A4_LONG_SIDE, joined, photo_of, without_traces

SECRET = "Toa do 21.03, 105.85"


def _exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, SECRET
    return exif


def _gradient(size: tuple[int, int] = (64, 32)) -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert("RGB")


def _written(picture: Image.Image, form: str, **options: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()


def _pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.convert("RGB").tobytes()


@pytest.mark.parametrize("progressive", [False, True])
def test_upright_jpeg_loses_its_segments_and_no_pixel(progressive: bool) -> None:
    data = _written(_gradient(), "JPEG", exif=_exif(), comment=SECRET.encode(), progressive=progressive)
    clean = without_traces(data + SECRET.encode(), FileKind.JPEG)
    assert SECRET.encode() in data
    assert SECRET.encode() not in clean
    assert b"Exif" not in clean
    assert _pixels(clean) == _pixels(data)
    assert without_traces(clean, FileKind.JPEG) == clean


def test_jpeg_on_its_side_stands_up() -> None:
    data = _written(_gradient((64, 32)), "JPEG", exif=_exif(6))
    clean = without_traces(data, FileKind.JPEG)
    with Image.open(io.BytesIO(clean)) as picture:
        assert picture.size == (32, 64)
        assert not picture.getexif()
    assert SECRET.encode() not in clean


def test_png_keeps_its_pixels_and_no_words() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", SECRET)
    data = _written(_gradient(), "PNG", pnginfo=words, exif=_exif())
    clean = without_traces(data, FileKind.PNG)
    assert SECRET.encode() in data
    assert SECRET.encode() not in clean
    assert _pixels(clean) == _pixels(data)


@pytest.mark.parametrize("orientation", [1, 6])
def test_webp_keeps_no_words(orientation: int) -> None:
    data = _written(_gradient(), "WEBP", exif=_exif(orientation))
    clean = without_traces(data, FileKind.WEBP)
    assert SECRET.encode() in data
    assert SECRET.encode() not in clean
    with Image.open(io.BytesIO(clean)) as picture:
        assert picture.size == ((64, 32) if orientation == 1 else (32, 64))


def test_transparent_picture_stands_on_white() -> None:
    photo = photo_of(_written(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG"), FileKind.PNG)
    with Image.open(io.BytesIO(photo.data)) as picture:
        assert picture.getpixel((4, 4)) == (255, 255, 255)
    assert sniff(photo.data, name="") is FileKind.JPEG


def test_joined_pages_have_the_long_side_of_a4_and_the_jpeg_as_it_is() -> None:
    photos = [photo_of(_written(_gradient(size), "JPEG"), FileKind.JPEG) for size in ((300, 400), (400, 200))]
    data = joined(photos)
    document = pypdfium2.PdfDocument(data)
    sizes = [document.get_page_size(number) for number in range(len(document))]
    assert [max(size) for size in sizes] == pytest.approx([A4_LONG_SIDE] * 2, abs=0.1)
    assert sizes[0][0] / sizes[0][1] == pytest.approx(0.75, abs=0.001)
    assert sizes[1][0] / sizes[1][1] == pytest.approx(2.0, abs=0.001)
    assert all(photo.data in data for photo in photos)


def _bomb() -> bytes:
    """A PNG that says it has 100,000 × 100,000 pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("take", [photo_of, without_traces])
@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (_bomb(), FileKind.PNG, "picture-too-large"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), FileKind.PNG, "picture-damaged"),
        (b"\xff\xd8\xff\xe0" + bytes(50), FileKind.JPEG, "picture-damaged"),
        (_written(_gradient(), "JPEG")[:-300], FileKind.JPEG, "picture-damaged"),
        (b"RIFF\x00\x00\x00\x00WEBP" + bytes(20), FileKind.WEBP, "picture-damaged"),
    ],
)
def test_hostile_picture_is_refused_with_one_sentence(take: Any, data: bytes, kind: FileKind, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        take(data, kind)
    assert refused.value.code == code
    assert refused.value.message_vi.endswith("rồi gửi lại.")
