"""Bytes on disk under their SHA-256: FILES_ROOT/ab/cd/<sha256>. Knows no rows.

A file appears whole or not at all: written beside its place, synced, renamed, the folder synced. Writing the same
content again is harmless and makes the file young, which keeps it from a sweep that is under way.
"""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

_UNFINISHED = ".writing-"  # being written, or left behind by a killed process
_ASIDE = ".sweeping-"  # taken out of its place by a sweep that looks once more before it deletes


def root() -> Path:
    """The folder of this installation's files."""
    return Path(settings.FILES_ROOT)


def path_of(sha256: str) -> Path:
    """Where the content lies or would lie."""
    return root() / sha256[:2] / sha256[2:4] / sha256


def write(sha256: str, data: bytes) -> None:
    """Put `data` in its place, durable when this returns. Raises OSError (disk full …): nothing is there then."""
    place = path_of(sha256)
    _make_folder(place.parent)
    unfinished = place.parent / f"{_UNFINISHED}{secrets.token_hex(8)}"
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(place)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            unfinished.unlink()
        raise
    _sync_folder(place.parent)


def _make_folder(folder: Path) -> None:
    """Make `folder` and what is missing above it; each new name is synced in its parent."""
    missing = []
    at = folder
    while not at.exists():
        missing.append(at)
        at = at.parent
    for new in reversed(missing):
        new.mkdir(mode=0o700, exist_ok=True)
        _sync_folder(new.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def contents() -> Iterator[str]:
    """The SHA-256 of everything that lies in its place or was set aside by a sweep that died."""
    for path in root().glob("??/??/*"):
        if not path.name.startswith("."):
            yield path.name
        elif path.name.startswith(_ASIDE):
            yield path.name.removeprefix(_ASIDE)


def age(sha256: str, *, now: float) -> float:
    """Seconds since the content was last written; 0 when it is not there. `now`: seconds since the epoch."""
    try:
        return now - path_of(sha256).stat().st_mtime
    except FileNotFoundError:
        return 0.0


def set_aside(sha256: str) -> None:
    """Take the content out of its place, so that a writer makes a new file and never loses it to a sweep."""
    place = path_of(sha256)
    with contextlib.suppress(FileNotFoundError):
        place.replace(_aside(place))


def age_aside(sha256: str, *, now: float) -> float:
    """As `age`, of what was set aside."""
    try:
        return now - _aside(path_of(sha256)).stat().st_mtime
    except FileNotFoundError:
        return 0.0


def is_here(sha256: str) -> bool:
    """Whether the content lies in its place."""
    return path_of(sha256).exists()


def put_back(sha256: str) -> None:
    """Undo `set_aside`. The same content may have come again meanwhile: then one of two equal files stays."""
    place = path_of(sha256)
    with contextlib.suppress(FileNotFoundError):
        _aside(place).replace(place)


def delete_aside(sha256: str) -> bool:
    """Delete what was set aside. False: there was nothing."""
    try:
        _aside(path_of(sha256)).unlink()
    except FileNotFoundError:
        return False
    return True


def delete_unfinished(*, older_than: float, now: float) -> int:
    """Delete what killed writers left, older than so many seconds."""
    deleted = 0
    for path in root().glob(f"??/??/{_UNFINISHED}*"):
        with contextlib.suppress(FileNotFoundError):
            if now - path.stat().st_mtime > older_than:
                path.unlink()
                deleted += 1
    return deleted


def _aside(place: Path) -> Path:
    return place.parent / f"{_ASIDE}{place.name}"
