"""Keeping what was read: snapshots, sightings, articles, mentions. Each function runs within the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Update, delete, select, update

from veille.model import Snapshot
from veille.record import Filed
from veille.store.base import Given, Outcome, Receipt, Sighting
from veille.store.changing import note_changes, note_gone
from veille.store.created import with_added
from veille.store.lookup import articles_by_id, sightings_of, versions_of
from veille.store.pages import ordered
from veille.store.pending import await_joining, await_rejoining
from veille.store.rows import (
    article_row,
    article_text,
    insert_rows,
    mention_row,
    sighting_of,
    sighting_row,
    standing,
    unnumbered,
)
from veille.store.search import drop_words, put_words
from veille.store.snapshots import keep_bytes
from veille.store.tables import article_keys, articles, mention_terms, mentions, renamed_pages, sightings
from veille.store.terms import terms_of

Q = TypeVar("Q", Select[Any], Update)


def file(connection: Connection, filed: Filed, snapshot: Snapshot, given: Given) -> Receipt:
    """Keep an article and where it came from; see Store.file."""
    keep_bytes(connection, snapshot)
    sighting = Sighting(
        filed.snapshot, filed.source, given, filed.read_at, filed.article.id, snapshot.url, snapshot.media_type
    )
    before = _sighted(connection, sighting)
    if before and before.article != sighting.article:
        _move(connection, before, filed)
        return Receipt(filed.article.id, "known")
    if before is None:
        insert_rows(connection, sightings, [sighting_row(sighting)])
    elif sighting.read_at < before.read_at:
        connection.execute(_where(update(sightings), sighting).values(read_at=sighting.read_at))
    else:
        filed = replace(filed, read_at=before.read_at)
    return Receipt(filed.article.id, _settle(connection, filed, sighting))


def refile(connection: Connection, old: str, filed: Filed, sighting: Sighting) -> None:
    """Put a new reading of a sighting in the place of an old one; see Store.refile."""
    _move(connection, replace(sighting, article=old), filed)


def withdraw(connection: Connection, page: str, at: str | None) -> bool:
    """Mark or unmark a page's newest version as withdrawn."""
    found = versions_of(connection, page)
    if not found or (found[-1].withdrawn_at is None) == (at is None):
        return False
    newest = found[-1].article.id
    connection.execute(update(articles).where(articles.c.id == newest).values(withdrawn_at=at))
    note_changes(connection, "article", [newest])
    await_rejoining(connection, [newest])
    return True


def _settle(connection: Connection, filed: Filed, sighting: Sighting) -> Outcome:
    """Insert the article, or replace its reading when this sighting is the one that it is told from."""
    filed = with_added(connection, filed)
    present = articles_by_id(connection, [filed.article.id]).get(filed.article.id)
    if present is None:
        _insert(connection, unnumbered(filed))
        await_joining(connection, [filed.article.id])
        return "version" if len(_renumber(connection, filed.page)) > 1 else "added"
    first = sightings_of(connection, filed.article.id)[0]
    told_from = (first.snapshot, first.source, first.given) == (sighting.snapshot, sighting.source, sighting.given)
    if told_from and unnumbered(replace(filed, rules=present.rules)) == unnumbered(present):
        connection.execute(update(articles).where(articles.c.id == filed.article.id).values(rules=filed.rules))
    elif told_from:
        _remove(connection, [present])
        _insert(connection, replace(unnumbered(filed), withdrawn_at=present.withdrawn_at))
        await_rejoining(connection, [filed.article.id])
        for page in sorted({present.page, filed.page}):
            _renumber(connection, page)
    return "known"


def add_again(connection: Connection, pages: Iterable[str]) -> None:
    """Give the versions of pages what analysts added to them, no more and no less."""
    for page in sorted(set(pages)):
        for present in versions_of(connection, page):
            filed = with_added(connection, present)
            if filed != present:
                _remove(connection, [present])
                _insert(connection, filed)
                await_rejoining(connection, [filed.article.id])


def _move(connection: Connection, sighting: Sighting, filed: Filed) -> None:
    """Give a sighting to the article that it is read as now; the old article goes when nothing else shows it."""
    new = replace(sighting, article=filed.article.id)
    before = articles_by_id(connection, [sighting.article])
    for page in {one.page for one in before.values()}:
        _rename(connection, page, filed.page)
    connection.execute(_where(update(sightings), sighting).values(article=new.article))
    _settle(connection, filed, new)
    old = before.get(sighting.article)
    if old is None or sighting.article == new.article:
        return
    if not sightings_of(connection, sighting.article):
        if old.withdrawn_at:
            withdraw(connection, filed.page, old.withdrawn_at)
        _remove(connection, [old])
        await_rejoining(connection, [old.article.id])
        connection.execute(delete(article_keys).where(article_keys.c.article == old.article.id))
        _renumber(connection, old.page)


def _rename(connection: Connection, old: str, new: str) -> None:
    """Note that newer rules call a page otherwise, so that what was judged on it is found."""
    if old != new:
        connection.execute(delete(renamed_pages).where(renamed_pages.c.page.in_([old, new])))
        connection.execute(update(renamed_pages).where(renamed_pages.c.now == old).values(now=new))
        insert_rows(connection, renamed_pages, [{"page": old, "now": new}])


def _insert(connection: Connection, filed: Filed) -> None:
    """Rows and index of an article and its mentions."""
    insert_rows(connection, articles, [article_row(filed)])
    note_changes(connection, "article", [filed.article.id])
    insert_rows(connection, mentions, [mention_row(filed, n, m) for n, m in enumerate(filed.mentions)])
    _insert_terms(connection, filed)
    numbers = _numbers(connection, filed)
    put_words(connection, "article_words", [(numbers[filed.article.id], article_text(filed.article))])
    put_words(connection, "mention_words", [(numbers[m.id], m.evidence.said) for m in filed.mentions])


def _remove(connection: Connection, gone: Sequence[Filed]) -> None:
    """Take articles and their mentions out; where joining put them stays known until the next join."""
    for filed in gone:
        numbers = _numbers(connection, filed)
        drop_words(connection, "article_words", [(numbers[filed.article.id], article_text(filed.article))])
        drop_words(connection, "mention_words", [(numbers[m.id], m.evidence.said) for m in filed.mentions])
        _delete_terms(connection, filed)
        connection.execute(delete(mentions).where(mentions.c.article == filed.article.id))
        connection.execute(delete(articles).where(articles.c.id == filed.article.id))
    note_gone(connection, "article", [filed.article.id for filed in gone])


def _numbers(connection: Connection, filed: Filed) -> dict[str, int]:
    """The row numbers of an article and its mentions, by id."""
    own = connection.execute(select(articles.c.id, articles.c.seq).where(articles.c.id == filed.article.id))
    theirs = connection.execute(select(mentions.c.id, mentions.c.seq).where(mentions.c.article == filed.article.id))
    return {str(ident): int(seq) for ident, seq in [*own, *theirs]}


def _renumber(connection: Connection, page: str) -> dict[str, int]:
    """Count a page's versions anew; those that changed await joining. Gives their numbers by article."""
    found = versions_of(connection, page)
    changed = [new for old, new in zip(_as_stored(found), ordered(found), strict=True) if old != new]
    for filed in changed:
        _restand(connection, filed)
    note_changes(connection, "article", [filed.article.id for filed in changed])
    await_rejoining(connection, (filed.article.id for filed in changed))
    return {filed.article.id: filed.version for filed in ordered(found)}


def _as_stored(found: Sequence[Filed]) -> list[Filed]:
    """The versions as they stand, in the order in which they will."""
    by_id = {filed.article.id: filed for filed in found}
    return [by_id[filed.article.id] for filed in ordered(found)]


def _restand(connection: Connection, filed: Filed) -> None:
    """Write what hangs on the other versions: number, superseded, day known."""
    columns = standing(filed)
    connection.execute(update(articles).where(articles.c.id == filed.article.id).values(columns))
    shared = {name: columns[name] for name in ("known_on", "superseded")}
    connection.execute(update(mentions).where(mentions.c.article == filed.article.id).values(shared))
    _delete_terms(connection, filed)
    _insert_terms(connection, filed)


def _insert_terms(connection: Connection, filed: Filed) -> None:
    insert_rows(
        connection,
        mention_terms,
        [
            {"facet": facet, "term": said, "known_on": filed.known_on, "mention": mention.id}
            for mention in filed.mentions
            for facet, said in sorted(terms_of(mention))
        ],
    )


def _delete_terms(connection: Connection, filed: Filed) -> None:
    ids = [mention.id for mention in filed.mentions]
    if ids:
        connection.execute(delete(mention_terms).where(mention_terms.c.mention.in_(ids)))


def _sighted(connection: Connection, sighting: Sighting) -> Sighting | None:
    """What is kept of these bytes from this source, if they were seen before."""
    row = connection.execute(_where(select(sightings), sighting)).mappings().first()
    return sighting_of(row) if row else None


def _where(query: Q, sighting: Sighting) -> Q:
    row = sighting_row(sighting)
    return query.where(*(column == row[column.name] for column in sightings.primary_key))
