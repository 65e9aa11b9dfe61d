"""Judged rows as JSON lines: the claim as the contract writes it, where it stands, and what was decided about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from saksi.contract import plain, to_json
from saksi.judgements.rows import JudgedRow

_AROUND = ("article", "document", "url", "publisher", "published", "sentence", "quote", "start", "end")
_DECIDED = ("decision", "decided_by", "decided_at", "why", "event", "trace")


def export(rows: Iterable[JudgedRow], out: BinaryIO) -> int:
    """Write one object a line; returns how many."""
    count = 0
    for row in rows:
        around = {column: row.cells[column] for column in _AROUND}
        decided = {column: row.cells[column] for column in _DECIDED}
        corrections = [plain(one) for one in row.judgements if one.action == "correct"]
        line = {"noun": row.noun, "claim": plain(row.claim), **around, **decided, "corrections": corrections}
        out.write(to_json(line).encode("utf-8") + b"\n")
        count += 1
    return count
