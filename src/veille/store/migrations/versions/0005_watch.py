"""What is watched: the state of sources, and the items that they listed.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None

text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _column(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, text, nullable=null)


def upgrade() -> None:
    """Make the two tables, empty."""
    op.create_table(
        "watch_sources",
        *(_column(name) for name in ("name", "url", "host", "due", "owner", "until")),
        *(_column(name, null=True) for name in ("etag", "last_modified", "asked_at", "item_at", "error", "error_at")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("gap_seconds", "failures")),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_index("watch_sources_due", "watch_sources", ["due"])
    op.create_index("watch_sources_host", "watch_sources", ["host"])
    op.create_table(
        "watch_items",
        *(_column(name) for name in ("source", "id", "url", "state", "first_seen")),
        *(_column(name, null=True) for name in ("title", "published", "updated", "due", "etag", "last_modified")),
        *(_column(name, null=True) for name in ("snapshot", "article", "error")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("attempts", "visits")),
        sa.Column("fresh", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("source", "id"),
        sa.ForeignKeyConstraint(["source"], ["watch_sources.name"]),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshots.sha256"]),
    )
    op.create_index("watch_items_due", "watch_items", ["source", "due"])
    op.create_index("watch_items_article", "watch_items", ["article"])
