"""Releases: which readings a frozen state is made of, and what was derived from them. Take-downs: what is no longer shown."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of releases and of take-downs."""
    op.create_table(
        "release",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("judgement", sa.Integer, nullable=False),
        sa.Column("names", sa.Integer, nullable=False),
        sa.Column("skipped", sa.Integer, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_release"),
        sa.UniqueConstraint("name", name="uq_release_name"),
    )
    op.create_table(
        "release_reading",
        sa.Column("release", sa.Integer, nullable=False),
        sa.Column("reading", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["release"], ["release.seq"], name="fk_release_reading_release"),
        sa.ForeignKeyConstraint(["reading"], ["reading.seq"], name="fk_release_reading_reading"),
        sa.PrimaryKeyConstraint("release", "reading", name="pk_release_reading"),
    )
    op.create_table(
        "release_events",
        sa.Column("release", sa.Integer, nullable=False),
        sa.Column("policy", sa.Text, nullable=False),
        sa.Column("events", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["release"], ["release.seq"], name="fk_release_events_release"),
        sa.PrimaryKeyConstraint("release", "policy", name="pk_release_events"),
    )
    op.create_table(
        "takedown",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_takedown"),
    )
    op.create_index("ix_takedown_article", "takedown", ["article"])
