"""What `./test` says at the end, and when it says that something failed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scripts.check import LONG_STEPS, STEPS, choose
from scripts.machine import TEST_PACKAGES
from scripts.steps import Counts, Outcome, missing_package, print_summary, read_counts, run_command, run_pytest

REPORT = '<testsuites><testsuite tests="7" failures="1" errors="1" skipped="2"/><testsuite tests="1"/></testsuites>'


def _closing(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.splitlines()[-1]


def test_counts_come_from_the_report(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert read_counts(report) == Counts(passed=4, failed=2, skipped=2)
    assert read_counts(tmp_path / "none.xml") is None
    report.write_text("<testsuites>")
    assert read_counts(report) is None


def test_the_closing_line_adds_every_run(capsys: pytest.CaptureFixture[str]) -> None:
    runs = [Outcome("a", 1, True, Counts(3, 0, 1)), Outcome("b", 1, True, Counts(4)), Outcome("lint", 0.1, True)]
    assert print_summary(runs) == 0
    assert _closing(capsys) == "7 passed, 0 failed, 1 skipped"


def test_a_failing_step_without_tests_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert print_summary([Outcome("a", 1, True, Counts(3)), Outcome("lint", 0.1, False)]) == 1
    assert _closing(capsys) == "3 passed, 1 failed"


def test_failed_tests_are_counted_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert print_summary([Outcome("a", 1, False, Counts(3, 2))]) == 1
    assert _closing(capsys) == "3 passed, 2 failed"


def test_a_missing_tool_fails_by_the_name_of_its_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert print_summary([missing_package("journeys", "chromium")()]) == 1
    assert "thiếu gói chromium" in capsys.readouterr().out


def test_a_command_is_judged_by_its_code(tmp_path: Path) -> None:
    assert run_command("x", [sys.executable, "-c", ""], cwd=tmp_path).is_good
    assert not run_command("x", [sys.executable, "-c", "raise SystemExit(3)"], cwd=tmp_path).is_good


@pytest.mark.parametrize(
    ("body", "is_good", "counts"),
    [
        ("def test_a(): pass", True, Counts(1)),
        ("def test_a(): assert False", False, Counts(0, 1)),
        ("x = 1", False, Counts()),
        ("syntax error", False, Counts(0, 1)),
    ],
)
def test_a_suite_is_judged_by_its_tests(tmp_path: Path, body: str, is_good: bool, counts: Counts) -> None:
    (tmp_path / "test_one.py").write_text(body)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:django", "-p", "no:xdist"]
    outcome = run_pytest("x", command, cwd=tmp_path, env={"PATH": ""}, report=tmp_path / "report.xml")
    assert (outcome.is_good, outcome.counts) == (is_good, counts)


def test_without_a_word_everything_but_the_long_runs() -> None:
    assert choose([]) == STEPS
    assert choose(["all"]) == STEPS + LONG_STEPS
    assert [plan.name for plan in choose(["types", "lint"])] == ["lint", "types"]


def test_every_package_that_a_step_needs_is_one_that_can_be_installed() -> None:
    known = {package.name for package in TEST_PACKAGES}
    assert {name for plan in STEPS + LONG_STEPS for name in plan.needs} <= known
