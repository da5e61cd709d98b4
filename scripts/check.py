"""`./test`: install what the tests need, run every step even when one fails, close with one summary."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from phongtrao.cli.arguments import Parser
from scripts.environment import ROOT, Environment, Level
from scripts.machine import (
    PYTHON_VENV,
    RUN_PACKAGES,
    TEST_PACKAGES,
    CannotContinue,
    Package,
    install_packages,
    require_python,
)
from scripts.postgres import temporary_cluster
from scripts.steps import Outcome, missing_package, print_summary, run_command, run_pytest

DESCRIPTION = """Cài phần kiểm thử cần, chạy các bước, in một bảng tổng kết. Không ghi tên bước là chạy mọi bước
thường ngày; “all” thêm các kiểm thử dài (đánh dấu long)."""
WORKERS = 2
PASSED_ON = ("PHONGTRAO_SCREENSHOTS",)  # a wish of whoever types the command, not a setting of an installation


@dataclass(frozen=True)
class Plan:
    """One step: its name on the command line, what it says, which packages it needs, how it runs."""

    name: str
    title: str
    run: Callable[[Bench], Outcome]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bench:
    """What every step is given: the clone, the programs of its venv, a scratch folder, the corpus to score."""

    root: Path
    programs: Path
    scratch: Path
    corpus: Path | None

    def program(self, name: str) -> str:
        """The path of a program of the virtual environment."""
        return str(self.programs / name)

    def environment(self, **extra: str) -> dict[str, str]:
        """The environment of a step: no database or folder of a real installation leaks in."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PHONGTRAO_") or key in PASSED_ON}
        # What a test leaves behind goes away with the scratch folder.
        return kept | {"PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(self.scratch)} | extra


def _check_code(*words: str) -> Callable[[Bench], Outcome]:
    name, program, *arguments = words
    return lambda bench: run_command(
        name, [bench.program(program), *arguments], cwd=bench.root, env=bench.environment()
    )


def _pytest(name: str, marker: str, *, workers: int = WORKERS, **extra: str) -> Callable[[Bench], Outcome]:
    def run(bench: Bench) -> Outcome:
        command = [bench.program("pytest"), "tests", "-q", "-m", marker, "-n", str(workers)]
        command += ["--durations=8", "--durations-min=3"]
        report = bench.scratch / f"{name}.xml"
        return run_pytest(name, command, cwd=bench.root, env=bench.environment(**extra), report=report)

    return run


def _pytest_on_postgresql(name: str, marker: str) -> Callable[[Bench], Outcome]:
    def run(bench: Bench) -> Outcome:
        started = time.monotonic()
        try:
            with temporary_cluster() as url:
                return _pytest(name, marker, PHONGTRAO_DATABASE=url)(bench)
        except CannotContinue as reason:
            print(reason, file=sys.stderr)
            return Outcome(name, time.monotonic() - started, False, note="không mở được PostgreSQL")

    return run


def _score_reading(bench: Bench) -> Outcome:
    if not (bench.root / "bench" / "reading.py").exists() and not (bench.root / "bench" / "reading").is_dir():
        return Outcome("reading", 0.0, False, note="thiếu bench/reading")
    corpus = bench.corpus or bench.root.parent / "shared"
    command = [bench.program("python"), "-m", "bench.reading", "--corpus", str(corpus)]
    return run_command("reading", command, cwd=bench.root, env=bench.environment())


SUITE = "not journey and not long"
STEPS: tuple[Plan, ...] = (
    Plan("lint", "ruff check", _check_code("lint", "ruff", "check", ".")),
    Plan("format", "ruff format --check", _check_code("format", "ruff", "format", "--check", ".")),
    Plan("contracts", "hướng import giữa các tầng", _check_code("contracts", "lint-imports")),
    Plan("types", "mypy --strict", _check_code("types", "mypy", "--strict", "phongtrao", "scripts")),
    Plan("packs", "kiểm tra các gói dữ liệu", _check_code("packs", "phongtrao", "packs", "check")),
    Plan(
        "unit",
        "bộ kiểm thử trên SQLite",
        _pytest("unit", SUITE),
        needs=("libreoffice-writer-nogui", "libreoffice-calc-nogui"),
    ),
    Plan(
        "postgresql",
        "bộ kiểm thử trên PostgreSQL",
        _pytest_on_postgresql("postgresql", SUITE),
        needs=("postgresql", "libreoffice-writer-nogui", "libreoffice-calc-nogui"),
    ),
    Plan(
        "journeys",
        "hành trình trong trình duyệt",
        _pytest("journeys", "journey and not long"),
        needs=("chromium", "libatomic1", "fonts-croscore"),
    ),
    Plan("reading", "độ chính xác khi đọc kế hoạch", _score_reading),
)
LONG_STEPS: tuple[Plan, ...] = (
    Plan(
        "long",
        "mô phỏng, tải, nâng cấp trên SQLite",
        _pytest("long", "long", workers=1),
        needs=("chromium", "libatomic1"),
    ),
    Plan(
        "long-postgresql",
        "mô phỏng, tải, nâng cấp trên PostgreSQL",
        _pytest_on_postgresql("long-postgresql", "long"),
        needs=("postgresql", "chromium", "libatomic1"),
    ),
)


def say(line: str) -> None:
    """Print a line at once, also into a pipe."""
    print(line, flush=True)


def main(argv: Sequence[str]) -> int:
    """Run the chosen steps; 0 when every one is good."""
    options = _parser().parse_args(argv)
    # A stop from outside ends the running step and what it started, like Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    plans = choose(options.steps)
    environment = Environment(say=say)
    started = time.monotonic()
    try:
        require_python()
        wanted = {name for plan in plans for name in plan.needs}
        missing = install_packages(
            [*RUN_PACKAGES, *(package for package in TEST_PACKAGES if package.name in wanted)], say=say
        )
        if PYTHON_VENV in missing:
            raise CannotContinue("Chưa có python3-venv nên chưa thể kiểm thử. Cài gói trên rồi gõ lại ./test")
        environment.prepare(Level.TEST)
    except CannotContinue as reason:
        print(reason, file=sys.stderr)
        return print_summary([Outcome("set-up", time.monotonic() - started, False, note="không chuẩn bị được máy")])
    prepared = Outcome("set-up", time.monotonic() - started, True)
    scratch = Path(tempfile.mkdtemp(prefix="phongtrao-test-"))
    try:
        bench = Bench(ROOT, environment.venv / "bin", scratch, options.corpus)
        outcomes = [prepared, *(_run(plan, bench, missing) for plan in plans)]
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return print_summary(outcomes)


def choose(names: Sequence[str]) -> tuple[Plan, ...]:
    """The steps for the words of the command line, in their own order; no word means all but the long ones."""
    if "all" in names:
        return STEPS + LONG_STEPS
    if not names:
        return STEPS
    return tuple(plan for plan in STEPS + LONG_STEPS if plan.name in names)


def _run(plan: Plan, bench: Bench, missing: Sequence[Package]) -> Outcome:
    print(f"\n=== {plan.name}: {plan.title}", flush=True)
    absent = [package.name for package in missing if package.name in plan.needs]
    if absent:
        return missing_package(plan.name, ", ".join(absent))()
    return plan.run(bench)


def _step_name(word: str) -> str:
    names = ["all", *(plan.name for plan in STEPS + LONG_STEPS)]
    if word in names:
        return word
    raise argparse.ArgumentTypeError(f"không có bước “{word}”, hãy chọn trong: {', '.join(names)}")


def _parser() -> Parser:
    names = [plan.name for plan in STEPS + LONG_STEPS]
    parser = Parser(
        usage_line="./test [all | BƯỚC …] [--corpus THƯ_MỤC]",
        description=f"{DESCRIPTION} Các bước: {', '.join(names)}.",
    )
    parser.add_argument("steps", nargs="*", type=_step_name, metavar="BƯỚC", help="bước cần chạy")
    parser.add_argument("--corpus", type=Path, metavar="THƯ_MỤC", help="nơi có các kế hoạch và đáp án để chấm điểm đọc")
    return parser
