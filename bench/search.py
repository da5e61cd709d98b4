"""Search in 100,000 bodies on both engines: what it finds, and how long a page takes against a page without a search.

    python -m bench.search [--rows 100000]

Each engine runs in a process of its own. Prints milliseconds and their ratio to the baseline, the same list without a
search word (medians of seven): for a keeper of everything and of one commune, with and without statistics.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROUNDS = 7
DAY = date(2026, 3, 10)
COMMUNES = 100
FOUND_EVERY = 500  # one body in so many is called Hòa Bình, one Hoà Bình, one Đức Hòa
NAMES = ("Phòng Kinh tế", "Trường THCS Lê Lợi", "Trạm Y tế", "Hợp tác xã Minh Tân", "Tổ dân phố", "Công ty Đại Thành")


def main(argv: Sequence[str] | None = None) -> int:
    """Both engines, one after the other; 1 when a search finds something else than it should."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.here:
        return _measure(options.rows)
    from scripts.postgres import temporary_cluster

    with tempfile.TemporaryDirectory() as folder:
        code = _run(f"sqlite:///{Path(folder) / 'search.sqlite3'}", folder, options.rows)
    with tempfile.TemporaryDirectory() as folder, temporary_cluster() as url:
        return _run(url, folder, options.rows) or code


def _run(url: str, var: str, rows: int) -> int:
    environment = {
        **os.environ,
        "PHONGTRAO_DATABASE": url,
        "PHONGTRAO_VAR": var,
        "DJANGO_SETTINGS_MODULE": "phongtrao.config.settings",
    }
    command = [sys.executable, "-m", "bench.search", "--here", "--rows", str(rows)]
    return subprocess.run(command, env=environment, check=False).returncode


def _measure(rows: int) -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    place = _fill(rows)
    print(f"{connection.vendor}, {rows} rows")
    wrong = _check(rows)
    for statistics_there in (False, True):
        if statistics_there:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        for who, scope in (("everything", ""), ("one commune", place)):
            _print(who, scope, statistics_there)
    return wrong


def _fill(rows: int) -> str:
    """Bodies spread over communes; gives back the path of one commune."""
    from phongtrao.apps.orgs.models import AdminArea, AdminAreaVersion, OrgUnit
    from phongtrao.apps.orgs.operations.bodies import name_columns

    areas = AdminArea.objects.bulk_create([AdminArea() for _ in range(COMMUNES + 1)])
    top, communes = areas[0], areas[1:]
    paths = {area.pk: f"{top.pk:010d}/{area.pk:010d}/" for area in communes}
    common = {"type": "commune", "valid_from": date(2025, 7, 1)}
    AdminAreaVersion.objects.bulk_create(
        AdminAreaVersion(area=area, name=f"Xã {n}", parent=top, path=paths[area.pk], **common)
        for n, area in enumerate(communes)
    )
    bodies = []
    for number in range(rows):
        area = communes[number % COMMUNES]
        name = {0: "Thôn Hòa Bình", 1: "Thôn Hoà Bình", 2: "Thôn Đức Hòa"}.get(
            number % FOUND_EVERY, NAMES[number % len(NAMES)]
        )
        columns = name_columns(f"{name} {number}", "")
        path = paths[area.pk]
        bodies.append(
            OrgUnit(area=area, type="division", scope=path, province=path[:11], valid_from=date(2025, 7, 1), **columns)
        )
    OrgUnit.objects.bulk_create(bodies, batch_size=2000)
    return next(iter(paths.values()))


def _check(rows: int) -> int:
    """« hoa binh » finds both spellings, « duc » finds « Đức », with and without marks alike."""
    expected = {"hoa binh": 2 * rows // FOUND_EVERY, "duc hoa": rows // FOUND_EVERY}
    wrong = 0
    for typed, word in (("hoa binh",) * 2, ("Hòa Bình", "hoa binh"), ("HOÀ BÌNH", "hoa binh"), ("đức hòa", "duc hoa")):
        found = _list("", typed).total
        if found != expected[word]:
            print(f"  “{typed}” found {found}, expected {expected[word]}")
            wrong = 1
    return wrong


def _list(scope: str, search: str) -> Any:
    from phongtrao.apps.base.actors import Actor
    from phongtrao.apps.orgs.queries import list_bodies

    actor = Actor(None, None, "", None, "", "coordinator", None, None, "", scope)
    return list_bodies(by=actor, today=DAY, search=search)


def _print(who: str, scope: str, statistics_there: bool) -> None:
    baseline = _milliseconds(lambda: _list(scope, ""))
    searched = _milliseconds(lambda: _list(scope, "hoa binh"))
    noted = "with statistics" if statistics_there else "without statistics"
    print(
        f"  {who}, {noted}: page {baseline:.1f} ms, search {searched:.1f} ms, ratio {searched / baseline:.2f}",
        flush=True,
    )


def _milliseconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main())
