"""Users, the sessions of their browsers and the tokens of their programs.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None

text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, empty."""
    op.create_table(
        "users",
        sa.Column("name", text, nullable=False),
        sa.Column("role", text, nullable=False),
        sa.Column("password", text, nullable=False),
        sa.Column("made_at", text, nullable=False),
        sa.Column("password_at", text, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "sessions",
        sa.Column("key", text, nullable=False),
        sa.Column("name", text, nullable=False),
        sa.Column("made_at", text, nullable=False),
        sa.Column("until", text, nullable=False),
        sa.ForeignKeyConstraint(["name"], ["users.name"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("sessions_name", "sessions", ["name"], unique=False)
    op.create_table(
        "tokens",
        sa.Column("key", text, nullable=False),
        sa.Column("id", text, nullable=False),
        sa.Column("name", text, nullable=False),
        sa.Column("role", text, nullable=False),
        sa.Column("label", text, nullable=False),
        sa.Column("made_at", text, nullable=False),
        sa.Column("until", text, nullable=True),
        sa.ForeignKeyConstraint(["name"], ["users.name"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("tokens_name", "tokens", ["name"], unique=False)
