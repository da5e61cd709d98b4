"""Real installations for tests of the commands: a folder and a database of their own, driven through the command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from phongtrao.cli.processes import end_with_parent

COMMAND = [sys.executable, "-m", "phongtrao.cli.main"]
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Installation:
    """`database` is empty for SQLite under `var`."""

    var: Path
    database: str = ""
    variables: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PHONGTRAO_", "DJANGO_"))}
        kept |= {"PHONGTRAO_VAR": str(self.var), "PYTHONPATH": str(ROOT)} | self.variables
        return kept | ({"PHONGTRAO_DATABASE": self.database} if self.database else {})

    def run(self, *words: str, expect: int = 0, text: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; fails the test on another exit code or on a traceback."""
        done = subprocess.run(
            [*COMMAND, *words],
            env=self.environment(),
            cwd=ROOT,
            input=text,
            stdin=subprocess.DEVNULL if text is None else None,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == expect, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def shell(self, code: str) -> str:
        return self.run("django", "shell", "--no-imports", "-c", code).stdout.strip()

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a command in a process group of its own, which ends when the tests are killed."""
        tests = os.getpid()
        return subprocess.Popen(
            [*COMMAND, *words],
            env=self.environment(),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: end_with_parent(tests),
        )

    def add_person(self, name: str) -> None:
        self.shell(
            "from phongtrao.apps.accounts.models import User;"
            f"User.objects.create_user({name!r}, password='mat-khau-dai', full_name='Người dùng minh họa')"
        )

    def add_file(self, data: bytes) -> Path:
        """Keep a file and the row that names it, the way an upload does."""
        self.shell(
            "from django.utils import timezone; from phongtrao.apps.base.actors import SYSTEM;"
            "from phongtrao.apps.files.operations import store;"
            f"store(data=bytes.fromhex('{data.hex()}'), media_type='application/pdf', by=SYSTEM, now=timezone.now(),"
            " quarantine=False)"
        )
        return max((self.var / "files").glob("??/??/*"), key=lambda path: path.stat().st_mtime_ns)


@contextmanager
def fresh_database(template: str = "") -> Iterator[str]:
    """A database URL on the engine that the suite runs on; dropped afterwards. "" on SQLite, which is a file.

    `template` is the URL of a database that nobody is connected to: the new one is its copy; else it is empty.
    """
    server = os.environ.get("PHONGTRAO_DATABASE", "")
    if not server.startswith("postgresql"):
        yield ""
        return
    import psycopg
    from django.conf import settings

    base: dict[str, Any] = settings.DATABASES["default"]
    name = f"cli_{uuid.uuid4().hex[:12]}"
    copied = f' TEMPLATE "{urlsplit(template).path[1:]}"' if template else ""
    admin = psycopg.conninfo.make_conninfo(host=base["HOST"], user=base["USER"], port=base["PORT"], dbname="postgres")
    with psycopg.connect(admin, password=base["PASSWORD"] or None, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"{copied}'.encode())
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def wait_for_end(process: subprocess.Popen[str], *, seconds: float = 20) -> str:
    """Everything the process printed; kills its group and fails when it does not end in time."""
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        raise AssertionError(f"still running after {seconds} s:\n{output}") from None
    return output


def group_members(group: int) -> list[int]:
    """Living processes of a process group, zombies left out."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, _, pgrp = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
            except (OSError, ValueError):
                continue
            if int(pgrp) == group and state != "Z":
                found.append(int(entry.name))
    return found


def wait_until(condition: object, *, seconds: float = 15) -> None:
    """Poll a callable until it is true; fails the test after `seconds`."""
    assert callable(condition)
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
