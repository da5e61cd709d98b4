"""How Tesseract with the English model garbles Vietnamese: pairs of a line as printed and as read.

    python -m bench.ocr_pairs --dictionary Viet74K.txt --texts FOLDER --out pairs.tsv [--pages 160]

Pages are drawn with Pillow (fonts, sizes, resolutions and wear vary; the seed is fixed), read by `tesseract -l eng`,
and every read line is put beside the printed line it covers. The pairs hold text, so FILE lies outside the
repository; `bench/language_table.py` makes counts of them. Finished pages are kept: a second run goes on where the
first one stopped.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

ROOT = Path(__file__).resolve().parent.parent
OWN_TEXTS = ("phongtrao/samples",)
FONTS = {
    "Tinos-Regular.ttf": 10,
    "Tinos-Bold.ttf": 2,
    "Tinos-Italic.ttf": 2,
    "DejaVuSerif.ttf": 1,
    "DejaVuSans.ttf": 1,
}
FOLDERS = (Path("/usr/share/fonts/truetype/croscore"), Path("/usr/share/fonts/truetype/dejavu"))
LINES = 38
_UNLIKE = re.compile(r"http|\.\.\.|[|…{}_]")  # dots to fill in, tables, places to fill: not lines of prose
WIDTH, MARGIN = 8.27, 0.9  # inches
SEED = 20260305


@dataclass(frozen=True)
class Look:
    """How a page is drawn: type, points, dots per inch, how worn it is (0 to 3), strokes made thicker (1), thinner
    (-1) or left (0), and the shade (0 to 255) that parts black from white, 0 for a page in grey."""

    font: str
    points: float
    dpi: int
    wear: int
    thick: int
    binary: int


def looks(rng: random.Random) -> Look:
    """One look; most are Times in 13 to 14 points at 200 to 300 dots per inch, as papers of offices are."""
    font = rng.choices(list(FONTS), weights=list(FONTS.values()))[0]
    points, dpi = rng.choice([12.0, 13.0, 13.0, 14.0, 14.0]), rng.choice([150, 200, 200, 200, 300, 300])
    thick = rng.choice([0, 0, 0, 1, -1]) if dpi == 300 else 0
    return Look(font, points, dpi, rng.randrange(4), thick, rng.choice([0, 0, 0, 120, 150, 185]))


def printed_lines(texts: list[Path], dictionary: Path, rng: random.Random) -> Iterator[str]:
    """Endless words: paragraphs of the texts in turn with chance sequences of dictionary words."""
    paragraphs = [line.strip(" #*|-\t") for path in texts for line in path.read_text(encoding="utf-8").splitlines()]
    paragraphs = [p for p in paragraphs if len(p) > 30 and not _UNLIKE.search(p)]
    words = [w for w in dictionary.read_text(encoding="utf-8").split("\n") if w and "-" not in w and len(w) < 30]
    while True:
        if rng.random() < 0.55:
            yield rng.choice(paragraphs)
        else:
            yield _chance(words, rng)


def _chance(words: list[str], rng: random.Random) -> str:
    picked = [rng.choice(words).lower() for _ in range(rng.randrange(10, 40))]
    picked = [w.title() if rng.random() < 0.08 else w + "," if rng.random() < 0.08 else w for w in picked]
    sentence = " ".join(picked)
    return sentence.upper() if rng.random() < 0.1 else sentence[0].upper() + sentence[1:] + rng.choice([".", ";", ""])


def wrapped(paragraphs: Iterator[str], font: ImageFont.FreeTypeFont, width: float) -> Iterator[str]:
    """Lines no wider than `width` pixels."""
    for paragraph in paragraphs:
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and font.getlength(longer) > width:
                yield line
                longer = word
            line = longer
        if line:
            yield line


def draw(lines: list[str], look: Look, font: ImageFont.FreeTypeFont, rng: random.Random) -> bytes:
    """The page as PNG."""
    step = int(look.points / 72 * look.dpi * 1.45)
    page = Image.new("L", (int(WIDTH * look.dpi), step * (len(lines) + 4)), 255)
    pen = ImageDraw.Draw(page)
    for at, line in enumerate(lines):
        pen.text((MARGIN * look.dpi, step * (at + 2)), line, font=font, fill=rng.randrange(0, 60))
    if look.wear:
        page = page.filter(ImageFilter.GaussianBlur(0.35 * look.wear * look.dpi / 300 + 0.2))
        noise = Image.effect_noise(page.size, 8.0 * look.wear)
        page = Image.blend(page, noise, 0.05 * look.wear)
    if look.wear == 3:
        page = page.rotate(rng.uniform(-0.5, 0.5), fillcolor=250)
    if look.thick:
        page = page.filter(ImageFilter.MinFilter(3) if look.thick > 0 else ImageFilter.MaxFilter(3))
    if look.binary:
        page = page.point(lambda shade: 255 if shade > look.binary else 0)
    packed = io.BytesIO()
    page.convert("L").save(packed, "JPEG", quality=rng.choice([40, 60, 75]), dpi=(look.dpi, look.dpi))
    return packed.getvalue()


def read_page(picture: bytes) -> list[str]:
    """Lines as the English model reads them."""
    read = subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", "eng", "--psm", "6"],
        input=picture,
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return [line for line in read.stdout.decode().splitlines() if line.strip()]


def make_page(number: int, paths: list[Path], dictionary: Path) -> Iterator[tuple[str, str]]:
    """(printed, read) of page `number`; nothing when lines were lost on the way."""
    rng = random.Random(SEED + number)  # noqa: S311  the same pages every time, nothing secret
    look = looks(rng)
    file = next(folder / look.font for folder in FOLDERS if (folder / look.font).is_file())
    font = ImageFont.truetype(str(file), round(look.points / 72 * look.dpi))
    source = wrapped(printed_lines(paths, dictionary, rng), font, (WIDTH - 2 * MARGIN) * look.dpi)
    lines = [next(source) for _ in range(LINES)]
    read = read_page(draw(lines, look, font, rng))
    if len(read) == len(lines):
        yield from zip(lines, read, strict=True)


def texts_in(folders: Iterable[Path]) -> list[Path]:
    """Text files of the folders, sorted."""
    return sorted(p for folder in folders for p in folder.rglob("*") if re.fullmatch(r"\.(txt|md)", p.suffix))


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Pairs of lines as printed and as read by the English model.")
    parser.add_argument("--dictionary", type=Path, required=True)
    parser.add_argument("--texts", type=Path, action="append", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=160)
    options = parser.parse_args(argv)
    paths = texts_in([*options.texts, *(ROOT / name for name in OWN_TEXTS)])
    done = _finished(options.out)
    with options.out.open("a", encoding="utf-8") as out:
        for number in range(options.pages):
            if number in done:
                continue
            pairs = list(make_page(number, paths, options.dictionary))
            out.writelines(f"{number}\t{printed}\t{read}\n" for printed, read in pairs)
            out.write(f"{number}\t\t\n")
            out.flush()
            print(number, len(pairs), flush=True)
    return 0


def _finished(path: Path) -> set[int]:
    if not path.is_file():
        return set()
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line)
    return {int(row[0]) for row in rows if len(row) == 3 and not row[1]}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
