"""Lists of articles, mentions and stories. Each function runs within the caller's transaction.

A list first finds the ids of its page in an index, in order, then fetches the values of those alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, exists, select

from veille.errors import QueryError
from veille.model import Mention
from veille.record import Filed, Story
from veille.store.base import (
    ActorFilter,
    ArticleFilter,
    ChangeFilter,
    EventFilter,
    MentionFilter,
    Page,
    StatementFilter,
    StoryFilter,
)
from veille.store.cursors import Query, continued, write_cursor
from veille.store.lookup import articles_by_id, mentions_by_id, stories_by_id
from veille.store.search import is_among, is_frequent, matching
from veille.store.tables import article_views, articles, event_members, mention_terms, mentions, stories
from veille.store.terms import term

T = TypeVar("T")
W = TypeVar("W", ArticleFilter, MentionFilter, EventFilter, StatementFilter, ActorFilter, StoryFilter, ChangeFilter)
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T[\d:]+Z)?$")
Fetch = Callable[[Connection, list[str]], Mapping[str, T]]


def page_of_ids(
    connection: Connection,
    query: Query,
    name: str,
    keys: list[ColumnElement[str]],
    fetch: Fetch[T],
    *,
    limit: int,
    after: str | None,
    ascending: bool = False,
) -> Page[T]:
    """One page: `query` selects the keys, of which the last is the id that `fetch` knows."""
    asked = continued(query, name, keys, after=after, ascending=ascending, limit=limit)
    rows = [list(row) for row in connection.execute(asked)]
    shown = rows[:limit]
    values = fetch(connection, [row[-1] for row in shown])
    following = write_cursor(name, shown[-1]) if len(rows) > limit else None
    return Page(tuple(values[row[-1]] for row in shown), following)


def list_articles(connection: Connection, wanted: ArticleFilter, *, limit: int, after: str | None) -> Page[Filed]:
    """Articles, newest first."""
    columns = articles.c
    query = select(columns.known_on, columns.id)
    if wanted.current:
        query = query.where(columns.superseded.is_(False))
    for column in ("site", "language", "page"):
        if getattr(wanted, column) is not None:
            query = query.where(columns[column] == getattr(wanted, column))
    for column in ("story", "origin"):
        if getattr(wanted, column) is not None:
            placed = select(article_views.c.article).where(article_views.c[column] == getattr(wanted, column))
            query = query.where(columns.id.in_(placed))
    if wanted.text is not None:
        query = query.where(columns.seq.in_(matching(connection, "article_words", wanted.text)))
    if wanted.read_until is not None:
        query = query.where(columns.read_at <= wanted.read_until)
    query = between(query, columns.known_on, wanted.since, wanted.until, wanted.as_of)
    keys: list[ColumnElement[str]] = [columns.known_on, columns.id]
    return page_of_ids(connection, query, "articles", keys, articles_by_id, limit=limit, after=after)


def checked(wanted: W) -> W:
    """The filter as given. Raises QueryError for a bound that is no day."""
    for field in fields(wanted):
        value = getattr(wanted, field.name)
        if field.name.endswith(("since", "until", "as_of")) and value is not None and not _DAY.match(value):
            raise QueryError(repr(value), f"{field.name} is no day", "write it as 2025-08-06")
    return wanted


def between(query: Query, day: ColumnElement[str], since: str | None, *until: str | None) -> Query:
    """The query with a day's bounds, both inclusive."""
    if since is not None:
        query = query.where(day >= since)
    for bound in until:
        if bound is not None:
            query = query.where(day <= bound)
    return query


def list_mentions(
    connection: Connection, wanted: MentionFilter, *, limit: int, after: str | None
) -> Page[tuple[str, Mention]]:
    """Mentions with their articles' ids, newest first."""
    columns = mentions.c
    facets = [(f, term(said)) for f in ("place", "source", "actor") if (said := getattr(wanted, f)) is not None]
    day: ColumnElement[str] = columns.known_on
    ident: ColumnElement[str] = columns.id
    query = select(day, ident)
    if facets:
        (facet, said), facets = facets[0], facets[1:]
        day, ident = mention_terms.c.known_on, mention_terms.c.mention
        query = select(day, ident).join_from(mention_terms, mentions, columns.id == ident)
        query = query.where(mention_terms.c.facet == facet, mention_terms.c.term == said)
    for facet, said in facets:
        other = mention_terms.alias()
        known = (other.c.known_on == columns.known_on, other.c.mention == columns.id)
        query = query.where(exists().where(other.c.facet == facet, other.c.term == said, *known))
    query = between(_mentions_asked(connection, query, wanted), day, wanted.since, wanted.until, wanted.as_of)
    return page_of_ids(connection, query, "mentions", [day, ident], mentions_by_id, limit=limit, after=after)


def _mentions_asked(connection: Connection, query: Query, wanted: MentionFilter) -> Query:
    columns = mentions.c
    if wanted.kinds:
        query = query.where(columns.kind.in_(wanted.kinds))
    if wanted.article is not None:
        query = query.where(columns.article == wanted.article)
    if wanted.event is not None:
        members = select(event_members.c.mention).where(event_members.c.event == wanted.event)
        query = query.where(columns.id.in_(members))
    if wanted.status is not None:
        query = query.where(columns.status == wanted.status)
    if wanted.current:
        query = query.where(columns.superseded.is_(False))
    if wanted.text is not None:
        query = query.where(columns.seq.in_(matching(connection, "mention_words", wanted.text)))
    return query


def list_stories(connection: Connection, wanted: StoryFilter, *, limit: int, after: str | None) -> Page[Story]:
    """Stories, the last to be added to first."""
    columns = stories.c
    query = select(columns.last_known, columns.id)
    if wanted.since is not None:
        query = query.where(columns.last_known >= wanted.since)
    for bound in (wanted.until, wanted.as_of):
        if bound is not None:
            query = query.where(columns.first_known <= bound)
    if wanted.text is not None:
        query = query.where(_told_in(connection, wanted.text))
    keys: list[ColumnElement[str]] = [columns.last_known, columns.id]
    return page_of_ids(connection, query, "stories", keys, stories_by_id, limit=limit, after=after)


def _told_in(connection: Connection, text: str) -> ColumnElement[bool]:
    """Whether an article of the story has the words."""
    found = matching(connection, "article_words", text)
    told = select(article_views.c.story).join(articles, articles.c.id == article_views.c.article)
    if not is_frequent(connection, found):
        return stories.c.id.in_(told.where(articles.c.seq.in_(found)))
    own = told.where(article_views.c.story == stories.c.id, is_among(articles.c.seq, found))
    return own.correlate_except(article_views, articles).exists()
