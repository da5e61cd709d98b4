"""What a .docx says through its styles: numbering, capitals, fonts, hidden words, borders of tables."""

from __future__ import annotations

from lxml import etree

from phongtrao.adapters.docx_numbering import StyleNumber, W, attribute, integer

# Word allows ten steps of `w:basedOn`; a longer chain is a loop.
_MAX_CHAIN = 16
_OFF = ("0", "false", "off", "none")


def is_on(element: etree._Element | None) -> bool | None:
    """A toggle such as `w:caps`: True, False, or None where nothing is said."""
    if element is None:
        return None
    return (attribute(element) or "true").lower() not in _OFF


def draws_lines(borders: etree._Element | None) -> bool | None:
    """Whether a `w:tblBorders`/`w:tcBorders` draws any line; None where nothing is said."""
    if borders is None or not len(borders):
        return None
    return any((attribute(side) or "none") not in ("none", "nil") for side in borders)


_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class Styles:
    """Look-ups by style id, through `w:basedOn`. Without a styles part every answer is None."""

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None = None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default_paragraph: str | None = None
        # Chains are asked for once per run of text; each answer is kept.
        self._numbers: dict[str | None, tuple[StyleNumber, str] | None] = {}
        self._toggles: dict[tuple[str, str], bool | None] = {}
        self._fonts: dict[str, str] = {}
        self._theme = theme
        self._default_font = ""
        self.numbering_lists: dict[str, str] = {}
        if styles is not None:
            self._default_font = self._named_font(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts"))
        for style in () if styles is None else styles.iterchildren(f"{W}style"):
            style_id = attribute(style, "styleId") or ""
            self._styles[style_id] = style
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
                self._default_paragraph = style_id
            list_id = attribute(style.find(f"{W}pPr/{W}numPr/{W}numId"))
            if attribute(style, "type") == "numbering" and list_id:
                self.numbering_lists[style_id] = list_id

    def _chain(self, style_id: str | None) -> list[tuple[str, etree._Element]]:
        found: list[tuple[str, etree._Element]] = []
        while style_id is not None and style_id in self._styles and len(found) < _MAX_CHAIN:
            style = self._styles[style_id]
            found.append((style_id, style))
            style_id = attribute(style.find(f"{W}basedOn"))
        return found

    def number_of(self, style_id: str | None) -> tuple[StyleNumber, str] | None:
        """What the paragraph style says about numbering and the style that says it; nearest style first."""
        if style_id not in self._numbers:
            self._numbers[style_id] = self._find_number(style_id or self._default_paragraph)
        return self._numbers[style_id]

    def _find_number(self, style_id: str | None) -> tuple[StyleNumber, str] | None:
        level: int | None = None
        for name, style in self._chain(style_id):
            numbered = style.find(f"{W}pPr/{W}numPr")
            if numbered is None:
                continue
            said = attribute(numbered.find(f"{W}ilvl"))
            level = integer(said, 0) if level is None and said is not None else level
            list_id = attribute(numbered.find(f"{W}numId"))
            if list_id is not None:
                return StyleNumber(list_id, level), name
        return None

    def run_toggle(self, toggle: str, style_ids: tuple[str | None, ...]) -> bool:
        """`w:caps`, `w:vanish` … as the first of the styles (character style, paragraph style) says that speaks."""
        for style_id in style_ids:
            if style_id is None:
                continue
            if (toggle, style_id) not in self._toggles:
                self._toggles[toggle, style_id] = self._find_toggle(toggle, style_id)
            said = self._toggles[toggle, style_id]
            if said is not None:
                return said
        return False

    def _find_toggle(self, toggle: str, style_id: str) -> bool | None:
        said = (is_on(style.find(f"{W}rPr/{W}{toggle}")) for _, style in self._chain(style_id))
        return next((answer for answer in said if answer is not None), None)

    def run_font(self, own: etree._Element | None, style_ids: tuple[str | None, ...]) -> str:
        """Name of the font of letters above ASCII: the run's own `w:rFonts`, else of the first style that says one.

        `style_ids`: character style, paragraph style; without the latter the document's usual one. "" where none says.
        """
        named = self._named_font(own)
        for style_id in () if named else (*style_ids[:-1], style_ids[-1] or self._default_paragraph):
            if style_id is None:
                continue
            if style_id not in self._fonts:
                self._fonts[style_id] = self._style_font(style_id)
            if named := self._fonts[style_id]:
                break
        return named or self._default_font

    def _style_font(self, style_id: str) -> str:
        said = (self._named_font(style.find(f"{W}rPr/{W}rFonts")) for _, style in self._chain(style_id))
        return next((font for font in said if font), "")

    def _named_font(self, fonts: etree._Element | None) -> str:
        theme = attribute(fonts, "hAnsiTheme") or attribute(fonts, "asciiTheme")
        if theme and self._theme is not None:
            kind = "majorFont" if theme.startswith("major") else "minorFont"
            latin = self._theme.find(f".//{_DRAWING}{kind}/{_DRAWING}latin")
            if latin is not None and latin.get("typeface"):
                return latin.get("typeface") or ""
        return attribute(fonts, "hAnsi") or attribute(fonts, "ascii") or ""

    def table_has_lines(self, style_id: str | None) -> bool:
        """Whether the table style draws lines, itself or under a condition such as its first row."""
        for _, style in self._chain(style_id):
            said = [draws_lines(borders) for borders in style.iter(f"{W}tblBorders", f"{W}tcBorders")]
            if any(answer is not None for answer in said):
                return any(said)
        return False
