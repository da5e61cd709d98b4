"""A text as it came in, and the same text made readable, with the way back.

The source is immutable; spans that leave this room always point into `SourceText.text`. Recognisers read
`SourceText.reading.text` (one paragraph per line, see `steps` and `lines`) and give their spans back through
`original`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce

from phongtrao.core.text.lines import join_lines
from phongtrao.core.text.mapped import MappedText, Step, apply
from phongtrao.core.text.spans import Span
from phongtrao.core.text.steps import (
    compose,
    drop_marks,
    drop_page_numbers,
    drop_quote_marks,
    fold_blanks,
    plain_blanks,
)

STEPS: tuple[tuple[str, Step], ...] = (
    ("compose", compose),
    ("plain-blanks", plain_blanks),
    ("drop-quote-marks", drop_quote_marks),
    ("drop-marks", drop_marks),
    ("drop-page-numbers", drop_page_numbers),
    ("join-lines", join_lines),
    ("fold-blanks", fold_blanks),
)
"""The named steps in their order."""


def normalise(text: str, steps: tuple[tuple[str, Step], ...] = STEPS) -> MappedText:
    """`text` after all `steps`; never fails, whatever the text."""
    return reduce(lambda mapped, step: apply(mapped, step[1]), steps, MappedText.of(text))


@dataclass(frozen=True, slots=True)
class SourceText:
    """`text` exactly as it came (code points); `reading` is derived from it."""

    text: str
    reading: MappedText = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reading", normalise(self.text))

    def original(self, span: Span) -> Span:
        """A span of `reading.text` as a span of `text`."""
        return self.reading.original(span)

    def quote(self, span: Span) -> str:
        """The words of a span of `reading.text`, blanks folded."""
        return " ".join(self.reading.text[span.start : span.end].split())
