"""The program that opens one picture file of unknown origin, run by `picture_pages` in a process of its own.

The file comes on standard input; words: `count`, `frame NUMBER` (PPM or PGM of a frame, from 1) or `shown NUMBER DPI`
(JPEG, its longer side that of A4 at DPI). Exit codes: 0 answered, 4 damaged, 5 too many frames, 6 too many pixels. It
imports nothing of this package, so that it starts quickly.
"""

from __future__ import annotations

import io
import resource
import sys
import warnings

from PIL import Image, ImageOps

DAMAGED, TOO_MANY_PAGES, TOO_LARGE = 4, 5, 6
MAX_PAGES = 300
MAX_PIXELS = 50_000_000

_MEMORY_BYTES = 1024 * 1024 * 1024
_CPU_SECONDS = 40
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
_A4_LONG_SIDE = 11.69  # inches


def main() -> int:
    """Limits first, then the file."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")  # our own limit is below the library's, which only warns
    try:
        with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=_FORMATS) as picture:
            return _answer(picture, sys.argv[1], sys.argv[2:])
    except Image.DecompressionBombError:
        return TOO_LARGE
    except Exception:  # decoders of hostile files raise almost anything
        return DAMAGED


def _answer(picture: Image.Image, question: str, words: list[str]) -> int:
    if question == "count":
        return _count(picture)
    picture.seek(int(words[0]) - 1)
    if picture.width * picture.height > MAX_PIXELS:
        return TOO_LARGE
    if question == "frame":
        _plain(picture).save(sys.stdout.buffer, "PPM")
        return 0
    longest = round(_A4_LONG_SIDE * float(words[1]))
    picture.draft(None, (longest, longest))
    shown = _plain(picture)
    shown.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    shown.save(sys.stdout.buffer, "JPEG", quality=80)
    return 0


def _count(picture: Image.Image) -> int:
    """Frames are counted one by one, so that a long chain of them ends early."""
    count = 1
    try:
        while True:
            if picture.width * picture.height > MAX_PIXELS:
                return TOO_LARGE
            picture.seek(count)
            count += 1
            if count > MAX_PAGES:
                return TOO_MANY_PAGES
    except EOFError:
        sys.stdout.write(str(count))
    return 0


def _plain(picture: Image.Image) -> Image.Image:
    """Upright as EXIF says, grey or in three colours, on white where it is transparent."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("1", "L"):
        return upright.convert("L")
    if "A" in upright.getbands() or "transparency" in upright.info:
        seen = upright.convert("RGBA")
        ground = Image.new("RGB", seen.size, "white")
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground
    return upright.convert("RGB")


if __name__ == "__main__":
    raise SystemExit(main())
