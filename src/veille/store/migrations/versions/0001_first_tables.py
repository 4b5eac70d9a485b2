"""The first tables of a record.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables and the indexes of words."""
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        for name in ("article_words", "mention_words"):
            op.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', tokenize=\"unicode61 remove_diacritics 0\")"
            )
        return
    for name in ("article_words", "mention_words"):
        op.execute(f"CREATE TABLE {name} (seq integer PRIMARY KEY, words tsvector NOT NULL)")
        op.execute(f"CREATE INDEX {name}_words ON {name} USING gin (words)")


def _tables() -> None:

    op.create_table(
        "actor_totals",
        sa.Column("role", text, nullable=False),
        sa.Column("entity", text, nullable=False),
        sa.Column("kind", text, nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("first_day", text, nullable=False),
        sa.Column("last_day", text, nullable=False),
        sa.Column("name", text, nullable=False),
        sa.Column("country", text, nullable=True),
        sa.PrimaryKeyConstraint("role", "entity", "kind"),
        sqlite_with_rowid=False,
    )
    op.create_index("actor_totals_entity", "actor_totals", ["entity"], unique=False)
    op.create_table(
        "article_keys",
        sa.Column("key", text, nullable=False),
        sa.Column("article", text, nullable=False),
        sa.PrimaryKeyConstraint("key", "article"),
        sqlite_with_rowid=False,
    )
    op.create_index("article_keys_article", "article_keys", ["article", "key"], unique=False)
    op.create_table(
        "article_views",
        sa.Column("article", text, nullable=False),
        sa.Column("origin", text, nullable=True),
        sa.Column("story", text, nullable=True),
        sa.PrimaryKeyConstraint("article"),
    )
    op.create_index("article_views_origin", "article_views", ["origin", "article"], unique=False)
    op.create_index("article_views_story", "article_views", ["story", "article"], unique=False)
    op.create_table(
        "counters",
        sa.Column("name", text, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "event_actors",
        sa.Column("entity", text, nullable=False),
        sa.Column("event", text, nullable=False),
        sa.Column("on_day", text, nullable=False),
        sa.Column("first_known", text, nullable=False),
        sa.Column("kind", text, nullable=False),
        sa.Column("actor", sa.Boolean(), nullable=False),
        sa.Column("recipient", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Boolean(), nullable=False),
        sa.Column("name", text, nullable=False),
        sa.Column("country", text, nullable=True),
        sa.PrimaryKeyConstraint("entity", "event"),
        sqlite_with_rowid=False,
    )
    op.create_index("event_actors_days", "event_actors", ["entity", "on_day", "first_known", "kind"], unique=False)
    op.create_index("event_actors_event", "event_actors", ["event"], unique=False)
    op.create_table(
        "event_members",
        sa.Column("mention", text, nullable=False),
        sa.Column("event", text, nullable=False),
        sa.Column("article", text, nullable=False),
        sa.PrimaryKeyConstraint("mention"),
    )
    op.create_index("event_members_article", "event_members", ["article", "event"], unique=False)
    op.create_index("event_members_event", "event_members", ["event", "mention"], unique=False)
    op.create_table(
        "event_terms",
        sa.Column("facet", text, nullable=False),
        sa.Column("term", text, nullable=False),
        sa.Column("on_day", text, nullable=False),
        sa.Column("event", text, nullable=False),
        sa.Column("kind", text, nullable=False),
        sa.Column("first_known", text, nullable=False),
        sa.Column("last_day", text, nullable=False),
        sa.PrimaryKeyConstraint("facet", "term", "on_day", "event"),
        sqlite_with_rowid=False,
    )
    op.create_index("event_terms_event", "event_terms", ["event", "facet", "term"], unique=False)
    op.create_index("event_terms_kind", "event_terms", ["facet", "term", "kind", "on_day", "event"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", text, nullable=False),
        sa.Column("kind", text, nullable=False),
        sa.Column("status", text, nullable=False),
        sa.Column("state", text, nullable=True),
        sa.Column("story", text, nullable=True),
        sa.Column("on_day", text, nullable=False),
        sa.Column("last_day", text, nullable=False),
        sa.Column("first_known", text, nullable=False),
        sa.Column("last_known", text, nullable=False),
        sa.Column("deadline", text, nullable=True),
        sa.Column("conflicting", sa.Boolean(), nullable=False),
        sa.Column("review", sa.Boolean(), nullable=False),
        sa.Column("doc", text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("events_conflicting", "events", ["conflicting", "on_day", "id"], unique=False)
    op.create_index("events_day", "events", ["on_day", "id", "first_known", "last_day"], unique=False)
    op.create_index("events_deadline", "events", ["deadline", "id"], unique=False)
    op.create_index("events_deadline_kind", "events", ["kind", "deadline", "id"], unique=False)
    op.create_index("events_kind", "events", ["kind", "on_day", "id", "first_known", "last_day"], unique=False)
    op.create_index("events_known", "events", ["first_known", "id"], unique=False)
    op.create_index("events_learned", "events", ["last_known", "id"], unique=False)
    op.create_index("events_review", "events", ["review", "on_day", "id"], unique=False)
    op.create_index("events_state", "events", ["state", "on_day", "id"], unique=False)
    op.create_index("events_story", "events", ["story", "on_day", "id"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("id", text, nullable=False),
        sa.Column("at", text, nullable=False),
        sa.Column("by", text, nullable=False),
        sa.Column("action", text, nullable=False),
        sa.Column("undoes", text, nullable=True),
        sa.Column("doc", text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("judgements_at", "judgements", ["at", "id"], unique=False)
    op.create_index("judgements_by", "judgements", ["by", "at", "id"], unique=False)
    op.create_table(
        "mention_terms",
        sa.Column("facet", text, nullable=False),
        sa.Column("term", text, nullable=False),
        sa.Column("known_on", text, nullable=False),
        sa.Column("mention", text, nullable=False),
        sa.PrimaryKeyConstraint("facet", "term", "known_on", "mention"),
        sqlite_with_rowid=False,
    )
    op.create_index("mention_terms_mention", "mention_terms", ["mention"], unique=False)
    op.create_table(
        "notes",
        sa.Column("name", text, nullable=False),
        sa.Column("value", text, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "pending",
        sa.Column("article", text, nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("article"),
    )
    op.create_table(
        "renamed_pages",
        sa.Column("page", text, nullable=False),
        sa.Column("now", text, nullable=False),
        sa.PrimaryKeyConstraint("page"),
    )
    op.create_index("renamed_pages_now", "renamed_pages", ["now"], unique=False)
    op.create_table(
        "snapshots",
        sa.Column("sha256", text, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("codec", text, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "statements",
        sa.Column("event", text, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("voice", text, nullable=False),
        sa.Column("source", text, nullable=True),
        sa.Column("term", text, nullable=False),
        sa.Column("kind", text, nullable=False),
        sa.Column("day", text, nullable=False),
        sa.Column("mention", text, nullable=False),
        sa.Column("doc", text, nullable=False),
        sa.PrimaryKeyConstraint("event", "position"),
    )
    op.create_index("statements_day", "statements", ["day", "event", "position"], unique=False)
    op.create_index("statements_kind", "statements", ["kind", "day", "event", "position"], unique=False)
    op.create_index("statements_source", "statements", ["source", "day", "event", "position"], unique=False)
    op.create_index("statements_term", "statements", ["term", "day", "event", "position"], unique=False)
    op.create_index("statements_voice", "statements", ["voice", "day", "event", "position"], unique=False)
    op.create_table(
        "stories",
        sa.Column("id", text, nullable=False),
        sa.Column("first_known", text, nullable=False),
        sa.Column("last_known", text, nullable=False),
        sa.Column("doc", text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("stories_known", "stories", ["last_known", "id", "first_known"], unique=False)
    op.create_table(
        "articles",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", text, nullable=False),
        sa.Column("page", text, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", text, nullable=True),
        sa.Column("snapshot", text, nullable=False),
        sa.Column("source", text, nullable=False),
        sa.Column("read_at", text, nullable=False),
        sa.Column("rules", text, nullable=False),
        sa.Column("known_on", text, nullable=False),
        sa.Column("site", text, nullable=True),
        sa.Column("language", text, nullable=False),
        sa.Column("doc", text, nullable=False),
        sa.ForeignKeyConstraint(
            ["snapshot"],
            ["snapshots.sha256"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("articles_known", "articles", ["superseded", "known_on", "id", "read_at"], unique=False)
    op.create_index("articles_language", "articles", ["language", "known_on", "id"], unique=False)
    op.create_index("articles_page", "articles", ["page"], unique=False)
    op.create_index("articles_read", "articles", ["read_at", "id"], unique=False)
    op.create_index("articles_rules", "articles", ["rules", "id"], unique=False)
    op.create_index("articles_site", "articles", ["site", "known_on", "id"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("snapshot", text, nullable=False),
        sa.Column("source", text, nullable=False),
        sa.Column("published", text, nullable=False),
        sa.Column("language", text, nullable=False),
        sa.Column("read_at", text, nullable=False),
        sa.Column("url", text, nullable=True),
        sa.Column("media_type", text, nullable=True),
        sa.Column("article", text, nullable=False),
        sa.ForeignKeyConstraint(
            ["snapshot"],
            ["snapshots.sha256"],
        ),
        sa.PrimaryKeyConstraint("snapshot", "source", "published", "language"),
    )
    op.create_index("sightings_article", "sightings", ["article"], unique=False)
    op.create_index("sightings_source", "sightings", ["source", "read_at"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", text, nullable=False),
        sa.Column("article", text, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", text, nullable=False),
        sa.Column("status", text, nullable=False),
        sa.Column("known_on", text, nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.Column("doc", text, nullable=False),
        sa.ForeignKeyConstraint(
            ["article"],
            ["articles.id"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("mentions_article", "mentions", ["article", "position"], unique=False)
    op.create_index("mentions_kind", "mentions", ["kind", "superseded", "known_on", "id"], unique=False)
    op.create_index("mentions_known", "mentions", ["superseded", "known_on", "id"], unique=False)
