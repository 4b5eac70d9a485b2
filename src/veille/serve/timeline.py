"""Events in the order in which they happened."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from veille.record import Event
from veille.serve.asked import Asked, as_asked, events_page, events_where
from veille.serve.told import Sources, disputes, headline, one_line, party_names, place_name
from veille.store.base import Store


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as lists tell it.

    `day` is when it happened, `None` where nobody says; `known` when it was first published. `origins` counts independent reports,
    `articles` all that carry it. `word_of` names those whose word it is where no outlet tells it in its own
    voice. `disputed` names the slots on which they differ, `denied_by` who denies it, `review` why to look at it.
    """

    event: str
    day: str | None
    known: str
    kind: str
    what: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    place: str | None
    status: str
    state: str | None
    origins: int
    articles: int
    outlets: tuple[str, ...]
    disputed: tuple[str, ...]
    denied_by: tuple[str, ...]
    word_of: tuple[str, ...]
    judged: str | None
    review: tuple[str, ...]
    story: str | None
    confidence: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events by day; `more` when there are others than the limit lets in, from the cursor `next` on where it was asked for by pages."""

    rows: tuple[EventRow, ...]
    more: bool
    next: str | None = None


def timeline(store: Store, asked: Asked) -> Timeline:
    """The latest events asked for, the earliest of them first."""
    events, following = events_where(store, asked, lambda e: True)
    ordered = sorted(events, key=lambda e: (e.day or e.first_known, e.first_known, e.id))
    return Timeline(tuple(event_rows(store, ordered, asked)), following is not None, following)


def timeline_page(store: Store, asked: Asked, *, after: str | None = None, ascending: bool = False) -> Timeline:
    """A page of the events asked for, the latest first, or the earliest when `ascending`; `after` is the cursor of the page before.

    Raises QueryError for a cursor of another list.
    """
    events, following = events_page(store, asked, after=after, ascending=ascending)
    return Timeline(tuple(event_rows(store, events, asked)), following is not None, following)


def event_rows(store: Store, events: Iterable[Event], asked: Asked) -> list[EventRow]:
    """The rows of events, their states as of the day asked about."""
    held = list(events)
    sources = Sources.of(store, held, asked.language)
    return [event_row(event, sources, asked.day) for event in held]


def rows_of(store: Store, ids: Collection[str], asked: Asked) -> dict[str, EventRow]:
    """The rows of events by id, as of the day asked about; what was not known then is left out."""
    known = list(as_asked(store, list(store.events(ids).values()), asked))
    return {row.event: row for row in event_rows(store, known, asked)}


def event_row(event: Event, sources: Sources, day: str) -> EventRow:
    """The row of an event, its state as of `day`."""
    places = event.slots.get("place", ())
    return EventRow(
        event=event.id,
        day=event.day,
        known=event.first_known,
        kind=event.kind,
        what=headline(event, sources),
        actor=party_names(event, "actor", sources),
        recipient=party_names(event, "recipient", sources),
        place=place_name(places[0], sources) if places else None,
        status=event.status,
        state=event.state_on(day),
        origins=len(event.origins),
        articles=len(event.articles),
        outlets=sources.outlets(event.mentions),
        disputed=tuple(dict.fromkeys(c.slot for c in disputes(event, sources))),
        denied_by=tuple(dict.fromkeys(s.name for s in event.statements if s.voice == "deny" and s.name)),
        word_of=_word_of(event),
        judged=event.judged,
        review=event.review,
        story=event.story,
        confidence=event.confidence,
        evidence=sources.sentence(event.mentions[0]),
    )


def _word_of(event: Event) -> tuple[str, ...]:
    """Who says so, where every article that tells the event puts it in somebody's mouth; "" is somebody who is not named."""
    told = [s for s in event.statements if s.voice != "deny"]
    if not told or any(s.voice in ("outlet", "confirm") for s in told):
        return ()
    return tuple(dict.fromkeys(one_line(s.name) for s in told))
