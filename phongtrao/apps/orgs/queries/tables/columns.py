"""The three tables of this room in Excel: bodies, people, places. Columns, and how a planned row is described."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from phongtrao.adapters.xlsx import CellKind, Column, Row, Table
from phongtrao.apps.orgs.enums import Role
from phongtrao.apps.orgs.queries.types import area_types, unit_types
from phongtrao.apps.orgs.rows import SheetLine, SheetPreview

UID = Column("uid", "Mã định danh", note="Để trống khi thêm mới; tệp xuất ra có sẵn, không sửa.", width=38)
FROM = Column("valid_from", "Từ ngày", CellKind.DATE, note="Để trống là hôm nay.", example=date(2026, 1, 1), width=12)


@cache
def body_columns() -> tuple[Column, ...]:
    """Bodies, one a row."""
    kinds = tuple(kind.vi for kind in unit_types().values())
    return (
        Column("name", "Tên cơ quan, đơn vị", required=True, example="Phòng Kinh tế", width=40, max_length=200),
        Column("short_name", "Tên gọi tắt", example="P. KT", max_length=80),
        Column("type", "Loại", CellKind.CHOICE, choices=kinds, note="Để trống thì suy từ tên.", width=30),
        Column(
            "area",
            "Địa bàn",
            note="Tên hoặc mã xã, phường, thôn; để trống là địa bàn của người nhập.",
            example="Xã Hòa An",
            width=30,
        ),
        Column("upper", "Trực thuộc", note="Tên cơ quan cấp trên trực tiếp.", example="UBND xã Hòa An", width=30),
        Column("professional", "Chỉ đạo nghiệp vụ", note="Tên cơ quan chỉ đạo về nghiệp vụ.", width=30),
        Column("decision", "Quyết định thành lập", example="15/QĐ-UBND, 05/01/2026", max_length=200),
        FROM,
        Column("valid_to", "Kết thúc từ ngày", CellKind.DATE, note="Chỉ ghi khi đơn vị không còn nữa.", width=12),
        UID,
    )


@cache
def people_columns() -> tuple[Column, ...]:
    """Posts and who holds them, one a row: a person with two posts has two rows with the same log-in name."""
    roles = tuple(str(label) for label in Role.labels)
    return (
        Column("full_name", "Họ và tên", required=True, example="Trần Thị Mẫu", width=28, max_length=120),
        Column("username", "Tên đăng nhập", note="Để trống thì tự đặt.", example="mautt", max_length=40),
        Column("role", "Vai trò", CellKind.CHOICE, required=True, choices=roles, example=roles[2], width=30),
        Column("title", "Chức vụ", required=True, example="Trưởng phòng", width=24, max_length=120),
        Column("body", "Cơ quan, đơn vị", required=True, example="Phòng Kinh tế", width=36, max_length=200),
        Column("area", "Địa bàn", note="Chỉ cần khi nhiều đơn vị trùng tên.", example="Xã Hòa An", width=24),
        Column("phone", "Điện thoại công vụ", max_length=20),
        FROM,
        Column("valid_to", "Thôi giữ từ ngày", CellKind.DATE, note="Chỉ ghi khi thôi chức vụ.", width=12),
        UID,
    )


@cache
def place_columns() -> tuple[Column, ...]:
    """Residential places, one a row."""
    kinds = ", ".join(kind.vi for kind in area_types().values() if kind.level == "residential")
    return (
        Column(
            "title", "Thôn, tổ dân phố", required=True, note=f"Ghi cả loại: {kinds}.", example="Thôn Đông", width=30
        ),
        Column(
            "parent",
            "Thuộc xã, phường",
            note="Tên hoặc mã; để trống là xã, phường của người nhập.",
            example="Xã Hòa An",
            width=30,
        ),
        Column("board", "Lập đơn vị đại diện", CellKind.YES_NO, note="Để giao việc cho thôn.", example=True, width=12),
        FROM,
        UID,
    )


@dataclass
class Plan:
    """What a table would do, row by row; `errors` are sentences with their cell, and with any nothing is done."""

    table: Table
    columns: Sequence[Column]
    lines: list[SheetLine] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def refuse(self, row: Row, key: str, message: str) -> None:
        """An error at one cell; a column that the file lacks is named by its heading."""
        column = next(column for column in self.columns if column.key == key)
        at = row.cell(column, self.table.columns) if key in self.table.columns else f"Dòng {row.number}"
        self.errors.append(f"{at}: {message}")

    def add(self, row: Row, name: str, action: str, changes: Sequence[str], step: Mapping[str, Any]) -> None:
        """A row that is understood: `action` new | changed | unchanged; `step` is what the operation carries out."""
        self.lines.append(SheetLine(row.number, name, action, tuple(changes)))
        if action != "unchanged":
            self.steps.append({"action": action, **step})

    def preview(self) -> SheetPreview:
        """For the page; `digest` tells whether a later plan of the same table would do the same."""
        errors = [*(str(error) for error in self.table.errors), *self.errors]
        said = json.dumps([[line.number, line.action, line.changes] for line in self.lines], ensure_ascii=False)
        return SheetPreview(
            lines=tuple(self.lines),
            errors=tuple(errors),
            ignored=self.table.ignored_headings,
            digest=hashlib.sha256(said.encode()).hexdigest(),
        )


def text_of(values: Mapping[str, object], key: str) -> str:
    """A cell as words with single blanks; empty when there is nothing."""
    value = values.get(key)
    return " ".join(str(value).split()) if value not in (None, False) else ""


def day_of(values: Mapping[str, object], key: str) -> date | None:
    value = values.get(key)
    return value if isinstance(value, date) else None
