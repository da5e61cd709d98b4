"""The steps of `./test`: what each runs, what it needs, and how its outcome is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Counts:
    """Tests of one pytest run. A run that wrote no report has none."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


@dataclass(frozen=True)
class Outcome:
    """What became of one step. `note` is one line for the table."""

    name: str
    seconds: float
    is_good: bool
    counts: Counts = Counts()
    note: str = ""


def read_counts(report: Path) -> Counts | None:
    """The totals of a JUnit report; None where pytest did not get as far as writing one."""
    try:
        root = ElementTree.parse(report).getroot()  # noqa: S314  pytest wrote it a moment ago
    except (OSError, ElementTree.ParseError):
        return None
    suites = [root] if root.tag == "testsuite" else root.findall("testsuite")

    def total(attribute: str) -> int:
        return sum(int(suite.get(attribute, "0")) for suite in suites)

    failed, skipped = total("failures") + total("errors"), total("skipped")
    return Counts(passed=max(total("tests") - failed - skipped, 0), failed=failed, skipped=skipped)


def run_command(name: str, command: Sequence[str], *, cwd: Path, env: Mapping[str, str] | None = None) -> Outcome:
    """Run a check whose exit code is its verdict, its output straight through."""
    started = time.monotonic()
    code = call(command, cwd=cwd, env=env)
    return Outcome(name, time.monotonic() - started, code == 0, note="" if code == 0 else f"mã thoát {code}")


def run_pytest(name: str, command: Sequence[str], *, cwd: Path, env: Mapping[str, str], report: Path) -> Outcome:
    """Run pytest with a report. No test at all is a failure: a suite that vanished must not look green."""
    started = time.monotonic()
    report.unlink(missing_ok=True)
    code = call([*command, f"--junit-xml={report}"], cwd=cwd, env=env)
    seconds = time.monotonic() - started
    counts = read_counts(report)
    if counts is None:
        return Outcome(name, seconds, False, note=f"pytest dừng giữa chừng, mã thoát {code}")
    if counts == Counts():
        return Outcome(name, seconds, False, note="không tìm thấy kiểm thử nào")
    note = f"{counts.passed} đạt, {counts.failed} hỏng" + (f", {counts.skipped} bỏ qua" if counts.skipped else "")
    return Outcome(name, seconds, code == 0 and counts.failed == 0, counts, note)


def call(command: Sequence[str], *, cwd: Path, env: Mapping[str, str] | None = None) -> int:
    """Run a command to its end and return its code; an interrupt reaches it first and is waited for."""
    print(f"\n$ {' '.join(command)}", flush=True)
    child = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        return child.wait()
    except BaseException:
        os.killpg(child.pid, signal.SIGINT)
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
        raise


def missing_package(name: str, package: str) -> Callable[[], Outcome]:
    """A step whose tool is not on the machine: it fails and says which package brings the tool."""
    return lambda: Outcome(name, 0.0, False, note=f"thiếu gói {package}")


def print_summary(outcomes: Sequence[Outcome]) -> int:
    """Print the closing table and the plain line of counts; return the exit code."""
    total = sum((outcome.counts for outcome in outcomes), Counts())
    width = max((len(outcome.name) for outcome in outcomes), default=4)
    print(f"\n{'Bước':<{width}}  {'giây':>6}  kết quả")
    for outcome in outcomes:
        verdict = "đạt" if outcome.is_good else "HỎNG"
        print(f"{outcome.name:<{width}}  {outcome.seconds:>6.1f}  {verdict:<4}  {outcome.note}".rstrip())
    print(f"{'tổng':<{width}}  {sum(outcome.seconds for outcome in outcomes):>6.1f}")
    broken = [outcome for outcome in outcomes if not outcome.is_good]
    if broken:
        print(f"Bước hỏng: {', '.join(outcome.name for outcome in broken)}")
    # A step without tests that fails counts as one, so that the plain line never says “0 failed” beside a failure.
    failed = total.failed + sum(1 for outcome in broken if not outcome.counts.failed)
    print(f"\n{total.passed} passed, {failed} failed" + (f", {total.skipped} skipped" if total.skipped else ""))
    sys.stdout.flush()
    return 1 if broken or failed else 0
