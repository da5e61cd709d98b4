"""One installation on disk: its folder, the lock that says a server lives in it, and what makes it ready to serve."""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections

LOCK_NAME = "server.lock"
DEMO_MARK = "demo"  # the file beside the database that says so
STATIC_STAMP = ".collected"


class Occupied(Exception):
    """Another server, or a restore, holds this installation."""


def var_folder() -> Path:
    """The folder of this installation's data."""
    return Path(settings.VAR)


@contextmanager
def hold(folder: Path, *, wait_seconds: float = 0) -> Iterator[int]:
    """Hold the installation against a second server and against a restore; yields the descriptor of the lock.

    The kernel drops the lock when the last process that inherited it ends, so a killed server never leaves one behind.
    `wait_seconds` gives the children of a killed server the time to end. Raises Occupied.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        deadline = time.monotonic() + wait_seconds
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() >= deadline:
                    raise Occupied from error
                time.sleep(0.05)
        yield descriptor
    finally:
        os.close(descriptor)


def migrate() -> None:
    """Bring the tables to this version of the program; does nothing where they are there already."""
    from django.db.migrations.executor import MigrationExecutor

    connection = connections["default"]
    name = settings.DATABASES["default"]["NAME"]
    if connection.vendor == "sqlite" and name:
        Path(str(name)).parent.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def is_demo() -> bool:
    """Whether this installation holds the fictional province of `phongtrao demo`."""
    return (var_folder() / DEMO_MARK).exists()


def has_people() -> bool:
    """Whether anybody has an account: an installation without is empty. False also before the first migration."""
    from phongtrao.apps.accounts.queries import has_any_user

    try:
        return has_any_user()
    except DatabaseError:
        return False
    finally:
        connections["default"].close()


def collect_static_files() -> None:
    """Gather and compress page assets under their digests, when one of them has changed since the last time."""
    from django.contrib.staticfiles.finders import get_finders

    root = Path(settings.STATIC_ROOT)
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    stamp = root / STATIC_STAMP
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    root.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest.hexdigest())
