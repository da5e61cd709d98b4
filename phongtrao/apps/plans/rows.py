"""Frozen rows of the plans room."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

COUNT, PERCENT, GRADE = "count", "%", "grade"  # `measure_unit`


@dataclass(frozen=True)
class TargetRow:
    """A measurable aim as the plan says it: `op` value × 10^-`scale` `measure_unit`, or a grade."""

    uid: uuid.UUID
    ordinal: int
    text: str
    subject: str
    op: str
    value: int | None
    scale: int
    grade: str
    measure_unit: str
    due_on: date | None
    span_start: int | None
    span_end: int | None

    @property
    def number(self) -> str:
        """« 875 × 10^-1 » → “87,5”; the grade where there is no number."""
        return self.grade if self.value is None else shown_number(self.value, self.scale)


@dataclass(frozen=True)
class ShareRow:
    """What one body takes over of a target; see `TargetShare`."""

    uid: uuid.UUID
    version: int
    body_uid: uuid.UUID
    body_name: str
    value: int | None
    scale: int
    grade: str
    note: str
    set_at: datetime
    set_by_name: str

    @property
    def number(self) -> str:
        """“87,5”, or the grade."""
        return self.grade if self.value is None else shown_number(self.value, self.scale)


@dataclass(frozen=True)
class DividedTarget:
    """A target and its shares as far as they are seen. `whole`: all shares are seen, so their sum says something."""

    target: TargetRow
    shares: tuple[ShareRow, ...]
    whole: bool

    @property
    def adds_up(self) -> bool:
        """Whether shares are parts of the target's number: counts are, per cents and grades are not."""
        return self.whole and self.target.measure_unit == COUNT and self.target.value is not None and bool(self.shares)

    @property
    def given(self) -> str:
        """The sum of the shares, “38”."""
        return shown_number(*self._sum())

    @property
    def missing(self) -> str:
        """What the shares fall short of the target, “12”; empty when they do not."""
        return self._difference(-1)

    @property
    def above(self) -> str:
        """What the shares exceed the target by, “3”; empty when they do not."""
        return self._difference(1)

    def _sum(self) -> tuple[int, int]:
        numbers = [(share.value, share.scale) for share in self.shares if share.value is not None]
        scale = max([self.target.scale, *(scale for _, scale in numbers)])
        return sum(value * 10 ** (scale - own) for value, own in numbers), scale

    def _difference(self, sign: int) -> str:
        if not self.adds_up or self.target.value is None:
            return ""
        given, scale = self._sum()
        rest = sign * (given - self.target.value * 10 ** (scale - self.target.scale))
        return shown_number(rest, scale) if rest > 0 else ""


def shown_number(value: int, scale: int) -> str:
    """« 875, 1 » → “87,5”; « 1234500, 2 » → “12.345”: thousands by dots, no idle noughts behind the comma."""
    digits = f"{abs(value):0{scale + 1}d}"
    whole, part = (digits[:-scale], digits[-scale:].rstrip("0")) if scale else (digits, "")
    grouped = f"{int(whole):,}".replace(",", ".")
    return ("-" if value < 0 else "") + (f"{grouped},{part}" if part else grouped)
