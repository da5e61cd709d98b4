"""The shape of a backup: a tar of the database, the files by hash and the key, closed by a manifest of SHA-256.

The manifest comes last: an archive that was cut off has none and is refused. Nothing here knows Django.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK_BYTES = 1024 * 1024


class BadArchive(Exception):
    """Carries one sentence on why the file is no complete backup."""


@dataclass(frozen=True)
class Manifest:
    """`engine` is sqlite or postgresql; `members` maps a path in the archive to (bytes, SHA-256)."""

    created_at: str
    engine: str
    members: Mapping[str, tuple[int, str]]

    def to_json(self) -> bytes:
        """A stable text: the same content gives the same bytes."""
        members = {name: {"bytes": size, "sha256": digest} for name, (size, digest) in sorted(self.members.items())}
        content = {"format": FORMAT, "created_at": self.created_at, "engine": self.engine, "members": members}
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def write_archive(
    target: Path, sources: Iterable[tuple[str, Sequence[Path]]], *, created_at: str, engine: str
) -> Manifest:
    """Write the named files into `target`, which appears whole or not at all.

    A source is a name in the archive and the places where its content may lie, in the order to look; one that lies
    nowhere any more is left out.
    """
    unfinished = target.with_name(f".{target.name}.unfinished")
    members: dict[str, tuple[int, str]] = {}
    try:
        # A backup holds everything that the installation keeps from others: its owner alone may read it.
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
                for name, places in sources:
                    source = _open_first(places)
                    if source is not None:
                        with source:
                            members[name] = _add(archive, name, source)
                manifest = Manifest(created_at, engine, members)
                _add(archive, MANIFEST, io.BytesIO(manifest.to_json()))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(target.parent)
    return manifest


def extract_archive(source: Path, folder: Path) -> Manifest:
    """Unpack into `folder` (made, owner only) and compare every member with the manifest. Raises BadArchive."""
    folder.mkdir(mode=0o700)
    found: dict[str, tuple[int, str]] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(source, mode="r:") as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is None:
                    raise BadArchive(
                        f"{source}: mục “{member.name}” không phải tệp thường; đây không phải bản sao lưu."
                    )
                if member.name == MANIFEST:
                    manifest = _read_manifest(content.read(), source)
                else:
                    found[member.name] = _write(content, _inside(folder, member.name, source))
    except tarfile.TarError as error:
        raise BadArchive(f"{source}: không mở được như một bản sao lưu, hoặc tệp bị cụt ({error}).") from error
    if manifest is None:
        raise BadArchive(f"{source}: thiếu {MANIFEST} ở cuối, tệp bị cụt hoặc không phải bản sao lưu.")
    _compare(found, manifest, source)
    return manifest


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _open_first(places: Sequence[Path]) -> IO[bytes] | None:
    for place in places:
        try:
            return place.open("rb")
        except FileNotFoundError:
            continue
    return None


def _add(archive: tarfile.TarFile, name: str, source: IO[bytes]) -> tuple[int, str]:
    """Add one open file and return its size and digest, taken from the bytes that went into the archive."""
    size = source.seek(0, os.SEEK_END)
    source.seek(0)
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    reader = _HashingReader(source)
    archive.addfile(entry, reader)
    return size, reader.digest.hexdigest()


class _HashingReader(io.RawIOBase):
    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.source.read(size)
        self.digest.update(block)
        return block


def _write(source: IO[bytes], target: Path) -> tuple[int, str]:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while block := source.read(BLOCK_BYTES):
            file.write(block)
            digest.update(block)
            size += len(block)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def _inside(folder: Path, name: str, source: Path) -> Path:
    parts = name.split("/")
    if name.startswith("/") or any(part in ("", ".", "..") for part in parts):
        raise BadArchive(f"{source}: tên “{name}” trỏ ra ngoài; đây không phải bản sao lưu của Phong Trào.")
    return folder.joinpath(*parts)


def _read_manifest(content: bytes, source: Path) -> Manifest:
    try:
        data = json.loads(content)
        members = {name: (int(entry["bytes"]), str(entry["sha256"])) for name, entry in data["members"].items()}
        version = int(data["format"])
        manifest = Manifest(str(data["created_at"]), str(data["engine"]), members)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadArchive(f"{source}: {MANIFEST} không đọc được ({error}).") from error
    if version != FORMAT:
        raise BadArchive(f"{source}: bản sao lưu dạng {version}, bản cài này đọc dạng {FORMAT}; cập nhật rồi thử lại.")
    return manifest


def _compare(found: Mapping[str, tuple[int, str]], manifest: Manifest, source: Path) -> None:
    for name in sorted(found.keys() | manifest.members.keys()):
        if found.get(name) != manifest.members.get(name):
            raise BadArchive(f"{source}: “{name}” thiếu, thừa hoặc khác mã SHA-256 đã ghi; bản sao lưu đã hỏng.")
