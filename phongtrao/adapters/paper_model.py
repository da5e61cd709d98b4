"""What an office paper consists of, before any file format: values for `docx_out` (and whatever prints it later).

Texts are whole lines without line breaks, as people write them; how they look is the form's matter (`paper_form`).
Names of persons are left to the pen: a closing has room for a signature and prints a name only when it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class TextKind(StrEnum):
    """The codes are those of the form's styles."""

    ADDRESSEE = "addressee"
    BASIS = "basis"
    BODY = "body"
    SECTION = "section"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head in two columns. `number`: « 12/KH-UBND » or « /KH-UBND » when the number is still to come.

    `parent`: the body directly above, empty when there is none. `place_day`: « Hòa An, ngày 05 tháng 01 năm 2026 ».
    `about`: what an official letter is about, « V/v đôn đốc … », under its number; other papers have a `Title`.
    """

    issuer: str
    number: str
    place_day: str
    parent: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """« KẾ HOẠCH » and what it is about."""

    kind: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class AnnexTitle:
    """« Phụ lục I », its title, and « (Kèm theo …) ». `ordinal` is empty where there is one annex only."""

    title: str
    reference: str = ""
    ordinal: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    kind: TextKind = TextKind.BODY


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`share`: of the width, against the other columns' shares. `centred`: numbers, days."""

    heading: str
    share: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One cell per column. `section`: a row that only names the rows below it, over the columns after the first."""

    cells: Sequence[str]
    section: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The heading row stands on every page; a row stays on one page."""

    columns: Sequence[TableColumn]
    rows: Sequence[TableRow]


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients beside the signature. `authority`: « TM. ỦY BAN NHÂN DÂN », « CHỦ TỊCH », line by line."""

    recipients: Sequence[str]
    authority: Sequence[str]
    signer: str = ""


Block = Letterhead | Title | AnnexTitle | Text | Table | Closing


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one direction, numbered from 1: the paper itself, then each annex. `wide`: A4 lying."""

    blocks: Sequence[Block]
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """`title`: of the file's properties. `mark`: at the foot of every page (« DỮ LIỆU MINH HỌA »), empty = none."""

    title: str
    sections: Sequence[Section]
    mark: str = ""
