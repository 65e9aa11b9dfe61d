"""How a reading is laid down in rows and taken up again, and what is looked at before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert

from saksi import contract
from saksi.errors import LedgerError
from saksi.store.schema import claim, reading
from saksi.text import tokenize
from saksi.types import EventClaim, Reading, evidence_of

FIELDS: dict[str, str] = {
    "attribution": "attributions",
    "event": "events",
    "casualty": "casualties",
    "impact": "impacts",
    "control": "control",
}
_TELLING, _RUN, _SHARED = 20, 3, 0.2  # words a text must have; words of a run; share of runs that versions have in common


def insert_reading(connection: Connection, new: Reading, mark: str, old: int | None, at: str) -> int:
    """Lay down a reading and its claims; ``old`` is the current one it takes the place of. Returns its number."""
    body = contract.plain(new)
    head = {key: value for key, value in body.pop("document").items() if key != "text"}
    for field in FIELDS.values():
        del body[field]
    row = insert(reading).values(
        document=new.document.id,
        fingerprint=new.fingerprint,
        digest=mark,
        at=at,
        superseded_by=old,  # for the moment: one current reading a document, at every step
        main=new.main,
        document_json=contract.to_json(head),
        extra=contract.to_json(body),
    )
    key = connection.execute(row).inserted_primary_key
    assert key is not None
    seq = int(key[0])
    claims = []
    for noun, group in groupby(new.claims(), key=lambda pair: pair[0]):
        for ordinal, (_, one) in enumerate(group):
            spot = evidence_of(one)
            start, end, exact = (spot.start, spot.end, spot.exact) if spot is not None else (None, None, None)
            values = {"reading": seq, "noun": noun, "ordinal": ordinal, "id": one.id, "json": contract.claim_json(one)}
            claims.append({**values, "start": start, "end": end, "exact": exact})
    if claims:
        connection.execute(insert(claim), claims)
    return seq


def restore(row: Row[Any], claims: Sequence[Any], path: Path) -> Reading:
    """Take up a reading from its row and the rows of its claims. Raises LedgerError when they are damaged."""
    try:
        data = msgspec.json.decode(row.extra)
        data["document"] = {**msgspec.json.decode(row.document_json), "text": row.text}
        for field in FIELDS.values():
            data[field] = []
        for one in claims:
            data[FIELDS[one.noun]].append(msgspec.json.decode(one.json))
        return contract.restore(data, Reading, data["document"]["id"], row.text)
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        what = f"{path}: reading {row.seq} is damaged: {error}."
        raise LedgerError(f"{what} Run `saksi check ledger {path}`.") from error


def is_another(old: str, new: str) -> bool:
    """Whether two texts, both long enough to tell, have next to no runs of words in common."""
    runs = []
    for text in (old, new):
        words = [token.lower for token in tokenize(text) if token.is_word or token.is_number]
        if len(words) < _TELLING:
            return False
        runs.append({tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)})
    return len(runs[0] & runs[1]) < _SHARED * min(len(runs[0]), len(runs[1]))


def check_evidence(new: Reading) -> None:
    """Raises LedgerError when a claim does not stand in the text, or nothing carries it."""
    for noun, one in new.claims():
        if isinstance(one, EventClaim) and not one.mentions:
            raise LedgerError(f"event claim {one.id} of document {new.document.id} has no mention, so nothing carries it.")
        at = evidence_of(one)
        if at is None:
            continue
        if at.document != new.document.id or new.document.text[at.start : at.end] != at.exact:
            raise LedgerError(f"{noun} claim {one.id} does not stand in document {new.document.id}. Read the document again.")
