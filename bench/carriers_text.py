"""Pages per second and memory of a text PDF, against what pypdfium2 alone needs for text and boxes of the same pages.

    .venv/bin/python -m bench.carriers_text [FILE.pdf …]

Ours: words with boxes and the layout of all pages, in this process; then the same through the child process, with its
start-up. Raw: text and the box of every character by pypdfium2, in this process, on the same pages in the same run. The
best of several rounds counts for each. Without a FILE the project's sample plans are typed and printed here.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2

from phongtrao.adapters.pdf_pages import open_pdf, page_of, read_pdf_pages
from phongtrao.adapters.pdf_pages_child import page_words
from phongtrao.core.layout import lay_out
from tests.corpus import carriers, typed

BAR = 2.0  # times the raw cost
ROUNDS = 7
SAMPLES = Path(__file__).parents[1] / "tests" / "corpus" / "samples"


def main(argv: Sequence[str]) -> int:
    """Print one line for each file; 1 when one is above the bar."""
    files = {name: Path(name).read_bytes() for name in argv} or _samples()
    return max([_measured(Path(name).name, data) for name, data in files.items()])


def _samples() -> dict[str, bytes]:
    plans = {path.stem: path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))}
    return carriers.text_pdf({name: carriers.in_office_dress(typed.by_hand(text)) for name, text in plans.items()})


def _measured(name: str, data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    count = len(document)
    raw = _seconds(lambda: _raw(document)) / count
    ours = _seconds(lambda: _ours(document)) / count
    outside = _seconds(lambda: lay_out([page.words for page in read_pdf_pages(data, 1, open_pdf(data).pages)])) / count
    own, children = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    sys.stdout.write(
        f"{name}: {count} pages; raw {raw * 1e3:.1f} ms a page, ours {ours * 1e3:.1f} ms ({ours / raw:.2f} x, bar "
        f"{BAR}), {1 / ours:.0f} pages/s; by the child with its start {outside * 1e3:.1f} ms "
        f"({outside / raw:.2f} x); memory at most {own} MB here, {children} MB in a child\n"
    )
    return int(ours > BAR * raw)


def _seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def _raw(document: pypdfium2.PdfDocument) -> None:
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        for index in range(text.count_chars()):
            text.get_charbox(index)


def _ours(document: pypdfium2.PdfDocument) -> object:
    # The words take the way that they take out of the child: as a line of JSON.
    lines = [json.dumps(page_words(page)) for page in document]
    return lay_out([page_of(at, json.loads(line)).words for at, line in enumerate(lines, 1)])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
