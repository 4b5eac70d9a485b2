"""Who does what to whom: events counted by the two sides that articles name, and by class from words of peace to deeds of war."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from veille.record import Event, Figure
from veille.serve.activity import OTHER
from veille.serve.asked import Asked, events_of, first, party_of
from veille.serve.quads import QUADS, quad_of
from veille.serve.timeline import EventRow, event_rows
from veille.serve.told import country_name, one_line
from veille.store.base import Store
from veille.world.gazetteer import load_gazetteer

#: so many events are looked at, the latest of those asked for
MOST_EVENTS = 600
#: what is done, or goes on; the rest is to come, supposed or said not to be
DONE = ("happened", "ongoing")


@dataclass(frozen=True, slots=True)
class RelationRow:
    """What one party does to another; `recipient` is `None` where nobody is named. `classes` counts events by class of PLOVER."""

    actor: str
    actor_name: str
    recipient: str | None
    recipient_name: str
    events: int
    classes: Mapping[str, int]
    kinds: tuple[str, ...]
    first_day: str
    last_day: str

    @property
    def most(self) -> str:
        """The class of most of the events."""
        return max(self.classes, key=lambda name: self.classes[name])


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party: in how many of the events it acts, is acted on, or has its word."""

    party: str
    name: str
    acts: int
    receives: int
    speaks: int
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class Relations:
    """Relations and parties, those of most events first, relations with nobody named last.

    `more` when there are events before the day `since` that were not looked at.
    """

    rows: tuple[RelationRow, ...]
    parties: tuple[PartyRow, ...]
    events: int
    more: bool
    since: str | None


@dataclass(slots=True)
class _Tally:
    """What was counted of a pair or a party so far."""

    events: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    days: list[str] = field(default_factory=list)

    def take(self, name: str, event: Event) -> None:
        self.events[name] += 1
        self.kinds[event.kind] += 1
        self.days.append(_day(event))


def relations(store: Store, asked: Asked, *, planned: bool = False) -> Relations:
    """Who does what to whom in the latest of the events asked for; with `planned` also what is to come, supposed or denied."""
    held, more = first(_told(store, asked, planned), MOST_EVENTS)
    names = _names(held, asked.language)
    pairs: dict[tuple[str, str | None], _Tally] = {}
    parties: dict[str, _Tally] = {}
    for event in held:
        who, whom = _parties(event, "actor"), _parties(event, "recipient")
        for actor in who:
            others: list[str | None] = [w for w in whom if w != actor]
            for recipient in others or [None]:
                pairs.setdefault((actor, recipient), _Tally()).take(quad_of(event.kind) or OTHER, event)
        for role, found in (("acts", who), ("receives", whom), ("speaks", _speakers(event))):
            for party in found:
                parties.setdefault(party, _Tally()).take(role, event)
    rows = [_row(pair, tally, names) for pair, tally in pairs.items()]
    people = [_party(party, tally, names) for party, tally in parties.items() if party in names]
    return Relations(
        tuple(sorted(rows, key=lambda r: (r.recipient is None, -r.events, r.actor_name, r.recipient_name))),
        tuple(sorted(people, key=lambda p: (-(p.acts + p.receives), -p.speaks, p.name))),
        len(held),
        more,
        min(map(_day, held)) if more else None,
    )


def between(store: Store, asked: Asked, who: str, whom: str | None, *, planned: bool = False) -> list[EventRow]:
    """The events in which one party acts, on the other where one is given; parties as names, ids or codes."""
    actor, recipient = party_of(who), party_of(whom) if whom else None
    found = (
        event
        for event in _told(store, asked, planned)
        if actor in _parties(event, "actor") and (recipient is None or recipient in _parties(event, "recipient"))
    )
    held, _more = first(found, asked.limit)
    return event_rows(store, held, asked)


def party_label(party: str, language: str) -> str | None:
    """What a party's key stands for: a country, somebody of the gazetteer, a name; `None` for what only articles can tell."""
    return country_name(party, language) or _known().get(party) or (party[5:] if party.startswith("name:") else None)


@lru_cache(maxsize=1)
def _known() -> Mapping[str, str]:
    return {record.id: record.name for record in load_gazetteer().records}


def _told(store: Store, asked: Asked, planned: bool) -> Iterator[Event]:
    return (event for event in events_of(store, asked) if planned or event.status in DONE)


def _day(event: Event) -> str:
    return event.day or event.first_known


def _parties(event: Event, slot: str) -> list[str]:
    return [figure.value for figure in event.slots.get(slot, ())]


def _speakers(event: Event) -> set[str]:
    return {s.source for s in event.statements if s.source}


def _names(events: Iterable[Event], language: str) -> dict[str, str]:
    """A name for every party: of several wordings, the one that most mentions have."""
    said: dict[str, Counter[str]] = {}
    for event in events:
        figures: Sequence[Figure] = (*event.slots.get("actor", ()), *event.slots.get("recipient", ()))
        for figure in figures:
            said.setdefault(figure.value, Counter())[one_line(figure.said)] += len(figure.mentions)
        for statement in event.statements:
            if statement.source:
                said.setdefault(statement.source, Counter())[one_line(statement.name)] += 1
    return {party: party_label(party, language) or _commonest(words) for party, words in said.items()}


def _commonest(words: Counter[str]) -> str:
    return min(words, key=lambda name: (-words[name], name))


def _row(pair: tuple[str, str | None], tally: _Tally, names: Mapping[str, str]) -> RelationRow:
    actor, recipient = pair
    return RelationRow(
        actor=actor,
        actor_name=names[actor],
        recipient=recipient,
        recipient_name=names[recipient] if recipient else "",
        events=sum(tally.events.values()),
        classes={name: tally.events[name] for name in (*QUADS, OTHER)},
        kinds=tuple(f"{kind} {n}" for kind, n in sorted(tally.kinds.items(), key=lambda k: (-k[1], k[0]))),
        first_day=min(tally.days),
        last_day=max(tally.days),
    )


def _party(party: str, tally: _Tally, names: Mapping[str, str]) -> PartyRow:
    acts, receives, speaks = (tally.events[role] for role in ("acts", "receives", "speaks"))
    return PartyRow(party, names[party], acts, receives, speaks, min(tally.days), max(tally.days))
