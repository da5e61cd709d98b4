"""Installations that the tests of the commands share."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.installations import Installation, fresh_database


@pytest.fixture(scope="session")
def _set_up_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an SQLite installation that is set up and empty, to be copied."""
    fresh = Installation(tmp_path_factory.mktemp("template") / "var")
    fresh.run("setup")
    return fresh.var


@contextmanager
def _installation(var: Path, template: Path) -> Iterator[Installation]:
    with fresh_database() as database:
        fresh = Installation(var, database)
        shutil.copytree(template, var, ignore=shutil.ignore_patterns("*.sqlite3*") if database else None)
        if database:
            fresh.run("setup")
        yield fresh


@pytest.fixture
def installation(tmp_path: Path, _set_up_once: Path) -> Iterator[Installation]:
    """An installation that is set up and empty, on the engine that the suite runs on."""
    with _installation(tmp_path / "var", _set_up_once) as fresh:
        yield fresh


@pytest.fixture
def other_installation(tmp_path: Path, _set_up_once: Path) -> Iterator[Installation]:
    """A second one, on a machine that has only been set up."""
    with _installation(tmp_path / "other", _set_up_once) as fresh:
        (fresh.var / "secret-key").write_text("another key")
        yield fresh
