"""Installations that the tests of the commands share."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.installations import Installation, fresh_database


@pytest.fixture(scope="session")
def _set_up_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation that is set up and empty, to be copied."""
    with fresh_database() as database:
        fresh = Installation(tmp_path_factory.mktemp("template") / "var", database)
        fresh.run("setup")
        yield fresh


@contextmanager
def _copy(template: Installation, var: Path) -> Iterator[Installation]:
    with fresh_database(template.database) as database:
        shutil.copytree(template.var, var)
        yield Installation(var, database)


@pytest.fixture
def installation(tmp_path: Path, _set_up_once: Installation) -> Iterator[Installation]:
    """An installation that is set up and empty, on the engine that the suite runs on."""
    with _copy(_set_up_once, tmp_path / "var") as fresh:
        yield fresh


@pytest.fixture
def other_installation(tmp_path: Path, _set_up_once: Installation) -> Iterator[Installation]:
    """A second one, on a machine that has only been set up."""
    with _copy(_set_up_once, tmp_path / "other") as fresh:
        (fresh.var / "secret-key").write_text("another key")
        yield fresh
