"""The tables of a ledger. Their names are the nouns of :mod:`saksi.types`; ``migrations/`` builds exactly this.

Portable SQL only: what is particular to one database stands in :mod:`saksi.store.sqlite`.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

SCHEMA = "0003"
"""The newest migration this program knows. A test keeps it equal to the head of ``migrations/versions``."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

article = Table("article", metadata, Column("id", Text, primary_key=True), Column("url", Text))

# A version of an article: text and what was known about it when it first came. What a pipeline finds in it (credits, teasers,
# parts) belongs to the reading.
document = Table(
    "document",
    metadata,
    Column("id", Text, primary_key=True),
    Column("article", Text, ForeignKey("article.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("source_id", Text),
    Column("url", Text),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Text),
    Column("language", Text),
    Column("text", Text, nullable=False),
    UniqueConstraint("article", "version"),
    CheckConstraint("version >= 1", name="version"),
)

# ``document_json`` is the contract's document without its text, ``extra`` the contract's reading without document and claims.
reading = Table(
    "reading",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("document", Text, ForeignKey("document.id"), nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("superseded_by", Integer, ForeignKey("reading.seq")),
    Column("main", Text),
    Column("document_json", Text, nullable=False),
    Column("extra", Text, nullable=False),
    UniqueConstraint("document", "digest"),
)
# At most one reading of a document is current.
Index(
    "uq_reading_current",
    reading.c.document,
    unique=True,
    sqlite_where=reading.c.superseded_by.is_(None),
    postgresql_where=reading.c.superseded_by.is_(None),
)

claim = Table(
    "claim",
    metadata,
    Column("reading", Integer, ForeignKey("reading.seq"), primary_key=True),
    Column("noun", Text, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("id", Text, nullable=False, index=True),
    Column("start", Integer),
    Column("end", Integer),
    Column("exact", Text),
    Column("json", Text, nullable=False),
)

judgement = Table(
    "judgement",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("action", Text, nullable=False),
    Column("article", Text, nullable=False, index=True),
    Column("noun", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("json", Text, nullable=False),
)

name = Table(
    "name",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("name", Text, nullable=False, index=True),
    Column("key", Text),
    Column("kind", Text, nullable=False),
    Column("other", Text),
    Column("at", Text, nullable=False),
    Column("claims", Text, nullable=False),
)

skipped = Table(
    "skipped",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("file", Text),
    Column("line", Integer),
    Column("what", Text, nullable=False),
)

# A frozen state: its readings by row, and how far the tables that only grow had grown.
release = Table(
    "release",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("judgement", Integer, nullable=False),
    Column("names", Integer, nullable=False),
    Column("skipped", Integer, nullable=False),
    Column("json", Text, nullable=False),
)

release_reading = Table(
    "release_reading",
    metadata,
    Column("release", Integer, ForeignKey("release.seq"), primary_key=True),
    Column("reading", Integer, ForeignKey("reading.seq"), primary_key=True),
)

# What was derived at that time, so that a later program shows the figures that were cited: JSON lines, zlib.
release_events = Table(
    "release_events",
    metadata,
    Column("release", Integer, ForeignKey("release.seq"), primary_key=True),
    Column("policy", Text, primary_key=True),
    Column("events", LargeBinary, nullable=False),
)

# What is no longer shown, and what is shown again; only ever appended to.
takedown = Table(
    "takedown",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("article", Text, nullable=False, index=True),
    Column("action", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text, nullable=False),
)

# What came with a record by hand, byte for byte: a photograph, a scan, a recording.
exhibit = Table(
    "exhibit",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("article", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    UniqueConstraint("article", "digest"),
)
