"""Pack files on disk → packs. The installed ones lie in ``phongtrao/packs``.

An installation may add a folder of its own. A pack there replaces the installed one of
the same id only when its version is higher; otherwise the clash is an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import phongtrao
from phongtrao.core.packs import InvalidPack, Pack, PackError, parse_pack

PACKS_FOLDER = Path(phongtrao.__file__).parent / "packs"


@dataclass(frozen=True, slots=True)
class PackSet:
    """Packs by id, sorted. Shared by its readers: read it, never change it."""

    packs: tuple[Pack, ...]

    def __iter__(self) -> Iterator[Pack]:
        return iter(self.packs)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(pack.id for pack in self.packs)

    def get(self, pack_id: str) -> Pack:
        """The pack ``pack_id``; KeyError, with the ids there are, when it is absent."""
        for pack in self.packs:
            if pack.id == pack_id:
                return pack
        known = ", ".join(self.ids)
        raise KeyError(f"no pack « {pack_id} »; there are: {known}")

    def data(self, pack_id: str) -> Any:
        """Data of the pack ``pack_id`` as plain values; KeyError when it is absent."""
        return self.get(pack_id).data

    def below(self, folder: str) -> tuple[Pack, ...]:
        """Packs whose id begins with ``folder/``, for instance ``lexicons``."""
        return tuple(p for p in self.packs if p.id.startswith(f"{folder}/"))


@cache
def load_all(extra: Path | None = None) -> PackSet:
    """Installed packs and those below ``extra``; envelopes checked, schemas not.

    Raises :class:`InvalidPack` with every error of every file. Read once per process.
    """
    folders = [PACKS_FOLDER] if extra is None else [PACKS_FOLDER, extra]
    packs, errors = read_folders(folders)
    if errors:
        raise InvalidPack(tuple(errors))
    return PackSet(packs)


def read_folders(
    folders: Sequence[Path],
) -> tuple[tuple[Pack, ...], list[PackError]]:
    """Packs by id of all ``*.yaml`` below ``folders``, and every error on the way."""
    found: dict[str, Pack] = {}
    errors: list[PackError] = []
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            try:
                pack = read_file(path, below=folder)
            except InvalidPack as refusal:
                errors.extend(refusal.errors)
                continue
            other = found.get(pack.id)
            if other is not None and other.version >= pack.version:
                errors.append(_clash(pack, other))
                continue
            found[pack.id] = pack
    return tuple(found[key] for key in sorted(found)), errors


def read_file(path: Path, *, below: Path) -> Pack:
    """The pack in ``path``; its id must be the path below the folder ``below``.

    Raises :class:`InvalidPack` also for a file that is not UTF-8 or is misnamed.
    """
    file = str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        message = f"tệp không phải UTF-8 (byte thứ {error.start}); hãy lưu lại UTF-8."
        raise InvalidPack((PackError(file, 1, message),)) from error
    pack = parse_pack(text, file=file)
    expected = path.relative_to(below).with_suffix("").as_posix()
    if pack.id != expected:
        message = f"id « {pack.id} » khác đường dẫn của tệp; cần « {expected} »."
        raise InvalidPack((pack.error(("id",), message),))
    return pack


def _clash(pack: Pack, other: Pack) -> PackError:
    message = (
        f"gói « {pack.id} » bản {pack.version} đã có bản {other.version} ở "
        f"{other.file}; muốn thay thì ghi version {other.version + 1}."
    )
    return pack.error(("version",), message)
