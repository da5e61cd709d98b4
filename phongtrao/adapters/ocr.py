"""Words of a picture of a page, read by Tesseract on this machine: an outside program, one process for one page.

The picture is straightened by `page_image_child`, which then becomes Tesseract itself, so nothing large stays here.

Environment: `PHONGTRAO_TESSDATA`, a folder with better trained data (for instance `vie.traineddata` of the best_int
set); `PHONGTRAO_OCR_LANGUAGE`, the name of the trained data, « vie » unless told. Nothing is ever fetched.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from unicodedata import normalize

from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.page_image import Straightened, straighten_and_run
from phongtrao.core.layout.words import Box, PageWord, PageWords

LANGUAGE = "vie"
_LANGUAGE_NAME = re.compile(r"[A-Za-z0-9_]{2,40}(?:\+[A-Za-z0-9_]{2,40}){0,3}")
_LIST_SECONDS = 20
_DOUBLED = re.compile("[ĐÐ]{2}|Ð")  # the program's « vie » sees « QĐ » as « QĐÐ », with the letter of Iceland
_MISSING = (
    "ocr-missing",
    "Máy này chưa có phần đọc chữ trong ảnh (Tesseract với tiếng Việt) nên chưa đọc được bản scan, bản chụp. "
    "Hãy nhờ người quản trị cài hai gói tesseract-ocr và tesseract-ocr-vie "
    "(apt-get install tesseract-ocr tesseract-ocr-vie), hoặc gửi tệp Word thay cho bản scan.",
)
_FAILED = (
    "ocr-failed",
    "Không đọc được chữ trên trang ảnh này trong thời gian và bộ nhớ cho phép. "
    "Hãy chụp hoặc scan lại trang ở 300 điểm/inch, thẳng và đủ sáng, rồi gửi lại.",
)


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The outside program: its path, its trained data's folder (None: its own) and language."""

    program: str
    tessdata: str | None = None
    language: str = LANGUAGE

    def command(self, picture: str) -> list[str]:
        """The words that read `picture` and print one TSV row for each word."""
        words = [self.program, picture, "stdout", "-l", self.language, "--oem", "1", "--psm", "3", "--dpi", "300"]
        words += ["-c", "tessedit_create_tsv=1"]
        return [*words, *(["--tessdata-dir", self.tessdata] if self.tessdata else [])]


def ocr_languages() -> frozenset[str]:
    """Languages whose trained data is there; empty when Tesseract itself is missing."""
    program = shutil.which("tesseract")
    return _languages(program, os.environ.get("PHONGTRAO_TESSDATA") or None) if program else frozenset()


def tesseract_here() -> Tesseract:
    """The program as the environment describes it. Raises `FileRefused` (`ocr-missing`)."""
    program = shutil.which("tesseract")
    tessdata = os.environ.get("PHONGTRAO_TESSDATA") or None
    language = os.environ.get("PHONGTRAO_OCR_LANGUAGE") or LANGUAGE
    if program is None or _LANGUAGE_NAME.fullmatch(language) is None:
        raise FileRefused(*_MISSING)
    if not set(language.split("+")) <= _languages(program, tessdata):
        raise FileRefused(*_MISSING)
    return Tesseract(program, tessdata, language)


@lru_cache(maxsize=8)
def _languages(program: str, tessdata: str | None) -> frozenset[str]:
    if tessdata is not None:
        return frozenset(path.stem for path in Path(tessdata).glob("*.traineddata"))
    try:
        answer = subprocess.run(  # noqa: S603  the program found on PATH, no shell
            [program, "--list-langs"], capture_output=True, timeout=_LIST_SECONDS, check=False, text=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(line.strip() for line in answer.stdout.splitlines()[1:] if line.strip())


def read_picture(
    picture: bytes, *, number: int, width: float, height: float, tesseract: Tesseract | None = None
) -> PageWords:
    """The words of a page's picture (JPEG, PNG, WebP, PNM), `width` × `height` points, turned as EXIF says.

    Boxes lie in that page as it came, however it was straightened for reading. A page without words gives none.
    Raises `FileRefused`: `ocr-missing`, `ocr-failed`, `picture-damaged`, `picture-too-large`.
    """
    tesseract = tesseract or tesseract_here()
    straightened = straighten_and_run(picture, tesseract.command("{picture}"), failed=_FAILED)
    return PageWords(number, width, height, tuple(_words(straightened, width, height)))


def _words(found: Straightened, width: float, height: float) -> Iterator[PageWord]:
    """Rows of the TSV that hold a word: level, page, block, paragraph, line, word, left, top, width, height, …"""
    across, down = width / found.width, height / found.height
    lines: dict[tuple[str, ...], int] = {}
    for row in found.printed.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5":
            continue
        text = _DOUBLED.sub("Đ", normalize("NFC", "".join(cells[11].split())))
        if not text:
            continue
        line = lines.setdefault(tuple(cells[2:5]), len(lines))
        left, top, right, bottom = found.box_as_it_came(*map(float, cells[6:10]))
        confidence = min(1000, max(0, round(float(cells[10]) * 10)))
        yield PageWord(text, Box(left * across, top * down, right * across, bottom * down), confidence, line)
