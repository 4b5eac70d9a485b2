"""Alerts that are to be sent and were, and by which sentences they were told.

Revision ID: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None

text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, empty."""
    named = ("id", "rule", "event", "occasion", "target", "made_at", "due_at", "next_at", "error", "doc")
    op.create_table(
        "alerts",
        *(sa.Column(name, text, nullable=False) for name in named),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", text),
        sa.Column("failed_at", text),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("alerts_once", "alerts", ["rule", "event", "occasion", "target"], unique=True)
    op.create_index("alerts_made", "alerts", ["made_at", "id"])
    op.create_index("alerts_waiting", "alerts", ["sent_at", "failed_at", "next_at"])
    op.create_table(
        "alerts_told",
        *(sa.Column(name, text, nullable=False) for name in ("rule", "occasion", "anchor")),
        sa.PrimaryKeyConstraint("rule", "occasion", "anchor"),
        sqlite_with_rowid=False,
    )
