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
from itertools import groupby
from pathlib import Path
from unicodedata import normalize

from phongtrao.adapters.file_refused import FileRefused
from phongtrao.adapters.page_image import Straightened, straighten_and_run
from phongtrao.core.layout.words import Box, PageWord, PageWords

LANGUAGE = "vie"
_LANGUAGE_NAME = re.compile(r"[A-Za-z0-9_]{2,40}(?:\+[A-Za-z0-9_]{2,40}){0,3}")
_LIST_SECONDS = 20
_FEW = 8  # words; fewer say nothing of how the page lies
_POOR = 600  # confidence; an upright page of any quality stands above, an upside-down one far below
_DOUBLED = re.compile("[ĐÐ]{2}|Ð")  # the trained data knows two letters that look like Đ and may print both for one
_FIGURE = re.compile(r"\d{1,4}[/.-]\S|^\(?\d{1,4}(?!\w)")
_SPECK, _SPECKLED, _STROKES = 200, 450, 700  # confidence below which a word, a line, some strokes are no print
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
        words = [self.program, picture, "stdout", "-l", self.language, "--oem", "1", "--psm", "3", "--dpi", "240"]
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
    words = _read(picture, tesseract, width, height)
    if len(words) >= _FEW and _trust(words) < _POOR:
        # Perhaps the page lies upside down; the better reading of the two is kept.
        turned = _read(picture, tesseract, width, height, is_upside_down=True)
        words = max(words, turned, key=_trust)
    return PageWords(number, width, height, words)


def _read(
    picture: bytes, tesseract: Tesseract, width: float, height: float, *, is_upside_down: bool = False
) -> tuple[PageWord, ...]:
    command = tesseract.command("{picture}")
    found = straighten_and_run(picture, command, width=width, failed=_FAILED, is_upside_down=is_upside_down)
    return tuple(_without_specks(_words(found, width, height)))


def _without_specks(words: Iterator[PageWord]) -> Iterator[PageWord]:
    """Grain of a table, edges of a shadow and strokes of a stamp come out as words that the program itself doubts.

    Numbers stay, however doubtful: a person must see them.
    """
    for _, group in groupby(words, key=lambda word: word.line):
        kept = [word for word in group if word.confidence >= _least(word.text) or _has_figure(word)]
        if kept and (_trust(tuple(kept)) >= _SPECKLED or any(_has_figure(word) for word in kept)):
            yield from kept


def _least(text: str) -> int:
    """Strokes without a letter (« —_ », « ——— ») are mostly the edge of something."""
    return _SPECK if len(text) == 1 or any(letter.isalnum() for letter in text) else _STROKES


def _has_figure(word: PageWord) -> bool:
    """« 483/QĐ-UBND », « 16 »: a figure in a word of sense."""
    return _FIGURE.search(word.text) is not None


def _trust(words: tuple[PageWord, ...]) -> float:
    """The mean confidence of the letters: long words count more than specks."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / max(1, letters)


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
