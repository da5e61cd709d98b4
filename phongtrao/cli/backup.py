"""`phongtrao backup FILE`: database first, files after, in one archive; the server may run meanwhile.

The order makes it consistent: a file is stored before the row that names it, and never changes, so every file that the
snapshot names is there when the files are copied.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from phongtrao.cli.archives import write_archive
from phongtrao.cli.arguments import Parser
from phongtrao.cli.databases import (
    POSTGRESQL_NAME,
    SQLITE_NAME,
    NoSnapshot,
    snapshot_postgresql,
    snapshot_sqlite,
)

FILES = "files"
KEY = "secret-key"
SET_ASIDE = ".sweeping-"  # apps/files/disk.py: taken out of its place while a sweep looks once more


def run(argv: Sequence[str]) -> int:
    """Write the archive and say what is in it. 1: nothing was written."""
    parser = Parser(
        usage_line="phongtrao backup TỆP [--replace]",
        description="Sao lưu cơ sở dữ liệu và tệp vào một tệp .tar; máy chủ vẫn chạy. Tệp này chứa mọi thứ: giữ nơi chỉ"
        " người có trách nhiệm mở được.",
    )
    parser.add_argument("target", type=Path, metavar="TỆP", help="tệp sẽ ghi, ví dụ sao-luu-2026-12-31.tar")
    parser.add_argument("--replace", action="store_true", help="ghi đè khi tệp đã có")
    options = parser.parse_args(argv)
    target: Path = options.target.absolute()
    if target.exists() and not options.replace:
        print(f"{target} đã có. Đặt tên khác, hoặc thêm --replace để ghi đè.", file=sys.stderr)
        return 1
    if not target.parent.is_dir():
        print(f"Không có thư mục {target.parent}. Tạo thư mục trước, hoặc chọn nơi khác.", file=sys.stderr)
        return 1
    from django.conf import settings

    try:
        return _back_up(settings, target)
    except (NoSnapshot, OSError) as reason:
        print(f"{reason}\nChưa sao lưu được.", file=sys.stderr)
        return 1


def _back_up(settings: Any, target: Path) -> int:
    database = settings.DATABASES["default"]
    engine = str(database["ENGINE"]).rpartition(".")[2]
    # Beside the target, not in /tmp: the copy is as large and as confidential as the archive.
    with tempfile.TemporaryDirectory(prefix=".phongtrao-backup-", dir=target.parent) as scratch:
        if engine == "postgresql":
            snapshot = Path(scratch) / POSTGRESQL_NAME
            snapshot_postgresql(database, snapshot)
        else:
            engine, snapshot = "sqlite", Path(scratch) / SQLITE_NAME
            snapshot_sqlite(Path(database["NAME"]), snapshot)
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = write_archive(target, _list_sources(settings, snapshot), created_at=moment, engine=engine)
    count = sum(1 for name in manifest.members if name.startswith(f"{FILES}/"))
    megabytes = f"{target.stat().st_size / 1_000_000:.1f}".replace(".", ",")
    print(f"Đã sao lưu vào {target}: cơ sở dữ liệu và {count} tệp, {megabytes} MB.")
    return 0


def _list_sources(settings: Any, snapshot: Path) -> Iterator[tuple[str, Sequence[Path]]]:
    yield snapshot.name, [snapshot]
    key = Path(settings.VAR) / KEY
    if key.exists():
        yield KEY, [key]
    root = Path(settings.FILES_ROOT)
    seen: set[Path] = set()
    for path in sorted(root.rglob("*")):
        place = path.with_name(path.name.removeprefix(SET_ASIDE))
        # A name with another dot in front is a file that is being written and that no row names yet.
        if place in seen or place.name.startswith(".") or not path.is_file() or path.is_symlink():
            continue
        seen.add(place)
        # A sweep may be looking at it once more: it is in its place, aside, or back again.
        yield f"{FILES}/{place.relative_to(root).as_posix()}", [place, place.with_name(SET_ASIDE + place.name), place]
