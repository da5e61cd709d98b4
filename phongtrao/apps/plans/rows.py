"""Frozen rows of the plans room."""

import uuid
from dataclasses import dataclass
from datetime import date


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
        if self.value is None:
            return self.grade
        digits = f"{abs(self.value):0{self.scale + 1}d}"
        whole, part = (digits[: -self.scale], digits[-self.scale :]) if self.scale else (digits, "")
        grouped = f"{int(whole):,}".replace(",", ".")
        return ("-" if self.value < 0 else "") + (f"{grouped},{part}" if part else grouped)
