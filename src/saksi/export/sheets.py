"""Any table as CSV or as sheets of an Excel workbook: text is never a formula, and the same rows give the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from saksi.export.csv import guarded
from saksi.export.xlsx import CREATED, same_bytes, typed_cell

Cell = str | int | float | None
_WIDE = 50
_LONG = 40  # characters from which a column is made wide


class Sheet(NamedTuple):
    """A table with its name: columns and rows, each row a mapping from column to value."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Mapping[str, Cell]]


def write_csv(sheet: Sheet, out: BinaryIO) -> int:
    """Write a sheet as CSV (RFC 4180, UTF-8), the header first; returns how many rows."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    for row in sheet.rows:
        values = (row.get(column) for column in sheet.columns)
        writer.writerow([guarded(value) if isinstance(value, str) else value for value in values])
    out.write(buffer.getvalue().encode("utf-8"))
    return len(sheet.rows)


def write_book(sheets: Iterable[Sheet], out: BinaryIO) -> None:
    """Write sheets as one Excel workbook, each with its header frozen."""
    book: Any = Workbook(write_only=True)
    for one in sheets:
        sheet = book.create_sheet(one.name[:31])
        sheet.freeze_panes = "A2"
        for index, column in enumerate(one.columns, start=1):
            longest = max((len(str(row.get(column) or "")) for row in one.rows[:200]), default=0)
            sheet.column_dimensions[get_column_letter(index)].width = _WIDE if longest > _LONG else 16
        sheet.append([typed_cell(sheet, column, bold=True) for column in one.columns])
        for row in one.rows:
            sheet.append([typed_cell(sheet, row.get(column)) for column in one.columns])
    book.properties.creator, book.properties.created = "Saksi", CREATED
    buffer = io.BytesIO()
    book.save(buffer)
    same_bytes(buffer, out)


__all__ = ["Cell", "Sheet", "write_book", "write_csv"]
