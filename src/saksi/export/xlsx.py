"""Judged rows as an Excel workbook, and an edited workbook back as cells. The same rows give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from saksi.errors import SourceError
from saksi.judgements.rows import COLUMNS, Cell, JudgedRow

_ROWS = 1_048_575
CREATED = datetime(2026, 1, 1)  # a workbook must have a date; a fixed one keeps the bytes the same
_WIDTHS = {"sentence": 60, "quote": 30, "asserted_by": 30, "trace": 60, "url": 30, "why": 30}
_HIDDEN = ("exported",)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def export(rows: Iterable[JudgedRow], out: BinaryIO) -> int:
    """Write a workbook with one sheet, its header frozen; returns how many rows. Text is never taken for a formula.

    Raises SourceError when there are more rows than a sheet holds.
    """
    book: Any = Workbook(write_only=True)
    sheet = book.create_sheet("claims")
    sheet.freeze_panes = "B2"
    for index, column in enumerate(COLUMNS, start=1):
        width = sheet.column_dimensions[get_column_letter(index)]
        width.width, width.hidden = _WIDTHS.get(column, 14), column in _HIDDEN
    sheet.append([typed_cell(sheet, column, bold=True) for column in COLUMNS])
    count = 0
    for row in rows:
        count += 1
        if count > _ROWS:
            raise SourceError(f"more than {_ROWS} rows do not fit a sheet.", hint="Export as CSV.")
        sheet.append([typed_cell(sheet, row.cells[column]) for column in COLUMNS])
    book.properties.creator, book.properties.created = "Saksi", CREATED
    buffer = io.BytesIO()
    book.save(buffer)
    same_bytes(buffer, out)
    return count


def typed_cell(sheet: Any, value: Cell | float, *, bold: bool = False) -> Any:
    """A cell whose text is never taken for a formula; null where there is no value."""
    if value is None:
        return None
    held: Any = _fit(value) if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, value=held)
    if isinstance(value, str):
        cell.data_type = "s"  # also what begins with an equals sign
    if bold:
        cell.font = Font(bold=True)
    return cell


def _fit(text: str) -> str:
    """Text as a workbook can hold it: control characters and what looks like an escape are written ``_x0008_``."""
    return _UNFIT.sub(lambda m: f"_x{ord(m.group()):04X}_", text)


def same_bytes(buffer: io.BytesIO, out: BinaryIO) -> None:
    """Copy a workbook with every date in it fixed."""
    stamp = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(?=<)")
    with zipfile.ZipFile(buffer) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in book.namelist():
            entry = zipfile.ZipInfo(name, CREATED.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            content = book.read(name)
            if name == "docProps/core.xml":
                content = stamp.sub(rb"\g<1>" + CREATED.isoformat().encode() + b"Z", content)
            copy.writestr(entry, content)


def read(path: str | Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The rows of the first sheet with their numbers: the header is row 1.

    Raises SourceError when it is no workbook with a column claim_id.
    """
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}.", file=str(path)) from error
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise SourceError(f"is not an Excel workbook: {error}.", file=str(path), hint="Save it as .xlsx.") from error
    try:
        records = book.worksheets[0].iter_rows(values_only=True)
        header = ["" if name is None else str(name).strip() for name in next(records, ())]
        if "claim_id" not in header:
            raise SourceError("has no column claim_id.", file=str(path), line=1, hint="Edit a file that `saksi export` wrote.")
        for number, record in enumerate(records, start=2):
            yield number, {name: _value(cell) for name, cell in zip(header, record, strict=False) if name}
    finally:
        book.close()


def _value(cell: object) -> object:
    """A cell as it was before a workbook took it: escapes undone, a date as ISO 8601."""
    if isinstance(cell, str):
        return _ESCAPED.sub(lambda m: chr(int(m.group(1), 16)), cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return cell


__all__ = ["CREATED", "export", "read", "same_bytes", "typed_cell"]
