"""What somebody asks of a record, and the events that answer it, as they were known on the day asked about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from veille.errors import QueryError
from veille.lang.pack import languages
from veille.model import Mention
from veille.reconcile import event_as_of
from veille.record import Event, Filed, Judgement
from veille.store.base import EventFilter, Order, Store
from veille.store.days import bounds
from veille.store.terms import term, terms_of
from veille.world.countries import countries
from veille.world.gazetteer import key_of, load_gazetteer

Row = TypeVar("Row")
#: events that are taken from the store at a time
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of a record, as of when.

    `today` is the day from which deadlines are looked at. `as_of` is a day: only what was published by then. `read_by` is a day or an
    instant: only what was read, and judged, by then. `since` and `until` bound the day it happened. `actor` and `place` are
    names, ids or alpha-3 codes. `review` keeps what an analyst should look at. At most `limit` rows, told in `language`; those
    behind the cursor `after`, which a list before gave as its next.
    """

    today: str
    as_of: str | None = None
    read_by: str | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    place: str | None = None
    source: str | None = None
    story: str | None = None
    kinds: tuple[str, ...] = ()
    text: str | None = None
    review: bool = False
    limit: int = 100
    language: str = "en"
    after: str | None = None

    @property
    def day(self) -> str:
        """The day on which the record is looked at."""
        return min(d for d in (self.as_of or self.today, (self.read_by or self.today)[:10]))

    @property
    def is_replay(self) -> bool:
        """Whether the record is looked at as it was once."""
        return self.as_of is not None or self.read_by is not None


def party_of(said: str) -> str:
    """The alpha-3 code of what is one, or a country's name in any language read, the id of who is in the gazetteer, else the words as they are.

    >>> party_of("Russie"), party_of("united states"), party_of("CEDEAO") == party_of("ECOWAS"), party_of("the miners")
    ('RUS', 'USA', True, 'the miners')
    >>> party_of("NLD")  # the Netherlands, before any party that is called so
    'NLD'
    """
    if said in countries("en").labels:
        return said
    for code in languages():
        for spelling in (said, said.title()):
            if found := countries(code).country_of_name(spelling):
                return found
    known = load_gazetteer().names.get(key_of(said))
    return known.id if known else said


def place_of(said: str) -> str:
    """The alpha-3 code of what is a country's name, else the words as they are."""
    found = (countries(code).country_of_name(s) for code in languages() for s in (said, said.title()))
    return next((code for code in found if code), said)


def events_of(
    store: Store, asked: Asked, *, order: Order = "day", ascending: bool = False, **more: object
) -> Iterator[Event]:
    """The events asked for, as they were known on the day asked about; what analysts rejected is left out.

    In the store's order: where a replay moves an event to another day, it keeps its place. `more` are further fields of the store's filter.
    """
    wanted = replace(event_filter(store, asked, order, ascending), **more)  # type: ignore[arg-type]
    after, size = None, asked.limit + 1
    while True:
        page = store.list_events(wanted, limit=min(_BATCH, size), after=after)
        yield from _shown(store, page.rows, asked)
        after, size = page.next, 2 * size
        if after is None:
            return


def events_page(
    store: Store, asked: Asked, *, after: str | None = None, ascending: bool = False, **more: object
) -> tuple[list[Event], str | None]:
    """At most `asked.limit` of the events asked for, after a cursor, and the cursor of those that follow (`None` at the end).

    `more` are further fields of the store's filter, such as `conflicting`.
    """
    wanted = replace(event_filter(store, asked, ascending=ascending), **more)  # type: ignore[arg-type]
    found: list[Event] = []
    while True:
        page = store.list_events(wanted, limit=asked.limit - len(found), after=after)
        found += _shown(store, page.rows, asked)
        after = page.next
        if after is None or len(found) >= asked.limit:
            return found, after


def events_where(
    store: Store, asked: Asked, fits: Callable[[Event], object], **more: object
) -> tuple[list[Event], str | None]:
    """At most `asked.limit` of the latest events asked for that fit, behind `asked.after`, and the cursor of those that follow.

    `more` are further fields of the store's filter.
    """
    found: list[Event] = []
    after = asked.after
    while True:
        wanted = replace(asked, limit=asked.limit - len(found))
        events, after = events_page(store, wanted, after=after, **more)  # type: ignore[arg-type]
        found += [event for event in events if fits(event)]
        if after is None or len(found) >= asked.limit:
            return found, after


def behind(rows: Sequence[Row], asked: Asked, name: Callable[[Row], str]) -> tuple[list[Row], str | None]:
    """At most `asked.limit` rows behind the one that the cursor names, and the cursor of those that follow.

    Raises QueryError for a cursor of another list.
    """
    names = [name(row) for row in rows]
    if asked.after is not None and asked.after not in names:
        raise QueryError(f"cursor {asked.after!r}", "not of this list", "give the one that the list before told")
    start = 0 if asked.after is None else names.index(asked.after) + 1
    end = start + asked.limit
    return list(rows[start:end]), names[end - 1] if end < len(rows) else None


def _shown(store: Store, events: Sequence[Event], asked: Asked) -> Iterator[Event]:
    """The events as asked for, without those that analysts rejected."""
    for event in as_asked(store, events, asked):
        if event.judged != "rejected" and (event.review or not asked.review):
            yield event


def first(events: Iterable[Event], limit: int) -> tuple[list[Event], bool]:
    """At most `limit` events, and whether there are more."""
    taken = list(islice(events, limit + 1))
    return taken[:limit], len(taken) > limit


def story_of(store: Store, beginning: str | None) -> str | None:
    """The id of the story that begins so. Raises QueryError when none or several do."""
    if beginning is None:
        return None
    found = [ident for thing, ident in store.find(beginning) if thing == "story"]
    if beginning in found or len(found) == 1:
        return beginning if beginning in found else found[0]
    what = "no story begins so" if not found else f"{len(found)} stories begin so"
    raise QueryError(f"story {beginning!r}", what, "`veille timeline --json` names each event's story")


def event_filter(store: Store, asked: Asked, order: Order = "day", ascending: bool = False) -> EventFilter:
    """What the store is asked for: all that may answer; a replay then looks at each. Raises QueryError for an unknown story."""
    return EventFilter(
        kinds=asked.kinds,
        actor=party_of(asked.actor) if asked.actor else None,
        place=place_of(asked.place) if asked.place else None,
        source=party_of(asked.source) if asked.source else None,
        story=story_of(store, asked.story),
        text=asked.text,
        since=None if asked.is_replay else asked.since,  # a replay may move the day
        until=None if asked.is_replay else asked.until,
        as_of=asked.as_of,
        review=True if asked.review and not asked.is_replay else None,
        order=order,
        ascending=ascending,
    )


# -- replays ------------------------------------------------------------------------


def as_asked(store: Store, events: Sequence[Event], asked: Asked) -> Iterator[Event]:
    """The events as they were known on the day asked about; those not known yet, or no longer fitting, are left out."""
    if not asked.is_replay:
        yield from events
        return
    held = Held.of(store, events, asked.read_by)
    for event in events:
        known = held.known(event, asked.day)
        if known and _fits(known, held.mentions, asked):
            yield known


@dataclass(frozen=True, slots=True)
class Held:
    """What replays of events need: their mentions and those that follow them, all versions of their pages, judgements that count.

    `blinkered` when something of the record is not to be looked at.
    """

    mentions: dict[str, Mention]
    filed: dict[str, Filed]
    judgements: tuple[Judgement, ...]
    article_of: dict[str, str]
    of_page: dict[str, list[Filed]]
    blinkered: bool

    @classmethod
    def of(cls, store: Store, events: Iterable[Event], read_by: str | None = None) -> Held:
        """All that these events need, without what was read or judged after `read_by`."""
        rows = store.mentions({m for event in events for m in (*event.mentions, *event.follows)})
        filed = store.articles({article for article, _ in rows.values()})
        pages = {f.page for f in filed.values() if f.superseded or f.version > 1}
        filed |= {f.article.id: f for page in sorted(pages) for f in store.versions(page)}
        judgements = tuple(j for j in store.judgements() if is_by(j.at, read_by))
        seen = {ident: _unaware(f, read_by) for ident, f in filed.items() if is_by(f.read_at, read_by)}
        mentions = {ident: mention for ident, (_, mention) in rows.items()}
        articles = {ident: article for ident, (article, _) in rows.items()}
        return cls(mentions, seen, judgements, articles, _by_page(seen.values()), read_by is not None)

    def known(self, event: Event, day: str) -> Event | None:
        """The event as it was known on a day; `None` when nothing was known yet."""
        articles = {self.article_of[m] for m in (*event.mentions, *event.follows) if m in self.article_of}
        own = [self.filed[a] for a in articles if a in self.filed]
        pages = {f.page for f in own}
        filed = {f.article.id: f for page in pages for f in self.of_page[page]}
        if not self.blinkered and len(own) == len(articles) and _is_settled(event, filed.values(), day):
            return event
        return event_as_of(event, self.mentions, filed, day, self.judgements)


def _is_settled(event: Event, filed: Iterable[Filed], day: str) -> bool:
    """Whether all that an event rests on was known on a day and stood, so that it was known then as it is now."""
    steps = [*event.steps, *([event.due] if event.due else [])]
    return (
        all(f.known_on <= day and f.version == 1 and not f.superseded and not f.withdrawn_at for f in filed)
        and all(s.day <= day for s in event.statements)
        and all(s.mention is not None for s in steps)
    )


def _by_page(filed: Iterable[Filed]) -> dict[str, list[Filed]]:
    found: dict[str, list[Filed]] = {}
    for f in filed:
        found.setdefault(f.page, []).append(f)
    return found


def _unaware(filed: Filed, read_by: str | None) -> Filed:
    """The article without a withdrawal that was not seen yet."""
    late = filed.withdrawn_at and not is_by(filed.withdrawn_at, read_by)
    return replace(filed, withdrawn_at=None) if late else filed


def is_by(at: str, instant: str | None) -> bool:
    """Whether a time is not after a day (its end) or an instant; anything is by `None`.

    >>> is_by("2025-08-06T09:30:00Z", "2025-08-06"), is_by("2025-08-06T09:30:00Z", "2025-08-06T09:00:00Z")
    (True, False)
    """
    return instant is None or at[: len(instant)] <= instant


def _fits(event: Event, mentions: dict[str, Mention], asked: Asked) -> bool:
    """Whether an event as it was known still has what was asked for."""
    own = [mentions[m] for m in event.mentions]
    terms: Collection[tuple[str, str]] = {t for mention in own for t in terms_of(mention)}
    wanted = [("actor", asked.actor, party_of), ("source", asked.source, party_of), ("place", asked.place, place_of)]
    if asked.kinds and event.kind not in asked.kinds:
        return False
    if any(said and (facet, term(code(said))) not in terms for facet, said, code in wanted):
        return False
    day = event.day or event.first_known
    return (asked.since or "") <= day <= (asked.until or "9999")


def checked_day(said: str) -> str:
    """A day as it is asked for: a month or year means its last day. Raises QueryError for what is no date.

    >>> checked_day("2025-08")
    '2025-08-31'
    """
    found = bounds(said)
    if found is None or "/" in said:
        raise QueryError(repr(said), "not a date", "write it as 2025-08-06")
    return found[1]
