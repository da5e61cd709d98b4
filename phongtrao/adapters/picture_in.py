"""Photographs written anew: the pixels as they are seen, nothing else of the file (place, time, camera, comments)."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from phongtrao.adapters.file_kind import FileKind
from phongtrao.adapters.file_refused import FileRefused

MAX_PIXELS = 50_000_000
LONGEST_SIDE = 2_560

_RESIZABLE = ("RGB", "RGBA", "L", "LA", "CMYK", "YCbCr")
_FORMATS = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG", FileKind.WEBP: "WEBP"}
_TOO_LARGE = "Ảnh có hơn 50 triệu điểm ảnh, quá lớn. Hãy chụp lại ở cỡ thường hoặc thu nhỏ ảnh rồi gửi lại."
_DAMAGED = "Tệp ảnh bị hỏng, không mở được. Hãy chụp hoặc lưu lại ảnh rồi gửi lại."


def clean_picture(data: bytes, kind: FileKind) -> bytes:
    """The first frame, turned upright, longest side at most `LONGEST_SIDE`, same format, without any metadata.

    A colour profile is dropped as well: colours of a wide-gamut camera look a little paler. Raises `FileRefused`.
    """
    with warnings.catch_warnings():
        # Our own limit is below the library's, which only warns.
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise FileRefused("picture-too-large", _TOO_LARGE)
                return _written(_seen(picture), kind)
        except FileRefused:
            raise
        except Image.DecompressionBombError as error:
            raise FileRefused("picture-too-large", _TOO_LARGE) from error
        # Decoders of hostile files raise almost anything (OSError, SyntaxError, ValueError, struct.error, …).
        except Exception as error:
            raise FileRefused("picture-damaged", _DAMAGED) from error


def _seen(picture: Image.Image) -> Image.Image:
    """The pixels in a new image, so that nothing the file carried can be written again."""
    orientation = picture.getexif().get(0x0112, 1)
    # JPEG can be decoded at a fraction of its size, which keeps memory low.
    picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    picture.load()
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    mode = "RGBA" if has_alpha else "L" if picture.mode in ("L", "1") else "RGB"
    pixels: Image.Image = picture
    if picture.mode in _RESIZABLE:
        # Made small before anything is copied: a copy of 50 million pixels takes 200 MB.
        pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    pixels = pixels.convert(mode)
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    clean = Image.new(mode, pixels.size)
    clean.paste(pixels)
    if orientation in range(2, 9):
        clean.getexif()[0x0112] = orientation
        clean = ImageOps.exif_transpose(clean)
        clean.info.clear()
    return clean


def _written(clean: Image.Image, kind: FileKind) -> bytes:
    target = io.BytesIO()
    if kind is FileKind.JPEG:
        (clean.convert("RGB") if clean.mode == "RGBA" else clean).save(target, "JPEG", quality=85, optimize=True)
    elif kind is FileKind.PNG:
        clean.save(target, "PNG", compress_level=6)
    else:
        clean.save(target, "WEBP", quality=85)
    return target.getvalue()
