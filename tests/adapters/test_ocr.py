"""One picture of a page: its words where they stand, however it lies; hostile pictures end in one sentence."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from phongtrao.adapters import ocr
from phongtrao.adapters.file_refused import FileRefused

WORDS = ["Công", "an", "xã", "Yên", "Hạ", "chủ", "trì", "báo", "cáo", "trước", "ngày", "15/12/2026"]
WIDTH, HEIGHT = 595.0, 300.0


def _page() -> Image.Image:
    page = Image.new("RGB", (2480, 1250), "white")
    font = ImageFont.truetype("Tinos-Regular.ttf", 58)  # Debian: fonts-croscore
    for line in range(8):
        ImageDraw.Draw(page).text((200, 120 + line * 110), " ".join(WORDS), fill="black", font=font)
    return page


def _file(page: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    page.save(target, kind, **options)
    return target.getvalue()


def _texts(data: bytes, width: float = WIDTH, height: float = HEIGHT) -> list[str]:
    return [word.text for word in ocr.read_picture(data, number=1, width=width, height=height).words]


def _png_of(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def test_words_stand_where_they_are_printed_on_a_turned_page() -> None:
    page = _page().rotate(-1.5, Image.Resampling.BICUBIC, fillcolor="white")
    found = ocr.read_picture(_file(page, "JPEG"), number=3, width=WIDTH, height=HEIGHT)
    assert found.number == 3
    dark = np.asarray(page.convert("L")) < 128
    first = next(word for word in found.words if word.text == "Công")
    scale = 2480 / WIDTH
    inside = dark[
        round(first.box.top * scale) : round(first.box.bottom * scale),
        round(first.box.left * scale) : round(first.box.right * scale),
    ]
    assert 0.05 < inside.mean() < 0.6
    assert [word.text for word in found.words] == WORDS * 8
    assert len({word.line for word in found.words}) == 8


@pytest.mark.parametrize("mode", ["CMYK", "1", "P", "L", "RGB", "LA"])
def test_every_kind_of_pixel_is_read(mode: str) -> None:
    page = _page()
    if mode == "LA":
        clear = Image.new("LA", page.size, 0)
        clear.putalpha(page.convert("L").point(lambda level: 255 - level))
        page = clear
    else:
        page = page.convert(mode)
    found = _texts(_file(page, "JPEG" if mode == "CMYK" else "PNG"))
    assert sum(word in WORDS for word in found) >= 0.95 * len(WORDS) * 8


def test_sixteen_bits_and_the_first_frame_are_read() -> None:
    deep = Image.fromarray(np.asarray(_page().convert("L")).astype(np.uint16) * 257)
    assert _texts(_file(deep, "PNG")) == WORDS * 8
    assert _texts(_file(_page(), "WEBP", save_all=True, append_images=[Image.new("RGB", (2480, 1250))])) == WORDS * 8


def test_the_camera_s_turn_is_honoured() -> None:
    turn = Image.Exif()
    turn[0x0112] = 6
    assert _texts(_file(_page().rotate(90, expand=True), "JPEG", exif=turn)) == WORDS * 8


def test_a_page_without_print_has_no_words() -> None:
    assert _texts(_file(Image.new("L", (1000, 1400), 255), "PNG"), 595, 842) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture-damaged"),
        (_file(Image.new("RGB", (800, 800), "white"), "JPEG")[:300], "picture-damaged"),
        (_file(Image.new("RGB", (80, 80)), "GIF"), "picture-damaged"),
        (_png_of(30_000, 30_000), "picture-too-large"),
        (_png_of(6_000, 6_000), "picture-damaged"),
    ],
)
def test_hostile_pictures_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        _texts(data)
    assert refused.value.code == code
    assert refused.value.message_vi.endswith(".")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=40))
def test_spoiled_bytes_give_words_or_a_sentence(changes: list[tuple[int, int]]) -> None:
    data = bytearray(_file(_page().resize((620, 312)), "JPEG"))
    for place, value in changes:
        data[place % len(data)] = value
    try:
        _texts(bytes(data))
    except FileRefused as refused:
        assert refused.code in ("picture-damaged", "picture-too-large", "ocr-failed")


def test_a_machine_without_tesseract_names_the_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileRefused, match="ocr-missing") as refused:
        _texts(_file(_page(), "PNG"))
    assert "tesseract-ocr-vie" in refused.value.message_vi
    assert ocr.ocr_languages() == frozenset()


def test_a_folder_without_vietnamese_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PHONGTRAO_TESSDATA", str(tmp_path))
    with pytest.raises(FileRefused, match="ocr-missing"):
        _texts(_file(_page(), "PNG"))
