"""Files that a person gave with a record by hand: a photograph, a scan, a recording."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of the files of exhibits."""
    op.create_table(
        "exhibit",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_exhibit"),
        sa.UniqueConstraint("article", "digest", name="uq_exhibit_article"),
    )
