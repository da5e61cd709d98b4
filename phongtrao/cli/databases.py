"""Snapshots of the two engines, taken while the server runs, and their way back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any


class NoSnapshot(Exception):
    """Carries one sentence on why a database could not be copied or put back."""


SQLITE_NAME = "database.sqlite3"
POSTGRESQL_NAME = "database.dump"


def snapshot_sqlite(database: Path, target: Path) -> None:
    """A consistent copy of an SQLite database in one step, by the engine's own backup; writers wait at most for it."""
    if not database.is_file():
        raise NoSnapshot(f"Chưa có cơ sở dữ liệu ở {database}. Chạy ./run hoặc phongtrao setup trước.")
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        # A copy of its own, in one file, with nothing left in a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")


def snapshot_postgresql(settings: Mapping[str, Any], target: Path) -> None:
    """pg_dump in its own format: one transaction, consistent while others write."""
    _run([*_program("pg_dump"), "--format=custom", "--no-owner", "--no-acl", "--file", str(target)], settings)


def restore_postgresql(settings: Mapping[str, Any], dump: Path) -> None:
    """Replace everything in the schema `public` by the dump, in one transaction: all or nothing."""
    script = dump.with_suffix(".sql")
    _run([*_program("pg_restore"), "--no-owner", "--no-acl", "--file", str(script), str(dump)], settings)
    clear = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
    psql = [*_program("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set", "ON_ERROR_STOP=1"]
    try:
        _run([*psql, "--command", clear, "--file", str(script)], settings)
    finally:
        script.unlink(missing_ok=True)


def _program(name: str) -> list[str]:
    found = shutil.which(name) or next((str(path) for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), None)
    if found is None:
        raise NoSnapshot(f"Thiếu chương trình {name}. Cài gói postgresql-client rồi chạy lại.")
    return [found]


def _run(command: list[str], settings: Mapping[str, Any]) -> None:
    # The password goes by the environment: a command line can be read by every user of the machine.
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = os.environ | {key: str(settings[name]) for key, name in names.items() if settings.get(name)}
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise NoSnapshot(f"{done.stderr.strip()[-1500:]}\n{Path(command[0]).name} không xong (mã {done.returncode}).")
