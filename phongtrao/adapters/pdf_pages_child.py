"""The program that opens one PDF of unknown origin page by page, run by `pdf_pages` in a process of its own.

It reads the file on standard input; its words are `outline`, `words FIRST LAST` or `picture NUMBER DPI ppm|jpeg`
(pages from 1). Limits on memory and time come first. Exit codes: 0 answered, 3 protected by a password, 4 damaged,
5 too many pages, 6 too much text. It imports nothing of this package, so that it starts quickly.

`words` prints one line of JSON per page: `size` in points as shown; `words`, each [text, left, top, right, bottom] in
points from the upper left corner; `turned`, how many words run in another direction and were left out; `covered`, the
share of the page under its largest picture; `drawn`, whether anything is painted. The last two only where a page has
few words.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

PROTECTED, DAMAGED, TOO_MANY_PAGES, TOO_MUCH_TEXT = 3, 4, 5, 6
MAX_PAGES = 300
MAX_CHARACTERS = 2_000_000
MAX_PIXELS = 40_000_000
_MAX_PRINTED = 64 * 1024 * 1024  # of one run; a full page prints 60 thousand

_MEMORY_BYTES = 1024 * 1024 * 1024
_CPU_SECONDS = 40
_LINE_END = "\x02\ufffe"  # a hyphen at the end of a line, behind which the text goes on without a blank
_WORD = re.compile(rf"[^\s\x00-\x1f\u200b\ufeff{_LINE_END}]+[{_LINE_END}]?|[{_LINE_END}]")
_ODD_SIGNS = str.maketrans({"\u00ad": "-", "\x00": "\ufffd"})
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-"})
_FEW_WORDS = 40
_STRAIGHT = 0.05  # radians
_MAX_OBJECTS = 3000
_TOP = 1000  # places of the device in which the page's own system is measured


class TooMuchText(Exception):
    """More than a plan can have on the pages asked for."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """From the page's own system of places to points from the upper left corner of the page as shown."""

    width: float
    height: float
    across: tuple[float, float, float]
    down: tuple[float, float, float]

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> _Shown:
        width, height = page.get_size()
        zero, right, up = (_device(page, *place) for place in ((0, 0), (_TOP, 0), (0, _TOP)))
        rows = [
            ((right[i] - zero[i]) * size / _TOP / _TOP, (up[i] - zero[i]) * size / _TOP / _TOP, zero[i] * size / _TOP)
            for i, size in ((0, width / _SCALE), (1, height / _SCALE))
        ]
        return cls(width, height, rows[0], rows[1])

    def box(self, one: raw.FS_RECTF, other: raw.FS_RECTF) -> tuple[float, float, float, float]:
        """The upright box around two boxes."""
        a, b, c = self.across
        d, e, f = self.down
        if b == 0.0 and d == 0.0 and a > 0 > e:  # a page that is not turned
            top, bottom = max(one.top, other.top), min(one.bottom, other.bottom)
            return a * one.left + c, e * top + f, a * other.right + c, e * bottom + f
        across: list[float] = []
        down: list[float] = []
        for x, y in (
            (one.left, one.top),
            (one.right, one.bottom),
            (other.left, other.top),
            (other.right, other.bottom),
        ):
            across.append(a * x + b * y + c)
            down.append(d * x + e * y + f)
        return min(across), min(down), max(across), max(down)


_SCALE = 1000  # the device is this many times finer, since it has whole places only


def _device(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[int, int]:
    across, down = raw.c_int(), raw.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _TOP * _SCALE, _TOP * _SCALE, 0, x, y, across, down)
    return across.value, down.value


def main() -> int:
    """Limits first, then the file."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        if len(document) > MAX_PAGES:
            return TOO_MANY_PAGES
        _ANSWERS[sys.argv[1]](document, sys.argv[2:])
    except TooMuchText:
        return TOO_MUCH_TEXT
    except pypdfium2.PdfiumError as error:
        return PROTECTED if error.err_code == raw.FPDF_ERR_PASSWORD else DAMAGED
    except (MemoryError, OSError, ValueError, IndexError):
        return DAMAGED
    return 0


def _outline(document: pypdfium2.PdfDocument, _: list[str]) -> None:
    json.dump([document.get_page_size(index) for index in range(len(document))], sys.stdout)


def _words(document: pypdfium2.PdfDocument, numbers: list[str]) -> None:
    left = _MAX_PRINTED
    for number in range(int(numbers[0]), int(numbers[1]) + 1):
        page = document[number - 1]
        found = page_words(page)
        page.close()
        printed = json.dumps(found, ensure_ascii=True, separators=(",", ":"))
        left -= len(printed)
        if left < 0:
            raise TooMuchText
        sys.stdout.write(printed + "\n")


def page_words(page: pypdfium2.PdfPage) -> dict[str, object]:
    """One page as `main` prints it."""
    shown = _Shown.of(page)
    words, turned = _straight_words(page, shown)
    found: dict[str, object] = {"size": (shown.width, shown.height), "words": words, "turned": turned}
    if len(words) < _FEW_WORDS:
        found |= _painted(page, shown)
    return found


def _straight_words(page: pypdfium2.PdfPage, shown: _Shown) -> tuple[list[tuple[str, float, float, float, float]], int]:
    textpage = page.get_textpage()
    count = textpage.count_chars()
    if count > MAX_CHARACTERS:
        raise TooMuchText
    text = _text(textpage, count)
    first, last = raw.FS_RECTF(), raw.FS_RECTF()
    loose_box, angle_of = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharAngle
    upright = (page.get_rotation() % 360) * 3.141592653589793 / 180
    words: list[tuple[str, float, float, float, float]] = []
    turned = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        # An angle runs against the clock from 0 to 2π; a page turned for showing turns its words with it.
        angle = (angle_of(textpage, start) - upright) % 6.283185307179586
        if _STRAIGHT < angle < 6.283185307179586 - _STRAIGHT:
            turned += 1
            continue
        if loose_box(textpage, start, first) and loose_box(textpage, end - 1, last):
            left, top, right, bottom = shown.box(first, last)
            if right > left and bottom > top:
                words.append(
                    (
                        match.group().translate(_HYPHENS),
                        round(left, 2),
                        round(top, 2),
                        round(right, 2),
                        round(bottom, 2),
                    )
                )
    textpage.close()
    return words, turned


def _text(textpage: pypdfium2.PdfTextPage, count: int) -> str:
    """One code point per character of the page; U+FFFD for one whose meaning the file does not say."""
    text: str = textpage.get_text_range() if count else ""
    if len(text) != count or max(text, default="") > "\uffff":
        text = "".join(_characters(textpage, count))
    return text.translate(_ODD_SIGNS)


def _characters(textpage: pypdfium2.PdfTextPage, count: int) -> Iterator[str]:
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        yield chr(code) if code and code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def _painted(page: pypdfium2.PdfPage, shown: _Shown) -> dict[str, object]:
    covered, drawn = 0.0, False
    for at, thing in enumerate(page.get_objects(max_depth=3)):
        if at > _MAX_OBJECTS:
            break
        drawn = True
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            covered = max(covered, (right - left) * (top - bottom) / max(1.0, shown.width * shown.height))
    return {"covered": round(min(covered, 1.0), 3), "drawn": drawn}


def _picture(document: pypdfium2.PdfDocument, words: list[str]) -> None:
    page = document[int(words[0]) - 1]
    width, height = page.get_size()
    scale = float(words[1]) / 72
    most = (MAX_PIXELS / max(1.0, width * height)) ** 0.5
    bitmap = page.render(scale=min(scale, most), rev_byteorder=True)
    if words[2] == "jpeg":
        bitmap.to_pil().convert("RGB").save(sys.stdout.buffer, "JPEG", quality=80)
        return
    kept, stride, view = bitmap.width * bitmap.n_channels, bitmap.stride, memoryview(bitmap.buffer)
    if bitmap.n_channels != 3:
        raise ValueError("a page is painted in three channels")
    sys.stdout.buffer.write(b"P6\n%d %d\n255\n" % (bitmap.width, bitmap.height))
    for row in range(bitmap.height):
        sys.stdout.buffer.write(view[row * stride : row * stride + kept])


_ANSWERS: dict[str, Callable[[pypdfium2.PdfDocument, list[str]], None]] = {
    "outline": _outline,
    "words": _words,
    "picture": _picture,
}

if __name__ == "__main__":
    raise SystemExit(main())
