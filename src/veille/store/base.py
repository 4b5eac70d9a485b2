"""What a store of records does, whatever database is behind it: the one contract that tests run on each.

Filing keeps; views are replaced. Every method is one transaction. Lists come in pages of a fixed order with a cursor that
stays good while others write. Days are "2025-08-06", times "2025-08-06T09:30:00Z".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Generic, Literal, Protocol, TypeVar

from veille.model import Mention, Snapshot
from veille.record import Event, Filed, Judgement, Statement, Story, Views, Voice
from veille.store.accounts import Accounts
from veille.store.letters import Outbox
from veille.store.searches import Searches
from veille.store.watching import Watching

T = TypeVar("T")
Outcome = Literal["added", "version", "known"]
Order = Literal["day", "known", "learned", "deadline"]
Thing = Literal["article", "mention", "event", "story", "judgement"]

#: how many rows a page of a list has when nobody says
PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Given:
    """What the user said over a page when it was read: date of publication and language."""

    published: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What filing did: `added` a first version of a page, added a further `version`, or the article was `known`."""

    article: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Sighting:
    """Bytes of a page that came from somewhere, and the article that they gave."""

    snapshot: str
    source: str
    given: Given
    read_at: str
    article: str
    url: str | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """What awaits joining: articles filed, judged or gone since, up to which change, and the state of the views that a join starts from.

    `scheme` is the version of the joining that they come from, `None` before the first.
    """

    articles: tuple[str, ...]
    changes: int
    views: int
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows of a list. `next` is the cursor of the page after this one, `None` at the end."""

    rows: tuple[T, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Articles, newest first. `since`, `until` and `as_of` are about the day from which the record may use them; `read_until` about when we read.

    `current` leaves superseded versions out. `text` is a search: words, "phrases", beginnings*.
    """

    site: str | None = None
    language: str | None = None
    story: str | None = None
    origin: str | None = None
    page: str | None = None
    text: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    read_until: str | None = None
    current: bool = True


@dataclass(frozen=True, slots=True)
class MentionFilter:
    """Mentions, newest first. `actor`, `place` and `source` are names, ids or alpha-3 codes; `text` searches the evidence sentence."""

    kinds: tuple[str, ...] = ()
    actor: str | None = None
    place: str | None = None
    source: str | None = None
    article: str | None = None
    event: str | None = None
    status: str | None = None
    text: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    current: bool = True


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Events. `since` and `until` are about when they happened (when first known, where nobody says), `as_of` about when they were known.

    `order` is "day" (happened), "known" (first known), "learned" (last known) or "deadline", which leaves out events without one;
    `ascending` turns it round. `actor` and `place` are names, ids or alpha-3 codes. `text` searches the evidence sentences.
    `deadline_since` and `deadline_until` bound the deadline; `dated` says whether it has a day. `conflicting` are those on which articles differ, and
    those that somebody denies. `state` is the stored one: what a day changes is the asker's matter.
    """

    kinds: tuple[str, ...] = ()
    actor: str | None = None
    place: str | None = None
    source: str | None = None
    story: str | None = None
    state: str | None = None
    status: str | None = None
    text: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    learned_since: str | None = None
    deadline_since: str | None = None
    deadline_until: str | None = None
    dated: bool | None = None
    conflicting: bool | None = None
    review: bool | None = None
    order: Order = "day"
    ascending: bool = False


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Who says what, newest first. `source` is a name or id; `kinds` those of the events; `as_of` and the others bound the day said."""

    voice: Voice | None = None
    source: str | None = None
    kinds: tuple[str, ...] = ()
    event: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class ActorFilter:
    """Who takes part in events, the most active first. `role` is "actor", "recipient" or "source"."""

    role: str | None = None
    kinds: tuple[str, ...] = ()
    story: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Stories, the last to be added to first. `text` searches their articles."""

    text: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Last changes, the oldest first. `since` is the time from which on; `things` as in Change, all of them when empty."""

    things: tuple[Thing, ...] = ()
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The last change of an article, story, event or judgement: `revision` is how often it changed since it was made.

    `gone` is a tombstone: it is no more, and `now` is the event or story that holds most of what it held, if one does.
    `cursor` is that of the list behind this row.
    """

    thing: Thing
    id: str
    at: str
    revision: int
    gone: bool
    now: str | None
    cursor: str


@dataclass(frozen=True, slots=True)
class EventStatement:
    """A statement with the event that it is about."""

    event: str
    kind: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An entity, the number of events it is in, and their first and last day."""

    entity: str
    name: str
    country: str | None
    events: int
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events of a kind fall into a period: "2025-08-06", or "2025-08"."""

    period: str
    kind: str
    events: int


@dataclass(frozen=True, slots=True)
class SiteTally:
    """What a site has given: articles, the first and last day from which one is known, those replaced by later versions, those withdrawn."""

    site: str
    articles: int
    first_day: str
    last_day: str
    superseded: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How much a record holds."""

    snapshots: int
    articles: int
    mentions: int
    events: int
    stories: int
    judgements: int
    pending: int
    rules: tuple[str, ...] = field(default=())


class Store(Protocol):
    """A record in a database. Get one from `open_store`; it may be used by several threads and closed by any."""

    @property
    def accounts(self) -> Accounts:
        """Who may use the record when it is served."""
        ...

    @property
    def searches(self) -> Searches:
        """What readers keep to ask again."""
        ...

    @property
    def outbox(self) -> Outbox:
        """What alerts are to be sent, and were."""
        ...

    @property
    def watching(self) -> Watching:
        """What is watched, and what it listed."""
        ...

    # filing ----------------------------------------------------------------------------------------------------------

    def file(self, filed: Filed, snapshot: Snapshot, given: Given = Given()) -> Receipt:
        """Keep an article with its mentions, the bytes it was read from and where they came from: all of it, or nothing.

        Filing the same again changes nothing. Versions of its page are counted anew, so that any order of filing gives the
        same record; `filed.version`, `superseded` and `withdrawn_at` are the store's to say.
        """
        ...

    def refile(self, old: str, filed: Filed, sighting: Sighting) -> None:
        """Put what newer rules read from a sighting in the place of the article `old` that older rules read from it."""
        ...

    def withdraw(self, page: str, at: str | None) -> bool:
        """Mark the newest version of a page as withdrawn since `at` (`None`: it is back). False when there is no such page, or no change."""
        ...

    def seen(self, snapshot: Snapshot, given: Given = Given()) -> str | None:
        """The article that these bytes from this source gave, when they were filed before."""
        ...

    def sightings(self, article: str | None = None) -> Sequence[Sighting]:
        """Where an article's bytes came from, the first first; without an article, all of the record."""
        ...

    def snapshot(self, sighting: Sighting) -> Snapshot:
        """The bytes of a sighting, as they were acquired. Raises RecordDamaged when they are not what was put in."""
        ...

    # looking up ------------------------------------------------------------------------------------------------------

    def articles(self, ids: Iterable[str]) -> dict[str, Filed]:
        """Filed articles by id; an unknown id is left out."""
        ...

    def mentions(self, ids: Iterable[str]) -> dict[str, tuple[str, Mention]]:
        """Mentions by id, each with its article's id; an unknown id is left out."""
        ...

    def events(self, ids: Iterable[str]) -> dict[str, Event]:
        """Events by id; an unknown id is left out."""
        ...

    def stories(self, ids: Iterable[str]) -> dict[str, Story]:
        """Stories by id; an unknown id is left out."""
        ...

    def versions(self, page: str) -> Sequence[Filed]:
        """All versions of a page, the first first."""
        ...

    def event_of(self, mentions: Iterable[str]) -> dict[str, str]:
        """Mention id -> id of the event that it was joined to; mentions of no event are left out."""
        ...

    def origins(self, articles: Iterable[str]) -> dict[str, str]:
        """Article id -> id of its origin; articles not joined yet are left out."""
        ...

    def story_of(self, articles: Iterable[str]) -> dict[str, str]:
        """Article id -> id of its story; articles not joined yet are left out."""
        ...

    def find(self, beginning: str) -> Sequence[tuple[Thing, str]]:
        """What has an id that begins so, at most ten of each sort."""
        ...

    def read_with(self, rules: str) -> Set[str]:
        """The ids of the articles that this version of the rules read."""
        ...

    def filed(self) -> Iterator[Filed]:
        """Every article of the record, by id, all of one moment."""
        ...

    def figures(self) -> Figures:
        """How much there is of everything."""
        ...

    def changes(self, thing: Thing, ids: Iterable[str]) -> dict[str, Change]:
        """The last change of each article, story, event or judgement; an unknown id is left out."""
        ...

    # judgements ------------------------------------------------------------------------------------------------------

    def judge(self, judgement: Judgement) -> bool:
        """Keep a judgement for good. False when it is there already. Raises JudgementError when it undoes one that is not there."""
        ...

    def judgements(self) -> Sequence[Judgement]:
        """All judgements by time and id. Each anchor names the mention that its sentence is read as now; see anchors.py."""
        ...

    # views -----------------------------------------------------------------------------------------------------------

    def ticket(self) -> Ticket:
        """What awaits joining."""
        ...

    def save_keys(self, keys: Mapping[str, Collection[str]]) -> None:
        """Keep the keys under which `ids_near` finds articles, in the place of those that each had."""
        ...

    def ids_near(self, keys: Collection[str]) -> Sequence[str]:
        """The ids of all articles that were given at least one of the keys, sorted."""
        ...

    def save_views(self, views: Views, ticket: Ticket, scheme: str, *, whole: bool) -> bool:
        """Put views in the place of all (`whole`), or of every event and story that shares a mention or an article with them or the ticket.

        The ticket's articles await no more. Where a dropped event held mentions that the views do not, their articles await joining.
        False, and nothing is saved, when other views were saved since the ticket was drawn: join again.
        """
        ...

    # lists -----------------------------------------------------------------------------------------------------------

    def list_articles(
        self, wanted: ArticleFilter = ArticleFilter(), *, limit: int = PAGE_ROWS, after: str | None = None
    ) -> Page[Filed]:
        """Articles, newest first. Raises QueryError for a cursor of another list or a search without a word, as all lists do."""
        ...

    def list_mentions(
        self, wanted: MentionFilter = MentionFilter(), *, limit: int = PAGE_ROWS, after: str | None = None
    ) -> Page[tuple[str, Mention]]:
        """Mentions with their articles' ids, newest first."""
        ...

    def list_events(
        self, wanted: EventFilter = EventFilter(), *, limit: int = PAGE_ROWS, after: str | None = None
    ) -> Page[Event]:
        """Events in the order that is asked for."""
        ...

    def list_stories(
        self, wanted: StoryFilter = StoryFilter(), *, limit: int = PAGE_ROWS, after: str | None = None
    ) -> Page[Story]:
        """Stories, the last to be added to first."""
        ...

    def list_statements(
        self, wanted: StatementFilter = StatementFilter(), *, limit: int = PAGE_ROWS, after: str | None = None
    ) -> Page[EventStatement]:
        """Statements, newest first."""
        ...

    def list_actors(
        self, wanted: ActorFilter = ActorFilter(), *, limit: int = PAGE_ROWS, after: str | None = None
    ) -> Page[ActorRow]:
        """Entities by the number of their events."""
        ...

    # counts ----------------------------------------------------------------------------------------------------------

    def count_events(
        self, wanted: EventFilter = EventFilter(), *, by_month: bool = False, without: Collection[str] = ()
    ) -> Sequence[Tally]:
        """How many events of each kind there are on each day (or in each month), by day; those whose ids are in `without` not counted.

        What has no day of its own counts on the day that it was first known.
        """
        ...

    def count_sites(self, until: str | None = None) -> Sequence[SiteTally]:
        """What each site has given, of what was known by a day, by name; articles of no site are one, called ""."""
        ...

    def list_changes(
        self, wanted: ChangeFilter = ChangeFilter(), *, limit: int = PAGE_ROWS, after: str | None = None
    ) -> Page[Change]:
        """Last changes in the order in which they were made: who goes on from the last cursor misses none."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
