"""Photographs and scans as pages of a paper: sharp enough to be read, without what the camera wrote beside the picture.

Photographs become JPEG upright; several become one PDF, each JPEG kept as it is.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from phongtrao.adapters.file_kind import FileKind
from phongtrao.adapters.file_refused import FileRefused

MAX_PIXELS = 50_000_000
LONGEST_SIDE = 3_508  # pixels: A4 at 300 dpi
A4_LONG_SIDE = 841.89  # points
_QUALITY = 88
_SCAN, _END = 0xDA, 0xD9  # JPEG markers
_ASIDE = frozenset({*range(0xE1, 0xF0), 0xFE} - {0xEE})
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_FORMATS = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG", FileKind.WEBP: "WEBP"}
_TOO_LARGE = (
    "picture-too-large",
    "Ảnh có hơn 50 triệu điểm ảnh, quá lớn. Hãy chụp lại ở cỡ thường hoặc thu nhỏ ảnh rồi gửi lại.",
)
_DAMAGED = (
    "picture-damaged",
    "Tệp ảnh bị hỏng hoặc không phải ảnh JPEG, PNG, WebP nên không mở được. Hãy chụp hoặc lưu lại ảnh rồi gửi lại.",
)


@dataclass(frozen=True, slots=True)
class Photo:
    """A page photographed: `data` is a JPEG of `width` × `height` pixels, upright."""

    data: bytes
    width: int
    height: int


def photo_of(data: bytes, kind: FileKind) -> Photo:
    """The photograph upright as a JPEG whose longer side has at most `LONGEST_SIDE` pixels. Raises `FileRefused`."""
    from PIL import Image, ImageOps  # here: a server that meets no picture need not hold it

    if kind not in _FORMATS:
        raise FileRefused(*_DAMAGED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our own limit is below the library's, which only warns
        try:
            with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise FileRefused(*_TOO_LARGE)
                orientation = picture.getexif().get(0x0112, 1)
                picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
                pixels = picture.convert("RGBA") if "A" in picture.getbands() else picture.convert("RGB")
                pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
                clean = Image.new("RGB", pixels.size, "white")
                clean.paste(pixels, mask=pixels.getchannel("A") if pixels.mode == "RGBA" else None)
                if orientation in range(2, 9):
                    clean.getexif()[0x0112] = orientation
                    clean = ImageOps.exif_transpose(clean)
                    clean.info.clear()
                target = io.BytesIO()
                clean.save(target, "JPEG", quality=_QUALITY, optimize=True)
                return Photo(target.getvalue(), clean.width, clean.height)
        except FileRefused:
            raise
        except Image.DecompressionBombError as error:
            raise FileRefused(*_TOO_LARGE) from error
        # Decoders of hostile files raise almost anything (OSError, SyntaxError, ValueError, struct.error, …).
        except Exception as error:
            raise FileRefused(*_DAMAGED) from error


def joined(photos: Sequence[Photo]) -> bytes:
    """One PDF with a page for each photograph in their order; the longer side of a page is that of A4.

    Takes only photographs that `photo_of` made: they are opened in this process.
    """
    import pypdfium2  # as above

    document = pypdfium2.PdfDocument.new()
    try:
        for photo in photos:
            scale = A4_LONG_SIDE / max(photo.width, photo.height)
            width, height = photo.width * scale, photo.height * scale
            page = document.new_page(width, height)
            image = pypdfium2.PdfImage.new(document)
            image.load_jpeg(io.BytesIO(photo.data), inline=True, autoclose=True)
            image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
            page.insert_obj(image)
            page.gen_content()
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()
    finally:
        document.close()


def without_traces(data: bytes, kind: FileKind) -> bytes:
    """A picture of one page without place, time, camera and comments, at its own size. Raises `FileRefused`.

    An upright JPEG loses its segments only, no pixel changes; a JPEG that lies on its side is written anew, upright, as
    are PNG (the pixels stay) and WebP. A TIFF comes back as it is: scanners write no place into it.
    """
    if kind is FileKind.JPEG:
        stripped = _stripped_jpeg(data)
        if stripped is not None:
            return stripped
        return photo_of(data, kind).data
    if kind in (FileKind.PNG, FileKind.WEBP):
        return _rewritten(data, kind)
    return data


def _rewritten(data: bytes, kind: FileKind) -> bytes:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise FileRefused(*_TOO_LARGE)
                if kind is FileKind.WEBP and picture.getexif().get(0x0112, 1) != 1:
                    return photo_of(data, kind).data
                picture.load()
                target = io.BytesIO()
                clean = picture.copy()
                clean.info = {name: clean.info[name] for name in ("transparency",) if name in clean.info}
                options = {"compress_level": 6} if kind is FileKind.PNG else {"quality": 92}
                clean.save(target, _FORMATS[kind], exif=b"", icc_profile=None, **options)
                return target.getvalue()
        except FileRefused:
            raise
        except Image.DecompressionBombError as error:
            raise FileRefused(*_TOO_LARGE) from error
        except Exception as error:  # as in photo_of
            raise FileRefused(*_DAMAGED) from error


def _stripped_jpeg(data: bytes) -> bytes | None:
    """The file without its application and comment segments (JFIF and Adobe's colour mark stay) and without what
    follows its end. None: the picture lies on its side, or its segments are not what they should be.
    """
    if _orientation(data) != 1:
        return None
    kept = [data[:2]]
    at = 2
    while at + 2 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == _END:
            return b"".join([*kept, data[at : at + 2]])
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SCAN:
            behind = _AFTER_SCAN.search(data, end)
            if behind is None:
                return None
            end = behind.start()
        if marker not in _ASIDE:
            kept.append(data[at:end])
        at = end
    return None


def _orientation(data: bytes) -> int:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
            return int(picture.getexif().get(0x0112, 1))
    except Exception:  # as in photo_of: then the picture is written anew, which says what is wrong
        return 0
