"""The one place that knows SQLite: how a file is opened, recognised, locked, checked and shrunk."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from saksi.errors import LedgerError

APPLICATION_ID = 0x53414B53  # "SAKS", at byte 68 of every ledger
MAGIC = b"SQLite format 3\x00"
Error = (DBAPIError, sqlite3.Error)
BUSY_MS = 30_000
WRITE = "saksi_write"


def look_at(path: Path) -> None:
    """Refuse, before touching anything, a path that cannot be a ledger: a folder, or a file that is not SQLite's."""
    if path.is_dir():
        raise LedgerError(f"{path} is a folder. Name a ledger file in it, such as {path / 'ledger.saksi'}.")
    if not path.parent.is_dir():
        raise LedgerError(f"{path}: there is no folder {path.parent}. Create it first.")
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
    except FileNotFoundError:
        return
    except OSError as error:
        raise LedgerError(f"{path} cannot be read: {error.strerror}. Check its permissions.") from error
    if head and head != MAGIC:
        raise LedgerError(f"{path} is not a ledger: its first bytes are not those of a SQLite file. Name another file.")


def engine_for(path: Path) -> Engine:
    """An engine over one file: foreign keys on, waiting for a busy file, writes that lock at once."""
    url = URL.create("sqlite+pysqlite", database=str(path))
    # Nobody waits for another's connection: readers do not disturb each other, and writers wait at the file.
    engine = create_engine(url, connect_args={"timeout": BUSY_MS / 1000}, pool_size=20, max_overflow=-1)

    @event.listens_for(engine, "connect")
    def configure(dbapi: Any, _record: Any) -> None:
        dbapi.isolation_level = None  # the driver must not begin transactions on its own
        dbapi.execute("PRAGMA foreign_keys = ON")
        dbapi.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get(WRITE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def recognise(connection: Connection, path: Path) -> bool:
    """True when the file is a ledger, False when it is empty. Raises LedgerError when it belongs to another program."""
    if connection.exec_driver_sql("PRAGMA application_id").scalar_one() == APPLICATION_ID:
        return True
    if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one() == 0:
        return False
    raise LedgerError(f"{path} is a SQLite file of another program, not a ledger. It was left untouched; name another file.")


def claim_file(connection: Connection) -> None:
    """Mark an empty file as a ledger."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def prepare(engine: Engine) -> None:
    """Switch a recognised ledger to write-ahead logging, so that readers never wait for the writer."""
    _outside_transactions(engine, "PRAGMA journal_mode = WAL")


def find_damage(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong with the file; empty when nothing."""
    rows = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
    damage = [f"the file is damaged: {row}" for row in rows if row != "ok"]
    for table, rowid, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        damage.append(f"row {rowid} of {table} points at a row of {parent} that is not there")
    return damage


def shrink(engine: Engine) -> None:
    """Give the space of deleted rows back to the file system."""
    _outside_transactions(engine, "VACUUM")


def _outside_transactions(engine: Engine, statement: str) -> None:
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(statement)
        cursor.close()
    finally:
        connection.close()


def explain(error: Exception, path: Path) -> LedgerError:
    """A database error as a sentence: what, which file, what to do."""
    why = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    text = why.lower()
    if "locked" in text or "busy" in text:
        return LedgerError(f"{path} has been in use by another program for {BUSY_MS // 1000} seconds. Try again when it is done.")
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return LedgerError(f"{path} is damaged ({why}). Restore a backup; the judgements also stand in {path}.judgements.jsonl.")
    if "full" in text:
        return LedgerError(f"{path}: the disk is full. Free some space and repeat; nothing stored before was lost.")
    if "readonly" in text or "read-only" in text:
        return LedgerError(f"{path} may not be written. Check the permissions of the file and of its folder.")
    if "unable to open" in text:
        return LedgerError(f"{path} cannot be opened. Check that its folder exists and may be written.")
    return LedgerError(f"{path}: the database refused: {why}. Run `saksi check ledger {path}`.")
