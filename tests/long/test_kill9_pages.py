"""`kill -9` of the worker in the middle of a scan: the same reading at the end, and no finished page read twice."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.apps.documents.carriers import scan
from tests.apps.documents.papers import PLAN
from tests.cli.installations import Installation, wait_for_end
from tests.long.page_worker import plan_pages

SHORT_SECONDS = 0.4  # for which the stand-in looks at a page
READY_SECONDS = 60
LONG_PAGES = 40
_DPI = 200


class Desk:
    """A worker of an installation that can be killed, and what it wrote down."""

    def __init__(self, installation: Installation, log: Path, seconds: float) -> None:
        self.installation, self.log, self.seconds = installation, log, seconds

    def hand_in(self, data: bytes) -> str:
        path = self.log.with_suffix(f".{len(data)}.pdf")
        path.write_bytes(data)
        return self.installation.shell(f"from tests.long.page_worker import hand_in; hand_in({str(path)!r})")

    def start(self) -> subprocess.Popen[str]:
        words = f"{str(self.log)!r}, name='test', seconds={self.seconds}"
        return self.installation.start(
            "django", "shell", "--no-imports", "-c", f"from tests.long.page_worker import work; work({words})"
        )

    def tell(self, uid: str) -> dict[str, Any]:
        said = self.installation.shell(f"from tests.long.page_worker import tell; tell({uid!r})")
        told: dict[str, Any] = json.loads(said.splitlines()[-1])
        return told

    def lines(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []

    def wait_for(self, lines: int, worker: subprocess.Popen[str]) -> None:
        """Until the log has so many lines."""
        deadline = time.monotonic() + READY_SECONDS
        while len(self.lines()) < lines and time.monotonic() < deadline and worker.poll() is None:
            time.sleep(0.02)
        assert len(self.lines()) >= lines, kill(worker)

    def finish(self, uid: str, seconds: float) -> dict[str, Any]:
        """Let a worker live until the paper is read."""
        worker = self.start()
        deadline = time.monotonic() + seconds
        told = self.tell(uid)
        while told["jobs"] != ["done"] and time.monotonic() < deadline and worker.poll() is None:
            time.sleep(0.3)
            told = self.tell(uid)
        output = kill(worker)
        assert told["jobs"] == ["done"], f"{told}\n{output}"
        return told


def kill(worker: subprocess.Popen[str]) -> str:
    """kill -9 of the worker and of what reads pages for it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    return wait_for_end(worker, seconds=30)


def read_again(lines: list[str]) -> list[str]:
    """What the log has against the worker: a page that was begun after it was kept, or kept twice."""
    kept: set[str] = set()
    wrong = []
    for line in lines:
        verb, number = line.split()
        if number in kept:
            wrong.append(line)
        if verb == "kept":
            kept.add(number)
    return wrong


def _kill_in_the_middle(desk: Desk, times: int, chance: random.Random, *, steps: int, patience: float) -> None:
    """So many lives, each killed at a random moment: so many pages begun or kept at most, then so many seconds.

    Counted in steps, as a machine that others use reads a page now in one second, now in five.
    """
    for _ in range(times):
        before = len(desk.lines())
        worker = desk.start()
        desk.wait_for(before + chance.randint(1, steps), worker)
        time.sleep(chance.uniform(0, patience))
        kill(worker)


def test_scan_killed_in_the_middle_is_read_to_its_end(installation: Installation, tmp_path: Path) -> None:
    count = len(plan_pages())
    quiet = Desk(installation, tmp_path / "quiet.log", seconds=0.01)
    whole = quiet.finish(quiet.hand_in(scan(count)), seconds=READY_SECONDS)
    desk = Desk(installation, tmp_path / "killed.log", seconds=SHORT_SECONDS)
    uid = desk.hand_in(scan(count, seed=1))
    _kill_in_the_middle(desk, 3, random.Random(4), steps=1, patience=2 * SHORT_SECONDS)
    between = desk.tell(uid)
    assert (between["state"], between["readings"], between["quarantined"]) == ("reading", 0, True)
    assert between["pages"] < count
    told = desk.finish(uid, seconds=READY_SECONDS)
    lines = desk.lines()
    assert read_again(lines) == []
    begun = Counter(line for line in lines if line.startswith("start"))
    assert len(begun) == count
    assert begun.total() > count, "no kill hit a page that was being read"
    assert told["items"]
    assert (told["state"], told["pages"], told["readings"], told["quarantined"]) == ("read", count, 1, False)
    assert (told["header"], told["items"]) == (whole["header"], whole["items"])


@pytest.mark.long
def test_forty_pages_killed_ten_times(installation: Installation, tmp_path: Path) -> None:
    """With the programs that read pages in earnest, against a reading of the same scan that nobody disturbed."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201  shown when the test fails, to be tried again
    quiet = Desk(installation, tmp_path / "quiet.log", seconds=0)
    # The same bytes for two bodies: another shade of paper alone makes the outside program read a word otherwise.
    data = _printed(LONG_PAGES)
    whole = quiet.finish(quiet.hand_in(data), seconds=900)
    desk = Desk(installation, tmp_path / "killed.log", seconds=0)
    uid = desk.hand_in(data)
    _kill_in_the_middle(desk, 10, random.Random(seed), steps=5, patience=0.5)
    told = desk.finish(uid, seconds=900)
    lines = desk.lines()
    begun = sum(line.startswith("start") for line in lines)
    print(f"10 kills: {begun} pages begun for {LONG_PAGES}")  # noqa: T201  the figures of the run
    assert read_again(lines) == []
    assert begun > LONG_PAGES
    assert told["items"]
    assert (told["state"], told["pages"], told["readings"]) == ("read", LONG_PAGES, 1)
    assert (told["header"], told["items"]) == (whole["header"], whole["items"])


def _printed(pages: int) -> bytes:
    """A scan of PLAN over and over, page by page, without a text layer."""
    lines = (PLAN * pages).split("\n")
    document = pypdfium2.PdfDocument.new()
    height, width = int(11.69 * _DPI), int(8.27 * _DPI)
    font = ImageFont.truetype("DejaVuSans.ttf", size=11 * _DPI // 72)
    for number in range(pages):
        picture = Image.new("L", (width, height), 250)
        here = lines[12 * number : 12 * number + 12]
        for row, line in enumerate(here):
            ImageDraw.Draw(picture).text((_DPI // 2, _DPI // 2 + row * _DPI // 4), line[:80], font=font, fill=20)
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=80)
        page = document.new_page(595, 842)
        image = pypdfium2.PdfImage.new(document)
        image.load_jpeg(io.BytesIO(target.getvalue()), inline=True)
        image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
        page.insert_obj(image)
        page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ([], []),
        (["start 1", "start 1", "kept 1", "start 2", "kept 2"], []),
        (["start 1", "kept 1", "start 1"], ["start 1"]),
        (["start 1", "kept 1", "kept 1"], ["kept 1"]),
    ],
)
def test_the_comparison_sees_a_page_read_again(lines: list[str], wrong: list[str]) -> None:
    assert read_again(lines) == wrong
