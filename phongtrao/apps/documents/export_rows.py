"""Corrections that people made, as rows that may leave the installation: see docs/how-to/export-corrections.md.

Values in, values out. A row holds what was read and what a person put in its place, both masked with the passage of the
paper around them; every span counts code points of that passage.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from phongtrao.apps.documents.rows import Span
from phongtrao.apps.documents.times import parse_span
from phongtrao.core.documents.masking import MaskWords, Names, mask, names_in, span_in
from phongtrao.core.text import MappedText
from phongtrao.core.text import Span as CoreSpan

FORM = "phongtrao/correction/1"
_OURS = ("joined", "unit_read", "inferred")  # keys of the review, not of the reading schema
_AROUND = 1  # whole lines of the paper before and behind the places


@dataclass(frozen=True)
class Side:
    """One item as read or as a person put it. `value`: keys of the reading schema; `heading`: under which it stands."""

    kind: str
    text: str
    span: Span | None
    value: Mapping[str, Any]
    heading: str = ""


@dataclass(frozen=True)
class CorrectionKept:
    """A pair: `read` holds no item when a person added one, two when two became one; `corrected` none when it was
    dropped, two when one was cut. `decision`: corrected | dropped | added | split | merged | redrawn."""

    decision: str
    rule: str
    confidence: int
    decided_on: date
    read: tuple[Side, ...]
    corrected: tuple[Side, ...]


@dataclass(frozen=True)
class PaperKept:
    """The corrections of one paper with its text. `people`: who is known to be named in it."""

    ordinal: int
    text: str
    reader_version: str
    pack_versions: Mapping[str, int]
    people: tuple[str, ...]
    corrections: tuple[CorrectionKept, ...] = field(default=())


def masked_rows(
    paper: PaperKept, words: MaskWords, *, people: Sequence[str], places: Sequence[str]
) -> list[dict[str, Any]]:
    """The rows of a paper, JSON values. `people`, `places`: names that the installation knows."""
    said = [text for kept in paper.corrections for side in (*kept.read, *kept.corrected) for text in _texts(side)]
    names = names_in([paper.text, *said], words, people=[*paper.people, *people], places=places)
    whole = mask(paper.text, names, words)
    return [_row(paper, kept, whole, names, words) for kept in paper.corrections]


def _row(paper: PaperKept, kept: CorrectionKept, whole: MappedText, names: Names, words: MaskWords) -> dict[str, Any]:
    spans = [span for side in (*kept.read, *kept.corrected) for span in _spans(side)]
    around = _passage(paper.text, spans)
    window = span_in(whole, CoreSpan(*around)) if around else CoreSpan(0, 0)

    def side_row(side: Side) -> dict[str, Any]:
        return _side(side, window, whole, names, words)

    return {
        "form": FORM,
        "paper": paper.ordinal,
        "reader": paper.reader_version,
        "packs": dict(paper.pack_versions),
        "decision": kept.decision,
        "kind": (kept.read or kept.corrected)[0].kind,
        "rule": kept.rule,
        "confidence": kept.confidence / 1000,
        "decided_on": kept.decided_on.isoformat(),
        "passage": whole.text[window.start : window.end],
        "read": [side_row(side) for side in kept.read],
        "corrected": [side_row(side) for side in kept.corrected],
    }


def _side(side: Side, window: CoreSpan, whole: MappedText, names: Names, words: MaskWords) -> dict[str, Any]:
    def hidden(value: Any, key: str = "") -> Any:
        if key == "span":
            return _in_window(parse_span(value), window, whole)
        if isinstance(value, str):
            return mask(value, names, words).text
        if isinstance(value, Mapping):
            return {name: hidden(part, name) for name, part in value.items() if name not in _OURS}
        return [hidden(part) for part in value] if isinstance(value, list | tuple) else value

    return {
        **hidden(side.value),
        "kind": side.kind,
        "heading": hidden(side.heading),
        "text": hidden(side.text),
        "span": _in_window(side.span, window, whole),
    }


def _in_window(span: Span | None, window: CoreSpan, whole: MappedText) -> list[int] | None:
    """A place in the passage; None: there is none, or it lies outside."""
    if span is None:
        return None
    found = span_in(whole, CoreSpan(*span))
    return list(found.shifted(-window.start)) if window.holds(found) else None


def _passage(text: str, spans: Sequence[Span]) -> Span | None:
    """The lines that hold every place, with the lines next to them."""
    if not spans:
        return None
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    for _ in range(_AROUND + 1):
        start = text.rfind("\n", 0, max(0, start - 1)) + 1 if start else 0
        found = text.find("\n", min(end + 1, len(text)))
        end = len(text) if found < 0 else found
    return start, end


def _spans(side: Side) -> list[Span]:
    return [side.span] if side.span else []


def _texts(side: Side) -> list[str]:
    return [side.text, side.heading, *_strings(side.value)]


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return [text for part in parts for text in _strings(part)]
