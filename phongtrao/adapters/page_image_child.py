"""The process that opens one picture of unknown origin, straightens the page in it and becomes the outside program.

`main` (arguments: the picture's dpi, perhaps « upside-down ») reads the picture on standard input and prints one line
of JSON (`width`, `height`, `back`); then the process is replaced by the command given behind « -- », with the
straightened picture as a file without a name: what the picture took is given back before the program starts. Exit code
`DAMAGED`: no picture.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import Any

import cv2
import numpy as np

from phongtrao.adapters.page_image import DAMAGED
from phongtrao.adapters.page_image_ink import flattened, printed_ink, stretched, trimmed
from phongtrao.adapters.page_image_shape import shape_of

Picture = np.ndarray[Any, np.dtype[Any]]

_MEMORY_BYTES = 1536 * 1024 * 1024
_CPU_SECONDS = 90
_DPI = 240.0  # read as well as 300, in three quarters of the time
_A4_LONG_SIDE = 841.89 / 72  # inches; a photographed sheet is taken for one
_LARGEST = 5_200  # pixels; the longer side of A3 at 300 dpi
_MUCH_SMALLER = 0.7


def main() -> None:
    """Limits first, then the picture, then the program."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    cv2.setNumThreads(1)
    options, command = sys.argv[1 : sys.argv.index("--")], sys.argv[sys.argv.index("--") + 1 :]
    try:
        picture = decoded(sys.stdin.buffer.read())
        page, back = straightened(picture, dpi=float(options[0]), is_upside_down="upside-down" in options)
        file = _kept(page)
    except (cv2.error, MemoryError, ValueError):
        sys.exit(DAMAGED)
    head = {"width": picture.shape[1], "height": picture.shape[0], "back": [float(n) for n in back.flat]}
    sys.stdout.write(json.dumps(head) + "\n")
    sys.stdout.flush()
    os.execv(command[0], [f"/dev/fd/{file}" if word == "{picture}" else word for word in command])  # noqa: S606  no shell wanted


def decoded(data: bytes) -> Picture:
    """Height × width (× 3: blue, green, red) of 8 bits, turned as EXIF says, on white where it is transparent."""
    buffer = np.frombuffer(data, np.uint8)
    is_jpeg = data[:2] == b"\xff\xd8"
    picture = cv2.imdecode(buffer, cv2.IMREAD_ANYCOLOR if is_jpeg else cv2.IMREAD_UNCHANGED)
    if picture is None:
        raise ValueError("not a picture")
    if picture.dtype == np.uint16:
        picture = np.right_shift(picture, 8).astype(np.uint8)
    if picture.dtype != np.uint8:
        raise ValueError("not a picture of 8 or 16 bits")
    if picture.ndim == 3 and picture.shape[2] == 4:
        alpha = picture[:, :, 3:].astype(np.uint16)
        return ((picture[:, :, :3] * alpha + 255 * (255 - alpha)) // 255).astype(np.uint8)
    if picture.ndim == 3 and picture.shape[2] not in (1, 3):
        raise ValueError("channels of no colour")
    return picture


def straightened(picture: Picture, *, dpi: float, is_upside_down: bool = False) -> tuple[Picture, Picture]:
    """The page in grey at `_DPI`, and the 3 × 3 matrix that takes its places back to the picture (of `dpi`)."""
    grey = printed_ink(picture)
    shape = shape_of(grey)
    if shape.has_edges:
        dpi = max(shape.size) / _A4_LONG_SIDE
    scale = min(_DPI / dpi, _LARGEST / max(shape.size))
    shrunk = 1.0
    if scale < _MUCH_SMALLER:  # a warp looks at four neighbours only
        shrunk = scale
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    even = flattened(grey)
    if shape.outline is not None:
        beside = cv2.fillConvexPoly(np.full_like(even, 255), (shape.outline * shrunk).astype(np.int32), 0)
        even = cv2.max(even, cv2.dilate(beside, np.ones((5, 5), np.uint8)))
    size = (max(1, round(shape.size[0] * scale)), max(1, round(shape.size[1] * scale)))
    matrix = np.diag((scale, scale, 1.0)) @ shape.matrix
    if is_upside_down:
        matrix = np.array([(-1, 0, size[0]), (0, -1, size[1]), (0, 0, 1.0)]) @ matrix
    if not (shape.is_straight and shrunk == scale and not is_upside_down):
        way = cv2.INTER_LINEAR if scale <= 1 else cv2.INTER_CUBIC
        even = cv2.warpPerspective(
            even, matrix @ np.diag((1 / shrunk, 1 / shrunk, 1.0)), size, flags=way, borderValue=255
        )
    page = stretched(even)
    return (page if shape.outline is None else trimmed(page)), np.linalg.inv(matrix)


def _kept(page: Picture) -> int:
    """A file in memory that holds the picture as PGM; the program inherits its number."""
    file = os.memfd_create("page", 0)
    os.write(file, b"P5\n%d %d\n255\n" % (page.shape[1], page.shape[0]))
    rest = memoryview(page.tobytes())
    while rest:
        rest = rest[os.write(file, rest) :]
    os.lseek(file, 0, os.SEEK_SET)
    return file
