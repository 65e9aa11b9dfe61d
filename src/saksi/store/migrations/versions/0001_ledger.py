"""The first ledger. A migration is frozen once released: it never refers to :mod:`saksi.store.schema`, which moves on."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table of schema 0001."""
    op.create_table(
        "article",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("source_id", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.CheckConstraint("version >= 1", name="ck_document_version"),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name="fk_document_article"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.UniqueConstraint("article", "version", name="uq_document_article"),
    )
    op.create_table(
        "reading",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("superseded_by", sa.Integer),
        sa.Column("main", sa.Text),
        sa.Column("document_json", sa.Text, nullable=False),
        sa.Column("extra", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name="fk_reading_document"),
        sa.ForeignKeyConstraint(["superseded_by"], ["reading.seq"], name="fk_reading_superseded_by"),
        sa.PrimaryKeyConstraint("seq", name="pk_reading"),
        sa.UniqueConstraint("document", "digest", name="uq_reading_document"),
    )
    current = sa.text("superseded_by IS NULL")
    op.create_index("uq_reading_current", "reading", ["document"], unique=True, sqlite_where=current, postgresql_where=current)
    op.create_table(
        "claim",
        sa.Column("reading", sa.Integer, nullable=False),
        sa.Column("noun", sa.Text, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        sa.Column("exact", sa.Text),
        sa.Column("json", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["reading.seq"], name="fk_claim_reading"),
        sa.PrimaryKeyConstraint("reading", "noun", "ordinal", name="pk_claim"),
    )
    op.create_index("ix_claim_id", "claim", ["id"])
    op.create_table(
        "judgement",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("noun", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_judgement"),
        sa.UniqueConstraint("id", name="uq_judgement_id"),
    )
    op.create_index("ix_judgement_article", "judgement", ["article"])
    op.create_table(
        "name",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("other", sa.Text),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("claims", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_name"),
    )
    op.create_index("ix_name_name", "name", ["name"])
    op.create_table(
        "skipped",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("file", sa.Text),
        sa.Column("line", sa.Integer),
        sa.Column("what", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_skipped"),
    )
