"""Packages of the system: installed by root or sudo, else asked for in one line, never by a prompt."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from scripts import machine
from scripts.machine import Package, install_packages


@pytest.fixture
def said() -> list[str]:
    return []


def _programs(folder: Path, monkeypatch: pytest.MonkeyPatch, **bodies: str) -> Path:
    """A PATH with nothing but these shell programs, each of which logs its line."""
    log = folder / "log"
    folder.mkdir(exist_ok=True)
    for name, body in bodies.items():
        program = folder / name.replace("_", "-")
        program.write_text(f'#!/bin/sh\necho "{program.name} $*" >> {log}\n{body}\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin" if "env" not in bodies else str(folder))
    return log


def test_nothing_is_called_when_nothing_is_missing(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert install_packages([Package("there", "lý do", lambda: True)], say=said.append) == []
    assert said == []


def test_a_user_without_sudo_gets_one_line(said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = _programs(tmp_path / "bin", monkeypatch, sudo="exit 1", apt_get="exit 0")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    missing = [Package("one", "lý do", lambda: False), Package("two", "lý do", lambda: False)]
    assert install_packages(missing, say=said.append) == missing
    assert [line.strip() for line in said if "apt-get" in line] == ["apt-get install --no-install-recommends one two"]
    assert log.read_text() == "sudo -n true\n"


def test_root_updates_then_installs_and_looks_again(
    said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought = tmp_path / "brought"
    log = _programs(tmp_path / "bin", monkeypatch, apt_get=f'[ "$1" = install ] && touch {brought}; exit 0')
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    comes = Package("comes", "lý do", brought.exists)
    stays_away = Package("stays-away", "lý do", lambda: False)
    assert install_packages([comes, stays_away], say=said.append) == [stays_away]
    calls = log.read_text().splitlines()
    assert [call.split()[1] for call in calls] == ["update", "install"]
    assert calls[1].endswith("--no-install-recommends -o DPkg::Lock::Timeout=120 comes stays-away")


def test_a_failing_install_shows_why(said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _programs(tmp_path / "bin", monkeypatch, apt_get="echo 'E: no space left'; exit 100")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    absent = Package("absent", "lý do", lambda: False)
    assert install_packages([absent], say=said.append) == [absent]
    assert any("E: no space left" in line for line in said)


def test_an_old_interpreter_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(machine.CannotContinue, match=r"Python trên máy là 3\.9\.2"):
        machine.require_python()
