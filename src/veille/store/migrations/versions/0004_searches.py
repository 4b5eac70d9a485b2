"""Searches that readers keep.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None

text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table, empty, and indexes by which sites are counted and deadlines without a day found."""
    op.create_table(
        "searches",
        sa.Column("id", text, nullable=False),
        sa.Column("owner", text, nullable=False),
        sa.Column("label", text, nullable=False),
        sa.Column("address", text, nullable=False),
        sa.Column("made_at", text, nullable=False),
        sa.Column("seen_at", text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("searches_owner", "searches", ["owner", "label"], unique=True)
    op.create_index(
        "events_undated",
        "events",
        ["state", "on_day", "id", "kind"],
        sqlite_where=sa.text("deadline IS NULL"),
        postgresql_where=sa.text("deadline IS NULL"),
    )
    op.create_index(
        "articles_given", "articles", ["site", "known_on", "superseded", "withdrawn_at"], unique=False
    )
