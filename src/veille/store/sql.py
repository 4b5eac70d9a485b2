"""The store on SQLite and PostgreSQL: each method one transaction around a function of another module."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path

from veille.model import Mention, Snapshot
from veille.record import Event, Filed, Judgement, Story, Views
from veille.store import changing, counting, filing, judging, listing, listing_events, lookup, pending, viewing
from veille.store.accounts import SqlAccounts
from veille.store.base import (
    PAGE_ROWS,
    ActorFilter,
    ActorRow,
    ArticleFilter,
    Change,
    ChangeFilter,
    EventFilter,
    EventStatement,
    Figures,
    Given,
    MentionFilter,
    Page,
    Receipt,
    Sighting,
    SiteTally,
    StatementFilter,
    Store,
    StoryFilter,
    Tally,
    Thing,
    Ticket,
)
from veille.store.database import Database, database_url, exists
from veille.store.days import utc_now
from veille.store.outbox import SqlOutbox
from veille.store.schema import bring_up_to_date, no_record
from veille.store.searches import SqlSearches
from veille.store.snapshots import bytes_of
from veille.store.watched import SqlWatching


def open_store(place: str | Path, *, create: bool = False, now: Callable[[], str] = utc_now) -> Store:
    """The record at a path (SQLite) or a postgresql:// URL, brought to the tables of this version. `now` times its changes.

    Raises NoRecord when there is none and `create` is false, RecordTooNew, RecordBusy.
    """
    url = database_url(str(place))
    database = Database(url, now)
    if not create and not exists(url):
        raise no_record(database.where)
    try:
        bring_up_to_date(database, create=create)
    except BaseException:
        database.close()
        raise
    return SqlStore(database)


class SqlStore:
    """A record in a SQL database; see Store for what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.accounts = SqlAccounts(database)
        self.searches = SqlSearches(database)
        self.watching = SqlWatching(database)
        self.outbox = SqlOutbox(database)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    # filing

    def file(self, filed: Filed, snapshot: Snapshot, given: Given = Given()) -> Receipt:
        """Keep an article, its mentions, its bytes and where they came from."""
        with self._database.writing() as connection:
            return filing.file(connection, filed, snapshot, given)

    def refile(self, old: str, filed: Filed, sighting: Sighting) -> None:
        """Put a new reading in the place of an old one."""
        with self._database.writing() as connection:
            filing.refile(connection, old, filed, sighting)

    def withdraw(self, page: str, at: str | None) -> bool:
        """Mark a page's newest version as withdrawn, or as back."""
        with self._database.writing() as connection:
            return filing.withdraw(connection, page, at)

    # looking up

    def seen(self, snapshot: Snapshot, given: Given = Given()) -> str | None:
        """The article that these bytes from this source gave."""
        with self._database.reading() as connection:
            return lookup.seen(connection, snapshot, given)

    def sightings(self, article: str | None = None) -> Sequence[Sighting]:
        """Where bytes came from."""
        with self._database.reading() as connection:
            return lookup.sightings_of(connection, article)

    def snapshot(self, sighting: Sighting) -> Snapshot:
        """The bytes of a sighting, as they were acquired."""
        with self._database.reading() as connection:
            content = bytes_of(connection, sighting.snapshot)
        return Snapshot(sighting.source, content, sighting.snapshot, sighting.url, sighting.media_type)

    def articles(self, ids: Iterable[str]) -> dict[str, Filed]:
        """Filed articles by id."""
        with self._database.reading() as connection:
            return lookup.articles_by_id(connection, ids)

    def mentions(self, ids: Iterable[str]) -> dict[str, tuple[str, Mention]]:
        """Mentions by id, each with its article's id."""
        with self._database.reading() as connection:
            return lookup.mentions_by_id(connection, ids)

    def events(self, ids: Iterable[str]) -> dict[str, Event]:
        """Events by id."""
        with self._database.reading() as connection:
            return lookup.events_by_id(connection, ids)

    def stories(self, ids: Iterable[str]) -> dict[str, Story]:
        """Stories by id."""
        with self._database.reading() as connection:
            return lookup.stories_by_id(connection, ids)

    def versions(self, page: str) -> Sequence[Filed]:
        """The versions of a page, the first first."""
        with self._database.reading() as connection:
            return lookup.versions_of(connection, page)

    def event_of(self, mentions: Iterable[str]) -> dict[str, str]:
        """Mention id -> event id."""
        with self._database.reading() as connection:
            return lookup.events_of(connection, mentions)

    def origins(self, articles: Iterable[str]) -> dict[str, str]:
        """Article id -> origin's id."""
        with self._database.reading() as connection:
            return lookup.origins_of(connection, articles)

    def story_of(self, articles: Iterable[str]) -> dict[str, str]:
        """Article id -> story's id."""
        with self._database.reading() as connection:
            return lookup.stories_of(connection, articles)

    def find(self, beginning: str) -> Sequence[tuple[Thing, str]]:
        """What has an id that begins so."""
        with self._database.reading() as connection:
            return lookup.find(connection, beginning)

    def read_with(self, rules: str) -> Set[str]:
        """The ids of the articles that these rules read."""
        with self._database.reading() as connection:
            return lookup.read_with(connection, rules)

    def filed(self) -> Iterator[Filed]:
        """Every article, by id, all of one moment."""
        with self._database.reading() as connection:
            yield from lookup.every_article(connection)

    def figures(self) -> Figures:
        """How much there is of everything."""
        with self._database.reading() as connection:
            return lookup.figures(connection)

    def changes(self, thing: Thing, ids: Iterable[str]) -> dict[str, Change]:
        """The last change of each of these things."""
        with self._database.reading() as connection:
            return changing.changes_of(connection, thing, ids)

    # judgements

    def judge(self, judgement: Judgement) -> bool:
        """Keep a judgement for good."""
        with self._database.writing() as connection:
            return judging.judge(connection, judgement)

    def judgements(self) -> Sequence[Judgement]:
        """All judgements, anchored to the mentions of now."""
        with self._database.reading() as connection:
            return judging.all_judgements(connection)

    # views

    def ticket(self) -> Ticket:
        """What awaits joining."""
        with self._database.reading() as connection:
            return pending.draw_ticket(connection)

    def save_keys(self, keys: Mapping[str, Collection[str]]) -> None:
        """Keep the keys under which `ids_near` finds articles."""
        with self._database.writing() as connection:
            pending.save_keys(connection, keys)

    def ids_near(self, keys: Collection[str]) -> Sequence[str]:
        """The ids of all articles that were given at least one of the keys."""
        with self._database.reading() as connection:
            return lookup.ids_near(connection, keys)

    def save_views(self, views: Views, ticket: Ticket, scheme: str, *, whole: bool) -> bool:
        """Put views in the place of all, or of those that they touch."""
        with self._database.writing() as connection:
            return viewing.save_views(connection, views, ticket, scheme, whole=whole)

    # lists

    def list_articles(
        self, wanted: ArticleFilter = ArticleFilter(), *, limit: int = PAGE_ROWS, after: str | None = None
    ) -> Page[Filed]:
        """Articles, newest first."""
        with self._database.reading() as connection:
            return listing.list_articles(connection, listing.checked(wanted), limit=limit, after=after)

    def list_mentions(
        self, wanted: MentionFilter = MentionFilter(), *, limit: int = PAGE_ROWS, after: str | None = None
    ) -> Page[tuple[str, Mention]]:
        """Mentions with their articles' ids, newest first."""
        with self._database.reading() as connection:
            return listing.list_mentions(connection, listing.checked(wanted), limit=limit, after=after)

    def list_stories(
        self, wanted: StoryFilter = StoryFilter(), *, limit: int = PAGE_ROWS, after: str | None = None
    ) -> Page[Story]:
        """Stories, the last to be added to first."""
        with self._database.reading() as connection:
            return listing.list_stories(connection, listing.checked(wanted), limit=limit, after=after)

    def list_events(
        self, wanted: EventFilter = EventFilter(), *, limit: int = PAGE_ROWS, after: str | None = None
    ) -> Page[Event]:
        """Events in the order that is asked for."""
        with self._database.reading() as connection:
            return listing_events.list_events(connection, listing.checked(wanted), limit=limit, after=after)

    def list_statements(
        self, wanted: StatementFilter = StatementFilter(), *, limit: int = PAGE_ROWS, after: str | None = None
    ) -> Page[EventStatement]:
        """Statements, newest first."""
        with self._database.reading() as connection:
            return listing_events.list_statements(connection, listing.checked(wanted), limit=limit, after=after)

    def count_events(
        self, wanted: EventFilter = EventFilter(), *, by_month: bool = False, without: Collection[str] = ()
    ) -> Sequence[Tally]:
        """How many events of each kind there are on each day, or in each month."""
        with self._database.reading() as connection:
            return counting.count_events(connection, listing.checked(wanted), by_month=by_month, without=without)

    def count_sites(self, until: str | None = None) -> Sequence[SiteTally]:
        """What each site has given."""
        with self._database.reading() as connection:
            return counting.count_sites(connection, until)

    def list_actors(
        self, wanted: ActorFilter = ActorFilter(), *, limit: int = PAGE_ROWS, after: str | None = None
    ) -> Page[ActorRow]:
        """Entities by the number of their events."""
        with self._database.reading() as connection:
            return listing_events.list_actors(connection, listing.checked(wanted), limit=limit, after=after)

    def list_changes(
        self, wanted: ChangeFilter = ChangeFilter(), *, limit: int = PAGE_ROWS, after: str | None = None
    ) -> Page[Change]:
        """Last changes, the oldest first."""
        with self._database.reading() as connection:
            return changing.list_changes(connection, listing.checked(wanted), limit=limit, after=after)
