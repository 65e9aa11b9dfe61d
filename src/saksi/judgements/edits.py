"""What a person changed in exported rows, as corrections and decisions; and what could not be taken over, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from saksi.judgements.rows import COLUMNS, DECISIONS, EDITABLE, JudgedRow, editable, recall, rest_of, written
from saksi.types import Noun

_NUMBERED = ("number", "qualifier")
_BOUNDS = ("low", "best", "high")


class Edit(NamedTuple):
    """One change: in which row of the file, of which claim, which field (null for a decision), the new value, and why."""

    row: int
    claim: str
    column: str
    field: str | None
    value: str | None
    why: str | None


class Edits(NamedTuple):
    """The edits of a file in order, and its problems (``row N: ...``). A problem never keeps the other rows from being read."""

    edits: tuple[Edit, ...]
    problems: tuple[str, ...]


def find_edits(file: Iterable[tuple[int, Mapping[str, object]]], present: Mapping[str, JudgedRow]) -> Edits:
    """Compare the rows of a file (row number, cells by column) with the present rows by claim id.

    An edit is a cell that differs from what was exported. Where the ledger has changed the same value since, to something else,
    that is reported and not overwritten.
    """
    edits: list[Edit] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    unknown: set[str] = set()
    for number, cells in file:
        for column in cells:
            if column not in COLUMNS and column not in unknown:
                unknown.add(column)
                problems.append(f"column {column!r} is unknown and was not read. Columns: {', '.join(COLUMNS)}.")
        claim = written(cells.get("claim_id"))
        if not claim and not any(written(cell) for cell in cells.values()):
            continue
        if claim in seen:
            problems.append(f"row {number}: claim {claim} stands in row {seen[claim]} already; this row was not read.")
            continue
        seen[claim] = number
        row = present.get(claim)
        if row is None:
            what = f"claim {claim!r} is not in the ledger" if claim else "there is no claim_id"
            problems.append(f"row {number}: {what}; it may have been read anew since. Export again and repeat the edit.")
            continue
        found, wrong = _row(number, cells, row)
        edits += found
        problems += [f"row {number}: {one}" for one in wrong]
    return Edits(tuple(edits), tuple(problems))


def _row(number: int, cells: Mapping[str, object], row: JudgedRow) -> tuple[list[Edit], list[str]]:
    problems: list[str] = []
    base = recall(str(cells.get("exported") or ""))
    if base is None or base.get("digest") != rest_of(row.noun, cells):
        problems += _closed(cells, row)
    changed: dict[str, str] = {}
    for column in editable(row.noun):
        if column not in cells:
            continue
        theirs, ours = written(cells[column]), written(row.cells[column])
        before = ours if base is None else base.get(column, "")
        if theirs in (before, ours) or (column == "decision" and not theirs and ours == "unsure"):
            continue
        if ours != before:
            was, now = before or "empty", ours or "empty"
            problems.append(
                f"column {column}: {was!r} was exported, the ledger now says {now!r}, the file {theirs!r}. Not taken over."
            )
            continue
        changed[column] = theirs
    why = written(cells.get("why")) or None
    edits = [Edit(number, row.claim.id, column, field, value, why) for column, field, value in _fields(row.noun, changed, cells)]
    decision, problem = _decision(changed, row)
    if problem:
        problems.append(problem)
    if decision is not None:
        edits.append(Edit(number, row.claim.id, "decision", None, decision, why))
    return edits, problems


def _closed(cells: Mapping[str, object], row: JudgedRow) -> list[str]:
    """Cells for reading only that differ from what the ledger says."""
    allowed = {*editable(row.noun), "decided_by", "decided_at", "event", "trace", "exported"}
    changed = [c for c in COLUMNS if c in cells and c not in allowed and written(cells[c]) != written(row.cells[c])]
    return [f"column {c} of {row.noun} rows is for reading only; the change to it was not taken over." for c in changed]


def _fields(noun: Noun, changed: Mapping[str, str], cells: Mapping[str, object]) -> list[tuple[str, str, str | None]]:
    """Column, field and value of each changed value. A new number or qualifier alone gives a new quantity with its bounds."""
    out: list[tuple[str, str, str | None]] = []
    whole = any(column in changed for column in _NUMBERED) and not any(column in changed for column in _BOUNDS)
    if whole:
        column = next(column for column in _NUMBERED if column in changed)
        out.append((column, "quantity", _quantity(cells, changed)))
    for column, value in changed.items():
        field = EDITABLE[noun].get(column)
        if field is not None and not (whole and column in _NUMBERED):
            out.append((column, field, value or None))
    return out


def _quantity(cells: Mapping[str, object], changed: Mapping[str, str]) -> str:
    number, qualifier = written(cells.get("number")), written(cells.get("qualifier"))
    if "number" in changed and number and "qualifier" not in changed and qualifier in _WITHOUT_NUMBER:
        qualifier = "exact"  # a number was put where there was only a word
    if qualifier == "between":
        return f"{written(cells.get('low'))}-{written(cells.get('high'))}"
    if qualifier in _WITHOUT_NUMBER:
        return qualifier
    return number if qualifier in ("exact", "") else f"{qualifier} {number}".strip()


_WITHOUT_NUMBER = (
    *("teens", "tens", "dozens", "hundreds", "thousands", "tens_of_thousands", "hundreds_of_thousands", "millions"),
    *("some", "none", "unspecified", "between"),
)


def _decision(changed: Mapping[str, str], row: JudgedRow) -> tuple[str | None, str | None]:
    """The decision a row makes, if any, or what is wrong with it."""
    if "decision" in changed:
        decision = changed["decision"].lower() or "unsure"
        if decision not in DECISIONS:
            return None, f"column decision cannot be {changed['decision']!r}. It takes: {', '.join(DECISIONS)}, or nothing."
        return decision, None
    if set(changed) == {"why"}:
        now = written(row.cells["decision"])
        if now in DECISIONS:
            return now, None
        return None, "column why gives a reason but nothing is decided or corrected. Fill in decision as well."
    return None, None
