"""Pages per second and memory of a scan, against rendering and Tesseract alone on the same pages in the same run.

    .venv/bin/python -m bench.carriers_scan [FILE.pdf …]

Ours: the page out of the PDF, straightened, read, laid out, with the start of every process. Raw: the page rendered at
300 dpi by pypdfium2, Tesseract on that picture. Each run in a process of its own; the best of several rounds counts.
Cold: the first round. Exit 1 above `BAR`. Without a FILE a sample plan is typed, printed and scanned here.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

from phongtrao.adapters.file_kind import FileKind
from phongtrao.adapters.ocr import tesseract_here
from phongtrao.adapters.pages_in import read_page
from phongtrao.core.layout import lay_out
from tests.corpus import carriers, typed

BAR = 1.15  # times the raw cost
ROUNDS = 3
SAMPLES = Path(__file__).parents[1] / "tests" / "corpus" / "samples"


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the clock and megabytes of the largest process."""

    seconds: float
    megabytes: int


def scanned(data: bytes) -> bytes:
    """A PDF of pictures, by the recipe of the tests."""
    document = pypdfium2.PdfDocument(data)
    pictures = [Image.open(io.BytesIO(carriers.scan_300(document[at]))) for at in range(len(document))]
    target = io.BytesIO()
    pictures[0].save(target, "PDF", save_all=True, append_images=pictures[1:], resolution=300)
    return target.getvalue()


def cost(work: Callable[[], None]) -> Cost:
    """What `work` takes in a process of its own, its children's memory included. Raises `RuntimeError`."""
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0 if sys.exc_info()[0] is None else 1)
    _, status, used = os.wait4(child, 0)
    if status:
        raise RuntimeError("the measured process failed")
    return Cost(time.perf_counter() - start, used.ru_maxrss // 1024)


def raw(data: bytes, at: int) -> None:
    """Render and read, nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.ppm"
        pypdfium2.PdfDocument(data)[at].render(scale=300 / 72).to_pil().save(picture)
        words = [tesseract_here().program, str(picture), "stdout", "-l", "vie", "--oem", "1", "tsv"]
        one_thread = os.environ | {"OMP_THREAD_LIMIT": "1"}
        subprocess.run(words, capture_output=True, check=True, env=one_thread)


def ours(data: bytes, at: int) -> None:
    """The page as the program reads it, laid out."""
    page = read_page(data, FileKind.PDF, at + 1)
    if page.route != "ocr":
        raise RuntimeError("the page has text of its own")
    lay_out([page.words])


def main(paths: list[str]) -> int:
    """Prints one line for each page and their sum."""
    files = [Path(path).read_bytes() for path in paths]
    if not files:
        plan = (SAMPLES / "province-plan.txt").read_text(encoding="utf-8")
        files = [scanned(data) for data in carriers.text_pdf({"plan": typed.by_hand(plan)}).values()]
    sums = [0.0, 0.0]
    for data in files:
        for at in range(len(pypdfium2.PdfDocument(data))):
            rounds = [(cost(lambda: raw(data, at)), cost(lambda: ours(data, at))) for _ in range(ROUNDS)]  # noqa: B023  run at once
            best = [min(pair[side].seconds for pair in rounds) for side in (0, 1)]
            most = [max(pair[side].megabytes for pair in rounds) for side in (0, 1)]
            sums = [total + seconds for total, seconds in zip(sums, best, strict=True)]
            sys.stdout.write(
                f"page {at + 1}: raw {best[0]:.2f} s {most[0]} MB, ours {best[1]:.2f} s {most[1]} MB "
                f"(cold {rounds[0][1].seconds:.2f} s), {best[1] / best[0]:.2f} ×, {1 / best[1]:.2f} pages/s\n"
            )
    ratio = sums[1] / sums[0]
    sys.stdout.write(f"scan: {ratio:.2f} × the raw cost (bar {BAR})\n")
    return int(ratio > BAR)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
