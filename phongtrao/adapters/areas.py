"""Lists of provinces and communes after 1 July 2025, brought to one shape.

Two sources: the package ``vietnam_provinces`` (its list is a draft) corrected by ``packs/places/facts``, and the
official list as a CSV file with the columns ``province_code,province,commune_code,commune,type``.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vietnam_provinces

from phongtrao.adapters.packs import PackSet
from phongtrao.core.orgs.area_types import AreaType, read_area_types, split_title
from phongtrao.core.orgs.place_facts import PlaceFacts, read_place_facts
from phongtrao.core.packs import PackError

COLUMNS = ("province_code", "province", "commune_code", "commune", "type")
_TYPES_OF_PACKAGE = {
    "tỉnh": "province",
    "thành phố trung ương": "city",
    "xã": "commune",
    "phường": "ward",
    "đặc khu": "special_zone",
}


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One dated version of one place.

    ``code``: 2 digits for a province, 5 for a commune, zero-padded. ``name`` without its type (« An Lạc »).
    ``type``: code of packs/areas/types. ``parent``: code of the province, empty for a province.
    Half-open: ``valid_from <= day < valid_to``, None = open.
    """

    code: str
    name: str
    type: str
    parent: str
    valid_from: date
    valid_to: date | None = None

    def valid_on(self, day: date) -> bool:
        """True when this version holds on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class InvalidAreaList(Exception):
    """A list that cannot be taken; ``errors`` names every wrong line, never empty. Nothing of it may be used."""

    def __init__(self, errors: tuple[PackError, ...]) -> None:
        self.errors = errors
        super().__init__("\n".join(str(error) for error in errors))


def rows_of_package(packs: PackSet) -> tuple[AreaRow, ...]:
    """All versions of all places: provinces first, then communes, by code and start.

    Raises :class:`InvalidAreaList` when the installed package is not the one that the facts correct, or a fact
    does not meet the place it speaks of: then the facts are stale and the list would be wrong silently.
    """
    facts = read_place_facts(packs.get("places/facts"))
    rows, errors = _corrected(_published(read_area_types(packs.get("areas/types")), facts.opened_on), facts)
    installed = version("vietnam-provinces")
    if installed != facts.package_version:
        message = f"gói vietnam-provinces bản {installed}, bảng sửa dành cho bản {facts.package_version}."
        errors.insert(0, _fact_error(message))
    dated, more = _dated(rows, facts)
    if errors or more:
        raise InvalidAreaList(tuple(errors + more))
    return _sorted(dated)


def rows_of_official_list(path: Path, packs: PackSet, *, valid_from: date) -> tuple[AreaRow, ...]:
    """Places of the official list in ``path``, all from ``valid_from`` on and open: provinces, then communes.

    UTF-8, with or without byte order mark. Raises :class:`InvalidAreaList` with every wrong line.
    """
    types = read_area_types(packs.get("areas/types"))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"tệp không phải UTF-8 (byte thứ {error.start}); hãy lưu lại dạng CSV UTF-8."
        raise InvalidAreaList((PackError(str(path), 1, message),)) from error
    reader = csv.reader(text.splitlines())
    header = next(reader, [])
    if tuple(cell.strip() for cell in header) != COLUMNS:
        message = f"dòng đầu là « {','.join(header)} »; cần đúng « {','.join(COLUMNS)} »."
        raise InvalidAreaList((PackError(str(path), 1, message),))
    listed = _Listed(str(path), types, valid_from)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            listed.take(reader.line_num, [" ".join(cell.split()) for cell in cells])
    if not listed.rows and not listed.errors:
        listed.errors.append(PackError(str(path), 1, "tệp không có dòng nào sau dòng tên cột."))
    if listed.errors:
        raise InvalidAreaList(tuple(listed.errors))
    return _sorted(listed.rows.values())


class _Listed:
    """Rows and errors gathered line by line from the official list."""

    def __init__(self, file: str, types: Sequence[AreaType], valid_from: date) -> None:
        self.file = file
        self.types = tuple(types)
        self.valid_from = valid_from
        self.rows: dict[str, AreaRow] = {}
        self.errors: list[PackError] = []

    def take(self, line: int, cells: list[str]) -> None:
        if len(cells) != len(COLUMNS):
            self.refuse(line, f"có {len(cells)} cột; cần {len(COLUMNS)} cột {', '.join(COLUMNS)}.")
            return
        province_code, province, commune_code, commune, kind = cells
        self._province(line, province_code, province)
        self._commune(line, commune_code, commune, kind, province_code)

    def refuse(self, line: int, message: str) -> None:
        self.errors.append(PackError(self.file, line, message))

    def _province(self, line: int, code: str, title: str) -> None:
        row = self._row(line, code, title, digits=2, level="province", parent="")
        known = self.rows.get(code)
        if row is None:
            return
        if known is not None and known != row:
            self.refuse(line, f"tỉnh {code} ghi là « {title} », dòng trước ghi « {known.name} »; hãy thống nhất.")
        self.rows.setdefault(code, row)

    def _commune(self, line: int, code: str, title: str, kind: str, province: str) -> None:
        row = self._row(line, code, title, digits=5, level="commune", parent=province)
        if row is None:
            return
        label = next(t.vi for t in self.types if t.code == row.type)
        if kind.casefold() != label:
            self.refuse(line, f"cột type ghi « {kind} » mà tên là « {title} »; hãy sửa một trong hai.")
        elif code in self.rows:
            self.refuse(line, f"mã {code} lặp lại, đã là « {self.rows[code].name} »; mỗi mã chỉ có một lần.")
        else:
            self.rows[code] = row

    def _row(self, line: int, code: str, title: str, *, digits: int, level: str, parent: str) -> AreaRow | None:
        if not (code.isascii() and code.isdigit() and len(code) == digits):
            example = "01" if digits == 2 else "00073"
            self.refuse(line, f"mã « {code} » phải đủ {digits} chữ số, ví dụ {example} (Excel hay bỏ số 0 ở đầu).")
            return None
        split = split_title(title, self.types)
        if split is None or split[0].level != level:
            labels = ", ".join(t.vi for t in self.types if t.level == level)
            self.refuse(line, f"tên « {title} » phải mở đầu bằng loại: {labels}.")
            return None
        return AreaRow(code, split[1], split[0].code, parent, self.valid_from)


def _published(types: Sequence[AreaType], opened_on: date) -> list[AreaRow]:
    """The package's own list, its codes as published; the file is JSON, its enums drop nothing we need."""
    rows: list[AreaRow] = []
    provinces: list[dict[str, Any]] = json.loads(
        Path(vietnam_provinces.NESTED_DIVISIONS_JSON_PATH).read_text(encoding="utf-8")
    )
    for province in provinces:
        code = f"{province['code']:02d}"
        rows.append(_published_row(province, code, "", types, opened_on))
        for ward in province["wards"]:
            rows.append(_published_row(ward, f"{ward['code']:05d}", code, types, opened_on))
    return rows


def _published_row(
    entry: dict[str, Any], code: str, parent: str, types: Sequence[AreaType], opened_on: date
) -> AreaRow:
    """« Phường  An Nhơn » → « An Nhơn »; a province stands in the package with its type or without."""
    title = " ".join(str(entry["name"]).split())
    split = split_title(title, tuple(types))
    return AreaRow(code, split[1] if split else title, _TYPES_OF_PACKAGE[entry["division_type"]], parent, opened_on)


def _corrected(published: Sequence[AreaRow], facts: PlaceFacts) -> tuple[list[AreaRow], list[PackError]]:
    """Draft codes replaced all at once (a code may be given up here and taken there), then spellings."""
    errors: list[PackError] = []
    moves = {fact.package: fact for fact in facts.renumbered}
    spellings = {fact.code: fact for fact in facts.spelled}
    rows: list[AreaRow] = []
    for row in published:
        move = moves.pop(row.code, None) if row.parent else None
        if move is not None and (move.province, move.name) != (row.parent, row.name):
            errors.append(_fact_error(f"mã {row.code} là « {row.name} » ({row.parent}), bảng sửa ghi « {move.name} »."))
        code = move.official if move else row.code
        spelling = spellings.pop(code, None)
        if spelling is not None and spelling.package != row.name:
            errors.append(_fact_error(f"mã {code} viết « {row.name} », bảng sửa ghi « {spelling.package} »."))
        rows.append(replace(row, code=code, name=spelling.name if spelling else row.name))
    errors += [_fact_error(f"mã {code} của bảng sửa không có trong gói.") for code in (*moves, *spellings)]
    seen: set[str] = set()
    for row in rows:
        if row.code in seen:
            errors.append(_fact_error(f"mã {row.code} có hai nơi sau khi sửa."))
        seen.add(row.code)
    return rows, errors


def _dated(rows: Iterable[AreaRow], facts: PlaceFacts) -> tuple[list[AreaRow], list[PackError]]:
    """Close the open version on the day of each change and open the next."""
    versions: dict[str, list[AreaRow]] = {row.code: [row] for row in rows}
    errors: list[PackError] = []
    for change in sorted(facts.changes, key=lambda change: change.on):
        known = versions.get(change.code)
        if known is None or known[-1].type == change.type:
            errors.append(_fact_error(f"thay đổi ngày {change.on} của mã {change.code} không khớp danh mục."))
            continue
        last = known.pop()
        known += [replace(last, valid_to=change.on), replace(last, type=change.type, valid_from=change.on)]
    return [row for known in versions.values() for row in known], errors


def _fact_error(message: str) -> PackError:
    return PackError("packs/places/facts.yaml", 1, message)


def _sorted(rows: Iterable[AreaRow]) -> tuple[AreaRow, ...]:
    return tuple(sorted(rows, key=lambda row: (bool(row.parent), row.code, row.valid_from)))
