"""The values of this room: a pack, an error with its place, a refusal of several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Path = tuple[str | int, ...]
"""Way to a value from the root of the file: ``("data", "terms", 3, "code")``."""


@dataclass(frozen=True, slots=True, order=True)
class PackError:
    """One thing wrong in one file. ``line`` counts from 1; ``message`` is Vietnamese."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class InvalidPack(Exception):
    """Refusal of one or more pack files; ``errors`` holds every error, never empty."""

    def __init__(self, errors: tuple[PackError, ...]) -> None:
        self.errors = errors
        super().__init__("\n".join(str(error) for error in errors))


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack file, its envelope checked; the schema of ``data`` is its room's affair.

    ``id`` is the file's path below its folder without ``.yaml`` (« law/register »).
    ``version`` counts from 1. Validity is half-open: ``valid_from <= day < valid_to``,
    ``valid_to`` None = open. ``data`` and ``examples`` hold plain values (dict, list,
    str, int, float, bool, date, None) that are shared: read them, never change them.
    """

    id: str
    version: int
    title: str
    source: str
    valid_from: date
    valid_to: date | None
    examples: tuple[Any, ...]
    data: Any
    file: str
    lines: Mapping[Path, int] = field(repr=False, compare=False)

    def line_of(self, path: Path) -> int:
        """Line (from 1) of the value at ``path``, or of its nearest known parent.

        For the key of a mapping it is the line where the key stands.
        """
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def error(self, path: Path, message: str) -> PackError:
        """The error ``message`` at the place of ``path``."""
        return PackError(self.file, self.line_of(path), message)

    def valid_on(self, day: date) -> bool:
        """True when ``day`` lies in the half-open validity of the pack."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
