"""Lists come as pages of frozen rows: 50 rows, the total, and where the neighbours are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import models

PAGE_SIZE = 50  # rows a page shows; issue 2

Row = TypeVar("Row")
Model = TypeVar("Model", bound=models.Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """`rows` of page `number` (from 1) out of `total` rows."""

    rows: Sequence[Row]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def last(self) -> int:
        """The number of the last page; 1 when there are no rows."""
        return max(1, -(-self.total // self.size))

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.last else None

    @property
    def first_row(self) -> int:
        """The running number of the first row shown, 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        return min(self.number * self.size, self.total)


def paginate(
    rows: models.QuerySet[Model], *, number: int, to_row: Callable[[Model], Row], size: int = PAGE_SIZE
) -> Page[Row]:
    """Two queries, whatever the size: the count and one slice. A number out of range is brought into range."""
    total = rows.count()
    last = max(1, -(-total // size))
    number = min(max(1, number), last)
    chosen: Any = rows[(number - 1) * size : number * size]
    return Page(rows=[to_row(row) for row in chosen], number=number, total=total, size=size)
