"""Judged rows as CSV (RFC 4180, UTF-8), and edited CSV back as cells.

A cell that a spreadsheet would take for a formula gets an apostrophe in front; reading takes it off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from saksi.errors import SourceError
from saksi.judgements.rows import COLUMNS, Cell, JudgedRow

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")
_BOM = b"\xef\xbb\xbf"


def guarded(cell: Cell) -> Cell:
    """A cell no spreadsheet takes for a formula. :func:`bared` gives the cell back."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(_DANGEROUS) else cell


def bared(cell: str) -> str:
    """The cell that was guarded; an apostrophe that guards nothing is the person's own."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_DANGEROUS) else cell


def export(rows: Iterable[JudgedRow], out: BinaryIO, *, bom: bool = False) -> int:
    """Write rows, the header first; returns how many. With ``bom`` Excel takes the file for the UTF-8 that it is."""
    if bom:
        out.write(_BOM)
    count = 0
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([guarded(row.cells[column]) for column in COLUMNS])
        count += 1
        out.write(buffer.getvalue().encode("utf-8"))
        buffer.seek(0)
        buffer.truncate()
    out.write(buffer.getvalue().encode("utf-8"))
    return count


def read(path: str | Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The rows of an edited file with their numbers, as a spreadsheet counts them: the header is row 1.

    Comma, semicolon and tab are told apart by the header. Raises SourceError when it is no UTF-8 CSV with a column claim_id.
    """
    try:
        text = Path(path).read_bytes().removeprefix(_BOM).decode("utf-8")
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}.", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise SourceError("is not UTF-8.", file=str(path), hint="Save it as CSV UTF-8.") from error
    head = text.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as error:
        raise SourceError(f"is not valid CSV: {error}.", file=str(path), hint="Export again and repeat the edit.") from error
    header = [name.strip() for name in records[0]] if records else []
    if "claim_id" not in header:
        raise SourceError("has no column claim_id.", file=str(path), line=1, hint="Edit a file that `saksi export` wrote.")
    for number, record in enumerate(records[1:], start=2):
        yield number, {name: bared(cell) for name, cell in zip(header, record, strict=False) if name}


__all__ = ["bared", "export", "guarded", "read"]
