"""How fast text, numbering and tables come out of a Word document: `python -m bench.docx [--most 2.0]`.

A plan of about 20 KB is typed in two ways (by hand, with automatic numbers; both with a table of duties) and taken out
by the project; the same bytes are opened by python-docx, which then walks every paragraph, run and cell. Printed: the
processor time of both and their ratio, in the same run, so that a slow machine says nothing. Exit 1 above `--most`.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from docx import Document

from phongtrao.adapters.docx_in import read_docx
from tests.corpus import typed

ROOT = Path(__file__).parents[1]
SAMPLE_SIZE = 20_000  # code points; the length of a long commune plan
ROUNDS = 7
MOST = 2.0


def sample() -> str:
    """A made-up plan whose duties are repeated up to the length of a long one, its table of duties too."""
    plan = (ROOT / "tests" / "core" / "documents" / "plans" / "ward.txt").read_text(encoding="utf-8")
    head, mark, rest = plan.partition("C. TRÁCH NHIỆM THỰC HIỆN\n")
    duties, cut, foot = rest.partition("D. TỔ CHỨC THỰC HIỆN")
    rows = [line for line in foot.splitlines() if line.startswith("|")]
    more = "\n" + "\n".join(rows[1:] * 12)
    times = max(1, (SAMPLE_SIZE - len(head) - len(foot) - len(more)) // len(duties))
    return head + mark + duties * times + cut + foot.rstrip() + more + "\n"


def walk(data: bytes) -> int:
    """Every paragraph, run and cell as python-docx gives them; the number of code points."""
    document = Document(io.BytesIO(data))
    length = sum(len(run.text) for paragraph in document.paragraphs for run in paragraph.runs)
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                length += sum(len(run.text) for paragraph in cell.paragraphs for run in paragraph.runs)
    return length


def _best(call: Callable[[], object]) -> float:
    call()
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return min(taken)


def ratios() -> dict[str, tuple[float, float]]:
    """Way of typing → milliseconds of the project, milliseconds of python-docx."""
    text = sample()
    made = {"by hand": typed.by_hand(text), "automatic numbers": typed.by_numbering(text)}
    found = {}
    for name, data in made.items():
        ours, theirs = _best(partial(read_docx, data)), _best(partial(walk, data))
        found[name] = (ours * 1000, theirs * 1000)
    return found


def main(argv: list[str] | None = None) -> int:
    """The command; see the module."""
    parser = argparse.ArgumentParser(description="Taking a Word document apart, against python-docx.")
    parser.add_argument("--most", type=float, default=MOST, help="largest ratio allowed")
    arguments = parser.parse_args(argv)
    slow = 0
    for name, (ours, theirs) in ratios().items():
        ratio = ours / theirs
        slow += ratio > arguments.most
        print(
            f"docx {name}: {ours:.1f} ms, python-docx {theirs:.1f} ms, ratio {ratio:.2f} (at most {arguments.most:g})"
        )
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
