"""Who takes part: how often each acts, is acted on and speaks, and from when to when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from veille.record import Event
from veille.serve.asked import Asked, events_of
from veille.serve.told import Sources, country_name, one_line
from veille.store.base import Store
from veille.store.terms import actors_of
from veille.values import Entity


@dataclass(frozen=True, slots=True)
class ActorRow:
    """A party and its events: `acts`, `receives` and `speaks` count events, `kinds` those of most events first, with their number."""

    entity: str
    name: str
    country: str | None
    events: int
    acts: int
    receives: int
    speaks: int
    first_day: str
    last_day: str
    kinds: tuple[str, ...]


@dataclass(slots=True)
class _Party:
    """What was counted of a party so far."""

    names: Counter[str] = field(default_factory=Counter)
    country: str | None = None
    roles: dict[str, set[str]] = field(default_factory=lambda: {"actor": set(), "recipient": set(), "source": set()})
    days: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def take(self, role: str, entity: Entity, event: Event) -> None:
        self.names[one_line(entity.name)] += 1
        self.country = self.country or entity.country
        self.roles[role].add(event.id)
        self.days[event.id] = event.day or event.first_known
        self.kinds[event.id] = event.kind


def actors(store: Store, asked: Asked) -> list[ActorRow]:
    """Who takes part in the events asked for, those of most events first."""
    events = list(events_of(store, asked))
    sources = Sources.of(store, events, asked.language)
    parties: dict[str, _Party] = {}
    for event in events:
        for mention in event.mentions:
            for role, entity in actors_of(sources.mentions[mention]):
                parties.setdefault(_party(entity), _Party()).take(role, entity, event)
    rows = [_row(entity, party, asked.language) for entity, party in parties.items()]
    return sorted(rows, key=lambda r: (-r.events, r.name, r.entity))[: asked.limit]


def _party(entity: Entity) -> str:
    """States are one whichever way their name is given; everybody else is their id."""
    return f"country:{entity.country}" if entity.kind == "state" and entity.country else entity.id


def _row(entity: str, party: _Party, language: str) -> ActorRow:
    name = country_name(entity.removeprefix("country:"), language)
    kinds = Counter(party.kinds.values())
    return ActorRow(
        entity=entity,
        name=name or min(party.names, key=lambda n: (-party.names[n], n)),
        country=party.country,
        events=len(party.days),
        acts=len(party.roles["actor"]),
        receives=len(party.roles["recipient"]),
        speaks=len(party.roles["source"]),
        first_day=min(party.days.values()),
        last_day=max(party.days.values()),
        kinds=tuple(f"{kind} {kinds[kind]}" for kind in sorted(kinds, key=lambda k: (-kinds[k], k))),
    )
