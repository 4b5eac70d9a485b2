"""In which roles somebody appears, by date: the offices that the gazetteer knows, and those in which articles show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from veille.serve.asked import Asked, events_of, first
from veille.serve.relations import MOST_EVENTS, party_label
from veille.serve.told import Sources, country_name, one_line
from veille.store.base import Store
from veille.store.terms import actors_of
from veille.world.gazetteer import load_gazetteer


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role from one day to another: an office that is `known` of the gazetteer, or what articles show (`events` of them).

    `part` is how they take part in these: "actor", "recipient" or "source". An open end is `None`.
    """

    known: str
    role: str
    of: str
    part: str
    since: str | None
    until: str | None
    events: int


@dataclass(frozen=True, slots=True)
class Roles:
    """Somebody's name and roles: offices by date, then what articles show, the latest first."""

    entity: str
    name: str
    country: str | None
    rows: tuple[RoleRow, ...]


def roles(store: Store, asked: Asked, entity: str) -> Roles:
    """The roles of an entity by its id, such as "Q22686" or "country:RUS"; nobody's are no rows."""
    events, _ = first(events_of(store, replace(asked, actor=entity)), MOST_EVENTS)
    sources = Sources.of(store, events, asked.language)
    days: dict[tuple[str, str, str], dict[str, str]] = {}
    names: list[str] = []
    country = None
    for event in events:
        for mention in event.mentions:
            for part, found in actors_of(sources.mentions[mention]):
                if found.id == entity:
                    names.append(one_line(found.name))
                    country = country or found.country
                    key = (found.role or "", found.country or found.organisation or "", part)
                    days.setdefault(key, {})[event.id] = event.day or event.first_known
    shown = sorted(
        (_shown(key, told, asked) for key, told in days.items()), key=lambda r: (r.until or "", r.events), reverse=True
    )
    name = party_label(entity.removeprefix("country:"), asked.language) or (
        max(names, key=names.count) if names else entity
    )
    return Roles(entity, name, country, (*_offices(entity, asked), *shown))


def _shown(key: tuple[str, str, str], told: dict[str, str], asked: Asked) -> RoleRow:
    role, of, part = key
    return RoleRow(
        "articles",
        role,
        country_name(of, asked.language) or of,
        part,
        min(told.values()),
        max(told.values()),
        len(told),
    )


def _offices(entity: str, asked: Asked) -> Iterator[RoleRow]:
    for record in load_gazetteer().records:
        if record.id == entity:
            for office in record.offices:
                of = country_name(office.of, asked.language) or office.of
                yield RoleRow("gazetteer", office.office, of, "", office.start, office.end, 0)
