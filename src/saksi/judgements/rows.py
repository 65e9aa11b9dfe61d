"""Claims as rows of a table that people read, edit and hand back. One row for each claim, one column for each value.

The columns that a noun lets people correct are in :data:`EDITABLE`; ``decision`` and ``why`` can be edited in every row. All
others are for reading. ``exported`` remembers what the row said when it was written, so that an edit is told from a change of
the ledger since then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from saksi.judgements.apply import decision_of
from saksi.judgements.fields import value_at
from saksi.text import digest
from saksi.types import Claim, Document, Judgement, Noun, evidence_of

Cell = str | int | None
LONGEST = 30_000
"""Code points a cell holds at most: a spreadsheet cuts at 32,767. What is longer ends in an ellipsis."""

_QUANTITY = {
    "number": "quantity.number",
    "low": "quantity.low",
    "best": "quantity.best",
    "high": "quantity.high",
    "qualifier": "quantity.qualifier",
}
_TIME = {"time_from": "time.earliest", "time_to": "time.latest"}
EDITABLE: dict[Noun, dict[str, str]] = {
    "attribution": {"stance": "stance"},
    "event": {
        "kind": "plover.type",
        "modes": "plover.modes",
        "actors": "actors",
        "recipients": "recipients",
        "place": "place",
        **_TIME,
        "realis": "realis",
        "historical": "historical",
        "certainty": "certainty",
        "voice": "voice",
    },
    "casualty": {
        "kind": "kind",
        **_QUANTITY,
        "who": "who",
        "side": "side",
        "by": "by",
        "place": "place",
        **_TIME,
        "realis": "realis",
        "historical": "historical",
        "certainty": "certainty",
        "scope": "scope",
        "voice": "voice",
    },
    "impact": {"kind": "effect", "object": "object", **_QUANTITY, "side": "side", "by": "by", "voice": "voice"},
    "control": {
        "kind": "relation",
        "place": "territory",
        "holder": "holder",
        "change": "change",
        "extent": "extent",
        "negated": "negated",
        **_TIME,
        "realis": "realis",
        "voice": "voice",
    },
}
"""For each noun: column, and the field it corrects."""

COLUMNS: tuple[str, ...] = (
    *("claim_id", "noun", "article", "document", "url", "publisher", "published", "sentence", "quote", "start", "end"),
    *("kind", "object", "number", "low", "best", "high", "qualifier", "who", "side", "by", "actors", "recipients", "modes"),
    *(
        "holder",
        "change",
        "extent",
        "negated",
        "place",
        "time_from",
        "time_to",
        "realis",
        "historical",
        "certainty",
        "scope",
        "voice",
    ),
    *("stance", "asserted_by", "decision", "decided_by", "decided_at", "why", "event", "trace", "exported"),
)
DECISIONS = ("accept", "reject", "unsure")
_VERDICT = ("decision", "why")
_DERIVED = {"decided_by", "decided_at", "event", "trace", "exported"}


class Told(NamedTuple):
    """What stands around a claim: its sentence, its speakers, their stances, the event it belongs to, and the trace."""

    sentence: str = ""
    speakers: Sequence[str] = ()
    stances: Sequence[str] = ()
    event: str | None = None
    trace: str = ""


NOTHING = Told()


class JudgedRow(NamedTuple):
    """One row of judged claims: its cells by column, and the claim they were made from."""

    cells: Mapping[str, Cell]
    noun: Noun
    claim: Claim
    judgements: tuple[Judgement, ...] = ()


def row_of(
    noun: Noun, claim: Claim, document: Document, judgements: tuple[Judgement, ...] = (), told: Told = NOTHING
) -> JudgedRow:
    """The row of one claim as judged, with the judgements in force on it."""
    at, whole = evidence_of(claim), decision_of(judgements)
    last = judgements[-1] if judgements else None
    reason = whole or last
    cells: dict[str, Cell] = dict.fromkeys(COLUMNS)
    cells |= {
        "claim_id": claim.id,
        "noun": noun,
        "article": document.article,
        "document": document.id,
        "url": document.url,
        "publisher": document.publisher,
        "published": document.published,
        "sentence": told.sentence or None,
        "quote": at.exact if at is not None else None,
        "start": at.start if at is not None else None,
        "end": at.end if at is not None else None,
        "stance": "; ".join(told.stances) or None,
        "asserted_by": "; ".join(told.speakers) or None,
        "decision": whole.action if whole is not None else None,
        "decided_by": last.by if last is not None else None,
        "decided_at": last.at if last is not None else None,
        "why": reason.why if reason is not None else None,
        "event": told.event,
        "trace": told.trace or None,
    }
    for column, path in EDITABLE[noun].items():
        value = value_at(noun, claim, path)
        cells[column] = int(value) if value is not None and value.isdigit() and column in _QUANTITY else value
    cells = {column: _short(cell) for column, cell in cells.items()}
    cells["exported"] = _remember(noun, cells)
    return JudgedRow(cells, noun, claim, judgements)


def editable(noun: Noun) -> tuple[str, ...]:
    """The columns of a noun's rows that a person may edit."""
    return (*EDITABLE[noun], *_VERDICT)


def written(cell: object) -> str:
    """A cell as compared: without regard to spacing, to ``16`` or ``16.0``, ``TRUE`` or ``true``."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = " ".join(str(cell).split())
    return text.lower() if text in ("TRUE", "FALSE", "True", "False") else text


def rest_of(noun: Noun, cells: Mapping[str, object]) -> str:
    """A digest of the cells that are for reading only."""
    closed = [column for column in COLUMNS if column not in editable(noun) and column not in _DERIVED]
    return digest(*(written(cells.get(column)) for column in closed))[:12]


def recall(exported: str) -> dict[str, str] | None:
    """What the editable cells said when the row was written, and under ``digest`` the rest; null when that is not to be had."""
    try:
        return msgspec.json.decode(exported, type=dict[str, str])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def _remember(noun: Noun, cells: Mapping[str, Cell]) -> str:
    said = {column: written(cells[column]) for column in editable(noun) if written(cells[column])}
    return msgspec.json.encode({**said, "digest": rest_of(noun, cells)}).decode()


def _short(cell: Cell) -> Cell:
    return cell[: LONGEST - 1] + "…" if isinstance(cell, str) and len(cell) > LONGEST else cell
