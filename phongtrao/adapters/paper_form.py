"""The statutory form of office papers (pack `forms/nd30`): page, styles, fixed words; and the check of that pack."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from phongtrao.adapters.packs import load_all
from phongtrao.core.packs import Pack, PackError
from phongtrao.core.packs.schema import (
    IDENTIFIER,
    Flag,
    ListOf,
    MapOf,
    Number,
    OneOf,
    Record,
    Text,
    Whole,
    check_data,
    check_examples,
)

PACK_ID = "forms/nd30"
ALIGNMENTS = ("left", "center", "justify")
# Every style that `docx_out` asks for: a form without one of them cannot print a paper.
STYLES = (
    *("national", "motto", "parent", "issuer", "number", "place_day", "kind", "subject", "letter_subject"),
    *("addressee", "basis", "body", "section", "clause", "table_heading", "table_section", "table_text"),
    *("authority", "signer", "recipients_word", "recipient", "annex", "annex_title", "annex_reference"),
    *("page_number", "mark"),
)

_LENGTH = Record({"mm": Number(0), "from": Number(0), "to": Number(0), "source": Text()})
_STYLE = Record(
    {
        "code": OneOf(STYLES),
        "vi": Text(),
        "size": Whole(8, 20),
        "from": Whole(8, 20),
        "to": Whole(8, 20),
        "bold": Flag(),
        "italic": Flag(),
        "caps": Flag(),
        "align": OneOf(ALIGNMENTS),
        "space": Whole(0, 24),
        "rule": Number(0, 1),
        "source": Text(),
    }
)
SCHEMA = Record(
    {
        "font": Record({"name": Text(), "source": Text()}),
        "page": Record(dict.fromkeys(("width", "height", "top", "bottom", "left", "right"), _LENGTH)),
        "page_number_mm": Number(5, 20),
        "first_line_mm": _LENGTH,
        "styles": ListOf(_STYLE, minimum=1, unique=("code", "vi")),
        "words": Record({word: Text() for word in ("country", "motto", "number", "recipients", "annex", "sample")}),
        "issuer_symbols": MapOf(Text(), key=IDENTIFIER),
        "bold_widths": ListOf(
            Record({"width": Whole(1, 2000), "letters": Text()}), minimum=1, unique=("width", "letters")
        ),
    }
)
EXAMPLE = Record(
    {"style": OneOf(STYLES), "size": Whole(8, 20)}, optional={"bold": Flag(), "italic": Flag(), "caps": Flag()}
)


@dataclass(frozen=True, slots=True)
class Style:
    """How one part of a paper is set. `size`, `space` (after) in points; `rule`: share of the line below, 0 = none."""

    code: str
    name: str
    size: int
    bold: bool
    italic: bool
    caps: bool
    align: str
    space: int
    rule: float


@dataclass(frozen=True, slots=True)
class Form:
    """Lengths in millimetres. `words`: fixed words of the form; `bold_widths`: letter → thousandths of the size."""

    font: str
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    page_number: float
    first_line: float
    styles: Mapping[str, Style]
    words: Mapping[str, str]
    issuer_symbols: Mapping[str, str]
    bold_widths: Mapping[str, int]

    def length_of(self, text: str, style: str) -> float:
        """How long a line of bold letters is, in millimetres; a letter with marks is as wide as its base."""
        base = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
        plain = [letter for letter in base if not unicodedata.combining(letter)]
        average = sum(self.bold_widths.values()) // max(1, len(self.bold_widths))
        total = sum(self.bold_widths.get(letter, average) for letter in plain)
        return total * self.styles[style].size / 1000 * 25.4 / 72


@cache
def paper_form() -> Form:
    """The installed form, read once per process."""
    return form_of(load_all().data(PACK_ID))


def form_of(data: Mapping[str, Any]) -> Form:
    """Data of a pack that passed `check_pack`."""
    page = {side: float(length["mm"]) for side, length in data["page"].items()}
    names = ("size", "bold", "italic", "caps", "align", "space", "rule")
    return Form(
        font=data["font"]["name"],
        page_number=float(data["page_number_mm"]),
        first_line=float(data["first_line_mm"]["mm"]),
        styles={
            row["code"]: Style(code=row["code"], name=row["vi"], **{name: row[name] for name in names})
            for row in data["styles"]
        },
        words=data["words"],
        issuer_symbols=data["issuer_symbols"],
        bold_widths={letter: row["width"] for row in data["bold_widths"] for letter in row["letters"]},
        **page,
    )


def check_pack(pack: Pack) -> list[PackError]:
    """Errors by line: the shape, a value outside what the decree allows, a style that is missing, a wrong example."""
    errors = check_data(pack, SCHEMA) + check_examples(pack, EXAMPLE)
    if errors:
        return errors
    return sorted([*_out_of_bounds(pack), *_missing(pack), *_wrong_examples(pack)])


def _out_of_bounds(pack: Pack) -> Iterator[PackError]:
    lengths = [(("data", "page", side), length) for side, length in pack.data["page"].items()]
    for path, length in [*lengths, (("data", "first_line_mm"), pack.data["first_line_mm"])]:
        if not length["from"] <= length["mm"] <= length["to"]:
            yield pack.error((*path, "mm"), f"{length['mm']} mm ngoài khoảng {length['from']}–{length['to']} mm.")
    for index, style in enumerate(pack.data["styles"]):
        if not style["from"] <= style["size"] <= style["to"]:
            message = f"cỡ chữ {style['size']} ngoài khoảng {style['from']}–{style['to']}."
            yield pack.error(("data", "styles", index, "size"), message)


def _missing(pack: Pack) -> Iterator[PackError]:
    known = {style["code"] for style in pack.data["styles"]}
    for code in STYLES:
        if code not in known:
            yield pack.error(("data", "styles"), f"thiếu kiểu « {code} »; hãy thêm vào danh sách.")


def _wrong_examples(pack: Pack) -> Iterator[PackError]:
    styles = {style["code"]: style for style in pack.data["styles"]}
    for index, example in enumerate(pack.examples):
        style = styles.get(example["style"], {})
        if any(style.get(name) != value for name, value in example.items() if name != "style"):
            yield pack.error(("examples", index), f"ví dụ khác kiểu « {example['style']} » trong gói.")
