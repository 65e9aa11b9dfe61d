"""The journal of judgements: ``LEDGER.judgements.jsonl``, one judgement a line, only ever appended to."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from saksi.contract import to_json
from saksi.errors import LedgerError
from saksi.judgements import judgement_id
from saksi.types import Judgement


class Lines(NamedTuple):
    """What stands in a journal: its judgements in order, and what is wrong with the other lines (``file:line: ...``)."""

    judgements: tuple[Judgement, ...]
    problems: tuple[str, ...]


def journal_of(ledger: Path) -> Path:
    """Where the journal of a ledger stands."""
    return ledger.with_name(ledger.name + ".judgements.jsonl")


def read_journal(path: Path) -> Lines:
    """The judgements of a journal; an absent one is empty. A line that is none is reported, never dropped from the file."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Lines((), ())
    except OSError as error:
        raise LedgerError(f"{path} cannot be read: {error.strerror}. Check its permissions.") from error
    judgements: list[Judgement] = []
    problems: list[str] = []
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            found = msgspec.json.decode(line, type=Judgement)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            problems.append(f"{path}:{number}: not a judgement: {error}. The line was kept; mend it and open the ledger again.")
            continue
        if found.id != judgement_id(found):
            problems.append(f"{path}:{number}: the id does not belong to the content, so somebody changed it. The line was kept.")
            continue
        judgements.append(found)
    return Lines(tuple(judgements), tuple(problems))


def append_journal(path: Path, judgements: Iterable[Judgement]) -> None:
    """Append judgements in one write and wait until they are on the disk. A torn last line is closed first, not overwritten."""
    lines = "".join(to_json(one) + "\n" for one in judgements).encode("utf-8")
    if not lines:
        return
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            size = os.fstat(descriptor).st_size
            if size and os.pread(descriptor, 1, size - 1) != b"\n":
                lines = b"\n" + lines
            while lines:
                lines = lines[os.write(descriptor, lines) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        what = f"{path} cannot be written: {error.strerror}. The judgements are safe in the ledger itself;"
        raise LedgerError(f"{what} the journal is completed when the ledger is next opened.") from error
