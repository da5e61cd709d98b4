"""A PostgreSQL cluster of one's own: made, used and removed; never the machine's, never port 5432."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from scripts.machine import CannotContinue

STARTED_WITHIN_SECONDS = 30
# Speed over safety: the data live as long as the tests.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")


@contextmanager
def temporary_cluster() -> Iterator[str]:
    """Start a cluster that listens on a socket only and yield its URL (database `postgres`), then remove it.

    initdb refuses root: as root everything runs as `postgres`, in a folder below /tmp that this user can reach whatever
    the rights of the clone and of TMPDIR are.
    """
    programs = find_programs()
    if programs is None:
        raise CannotContinue("Thiếu gói postgresql.")
    owner = pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    # A socket path holds less than 108 bytes, so not below a deep TMPDIR.
    folder = Path(tempfile.mkdtemp(prefix="phongtrao-pg-", dir="/tmp"))
    try:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_owner = _run_as(owner, folder)
        _initialise(programs, folder, as_owner)
        options = [part for setting in SETTINGS for part in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **as_owner,
            )
        try:
            _wait_until_ready(programs, folder, server)
            # A socket folder stands where a host name would, quoted.
            yield f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=STARTED_WITHIN_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path | None:
    """The folder of initdb and postgres: on the PATH, or the newest that Debian has."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((program.parent for program in found), key=lambda folder: int(folder.parent.name), default=None)


def _run_as(owner: pwd.struct_passwd, folder: Path) -> dict[str, Any]:
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(folder)}
    arguments: dict[str, Any] = {"cwd": folder, "env": environment}
    if os.geteuid() == 0:
        arguments |= {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    return arguments


def _initialise(programs: Path, folder: Path, as_owner: dict[str, Any]) -> None:
    command = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust"]
    command += ["-E", "UTF8", "--locale=C", "--no-sync"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **as_owner)
    if done.returncode:
        raise CannotContinue(f"{done.stdout[-2000:]}\nKhông tạo được cụm PostgreSQL cho kiểm thử.")


def _wait_until_ready(programs: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTED_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        ask = [str(programs / "pg_isready"), "-q", "-h", str(folder), "-U", "postgres"]
        if subprocess.run(ask).returncode == 0:
            return
        time.sleep(0.1)
    log = (folder / "log").read_text(errors="replace")[-2000:]
    raise CannotContinue(f"{log}\nPostgreSQL cho kiểm thử không khởi động được.")
