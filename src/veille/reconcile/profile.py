"""A mention as it is compared: slots without their language, the words of its sentence, the day it was told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from veille.model import Mention
from veille.reconcile.words import fold, keys_of, names_of
from veille.record import Filed
from veille.values import Count, Entity, Money, Period, Place, Span
from veille.world.collectives import members_of
from veille.world.gazetteer import key_of, load_gazetteer

#: bodies that act for their union, as a ministry for its state
_ACTS_FOR = {"Q8880": "Q458", "name:European Council": "Q458"}
#: slots that count people, and all slots whose counts are compared
PEOPLE = ("killed", "wounded", "displaced")
COUNTED = ("count", *PEOPLE, "rate")
#: slots that tell in words what a mention is about
TOLD = ("demand", "consequence", "condition", "content", "items", "weapon", "programme", "purpose")


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `first` to `last`, ISO 8601, both included."""

    first: str
    last: str

    def gap_days(self, other: Window) -> int:
        """Days between two windows, 0 where they meet.

        >>> Window("2025-08-01", "2025-08-02").gap_days(Window("2025-08-05", "2025-08-05"))
        3
        """
        if self.first <= other.last and other.first <= self.last:
            return 0
        early, late = sorted((self, other), key=lambda w: w.first)
        return (date.fromisoformat(late.first) - date.fromisoformat(early.last)).days

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days + 1


@dataclass(frozen=True, slots=True)
class Profile:
    """A mention's language-neutral side. `told` is the day its article was known, `when` the day of the event if the text says it.

    Parties are alpha-3 codes, organisations or ids; groups without a name are left out, those that the world counts ("the
    Scandinavians") are their members. `about` are the words of what it is about, without the one that fired.
    """

    mention: Mention
    filed: Filed
    told: str
    actors: frozenset[str]
    recipients: frozenset[str]
    people: frozenset[str]
    speakers: frozenset[str]
    when: Window | None
    places: frozenset[str]
    points: tuple[tuple[float, float], ...]
    countries: frozenset[str]
    amounts: frozenset[str]
    counts: Mapping[str, frozenset[str]]
    deadlines: frozenset[str]
    words: frozenset[str]
    topic: frozenset[str]
    about: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    context: frozenset[str]

    @property
    def id(self) -> str:
        """The mention's id."""
        return self.mention.id

    @property
    def kind(self) -> str:
        """The mention's kind."""
        return self.mention.kind

    @property
    def parties(self) -> frozenset[str]:
        """Actors and recipients together."""
        return self.actors | self.recipients

    @property
    def order(self) -> tuple[str, str]:
        """What mentions are ordered by: day known, then id."""
        return self.told, self.id


def profile(filed: Filed, mention: Mention) -> Profile:
    """The mention as it is compared."""
    language, slots = filed.article.language, mention.slots
    places = [v for v in slots.get("place", ()) if isinstance(v, Place)]
    entities = [e for s in ("actor", "recipient") for e in _entities(mention, s)]
    said = [v.said for slot in TOLD for v in slots.get(slot, ()) if isinstance(v, Span)]
    return Profile(
        mention,
        filed,
        filed.known_on,
        _parties(mention, "actor"),
        _parties(mention, "recipient"),
        frozenset(e.id for e in entities if e.kind == "person"),
        frozenset(e.id for e in _entities(mention, "actor") if e.kind == "person"),
        window([v for v in slots.get("time", ()) if isinstance(v, Period)]),
        frozenset(place_key(p) for p in places if p.precision != "country"),
        tuple((p.lat, p.lon) for p in places if p.precision != "country" and p.lat is not None and p.lon is not None),
        frozenset(p.country for p in places if p.country),
        frozenset(money_key(v) for v in slots.get("amount", ()) if isinstance(v, Money)),
        {s: frozenset(count_key(v, language) for v in slots[s] if isinstance(v, Count)) for s in COUNTED if s in slots},
        frozenset(v.value[:10] for v in slots.get("deadline", ()) if isinstance(v, Period) and v.value),
        keys_of(mention.evidence.said, language),
        keys_of(" ".join([mention.trigger.said, *said]), language),
        keys_of(" ".join(said), language) - keys_of(mention.trigger.said, language),
        names_of(mention.evidence.said),
        frozenset(re.findall(r"\d+", mention.evidence.said)),
        names_of(filed.article.text),
    )


def _entities(mention: Mention, slot: str) -> list[Entity]:
    return [v for v in mention.slots.get(slot, ()) if isinstance(v, Entity)]


def _parties(mention: Mention, slot: str) -> frozenset[str]:
    return frozenset(key for e in _entities(mention, slot) for key in members_of(e.name) or (party_key(e),) if key)


def party_key(entity: Entity) -> str | None:
    """A state or an organisation for whoever acts for it, else the id; `None` for a group without a name."""
    if entity.country:
        return entity.country
    if entity.organisation:
        return _organisation(entity.organisation)
    return None if entity.kind == "group" else _ACTS_FOR.get(entity.id, entity.id)


@lru_cache(maxsize=256)
def _organisation(name: str) -> str:
    """The id that an organisation has where it is named itself, so that its spokesman's word is its own."""
    known = load_gazetteer().names.get(key_of(name))
    return _ACTS_FOR.get(known.id, known.id) if known else fold(name)


def place_key(place: Place) -> str:
    """The GeoNames id, else the folded name."""
    return str(place.geonames) if place.geonames else fold(place.name)


def money_key(money: Money) -> str:
    """Value and currency: "500000000 EUR"."""
    said = format(money.value, "f")
    return f"{said.rstrip('0').rstrip('.') if '.' in said else said} {money.currency}"


def count_key(count: Count, language: str) -> str:
    """Bounds and what is counted: "309 drone", "200.. soldier", "270..330"."""
    low, high = count.low, count.high
    bounds = str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"
    noun = count.unit or next(iter(sorted(keys_of(count.noun.said, language))) if count.noun else iter(()), "")
    return f"{bounds} {noun}".strip()


def window(periods: Iterable[Period]) -> Window | None:
    """The days that resolved times cover: of several the shortest; `None` when the text says none."""
    found = [w for p in periods if p.value and p.type != "SET" for w in [window_of(p.value)] if w]
    return min(found, key=lambda w: (w.days, w.first), default=None)


def window_of(value: str) -> Window | None:
    """The days of an ISO 8601 date, month, year or interval; `None` for another form."""
    first, _, last = value.partition("/")
    opened, closed = _bounds(first), _bounds(last or first)
    return Window(opened[0], max(opened[0], closed[1])) if opened and closed else None


def _bounds(value: str) -> tuple[str, str] | None:
    """First and last day of an ISO date, month or year; `None` for another form."""
    try:
        if "W" in value:
            monday = date.fromisoformat(f"{value[:8]}-1")
            return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
        if len(value) >= 10:
            return value[:10], date.fromisoformat(value[:10]).isoformat()
        if len(value) == 7:
            first = date.fromisoformat(f"{value}-01")
            return first.isoformat(), ((first + timedelta(days=31)).replace(day=1) - timedelta(days=1)).isoformat()
        if len(value) == 4:
            date.fromisoformat(f"{value}-01-01")
            return f"{value}-01-01", f"{value}-12-31"
    except ValueError:
        return None
    return None
