"""The envelope of every pack file: who it is, where it comes from, when it holds."""

from __future__ import annotations

from typing import Any

from phongtrao.core.packs.reading import ReadValues, read_values
from phongtrao.core.packs.schema import (
    Anything,
    Day,
    ListOf,
    Nullable,
    Record,
    Text,
    Whole,
)
from phongtrao.core.packs.values import InvalidPack, Pack, PackError

PACK_ID = r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*"
"""Pattern of a pack's id: « law/register », « document-types/nd30 »."""

ENVELOPE = Record(
    required={
        "id": Text(PACK_ID, example="law/register"),
        "version": Whole(minimum=1),
        "title": Text(),
        "source": Text(),
        "valid_from": Day(),
        "examples": ListOf(Anything(), minimum=1),
        "data": Anything(),
    },
    optional={"valid_to": Nullable(Day())},
)


def parse_pack(text: str, *, file: str) -> Pack:
    """The pack written in ``text``; ``file`` names it in errors.

    Raises :class:`InvalidPack` with every error found: syntax, duplicated keys, wrong
    types, unknown keys, dates that do not exist, an end that is not after the start.
    """
    read = read_values(text, file=file)
    errors = read.errors or _envelope_errors(read)
    if errors:
        raise InvalidPack(tuple(sorted(errors)))
    value: dict[str, Any] = read.value
    return Pack(
        id=value["id"],
        version=value["version"],
        title=value["title"],
        source=value["source"],
        valid_from=value["valid_from"],
        valid_to=value.get("valid_to"),
        examples=tuple(value["examples"]),
        data=value["data"],
        file=file,
        lines=read.lines,
    )


def _envelope_errors(read: ReadValues) -> list[PackError]:
    errors = [PackError(read.file, _line(read, path), message) for path, message in ENVELOPE.issues(read.value, ())]
    if errors:
        return errors
    start, end = read.value["valid_from"], read.value.get("valid_to")
    if end is not None and end <= start:
        message = f"valid_to {end} không sau valid_from {start}; ngày này không tính."
        errors.append(PackError(read.file, _line(read, ("valid_to",)), message))
    if read.value["data"] is None:
        errors.append(PackError(read.file, _line(read, ("data",)), "data để trống."))
    return errors


def _line(read: ReadValues, path: tuple[str | int, ...]) -> int:
    while path and path not in read.lines:
        path = path[:-1]
    return read.lines.get(path, 1)
