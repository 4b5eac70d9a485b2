"""The tables of a record, the same on SQLite and PostgreSQL.

Kept: snapshots, sightings, articles, mentions, judgements; users with sessions and tokens.
Rebuildable: stories, events and the side tables that lists are served from.
Whole values stand in `doc` as JSON (codec.py); columns beside it are what lists filter and sort by. Text search has two more
tables, `article_words` and `mention_words`, that only the migrations create: FTS5 on SQLite, tsvector on PostgreSQL.
Days and times are ISO 8601 text, which sorts as it should.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, text
from sqlalchemy import Text as AnyText

metadata = MetaData()
#: text that sorts by its code points on every database
Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")

snapshots = Table(
    "snapshots",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("codec", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

#: every time that bytes came from somewhere; `published` and `language` are what the user gave over the page, "" for nothing
sightings = Table(
    "sightings",
    metadata,
    Column("snapshot", Text, ForeignKey("snapshots.sha256"), primary_key=True),
    Column("source", Text, primary_key=True),
    Column("published", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("read_at", Text, nullable=False),
    Column("url", Text),
    Column("media_type", Text),
    Column("article", Text, nullable=False),
    Index("sightings_article", "article"),
    Index("sightings_source", "source", "read_at"),
)

articles = Table(
    "articles",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("page", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("superseded", Boolean, nullable=False),
    Column("withdrawn_at", Text),
    Column("snapshot", Text, ForeignKey("snapshots.sha256"), nullable=False),
    Column("source", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("known_on", Text, nullable=False),
    Column("site", Text),
    Column("language", Text, nullable=False),
    Column("doc", Text, nullable=False),
    Index("articles_page", "page"),
    Index("articles_known", "superseded", "known_on", "id", "read_at"),
    Index("articles_site", "site", "known_on", "id"),
    Index("articles_given", "site", "known_on", "superseded", "withdrawn_at"),
    Index("articles_language", "language", "known_on", "id"),
    Index("articles_rules", "rules", "id"),
    Index("articles_read", "read_at", "id"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("article", Text, ForeignKey("articles.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("known_on", Text, nullable=False),
    Column("superseded", Boolean, nullable=False),
    Column("doc", Text, nullable=False),
    Index("mentions_article", "article", "position"),
    Index("mentions_known", "superseded", "known_on", "id"),
    Index("mentions_kind", "kind", "superseded", "known_on", "id"),
)

#: where joining put an article; it may outlast the article until the next join
article_views = Table(
    "article_views",
    metadata,
    Column("article", Text, primary_key=True),
    Column("origin", Text),
    Column("story", Text),
    Index("article_views_origin", "origin", "article"),
    Index("article_views_story", "story", "article"),
)

#: where joining put a mention; it may outlast the mention until the next join
event_members = Table(
    "event_members",
    metadata,
    Column("mention", Text, primary_key=True),
    Column("event", Text, nullable=False),
    Column("article", Text, nullable=False),
    Index("event_members_event", "event", "mention"),
    Index("event_members_article", "article", "event"),
)

#: keys under which joining finds articles that may have to do with one another
article_keys = Table(
    "article_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("article", Text, primary_key=True),
    Index("article_keys_article", "article", "key"),
    sqlite_with_rowid=False,
)

#: pages that newer rules call otherwise than judgements do
renamed_pages = Table(
    "renamed_pages",
    metadata,
    Column("page", Text, primary_key=True),
    Column("now", Text, nullable=False),
    Index("renamed_pages_now", "now"),
)

#: what a mention is found by: facet "actor", "place" or "source", and a term (terms.py)
mention_terms = Table(
    "mention_terms",
    metadata,
    Column("facet", Text, primary_key=True),
    Column("term", Text, primary_key=True),
    Column("known_on", Text, primary_key=True),
    Column("mention", Text, primary_key=True),
    Index("mention_terms_mention", "mention"),
    sqlite_with_rowid=False,
)

#: articles whose mentions are not joined to the record's events yet, with the number of the change that asks for it
pending = Table(
    "pending", metadata, Column("article", Text, primary_key=True), Column("change", Integer, nullable=False)
)

#: named numbers: "views" counts the times that views were saved, "changes" the changes that ask for joining
counters = Table("counters", metadata, Column("name", Text, primary_key=True), Column("value", Integer, nullable=False))

#: named notes: "scheme" is the version of the joining that the views and keys are of
notes = Table("notes", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

#: the last change of every article, story, event and judgement: `number` counts changes, `revision` those of this one;
#: `gone` is a tombstone, `now` the event or story that holds what it held
changes = Table(
    "changes",
    metadata,
    Column("thing", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("now", Text),
    Index("changes_number", "number", "thing", "id"),
    Index("changes_at", "at"),
    sqlite_with_rowid=False,
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("undoes", Text),
    Column("doc", Text, nullable=False),
    Index("judgements_at", "at", "id"),
    Index("judgements_by", "by", "at", "id"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("first_known", Text, nullable=False),
    Column("last_known", Text, nullable=False),
    Column("doc", Text, nullable=False),
    Index("stories_known", "last_known", "id", "first_known"),
)

#: `on_day` is when it happened, or when it was first known where nobody says; `last_day` closes a vague period (days.py)
events = Table(
    "events",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("state", Text),
    Column("story", Text),
    Column("on_day", Text, nullable=False),
    Column("last_day", Text, nullable=False),
    Column("first_known", Text, nullable=False),
    Column("last_known", Text, nullable=False),
    Column("deadline", Text),
    Column("conflicting", Boolean, nullable=False),
    Column("review", Boolean, nullable=False),
    Column("doc", Text, nullable=False),
    Index("events_day", "on_day", "id", "first_known", "last_day"),
    Index("events_kind", "kind", "on_day", "id", "first_known", "last_day"),
    Index("events_state", "state", "on_day", "id"),
    Index("events_story", "story", "on_day", "id"),
    Index("events_known", "first_known", "id"),
    Index("events_learned", "last_known", "id"),
    Index("events_deadline", "deadline", "id"),
    Index("events_deadline_kind", "kind", "deadline", "id"),
    Index(
        "events_undated",
        *("state", "on_day", "id", "kind"),
        sqlite_where=text("deadline IS NULL"),
        postgresql_where=text("deadline IS NULL"),
    ),
    Index("events_conflicting", "conflicting", "on_day", "id"),
    Index("events_review", "review", "on_day", "id"),
)

event_terms = Table(
    "event_terms",
    metadata,
    Column("facet", Text, primary_key=True),
    Column("term", Text, primary_key=True),
    Column("on_day", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("first_known", Text, nullable=False),
    Column("last_day", Text, nullable=False),
    Index("event_terms_kind", "facet", "term", "kind", "on_day", "event"),
    Index("event_terms_event", "event", "facet", "term"),
    sqlite_with_rowid=False,
)

#: who takes part in an event as an actor or a recipient, or speaks of it as a source: one row for an entity and event
event_actors = Table(
    "event_actors",
    metadata,
    Column("entity", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("on_day", Text, nullable=False),
    Column("first_known", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("actor", Boolean, nullable=False),
    Column("recipient", Boolean, nullable=False),
    Column("source", Boolean, nullable=False),
    Column("name", Text, nullable=False),
    Column("country", Text),
    Index("event_actors_event", "event"),
    Index("event_actors_days", "entity", "on_day", "first_known", "kind"),
    sqlite_with_rowid=False,
)

#: how many events an entity is in, by kind; `role` is "" for any
actor_totals = Table(
    "actor_totals",
    metadata,
    Column("role", Text, primary_key=True),
    Column("entity", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("events", Integer, nullable=False),
    Column("first_day", Text, nullable=False),
    Column("last_day", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("country", Text),
    Index("actor_totals_entity", "entity"),
    sqlite_with_rowid=False,
)

#: who says what of an event (record.Statement)
statements = Table(
    "statements",
    metadata,
    Column("event", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("voice", Text, nullable=False),
    Column("source", Text),
    Column("term", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("mention", Text, nullable=False),
    Column("doc", Text, nullable=False),
    Index("statements_day", "day", "event", "position"),
    Index("statements_voice", "voice", "day", "event", "position"),
    Index("statements_source", "source", "day", "event", "position"),
    Index("statements_term", "term", "day", "event", "position"),
    Index("statements_kind", "kind", "day", "event", "position"),
)

#: who may use the record when it is served beyond this machine (accounts.py); secrets stand here as hashes only
users = Table(
    "users",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("password_at", Text, nullable=False),
)
sessions = Table(
    "sessions",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, ForeignKey("users.name", ondelete="CASCADE"), nullable=False),
    Column("made_at", Text, nullable=False),
    Column("until", Text, nullable=False),
    Index("sessions_name", "name"),
)
tokens = Table(
    "tokens",
    metadata,
    Column("key", Text, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, ForeignKey("users.name", ondelete="CASCADE"), nullable=False),
    Column("role", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("until", Text),
    Index("tokens_name", "name"),
)

#: addresses that readers keep to ask again; `owner` is "" on a server that nobody signs in to
searches = Table(
    "searches",
    metadata,
    Column("id", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Index("searches_owner", "owner", "label", unique=True),
)

#: what is watched: how it was last asked, when it is asked again, and who holds it meanwhile ("" is nobody)
watch_sources = Table(
    "watch_sources",
    metadata,
    Column("name", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("asked_at", Text),
    Column("item_at", Text),
    Column("due", Text, nullable=False),
    Column("gap_seconds", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("error", Text),
    Column("error_at", Text),
    Column("owner", Text, nullable=False),
    Column("until", Text, nullable=False),
    Index("watch_sources_due", "due"),
    Index("watch_sources_host", "host"),
)
#: what sources listed; `due` is when an item is asked for next, `NULL` for never; `snapshot` are the bytes of one that came with its list
watch_items = Table(
    "watch_items",
    metadata,
    Column("source", Text, ForeignKey("watch_sources.name"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("title", Text),
    Column("published", Text),
    Column("updated", Text),
    Column("fresh", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("visits", Integer, nullable=False),
    Column("first_seen", Text, nullable=False),
    Column("due", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("snapshot", Text, ForeignKey("snapshots.sha256")),
    Column("article", Text),
    Column("error", Text),
    Index("watch_items_due", "source", "due"),
    Index("watch_items_article", "article"),
)

#: what is to be told to whom (outbox.py): an alert and target a row; `due_at` is when, `next_at` when to try (again), `sent_at` when it was taken
alerts = Table(
    "alerts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("occasion", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("digest", Boolean, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("due_at", Text, nullable=False),
    Column("next_at", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("sent_at", Text),
    Column("failed_at", Text),
    Column("error", Text, nullable=False),
    Column("doc", Text, nullable=False),
    Index("alerts_once", "rule", "event", "occasion", "target", unique=True),
    Index("alerts_made", "made_at", "id"),
    Index("alerts_waiting", "sent_at", "failed_at", "next_at"),
)

#: by which sentence an occasion was told already, whatever its event is called now
alerts_told = Table(
    "alerts_told",
    metadata,
    Column("rule", Text, primary_key=True),
    Column("occasion", Text, primary_key=True),
    Column("anchor", Text, primary_key=True),
    sqlite_with_rowid=False,
)
