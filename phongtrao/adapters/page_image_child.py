"""The process that opens one picture of unknown origin, straightens the page in it and becomes the outside program.

`main` reads the picture on standard input and prints one line of JSON (`width`, `height`, `back`); then the process is
replaced by the command given behind « -- », with the straightened picture as a file without a name: what the picture
took is given back before the program starts. Exit code `DAMAGED`: no picture.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import Any

import cv2
import numpy as np

from phongtrao.adapters import page_image_ink, page_image_shape
from phongtrao.adapters.page_image import DAMAGED

Picture = np.ndarray[Any, np.dtype[Any]]

_MEMORY_BYTES = 1536 * 1024 * 1024
_CPU_SECONDS = 90
_WHITE = (255, 255, 255, 255)
_SMALL, _BEST, _LARGE = 3000, 3508, 4600  # pixels of the longer side: A4 at 300 dots per inch is the best


def main() -> None:
    """Limits first, then the picture, then the program."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    cv2.setNumThreads(1)
    command = sys.argv[sys.argv.index("--") + 1 :]
    try:
        picture = decoded(sys.stdin.buffer.read())
        page, back = straightened(picture)
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


def straightened(picture: Picture) -> tuple[Picture, Picture]:
    """The page in grey, level and evenly lit, and the 3 × 3 matrix that takes its places back to the picture."""
    grey = page_image_ink.printed_ink(picture)
    way, size = np.eye(3), (grey.shape[1], grey.shape[0])
    seen = grey
    if page_image_shape.is_on_its_side(seen):
        way, size = _quarter(size) @ way, (size[1], size[0])
        seen = _seen(grey, way, size)
    cut = page_image_shape.cut_out(seen)
    if cut is not None:
        way, size = cut[0] @ way, cut[1]
        seen = _seen(grey, way, size)
    level = page_image_shape.levelled(seen)
    if level is not None:
        way = level @ way
    larger = _scale(size)
    if larger != 1.0:
        way, size = np.diag((larger, larger, 1.0)) @ way, (round(size[0] * larger), round(size[1] * larger))
    if level is not None or larger != 1.0:
        seen = _seen(grey, way, size)
    page = page_image_ink.stretched(page_image_ink.flattened(seen))
    return page, np.linalg.inv(way)


def _quarter(size: tuple[int, int]) -> Picture:
    """A quarter turn to the left of a picture of that size."""
    return np.array([(0.0, 1.0, 0.0), (-1.0, 0.0, size[0] - 1.0), (0.0, 0.0, 1.0)])


def _seen(grey: Picture, way: Picture, size: tuple[int, int]) -> Picture:
    """The picture drawn once along `way`: one drawing over another would blur it twice."""
    return np.asarray(cv2.warpPerspective(grey, way, size, flags=cv2.INTER_CUBIC, borderValue=_WHITE))


def _scale(size: tuple[int, int]) -> float:
    """Letters of 200 dpi are read worse than those of 300; far larger ones are only slower."""
    longer = max(size)
    if longer < _SMALL:
        return min(2.0, _BEST / longer)
    return _BEST / longer if longer > _LARGE else 1.0


def _kept(page: Picture) -> int:
    """A file in memory that holds the picture as PGM; the program inherits its number."""
    file = os.memfd_create("page", 0)
    os.write(file, b"P5\n%d %d\n255\n" % (page.shape[1], page.shape[0]))
    rest = memoryview(page.tobytes())
    while rest:
        rest = rest[os.write(file, rest) :]
    os.lseek(file, 0, os.SEEK_SET)
    return file
