"""Saving where joining put articles: their origins and stories. Each function runs within the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, select

from veille.record import Story, Views
from veille.store.base import Ticket
from veille.store.changing import note_changes, note_gone, successors
from veille.store.codec import encode
from veille.store.lookup import docs_of, values_of
from veille.store.pending import await_joining
from veille.store.rows import Row, chunks, insert_rows
from veille.store.tables import article_views, articles, stories

#: an article's origin and story
Place = tuple[str | None, str | None]


def save_stories(connection: Connection, views: Views, ticket: Ticket, *, whole: bool) -> None:
    """Put stories and origins in the place of others; see Store.save_views."""
    new = {story.id: story for story in views.stories}
    touched = {*ticket.articles, *(article for story in views.stories for article in story.articles)}
    old = docs_of(connection, stories, None if whole else _stories_of(connection, touched) | set(new))
    docs = {ident: encode(story) for ident, story in new.items()}
    changed = {ident for ident, doc in docs.items() if old.get(ident) != doc}
    if not whole:
        held = values_of(connection, article_views.c.article, article_views.c.story, set(old) - set(new))
        await_joining(connection, held - touched)
    note_changes(connection, "story", changed)
    note_gone(connection, "story", set(old) - set(new), _successors(connection, set(old) - set(new), views))
    for batch in chunks(sorted(changed | (set(old) - set(new)))):
        connection.execute(delete(stories).where(stories.c.id.in_(batch)))
    insert_rows(connection, stories, [_story_row(new[ident], docs[ident]) for ident in sorted(changed)])
    standing = None if whole else _standing(connection, touched | set(views.origins), ticket, set(old))
    _place_articles(connection, views, standing)


def _stories_of(connection: Connection, ids: Iterable[str]) -> set[str]:
    return values_of(connection, article_views.c.story, article_views.c.article, ids)


def _successors(connection: Connection, gone: set[str], views: Views) -> dict[str, str]:
    """Old story -> the new one with most of its articles."""
    told = {article: story.id for story in views.stories for article in story.articles}
    return successors(connection, article_views.c.story, article_views.c.article, gone, told)


def _story_row(story: Story, doc: str) -> Row:
    return {"id": story.id, "first_known": story.first_known, "last_known": story.last_known, "doc": doc}


def _standing(connection: Connection, touched: set[str], ticket: Ticket, dropped: set[str]) -> dict[str, Place]:
    """The origin and story that touched articles keep where the views say nothing of them."""
    kept = {}
    for batch in chunks(sorted(touched)):
        for ident, origin, story in connection.execute(select(article_views).where(article_views.c.article.in_(batch))):
            kept[ident] = (origin, None if story in dropped else story)
    return {ident: (None, None) if ident in ticket.articles else kept.get(ident, (None, None)) for ident in touched}


def _place_articles(connection: Connection, views: Views, standing: Mapping[str, Place] | None) -> None:
    """Write each article's origin and story, of all or of those `standing`; those of articles that are gone are taken out."""
    told: Mapping[str, str] = {article: story.id for story in views.stories for article in story.articles}
    old = standing or {}
    if standing is None:
        connection.execute(delete(article_views))
    rows = []
    for batch in chunks(sorted({*old, *views.origins, *told})):
        connection.execute(delete(article_views).where(article_views.c.article.in_(batch)))
        for ident in connection.execute(select(articles.c.id).where(articles.c.id.in_(batch))).scalars():
            origin, story = old.get(ident, (None, None))
            rows.append((ident, views.origins.get(ident, origin), told.get(ident, story)))
    insert_rows(connection, article_views, [{"article": i, "origin": o, "story": s} for i, o, s in rows if o or s])
