"""Memory of a served installation: PSS of every process, idle after five uploads, against the bar.

    .venv/bin/python -m bench.memory [FILE …]

Starts the real server on an installation of its own, uploads through the real page, waits until every paper is read and
nothing runs, then adds up what the kernel says (smaps_rollup: shared pages are divided among those who share them).
FILE: papers to upload, in turn; without any, plans of the size of a commune's are made here.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.cli.installations import Installation, group_members
from tests.long.killing import PLAN, UPLOAD_PAGE, Scene, scene, takes_a_file

BAR_MB = 250.0
UPLOADS = 5
IDLE_SECONDS = 5  # after the last job
PLAN_BYTES = 20_000


def main(argv: Sequence[str]) -> int:
    """Print the table; 1 when the sum is above the bar."""
    papers = [Path(name) for name in argv]
    with tempfile.TemporaryDirectory(prefix="phongtrao-memory-") as folder:
        installation = Installation(Path(folder) / "var")
        installation.run("setup")
        with scene(installation, duties=50) as stage:
            stage.start()
            assert stage.server is not None
            fresh = sum(pss_mb(pid) for pid in group_members(stage.server.pid))
            for number in range(UPLOADS):
                _upload(stage, number, papers)
            stage.wait_for_jobs(120)
            time.sleep(IDLE_SECONDS)
            rows = [(pid, pss_mb(pid)) for pid in sorted(group_members(stage.server.pid))]
            stage.stop()
            states = [paper["state"] for paper in stage.audit()["papers"]]
    total = sum(size for _, size in rows)
    names = ["supervisor", *["child"] * (len(rows) - 1)]
    for name, (pid, size) in zip(names, rows, strict=True):
        print(f"{name:<12}{pid:>8}{size:>8.1f} MB")
    print(f"{'just started':<20}{fresh:>8.1f} MB")
    print(f"{f'after {UPLOADS} uploads':<20}{total:>8.1f} MB   bar {BAR_MB:.0f} MB   papers: {', '.join(states)}")
    return 0 if total <= BAR_MB and states == ["read"] * UPLOADS else 1


def pss_mb(pid: int) -> float:
    """Proportional set size of a process in megabytes (10^6 bytes)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1_000_000
    raise ValueError(f"no Pss for {pid}")


def _upload(stage: Scene, number: int, papers: Sequence[Path]) -> None:
    if papers:
        path = papers[number % len(papers)]
        # The same content is refused the second time.
        name, data = path.name, path.read_bytes() + (b"\n" * number if path.suffix == ".txt" else b"")
    else:
        text = PLAN.format(number=number)
        name, data = "ke-hoach.txt", (text * (PLAN_BYTES // len(text.encode()) + 1)).encode()
    visitor = stage.visitor("coordinator")
    page = visitor.get(UPLOAD_PAGE)
    answer = visitor.submit(
        page, takes_a_file, {"body": stage.facts["body"]}, files={"file": (f"thu-{number}-{name}", data)}
    )
    assert answer.statuses[0] in (302, 303), f"{answer.statuses} {answer.path}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
