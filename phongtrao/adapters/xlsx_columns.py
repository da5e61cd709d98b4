"""What a template's column is and what its rows are: shared by the reading and the writing of .xlsx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MAX_ROWS = 20_000
MAX_COLUMNS = 200
# Rows whose first cell begins so are the template's example and are not data.
EXAMPLE_MARK = "Ví dụ: "

Value = str | int | bool | date | None


class CellKind(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes-no"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a template. `heading` is what people see and what finds the column; `aliases` are taken as well.

    `choices`: for `CellKind.CHOICE`, compared without case and marks, given back as written here.
    """

    key: str
    heading: str
    kind: CellKind = CellKind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    note: str = ""
    example: Value = None
    width: int = 20
    max_length: int = 255


@dataclass(frozen=True, slots=True)
class CellError:
    """`cell` as Excel names it; `message`: what came, what was expected."""

    cell: str
    message: str

    def __str__(self) -> str:
        return f"{self.cell}: {self.message}"


@dataclass(frozen=True, slots=True)
class Row:
    """`number`: the row in Excel; `values`: by column key, every key present, empty cells None (yes-no: False)."""

    number: int
    values: Mapping[str, Value]

    def cell(self, column: Column, columns: Mapping[str, int]) -> str:
        """« B7 » for errors that only the caller can see (unknown body, doubled code)."""
        return f"{column_letters(columns[column.key])}{self.number}"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that hold anything, in order; rows with errors are among them. `columns`: position (0-based) by key."""

    rows: tuple[Row, ...]
    errors: tuple[CellError, ...]
    columns: Mapping[str, int]
    ignored_headings: tuple[str, ...] = ()


def column_letters(index: int) -> str:
    """0 → « A », 26 → « AA »."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
