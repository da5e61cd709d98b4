"""A plan's text typed as a Word document, in three ways: by hand, with automatic numbers, with its duties in an annex.

The letterhead and the signature block are tables of two columns without lines, section lines are bold and centred, as
Nghị định 30/2020/NĐ-CP (Phụ lục I) has it; everything is made at test time, nothing is kept.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from tests.adapters.docx_samples import abstract, level, num, p, table, tc, word_package
from tests.corpus.rewrites import one_line_each
from tests.corpus.score import fold

_ROMAN = re.compile(r"(?:[IVX]{1,5}|[A-E])[.\-/]\s+")
_NUMBER = re.compile(r"\d{1,2}[.)\-/]\s+")
_LETTER = re.compile(r"[a-zđ]\)\s+")
_BULLET = re.compile(r"[-–*•]\s+")
_PLUS = re.compile(r"\+\s+")
_TYPE = re.compile(r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH)\s*\Z")
_FOOT = re.compile(r"(?:Nơi nhận|TM\.|T/M|KT\.|CHỦ TỊCH)")
SIGNATURE = re.compile(r"(?:TM\.|T/M|KT\.|TL\.)\s|[A-ZĐÀ-Ỹ ]{6,}\Z|(?:[A-ZĐÀ-Ỹ]\w*\s?){2,4}\Z")
_CENTRED = '<w:jc w:val="center"/>'


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a plan by the part of the paper in which they stand."""

    head: list[str]
    body: list[str]
    foot: list[str]
    annex: list[str]


def laid_out(text: str) -> Layout:
    """Head up to the type, body, foot from the recipients or the signature, annex from « PHỤ LỤC » or a table."""
    lines = one_line_each(text).split("\n")
    kind = next((i for i, line in enumerate(lines) if _TYPE.match(line)), 0)
    foot = next((i for i, line in enumerate(lines) if i > kind + 3 and _FOOT.match(line)), len(lines))
    annex = next((i for i, line in enumerate(lines) if i > foot and re.match(r"PHỤ LỤC|\|", line)), len(lines))
    return Layout(lines[:kind], lines[kind:foot], lines[foot:annex], lines[annex:])


def _line(text: str, *, bold: bool = False, number: tuple[int, int] | None = None, style: str = "") -> str:
    return p(escape(text), run="<w:b/>" if bold else "", number=number, style=style)


def _two_columns(lines: list[str], right: re.Pattern[str]) -> str:
    """A table without lines: what stood behind a tab, or looks like `right`, in its second column."""
    left_lines: list[str] = []
    right_lines: list[str] = []
    for line in lines:
        first, tab, second = line.partition("\t")
        if not tab and right.match(line):
            first, second = "", line
        left_lines += [first] if first.strip() else []
        right_lines += [second] if second.strip() else []
    cells = ["\n".join(escape(line) for line in column) for column in (left_lines, right_lines)]
    return table([[tc(cells[0]), tc(cells[1])]], lined=False)


MOTTO = re.compile(r"CỘNG HÒA|ĐẢNG CỘNG SẢN|Độc lập|\w[\w ]*, ngày")


def _head(lines: list[str]) -> str:
    return _two_columns(lines, MOTTO) if lines else ""


def _foot(lines: list[str]) -> str:
    return _two_columns(lines, SIGNATURE) if lines else ""


def _rows(lines: list[str]) -> str:
    """Paragraphs, and rows « | … | » that follow each other as one table."""
    out: list[str] = []
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            rows.append([escape(cell).replace(" / ", "\n") for cell in cells])
            continue
        if rows:
            out.append(table(rows))
            rows = []
        if line:
            out.append(_line(line, bold=line.isupper()))
    return "".join(out)


def _package(body: str, *, numbering: str = "", styles: str = "") -> bytes:
    return word_package(body, numbering=numbering, styles=styles)


def by_hand(text: str) -> bytes:
    """Numbers and bullets typed as letters; headings bold."""
    plan = laid_out(text)
    body = "".join(_line(line, bold=bool(_ROMAN.match(line)) or line.isupper()) for line in plan.body if line[0] != "|")
    return _package(_head(plan.head) + body + _foot(plan.foot) + _rows(plan.annex))


_LISTS = abstract(
    1,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "lowerLetter", "%3)"),
) + abstract(2, level(0, "bullet", "\uf02d"), level(1, "bullet", "+"))
_STYLES = (
    '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    "</w:pPr><w:rPr><w:b/></w:rPr></w:style>"
)
_LEVELS = ((_NUMBER, (1, 1)), (_LETTER, (1, 2)), (_BULLET, (2, 0)), (_PLUS, (2, 1)))


def by_numbering(text: str) -> bytes:
    """Every number and bullet made by Word: sections by their style, items by the paragraph."""
    plan = laid_out(text)
    body: list[str] = []
    for line in plan.body:
        if line[0] == "|":
            continue
        if match := _ROMAN.match(line):
            body.append(_line(line[match.end() :], style="Muc"))
            continue
        found = next(((m, at) for pattern, at in _LEVELS if (m := pattern.match(line))), None)
        body.append(_line(line[found[0].end() :], number=found[1]) if found else _line(line))
    numbering = _LISTS + num(1, 1) + num(2, 2)
    return _package(
        _head(plan.head) + "".join(body) + _foot(plan.foot) + _rows(plan.annex), numbering=numbering, styles=_STYLES
    )


@dataclass(frozen=True, slots=True)
class Annexed:
    """A document whose duties stand in a table, and what must be read from it."""

    data: bytes
    gold: dict[str, Any]


_COLUMNS = ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm"]


def by_annex(text: str, gold: dict[str, Any]) -> Annexed:
    """The duties of every body that has a heading, moved to a table behind the signature."""
    plan = laid_out(text)
    moved, kept_units = _moved(plan.body, gold)
    body = [line for line in plan.body if line[0] != "|" and not _is_moved(line, moved)]
    rows = [_COLUMNS]
    for unit in moved:
        for task in unit["tasks"]:
            due = date.fromisoformat(task["due"]).strftime("%d/%m/%Y") if task["due"] else ""
            lead = f"Đề nghị {unit['org_unit']}" if unit["mood"] == "request" else unit["org_unit"]
            rows.append([str(len(rows)), task["text"], lead, "; ".join(task["with"]), due, ""])
    cells = [[escape(cell) for cell in row] for row in rows]
    annex = _line("PHỤ LỤC", bold=True) + _line("BẢNG PHÂN CÔNG NHIỆM VỤ", bold=True) + table(cells)
    data = _package(
        _head(plan.head)
        + "".join(_line(line, bold=bool(_ROMAN.match(line))) for line in body)
        + _foot(plan.foot)
        + annex
        + _rows(plan.annex)
    )
    told = fold("\n".join([*plan.head, *body, *plan.foot, *(c for row in rows for c in row), *plan.annex]))
    return Annexed(data, _expected(gold, moved, kept_units, told))


def _moved(body: list[str], gold: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The units whose heading is a line of its own with its duties behind it, and the others."""
    lines = {fold(line) for line in body}
    moved = [
        u
        for u in gold["assignments"]
        if u["tasks"] and fold(u["heading"]) in lines and not fold(u["tasks"][0]["text"]).startswith(fold(u["heading"]))
    ]
    return moved, [u for u in gold["assignments"] if u not in moved]


def _is_moved(line: str, moved: list[dict[str, Any]]) -> bool:
    said = fold(line)
    headings = {fold(unit["heading"]) for unit in moved}
    duties = [fold(task["text"])[:50] for unit in moved for task in unit["tasks"]]
    return said in headings or any(said.startswith(duty) for duty in duties)


def _expected(
    gold: dict[str, Any], moved: list[dict[str, Any]], kept: list[dict[str, Any]], told: str
) -> dict[str, Any]:
    """Gold of the annexed plan: a row's own words give the role, else the column; one body, one unit."""
    out = copy.deepcopy(gold)
    units: dict[str, dict[str, Any]] = {}
    for unit in copy.deepcopy(moved):
        for task in unit["tasks"]:
            task["role"] = "lead" if task["role"] == "perform" else task["role"]
        held = units.setdefault(unit["org_unit"], {**unit, "heading": unit["org_unit"], "tasks": []})
        held["tasks"] += unit["tasks"]
    out["assignments"] = []
    for unit in copy.deepcopy(kept):
        if unit["heading"] in units:  # a row of the plan's own table: one body, one unit over all tables
            units[unit["heading"]]["tasks"] += unit["tasks"]
        else:
            out["assignments"].append(unit)
    out["assignments"] += units.values()
    for key in ("targets", "deadlines"):
        out[key] = [item for item in out[key] if fold(item["text"]) in told]
    out["citations"] = [c for c in out["citations"] if c["role"] == "none-numbered" or fold(c["key"][:8]) in told]
    out["initiatives"] = [name for name in out["initiatives"] if fold(name) in told]
    return out
