"""Bring a ledger to the newest schema, or say why that cannot be."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from saksi.errors import LedgerError
from saksi.store.schema import SCHEMA

FOLDER = Path(__file__).with_name("migrations")


def version_of(connection: Connection) -> str | None:
    """The schema version a ledger was written with, or null when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def upgrade(connection: Connection, path: Path) -> None:
    """Run the missing migrations inside the caller's transaction: all of them or none.

    Raises LedgerError when the ledger was written by a newer program.
    """
    version = version_of(connection)
    if version == SCHEMA:
        return
    if version is not None and version > SCHEMA:
        raise LedgerError(
            f"{path} was written by a newer Saksi (schema {version}; this one knows up to {SCHEMA}). "
            "It was left untouched; upgrade with `pip install --upgrade saksi`."
        )
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
