"""The letters of a Word document whose fonts may be older than Unicode (.VnTime, VNI-Times, VPS …).

A font of that kind shows other letters than the codes say, so each run is converted by its font. Fonts may lie: Unicode
text under .VnTime shows well through a replacement font, old codes under Times New Roman were pasted. So the words of
all runs of one kind are judged first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lxml import etree

from phongtrao.adapters.docx_numbering import W
from phongtrao.core.text.legacy import (
    Encoding,
    convert_legacy,
    find_legacy,
    font_encoding,
    is_sound,
    joined,
)

SOFT_HYPHEN = "\u00ad"  # TCVN3 has « ư » there, and Word keeps it as `w:softHyphen`
_SAMPLE = 200_000  # code points of each kind that are judged


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one run; `font`: its name; `capitals`: Word shows them as capitals (`w:caps`)."""

    text: str
    font: str = ""
    capitals: bool = False


class Letters:
    """How the runs of this document become Unicode. `encodings`: the old ones that are in use, in order of sight."""

    def __init__(self, unmarked: Encoding | None = None, lying: Iterable[Encoding] = ()) -> None:
        self._unmarked = unmarked
        self._lying = frozenset(lying)
        self._fonts: dict[str, tuple[Encoding | None, bool]] = {}
        self.encodings: list[Encoding] = [] if unmarked is None else [unmarked]

    @classmethod
    def of(cls, body: etree._Element, font_of: Callable[[etree._Element], str]) -> Letters:
        """Judges all runs below `body`; `font_of` gives the font of a run."""
        texts: dict[Encoding | None, list[str]] = {}
        lengths: dict[Encoding | None, int] = {}
        for run in body.iter(f"{W}r"):
            said = "".join(item.text or "" for item in run.iterchildren(f"{W}t"))
            encoding, _ = font_encoding(font_of(run)) if said else (None, False)
            if lengths.get(encoding, 0) < _SAMPLE:
                texts.setdefault(encoding, []).append(said)
                lengths[encoding] = lengths.get(encoding, 0) + len(said)
        unmarked = find_legacy(" ".join(texts.pop(None, [])))
        return cls(unmarked, [e for e, said in texts.items() if e is not None and is_sound(" ".join(said), e)])

    def text(self, pieces: Iterable[Piece]) -> str:
        """The letters of one paragraph as shown, NFC where they were converted."""
        out: list[str] = []
        held: list[Piece] = []
        for piece in (*pieces, Piece("", capitals=True), Piece("")):
            if held and piece.capitals != held[0].capitals:
                shown = self._shown(held)
                out.append(shown.upper() if held[0].capitals else shown)
                held = []
            held.append(piece)
        return "".join(out)

    def _shown(self, pieces: list[Piece]) -> str:
        parts = [(piece.text, *self._encoding(piece.font, piece.text)) for piece in pieces]
        if all(encoding is None for _, encoding, _ in parts):
            return self._unmarked_text("".join(text for text, _, _ in parts))
        return joined((text if encoding else self._unmarked_text(text), encoding, h) for text, encoding, h in parts)

    def _unmarked_text(self, text: str) -> str:
        if self._unmarked is None:
            return text.replace(SOFT_HYPHEN, "")
        return convert_legacy(text, self._unmarked)

    def _encoding(self, font: str, text: str) -> tuple[Encoding | None, bool]:
        if font not in self._fonts:
            encoding, capitals = font_encoding(font)
            if encoding in self._lying:
                encoding = None
            self._fonts[font] = (encoding, capitals and encoding is not None)
        encoding, capitals = self._fonts[font]
        if encoding is not None and encoding not in self.encodings and not text.isascii():
            self.encodings.append(encoding)
        return encoding, capitals
