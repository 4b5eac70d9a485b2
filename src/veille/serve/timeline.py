"""Events in the order in which they happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from veille.record import Event
from veille.serve.asked import Asked, events_of, first
from veille.serve.told import Sources, disputes, headline, party_names, place_name
from veille.store.base import Store


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as lists tell it.

    `day` is when it happened, `None` where nobody says; `known` when it was first published. `origins` counts independent reports,
    `articles` all that carry it. `disputed` names the slots on which they differ, `denied_by` who denies it, `review` why to look at it.
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
    judged: str | None
    review: tuple[str, ...]
    story: str | None
    confidence: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events, the earliest first; `more` when there are earlier ones than the limit lets in."""

    rows: tuple[EventRow, ...]
    more: bool


def timeline(store: Store, asked: Asked) -> Timeline:
    """The latest events asked for, the earliest of them first."""
    events, more = first(events_of(store, asked), asked.limit)
    ordered = sorted(events, key=lambda e: (e.day or e.first_known, e.first_known, e.id))
    return Timeline(tuple(event_rows(store, ordered, asked.day)), more)


def event_rows(store: Store, events: Iterable[Event], day: str) -> list[EventRow]:
    """The rows of events, their states as of `day`."""
    held = list(events)
    sources = Sources.of(store, held)
    return [event_row(event, sources, day) for event in held]


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
        judged=event.judged,
        review=event.review,
        story=event.story,
        confidence=event.confidence,
        evidence=sources.sentence(event.mentions[0]),
    )
