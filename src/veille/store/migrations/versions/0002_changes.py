"""When what changed last. What an older record holds counts as changed when its tables are brought up to date.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from veille.store.days import utc_now

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_HELD = {"article": "articles", "event": "events", "judgement": "judgements", "story": "stories"}


def upgrade() -> None:
    """Make the table and note all that is there."""
    op.create_table(
        "changes",
        sa.Column("thing", text, nullable=False),
        sa.Column("id", text, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", text, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("now", text, nullable=True),
        sa.PrimaryKeyConstraint("thing", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("changes_number", "changes", ["number", "thing", "id"], unique=False)
    op.create_index("changes_at", "changes", ["at"], unique=False)
    for thing, table in _HELD.items():
        found = f'INSERT INTO changes (thing, id, number, "at", revision, gone) SELECT :thing, id, 0, :at, 0, :gone FROM {table}'
        op.get_bind().execute(sa.text(found), {"thing": thing, "at": utc_now(), "gone": False})
