"""Lists in pages: rows, and the cursor of those that follow. A cursor stays good while others write.

A page may be short, or empty, before the list ends: what analysts rejected, or nobody knew on the day asked about, is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from veille.model import Mention
from veille.record import Event, Filed, Judgement, Story, Voice
from veille.serve.asked import Asked, as_asked, event_filter, is_by, party_of, place_of, story_of
from veille.serve.claims import ClaimRow, ConflictRow, claim_row, conflict_rows, voiced
from veille.serve.told import Sources, headline
from veille.store.base import (
    ActorFilter,
    ActorRow,
    ArticleFilter,
    Change,
    ChangeFilter,
    EventStatement,
    MentionFilter,
    Order,
    StatementFilter,
    Store,
    StoryFilter,
    Thing,
)
from veille.store.cursors import read_cursor, write_cursor

T = TypeVar("T")
#: pages of the store that one page may look through
_LOOKS = 20


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """Rows of a list, and the cursor of those that follow; `None` at the end."""

    rows: tuple[T, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Sorting:
    """An order of events, turned round when `ascending`."""

    order: Order = "day"
    ascending: bool = False


def events_in(
    store: Store,
    asked: Asked,
    after: str | None = None,
    sorting: Sorting = Sorting(),
    *,
    conflicting: bool | None = None,
) -> Paged[Event]:
    """Events as they were known on the day asked about."""
    wanted = replace(event_filter(store, asked, sorting.order, sorting.ascending), conflicting=conflicting)
    found: list[Event] = []
    for _ in range(_LOOKS):
        page = store.list_events(wanted, limit=asked.limit - len(found), after=after)
        shown = as_asked(store, page.rows, asked)
        found += [e for e in shown if e.judged != "rejected" and (e.review or not asked.review)]
        after = page.next
        if after is None or len(found) >= asked.limit:
            break
    return Paged(tuple(found), after)


def mentions_in(
    store: Store, asked: Asked, wanted: MentionFilter, after: str | None = None
) -> Paged[tuple[str, Mention]]:
    """Mentions with their articles' ids, the newest first: of `wanted`, narrowed to what is asked."""
    wanted = replace(
        wanted,
        kinds=asked.kinds,
        actor=party_of(asked.actor) if asked.actor else None,
        place=place_of(asked.place) if asked.place else None,
        source=party_of(asked.source) if asked.source else None,
        text=asked.text,
        since=asked.since,
        until=asked.until,
        as_of=asked.as_of,
    )
    page = store.list_mentions(wanted, limit=asked.limit, after=after)
    return Paged(page.rows, page.next)


def articles_in(store: Store, asked: Asked, wanted: ArticleFilter, after: str | None = None) -> Paged[Filed]:
    """Articles, the newest first: of `wanted`, narrowed to what is asked."""
    wanted = replace(
        wanted,
        story=story_of(store, asked.story),
        text=asked.text,
        since=asked.since,
        until=asked.until,
        as_of=asked.as_of,
    )
    page = store.list_articles(wanted, limit=asked.limit, after=after)
    read = [f for f in page.rows if is_by(f.read_at, asked.read_by)]
    return Paged(tuple(_as_known(store, f, asked.as_of) for f in read) if asked.as_of else tuple(read), page.next)


def _as_known(store: Store, filed: Filed, day: str) -> Filed:
    """The article without what became of its page after a day."""
    later = filed.withdrawn_at is not None and filed.withdrawn_at[:10] > day
    superseded = filed.superseded and any(
        f.version > filed.version and f.known_on <= day for f in store.versions(filed.page)
    )
    return replace(filed, superseded=superseded, withdrawn_at=None if later else filed.withdrawn_at)


def stories_in(store: Store, asked: Asked, after: str | None = None) -> Paged[Story]:
    """Stories, the last to be added to first."""
    wanted = StoryFilter(asked.text, asked.since, asked.until, asked.as_of)
    page = store.list_stories(wanted, limit=asked.limit, after=after)
    if asked.as_of is None:
        return Paged(page.rows, page.next)
    days = {i: f.known_on for i, f in store.articles({a for story in page.rows for a in story.articles}).items()}
    return Paged(tuple(_by_then(story, days, asked.as_of) for story in page.rows), page.next)


def _by_then(story: Story, days: Mapping[str, str], day: str) -> Story:
    """The story without the articles that were not known yet; `days` has the day of each."""
    known = tuple(a for a in story.articles if days.get(a, "9999") <= day)
    return replace(story, articles=known, last_known=max((days[a] for a in known), default=story.first_known))


def actors_in(store: Store, asked: Asked, role: str | None = None, after: str | None = None) -> Paged[ActorRow]:
    """Parties by the number of their events."""
    wanted = ActorFilter(role, asked.kinds, story_of(store, asked.story), asked.since, asked.until, asked.as_of)
    page = store.list_actors(wanted, limit=asked.limit, after=after)
    return Paged(page.rows, page.next)


def claims_in(
    store: Store, asked: Asked, voice: Voice | None = None, event: str | None = None, after: str | None = None
) -> Paged[ClaimRow]:
    """Statements, the newest first; the outlets' own word where somebody denies the event, or when it is asked for."""
    source = party_of(asked.source) if asked.source else None
    wanted = StatementFilter(voice, source, asked.kinds, event, asked.since, asked.until, asked.as_of)
    found: list[ClaimRow] = []
    for _ in range(_LOOKS):
        page = store.list_statements(wanted, limit=asked.limit - len(found), after=after)
        found += _claim_rows(store, page.rows, asked, voice)
        after = page.next
        if after is None or len(found) >= asked.limit:
            break
    return Paged(tuple(found), after)


def _claim_rows(store: Store, rows: Sequence[EventStatement], asked: Asked, voice: Voice | None) -> Iterator[ClaimRow]:
    """The rows of those statements that are shown of events known on the day asked about."""
    events = store.events({row.event for row in rows})
    known = {e.id: e for e in as_asked(store, list(events.values()), asked) if e.judged != "rejected"}
    sources = Sources.of(store, known.values(), asked.language)
    told = {ident: headline(one, sources) for ident, one in known.items()}
    for row in rows:
        if row.event in known and row.statement in voiced(known[row.event], voice):
            yield claim_row(known[row.event], row.statement, told[row.event], sources)


def conflicts_in(store: Store, asked: Asked, after: str | None = None) -> Paged[ConflictRow]:
    """What articles differ on, of the latest events first; the limit counts events."""
    page = events_in(store, asked, after, conflicting=None if asked.is_replay else True)
    return Paged(tuple(conflict_rows(store, page.rows, asked)), page.next)


def changes_in(
    store: Store, things: Iterable[Thing], since: str | None, limit: int, after: str | None = None
) -> Paged[Change]:
    """What changed last, the oldest change first."""
    page = store.list_changes(ChangeFilter(tuple(things), since), limit=limit, after=after)
    return Paged(page.rows, page.next)


def judgements_in(store: Store, by: str | None, limit: int, after: str | None = None) -> Paged[Judgement]:
    """Judgements, the oldest first; those of one analyst when `by` names them."""
    found = [j for j in store.judgements() if by in (None, j.by)]
    return keyed("judgements", found, lambda j: (j.at, j.id), limit, after)


def keyed(
    name: str, rows: Sequence[T], key: Callable[[T], tuple[str, ...]], limit: int, after: str | None = None
) -> Paged[T]:
    """A page of rows that are all there, in the order of a key that is theirs alone. Raises QueryError for a cursor of another list."""
    ordered = sorted(rows, key=key)
    if after is not None:
        parts = len(key(ordered[0])) if ordered else None
        last = tuple(map(str, read_cursor(name, after, parts))) if parts else ()
        ordered = [row for row in ordered if key(row) > last]
    shown = ordered[:limit]
    return Paged(tuple(shown), write_cursor(name, list(key(shown[-1]))) if len(ordered) > limit else None)
