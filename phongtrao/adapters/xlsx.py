"""Tables in and out as .xlsx: bodies, places, people, readings of plans.

`read_table` gives rows with errors by cell (« B7: … »); `write_table` makes the template that it takes back.
"""

from phongtrao.adapters.xlsx_columns import CellError, CellKind, Column, Row, Table, Value, column_letters
from phongtrao.adapters.xlsx_in import read_sheets, read_table
from phongtrao.adapters.xlsx_out import Sheet, write_sheets, write_table

__all__ = [
    "CellError",
    "CellKind",
    "Column",
    "Row",
    "Sheet",
    "Table",
    "Value",
    "column_letters",
    "read_sheets",
    "read_table",
    "write_sheets",
    "write_table",
]
