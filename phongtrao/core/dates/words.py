"""The words of deadlines and cycles, from the pack « lexicons/deadlines »."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words by meaning; see the pack for what each list holds."""

    latest: tuple[str, ...]
    cycles: tuple[tuple[str, tuple[str, ...]], ...]
    periodic: tuple[str, ...]
    continuous: tuple[str, ...]

    @classmethod
    def from_pack(cls, data: Mapping[str, Any]) -> TimeWords:
        """The words of a pack's `data`; a list that is missing is empty."""
        cycles = (
            ("FREQ=YEARLY", "yearly"),
            ("FREQ=MONTHLY;INTERVAL=6", "half_yearly"),
            ("FREQ=MONTHLY;INTERVAL=3", "quarterly"),
            ("FREQ=MONTHLY", "monthly"),
            ("FREQ=WEEKLY", "weekly"),
            ("FREQ=DAILY", "daily"),
        )
        return cls(
            latest=tuple(data.get("latest", ())),
            cycles=tuple((rule, tuple(data.get(name, ()))) for rule, name in cycles),
            periodic=tuple(data.get("periodic", ())),
            continuous=tuple(data.get("continuous", ())),
        )

    def of_cycle(self, rule: str) -> tuple[str, ...]:
        """The words of one cycle, « FREQ=YEARLY » for instance."""
        return next((words for name, words in self.cycles if name == rule), ())
