"""Pages of words → one text: rows, letterhead and foot put together by column, tables by row, paragraphs by line.

The form is that of a text taken from a Word document (« | cell | cell | » for a row of a table, the left column of a
letterhead before the right one), so that one reader reads every carrier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from phongtrao.core.layout.columns import Band, find_bands
from phongtrao.core.layout.overlays import without_edges, without_overflow, without_panels
from phongtrao.core.layout.paragraphs import Flow, flow_of, goes_on, goes_on_over_pages
from phongtrao.core.layout.rows import Row, Segment, Spot, level_spots, rows_of, usual_height
from phongtrao.core.layout.tables import Cells, Strip, Table, cell_joined, find_table
from phongtrao.core.layout.words import LaidOut, PageWords
from phongtrao.core.layout.writing import Writer
from phongtrao.core.text.markers import read_marker

Block = Table | Band | list[Row]


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    blocks: list[Block]


def lay_out(pages: Sequence[PageWords]) -> LaidOut:
    """One text out of all pages, in their order; never fails. Words of overlays and page edges are left out."""
    usual = [usual_height(page.words) for page in pages]
    rows = without_edges(
        [
            (max(1.0, page.height), rows_of(without_panels(level_spots(page)), height))
            for page, height in zip(pages, usual, strict=True)
        ]
    )
    rows = without_overflow(rows)
    laid: list[_Page] = []
    strips: tuple[Strip, ...] = ()
    for page, found, height in zip(pages, rows, usual, strict=True):
        blocks = list(_blocks(found, height, strips))
        last = blocks[-1] if blocks else None
        strips = last.strips if isinstance(last, Table) else ()
        laid.append(_Page(page.number, blocks))
    laid = _tables_joined(laid)
    flow = flow_of([block for page in laid for block in page.blocks if isinstance(block, list)])
    writer = Writer(pages)
    before: list[Row] | None = None
    for page_laid in laid:
        writer.begin_page(page_laid.number)
        before = _write_page(writer, page_laid, flow, before)
    return writer.laid_out()


def _blocks(rows: Sequence[Row], usual: float, strips: Sequence[Strip]) -> Iterator[Block]:
    """Tables, bands of two columns and runs of lines, from top to bottom."""
    start = at = 0
    while at < len(rows):
        found = find_table(rows, at, usual, strips if at == 0 else ())
        if found is None or found[1] == at:
            at += 1
            continue
        yield from _lines_and_bands(rows[start:at])
        table, at = found
        start = at
        yield table
    yield from _lines_and_bands(rows[start:])


def _lines_and_bands(rows: Sequence[Row]) -> Iterator[Block]:
    done = 0
    for band in find_bands(rows):
        if band.start > done:
            yield list(rows[done : band.start])
        yield band
        done = band.end
    if done < len(rows):
        yield list(rows[done:])


def _tables_joined(pages: list[_Page]) -> list[_Page]:
    """A table that goes on over pages: the same head once, a row that was cut put together where it began."""
    holder: list[Block] = []  # the blocks of the page whose last one is the table begun last
    before: Table | None = None
    known: tuple[Cells, ...] = ()  # the head of that table, wherever it was printed first
    for page in pages:
        blocks = page.blocks
        first = blocks[0] if blocks else None
        if before is not None and isinstance(first, Table):
            holder[-1], blocks[0] = before, first = _joined(before, _headless(first, known))
        last = blocks[-1] if blocks else None
        if isinstance(last, Table):
            known = last.head or known
        if not isinstance(last, Table):
            before = None
        elif last.rows or before is None or len(blocks) > 1:
            holder, before = blocks, last
    return pages


def _headless(table: Table, known: tuple[Cells, ...]) -> Table:
    """Without the head when it is printed again; what stands below it is the rest of the row that was cut."""
    if not table.head or len(table.head) != len(known) or len(table.head[-1]) != len(known[-1]):
        return table
    told = [(_told(above), _told(below)) for above, below in zip(known[-1], table.head[-1], strict=True)]
    if any(below[: len(above)] != above for above, below in told):
        return table
    rest = tuple(cell[len(above) :] for cell, (above, _) in zip(table.head[-1], told, strict=True))
    return replace(table, head=(), rest=tuple(map(cell_joined, rest, table.rest)))


def _joined(before: Table, table: Table) -> tuple[Table, Table]:
    if table.head or not before.rows or len(before.strips) != len(table.strips) or not any(table.rest):
        return before, table
    last = tuple(map(cell_joined, before.rows[-1], table.rest))
    return replace(before, rows=(*before.rows[:-1], last)), replace(table, rest=())


def _told(cell: Sequence[Spot]) -> list[str]:
    return [spot.text for spot in cell]


def _write_page(writer: Writer, page: _Page, flow: Flow, before: list[Row] | None) -> list[Row] | None:
    """Writes the blocks of a page; gives back the lines that the next page may go on with."""
    for block in page.blocks:
        if isinstance(block, Table):
            _write_table(writer, block)
            before = None
        elif isinstance(block, Band):
            _write_column(writer, block.left)
            _write_column(writer, block.right)
            writer.part("\n\n")
            before = None
        else:
            _write_lines(writer, block, flow, before)
            before = block
    return before


def _write_lines(writer: Writer, rows: list[Row], flow: Flow, before: list[Row] | None) -> None:
    for at, row in enumerate(rows):
        over_pages = not at and before is not None and goes_on_over_pages(before, rows, flow)
        if over_pages or (at and goes_on(rows, at, flow)):
            writer.go_on()
        else:
            writer.part("\n")
        for place, segment in enumerate(row.segments):
            if place:
                writer.part(" ")
            writer.words(segment.spots)


def _write_column(writer: Writer, lines: Sequence[Segment]) -> None:
    """Lines of one column of a letterhead or foot; a line that a narrow column broke goes on."""
    items = sum(read_marker(line.text) is not None for line in lines)
    before = ""
    for line in lines:
        text = line.text
        goes = text[:1].islower() or (
            items > 1
            and read_marker(text) is None
            and re.match(r"\s*[-–+•]", before) is not None
            and not before.endswith((";", ".", ":", ","))
        )
        if before and goes:
            writer.go_on()
            before = f"{before} {text}"
        else:
            writer.part("\n")
            before = text
        writer.words(line.spots)


def _write_table(writer: Writer, table: Table) -> None:
    rows = [*table.head, *([table.rest] if any(table.rest) else []), *table.rows]
    for at, cells in enumerate(rows):
        writer.part("\n\n" if at == 0 and table.head else "\n")
        writer.literal("|")
        for cell in cells:
            writer.literal(" ")
            writer.words(_without_strokes(cell))
            writer.literal(" |")
    writer.part("\n\n")


def _without_strokes(cell: Sequence[Spot]) -> list[Spot]:
    """A stroke inside a cell would be read as its end."""
    return [spot._replace(text=spot.text.replace("|", "/")) if "|" in spot.text else spot for spot in cell]
