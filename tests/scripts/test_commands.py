"""The two commands as a person types them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("command", ["run", "test"])
def test_help_is_vietnamese_and_works_from_any_folder(command: str, tmp_path: Path) -> None:
    done = subprocess.run([ROOT / command, "--help"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith(f"Cách dùng: ./{command}")


@pytest.mark.parametrize("command", ["run", "test"])
def test_a_wrong_word_ends_with_code_2(command: str) -> None:
    done = subprocess.run([ROOT / command, "--bay"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "không có tùy chọn --bay" in done.stderr


@pytest.mark.parametrize("command", ["run", "test"])
def test_without_python_one_sentence_says_what_to_install(command: str, tmp_path: Path) -> None:
    for name in ("dirname", "sh"):
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    done = subprocess.run(
        [tmp_path / "sh", ROOT / command], env={"PATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "apt-get install python3 python3-venv" in done.stderr


def test_the_commands_can_be_started() -> None:
    assert all(os.access(ROOT / name, os.X_OK) for name in ("run", "test", ".ci/run", "bench/bare-machine"))
