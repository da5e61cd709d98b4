"""Pictures of pages made ready for reading, in a process of its own with hard limits on time and memory."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

from phongtrao.adapters.file_refused import FileRefused

MAX_PIXELS = 50_000_000
DAMAGED = 4  # exit code of the child; 1 and others: the outside program failed

_ROOT = Path(__file__).parents[2]
# Not `-m`: an isolated interpreter does not look into this folder by itself.
_START = "import sys; sys.path.append(sys.argv.pop(1)); from phongtrao.adapters.page_image_child import main; main()"
_SECONDS = 120
_FORMATS = ("JPEG", "PNG", "WEBP", "PPM")
_TOO_LARGE = (
    "picture-too-large",
    "Ảnh có hơn 50 triệu điểm ảnh, quá lớn. Hãy chụp lại ở cỡ thường hoặc thu nhỏ ảnh rồi gửi lại.",
)
_DAMAGED = (
    "picture-damaged",
    "Tệp ảnh bị hỏng hoặc không phải ảnh JPEG, PNG, WebP nên không mở được. Hãy chụp hoặc lưu lại ảnh rồi gửi lại.",
)
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}
_A4_LONG_SIDE = 841.89  # points


@dataclass(frozen=True, slots=True)
class Straightened:
    """A page's picture, `width` × `height` points of the picture as it came (turned as EXIF says).

    `back`: nine numbers, row by row, that take a place of the straightened picture to the one it came from.
    `printed`: what the outside program said of the straightened picture.
    """

    width: int
    height: int
    back: tuple[float, ...]
    printed: str

    def box_as_it_came(self, left: float, top: float, wide: float, high: float) -> tuple[float, float, float, float]:
        """The upright box (left, top, right, bottom) around a box of the straightened picture."""
        corners = [self._back(x, y) for x in (left, left + wide) for y in (top, top + high)]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        return min(across), min(down), max(across), max(down)

    def _back(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f, g, h, i = self.back
        depth = g * x + h * y + i
        return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height in pixels, turned as EXIF says, from the file's head alone. Raises `FileRefused`."""
    from PIL import Image  # here: a server that meets no picture need not hold it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our own limit is below the library's, which only warns
        try:
            with Image.open(io.BytesIO(picture), formats=_FORMATS) as head:
                width, height = head.size
                is_on_its_side = head.format == "JPEG" and head.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        except Image.DecompressionBombError as error:
            raise FileRefused(*_TOO_LARGE) from error
        # Decoders of hostile files raise almost anything (OSError, SyntaxError, ValueError, struct.error, …).
        except Exception as error:
            raise FileRefused(*_DAMAGED) from error
    if min(width, height) < 1:
        raise FileRefused(*_DAMAGED)
    if width * height > MAX_PIXELS:
        raise FileRefused(*_TOO_LARGE)
    return (height, width) if is_on_its_side else (width, height)


def size_in_points(picture: bytes) -> tuple[float, float]:
    """Width and height of the page that a picture shows: its longer side is that of A4. Raises `FileRefused`."""
    width, height = size_of(picture)
    scale = _A4_LONG_SIDE / max(width, height)
    return width * scale, height * scale


def straighten_and_run(
    picture: bytes, command: list[str], *, width: float, failed: tuple[str, str], is_upside_down: bool = False
) -> Straightened:
    """Straightens the picture, then runs `command` on it (« {picture} » stands for its file) in the same process.

    `width`: the picture's, in points; `is_upside_down`: its head is known to be below. Raises `FileRefused`:
    `picture-damaged`, `picture-too-large`, or `failed` (code, sentence) when the program fails.
    """
    options = [str(size_of(picture)[0] / width * 72), *(["upside-down"] if is_upside_down else [])]
    try:
        answer = subprocess.run(  # noqa: S603  our own interpreter and words, no shell
            [sys.executable, "-I", "-c", _START, str(_ROOT), *options, "--", *command],
            input=picture,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env=_environment(),
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise FileRefused(*failed) from error
    if answer.returncode == DAMAGED:
        raise FileRefused(*_DAMAGED)
    if answer.returncode != 0:
        raise FileRefused(*failed)
    head, _, printed = answer.stdout.partition(b"\n")
    found = json.loads(head)
    return Straightened(found["width"], found["height"], tuple(found["back"]), printed.decode("utf-8", "replace"))


def _environment() -> dict[str, str]:
    """Only what the two programs need: where libraries lie and one thread each."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX") if name in os.environ}
    return kept | _ENVIRONMENT | {"OPENCV_IO_MAX_IMAGE_PIXELS": str(MAX_PIXELS)}
