"""Opening what is kept. Whoever may see the thing a file belongs to may see the file: the caller has checked that."""

import hashlib
from collections.abc import Collection
from typing import BinaryIO

from phongtrao.apps.base.actors import SYSTEM, Actor
from phongtrao.apps.base.refusals import NotVisible
from phongtrao.apps.files import disk
from phongtrao.apps.files.models import StoredFile


class FileDamagedOnDisk(Exception):
    """The bytes are gone or are no longer what was stored: restore them from a backup."""


def may_open(*, file: StoredFile, by: Actor) -> bool:
    """Not when it was taken away; in quarantine only its uploader, and the program, which reads and checks it."""
    if file.removed_at is not None:
        return False
    return file.quarantined_for_id is None or by == SYSTEM or file.quarantined_for_id == by.user_id


def open_file(*, file: StoredFile, by: Actor) -> BinaryIO:
    """The content to read from; the caller closes it. Raises NotVisible, FileDamagedOnDisk."""
    if not may_open(file=file, by=by):
        raise NotVisible
    try:
        return disk.path_of(file.sha256).open("rb")
    except FileNotFoundError as error:
        raise FileDamagedOnDisk(file.sha256) from error


def get_bytes(*, file: StoredFile, by: Actor) -> bytes:
    """The whole content, compared with its SHA-256. Raises NotVisible, FileDamagedOnDisk."""
    with open_file(file=file, by=by) as stream:
        data = stream.read()
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise FileDamagedOnDisk(file.sha256)
    return data


def kept_among(*, contents: Collection[str]) -> set[str]:
    """Those SHA-256 whose bytes must stay."""
    rows = StoredFile.objects.filter(sha256__in=list(contents), removed_at=None)
    return set(rows.values_list("sha256", flat=True))
