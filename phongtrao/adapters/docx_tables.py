"""Tables as lines: layout tables (letterhead, signature block) by column, other tables by row."""

from __future__ import annotations

from dataclasses import dataclass

from phongtrao.core.text.folding import fold

# A letterhead or a signature block is small; a table of duties is not.
_LAYOUT_COLUMNS = 3
_LAYOUT_ROWS = 8
# Short rows are filled up to the width of the table, which in a hostile file could be anything.
_PADDED_COLUMNS = 64
_LETTERHEAD = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc", "dang cong san viet nam")
_RECIPIENTS = ("noi nhan", "kinh gui")
_SIGNATURES = (
    "tm.",
    "kt.",
    "tl.",
    "tuq.",
    "q.",
    "chu tich",
    "pho chu tich",
    "truong cong an",
    "thu ky",
    "chu toa",
    "chu tri",
    "nguoi lap",
    "nguoi bao cao",
)
_ORDINALS = ("stt", "tt", "so tt", "so thu tu")


@dataclass(frozen=True, slots=True)
class Cell:
    """`columns`: grid columns that the cell spans; `continues`: it is the lower part of a cell merged downwards."""

    lines: list[str]
    columns: int = 1
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells; `has_lines`: borders are drawn."""

    rows: list[list[Cell]]
    has_lines: bool

    @property
    def width(self) -> int:
        return max((sum(cell.columns for cell in row) for row in self.rows), default=0)


def is_layout(grid: Grid) -> bool:
    """Whether the table only places text side by side (letterhead, signature block, box around a text).

    It does when it has one column; when it is small and names the country, the recipients or a signature; or when it is
    small and draws no line. A first cell « STT » always means a table of rows.
    """
    if grid.width <= 1:
        return True
    lines = [fold(line) for row in grid.rows for cell in row for line in cell.lines]
    if not lines or lines[0].rstrip(".") in _ORDINALS:
        return not lines
    if any(line.startswith(_LETTERHEAD) for line in lines[:40]):
        return len(grid.rows) <= _LAYOUT_ROWS
    if grid.width > _LAYOUT_COLUMNS or len(grid.rows) > _LAYOUT_ROWS:
        return False
    if any(line.startswith(_RECIPIENTS) for line in lines):
        return True
    return not grid.has_lines and (len(grid.rows) <= 2 or any(line.startswith(_SIGNATURES) for line in lines))


def layout_lines(grid: Grid) -> list[str]:
    """Left column from top to bottom, then the next one, an empty line after the table.

    So « UBND XÃ … / Số: … » stays together, then « CỘNG HÒA … / Độc lập … / ngày … »; recipients before the signer.
    """
    columns: dict[int, list[str]] = {}
    for row in grid.rows:
        position = 0
        for cell in row:
            if not cell.continues:
                columns.setdefault(position, []).extend(cell.lines)
            position += cell.columns
    return [*(line for position in sorted(columns) for line in columns[position]), ""]


def row_lines(grid: Grid) -> list[str]:
    """« | cell | cell | » per row. A cell over several columns is followed by empty ones; the lower part of a cell
    merged downwards repeats its words, so that each row says all that holds for it. A stroke inside becomes « / ».

    Where a heading stands over two columns and its neighbours reach down beside it, the neighbours' words go to the
    lower row alone: « |  |  | Cơ quan |  | », then « | TT | Việc | Chủ trì | Phối hợp | ».
    """
    rows = _filled_rows(grid)
    for place in _reaching_down(grid):
        rows[0][place] = ""
    return ["", *(f"| {' | '.join(row)} |" for row in rows if any(row)), ""]


def _filled_rows(grid: Grid) -> list[list[str]]:
    above: dict[int, str] = {}
    width = min(grid.width, _PADDED_COLUMNS)
    rows: list[list[str]] = []
    for row in grid.rows:
        shown: list[str] = []
        for cell in row:
            text = " / ".join(cell.lines).replace("|", "/")
            if cell.continues and not text:
                text = above.get(len(shown), "")
            above[len(shown)] = text
            shown.extend([text, *[""] * (cell.columns - 1)])
        shown.extend([""] * (width - len(shown)))
        rows.append(shown)
    return rows


def _reaching_down(grid: Grid) -> list[int]:
    """Places in the first row whose cell goes on in the second, when the first row has a heading over columns."""
    if len(grid.rows) < 2 or all(cell.columns == 1 for cell in grid.rows[0]):
        return []
    starts = _places(grid.rows[0])
    return [place for place, cell in _places(grid.rows[1]).items() if cell.continues and place in starts]


def _places(row: list[Cell]) -> dict[int, Cell]:
    found: dict[int, Cell] = {}
    place = 0
    for cell in row:
        found[place] = cell
        place += cell.columns
    return found
