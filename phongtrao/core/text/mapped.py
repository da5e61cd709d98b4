"""A changed text that remembers where each of its characters came from.

Every normalising step is a list of edits; `apply` makes the new text and carries the offsets along, so that what is
found in the changed text can always be shown in the original.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from phongtrao.core.text.spans import Span


class Edit(NamedTuple):
    """Replace `text[start:end]` (never empty) with `replacement`."""

    start: int
    end: int
    replacement: str


Step = Callable[[str], Iterable[Edit]]
"""A named normalising step: text in, edits out, in order and not overlapping."""


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text and, for each of its characters, the stretch of the original it stands for.

    Guarantees: `len(starts) == len(ends) == len(text)`; both rise (never fall); `starts[i] < ends[i]`.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    original_length: int

    @classmethod
    def of(cls, text: str) -> MappedText:
        """`text` itself, unchanged."""
        return cls(text, range(len(text)), range(1, len(text) + 1), len(text))

    def original(self, span: Span) -> Span:
        """The stretch of the original that `span` of this text stands for; clipped to the text."""
        start, end = max(0, min(span.start, len(self.text))), max(0, min(span.end, len(self.text)))
        if start >= end:
            at = self.starts[start] if start < len(self.text) else self.original_length
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])


def apply(mapped: MappedText, step: Step) -> MappedText:
    """`mapped` after one step. Characters of a replacement stand for the whole stretch that was replaced."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for edit in step(mapped.text):
        pieces.append(mapped.text[done : edit.start])
        starts.extend(mapped.starts[done : edit.start])
        ends.extend(mapped.ends[done : edit.start])
        pieces.append(edit.replacement)
        starts.extend([mapped.starts[edit.start]] * len(edit.replacement))
        ends.extend([mapped.ends[edit.end - 1]] * len(edit.replacement))
        done = edit.end
    if done == 0 and not pieces:
        return mapped
    pieces.append(mapped.text[done:])
    starts.extend(mapped.starts[done:])
    ends.extend(mapped.ends[done:])
    return MappedText("".join(pieces), starts, ends, mapped.original_length)
