"""`phongtrao restore FILE`: checks the whole archive, adds its files, then exchanges the database in one step.

Files are named by their content, so adding them changes nothing that is there; the database's exchange is the single
moment at which the restore happens. A stop before it leaves the installation as it was.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from phongtrao.cli.archives import BadArchive, Manifest, extract_archive, sync_folder
from phongtrao.cli.arguments import Parser
from phongtrao.cli.backup import FILES, KEY
from phongtrao.cli.databases import POSTGRESQL_NAME, SQLITE_NAME, NoSnapshot, restore_postgresql, snapshot_postgresql


class CannotRestore(Exception):
    """Carries one sentence; nothing has been changed."""


def run(argv: Sequence[str]) -> int:
    """Restore into this installation. 1: refused or failed, and the installation is as it was."""
    parser = Parser(
        usage_line="phongtrao restore TỆP [--replace]",
        description="Khôi phục từ tệp sao lưu vào một bản cài chưa có tài khoản nào. Dừng máy chủ trước.",
    )
    parser.add_argument("source", type=Path, metavar="TỆP", help="tệp do phongtrao backup ghi")
    parser.add_argument("--replace", action="store_true", help="thay dữ liệu đang có; dữ liệu cũ được giữ bên cạnh")
    options = parser.parse_args(argv)
    import django

    django.setup()
    from django.conf import settings

    from phongtrao.cli import installation

    folder = installation.var_folder()
    try:
        with installation.hold(folder):
            was_used = installation.has_people()
            if was_used and not options.replace:
                raise CannotRestore(
                    f"Bản cài ở {folder} đang có dữ liệu. Sao lưu nó trước, rồi thêm --replace nếu thật sự muốn thay."
                )
            return _restore(settings, options.source.absolute(), folder, keeps_old=was_used)
    except installation.Occupied:
        print("Máy chủ đang chạy trên dữ liệu này. Dừng máy chủ (Ctrl-C) rồi khôi phục.", file=sys.stderr)
    except (CannotRestore, BadArchive, NoSnapshot, OSError) as reason:
        print(f"{reason}\nChưa khôi phục; dữ liệu đang có không thay đổi.", file=sys.stderr)
    return 1


def _restore(settings: Any, source: Path, folder: Path, *, keeps_old: bool) -> int:
    database = settings.DATABASES["default"]
    engine = "postgresql" if str(database["ENGINE"]).endswith("postgresql") else "sqlite"
    kept: Path | None = None
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=folder) as scratch:
        fresh = Path(scratch) / "unpacked"
        manifest = extract_archive(source, fresh)
        _require_fit(manifest, engine)
        _add_files(fresh / FILES, Path(settings.FILES_ROOT))
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        if engine == "postgresql":
            if keeps_old:
                kept = folder / f"before-restore-{moment}.dump"
                snapshot_postgresql(database, kept)
            restore_postgresql(database, fresh / POSTGRESQL_NAME)
        else:
            kept = exchange_sqlite(Path(database["NAME"]), fresh / SQLITE_NAME, moment if keeps_old else None)
        if (fresh / KEY).exists():
            (fresh / KEY).replace(folder / KEY)
    _report(manifest, folder, kept)
    return 0


def _require_fit(manifest: Manifest, engine: str) -> None:
    if manifest.engine != engine:
        raise CannotRestore(f"Bản sao lưu lấy từ {manifest.engine}, còn bản cài này dùng {engine}.")
    name = POSTGRESQL_NAME if engine == "postgresql" else SQLITE_NAME
    if name not in manifest.members:
        raise CannotRestore(f"Bản sao lưu không có {name}.")


def _add_files(source: Path, target: Path) -> None:
    """Move files in; one of the same name is replaced, since its name is the digest of what it should hold."""
    folders = {target}
    for path in sorted(source.rglob("*")):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
            folders.add(place.parent)
    for folder in folders:
        if folder.is_dir():
            sync_folder(folder)


def exchange_sqlite(database: Path, fresh: Path, moment: str | None) -> Path | None:
    """Put `fresh` where the database is, in one rename. With `moment` the old one stays beside under a dated name,
    which is returned. Nobody may have the database open."""
    database.parent.mkdir(parents=True, exist_ok=True)
    near = database.with_name(f".{database.name}.restoring")
    shutil.copyfile(fresh, near)
    near.chmod(0o600)
    with near.open("rb") as file:
        os.fsync(file.fileno())
    kept: Path | None = None
    if database.exists():
        # The write-ahead log of the old database must not be taken for one of the new.
        with contextlib.closing(sqlite3.connect(database)) as old:
            (mode,) = old.execute("PRAGMA journal_mode=DELETE").fetchone()
        if mode != "delete":
            near.unlink()
            raise CannotRestore("Cơ sở dữ liệu đang được chương trình khác mở. Đóng chương trình đó rồi thử lại.")
        if moment is not None:
            kept = database.with_name(f"{database.name}.before-restore-{moment}")
            kept.hardlink_to(database)
    near.replace(database)
    sync_folder(database.parent)
    return kept


def _report(manifest: Manifest, folder: Path, kept: Path | None) -> None:
    count = sum(1 for name in manifest.members if name.startswith(f"{FILES}/"))
    print(f"Đã khôi phục bản sao lưu lúc {manifest.created_at}: cơ sở dữ liệu và {count} tệp, vào {folder}.")
    if kept is not None:
        print(f"Dữ liệu cũ còn ở {kept}; xóa khi không cần nữa.")
