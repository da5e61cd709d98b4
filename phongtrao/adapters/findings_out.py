"""The findings of a reading for people and programs: lines with carets, JSON, SARIF 2.1.0, the page of all codes."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from phongtrao.core.documents.checks.rules import NO_CLAUSE, Rule, Rules
from phongtrao.core.documents.readings import FindingRead, Reading
from phongtrao.core.text import Span

SEVERITIES = {"error": "lỗi", "warning": "cần xem", "note": "ghi chú"}
FINDINGS_SCHEMA = "phongtrao/findings/1"
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_WIDTH = 110  # code points of a source line that are shown
_LEAD = 30  # of them before the place
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span lies: lines and columns count from 1 in code points; the end column is the one behind it."""

    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """The lines of one text. A line ends at « \\n »."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(at + 1 for at, mark in enumerate(text) if mark == "\n")]

    def place(self, span: Span) -> Place:
        """The place of a span of the text."""
        line, column = self._at(span.start)
        end_line, end_column = self._at(max(span.start, span.end))
        return Place(line, column, end_line, end_column)

    def line(self, number: int) -> str:
        """A line by its number, without its end."""
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[self._starts[number - 1] : end]

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def finding_lines(reading: Reading) -> str:
    """Each finding as « file:line:column: severity [code] message », line with carets, clause, advice; then sums."""
    lines = Lines(reading.source_text)
    blocks = [_block(reading.source.name, finding, lines) for finding in reading.findings]
    return "\n".join([*blocks, _sums(reading.findings)]) + "\n"


def _block(name: str, finding: FindingRead, lines: Lines) -> str:
    place = lines.place(finding.at or finding.trace.span)
    head = f"{name}:{place.line}:{place.column}: {SEVERITIES[finding.severity]} [{finding.code}] {finding.message}"
    shown = [head, *_marked(lines, place), f"{_INDENT}Điều khoản: {finding.clause or NO_CLAUSE}"]
    return "\n".join([*shown, f"{_INDENT}Nên: {finding.advice}", ""])


def _marked(lines: Lines, place: Place) -> list[str]:
    """The source line, cut to what fits, and the carets under the place."""
    line = lines.line(place.line).replace("\t", " ").replace("\r", " ")
    start = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line.rstrip())
    first = 0 if len(line) <= _WIDTH else min(max(0, start - _LEAD), len(line) - _WIDTH)
    last = min(len(line), first + _WIDTH)
    before, behind = "…" if first else "", "…" if last < len(line) else ""
    carets = "^" * max(1, _columns(line[start : min(end, last)]))
    blank = " " * (len(before) + _columns(line[first:start]))
    return [f"{_INDENT}{before}{line[first:last]}{behind}", f"{_INDENT}{blank}{carets}"]


def _columns(text: str) -> int:
    """Columns of a terminal; marks that combine take none."""
    return sum(not unicodedata.combining(c) for c in text)


def _sums(findings: Sequence[FindingRead]) -> str:
    if not findings:
        return "Không có nhận xét nào."
    counted = Counter(finding.severity for finding in findings)
    return ", ".join(f"{counted[key]} {word}" for key, word in SEVERITIES.items() if counted[key]) + "."


def findings_json(reading: Reading) -> dict[str, Any]:
    """The findings with their places, as plain values."""
    lines = Lines(reading.source_text)
    return {
        "schema": FINDINGS_SCHEMA,
        "source": reading.source.as_json(),
        "findings": [{**f.as_json(), **_place_json(lines.place(f.at or f.trace.span))} for f in reading.findings],
    }


def _place_json(place: Place) -> dict[str, int]:
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def findings_sarif(reading: Reading, rules: Rules, *, version: str) -> dict[str, Any]:
    """One SARIF 2.1.0 log: a run with every rule and the findings as results; columns are code points."""
    codes = sorted(rules.rules)
    lines = Lines(reading.source_text)
    uri = quote(reading.source.name or "stdin")
    results = [_result(finding, codes, lines, uri) for finding in reading.findings]
    driver = {
        "name": "phongtrao",
        "semanticVersion": version,
        "language": "vi",
        "rules": [_sarif_rule(rules.rules[code]) for code in codes],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "help": {"text": f"{rule.advice} Điều khoản: {rule.clause}."},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"clause": rule.clause},
    }


def _result(finding: FindingRead, codes: Sequence[str], lines: Lines, uri: str) -> dict[str, Any]:
    span = finding.at or finding.trace.span
    place = lines.place(span)
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
        "snippet": {"text": lines.text[span.start : span.end]},
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": finding.severity,
        "message": {"text": f"{finding.message} {finding.advice}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
        "properties": {"clause": finding.clause, "confidence": round(finding.trace.confidence, 2)},
    }


def findings_page(rules: Rules, examples: Iterable[Mapping[str, Any]]) -> str:
    """All codes as one Markdown page: wordings, clause, advice, when silent, texts that raise or do not."""
    told: dict[str, tuple[list[str], list[str]]] = {}
    for example in examples:
        raising, silent = told.setdefault(example["code"], ([], []))
        if example["in"] != "bare":
            (raising if example["quotes"] else silent).append(" ".join(example["text"].removeprefix("- ").split()))
    parts = [
        "# Nhận xét về văn bản",
        "",
        "Trang này do lệnh `phongtrao check --rules` viết ra từ gói `findings/findings`; sửa gói, đừng sửa trang.",
        "Mức: lỗi (phải sửa trước khi ban hành), cần xem, ghi chú. Quy tắc thể thức của Nghị định 30/2020/NĐ-CP chỉ là",
        "ghi chú đối với văn bản của Đảng, Mặt trận, đoàn thể.",
        "",
        "| Mã | Nhận xét | Mức | Điều khoản |",
        "|---|---|---|---|",
        *(
            f"| [{r.code}](#{r.code}) | {r.title} | {SEVERITIES[r.severity]} | {r.clause} |"
            for r in rules.rules.values()
        ),
    ]
    for rule in rules.rules.values():
        raising, silent = told.get(rule.code, ([], []))
        parts += [
            "",
            f"## {rule.code}",
            "",
            f"**{rule.title}** ({SEVERITIES[rule.severity]}). {rule.clause[:1].upper()}{rule.clause[1:]}.",
            "",
        ]
        parts += [f"- Câu nêu ra: {text}" for text in rule.messages.values()]
        parts += [f"- Nên: {rule.advice}", f"- Im lặng khi: {rule.silent}"]
        parts += [f"- Ví dụ bị nêu: {text}" for text in raising[:2]]
        parts += [f"- Ví dụ không bị nêu: {text}" for text in silent[:2]]
    return "\n".join(parts) + "\n"
