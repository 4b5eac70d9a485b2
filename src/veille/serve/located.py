"""Where events happened, as exactly as articles say: towns, regions, seas, whole countries, and places that nobody can put on a map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from veille.reconcile.profile import place_key
from veille.record import Event, Figure
from veille.serve.activity import OTHER
from veille.serve.asked import Asked, events_of, first, place_of
from veille.serve.quads import QUADS, quad_of
from veille.serve.relations import DONE, MOST_EVENTS
from veille.serve.told import Sources, country_name, place_name
from veille.store.base import Store
from veille.values import Place, Span
from veille.world.places import Town, load_towns


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place and its events. `lat` and `lon` are degrees WGS 84, `None` for a whole country and for a place that is not known.

    `precision` is "site", "city", "region", "country" or "sea", `None` where it is not known; a country is to be shown as a whole, never as a point.
    """

    place: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    events: int
    classes: Mapping[str, int]
    kinds: tuple[str, ...]
    first_day: str
    last_day: str

    @property
    def most(self) -> str:
        """The class of most of the events."""
        return max(self.classes, key=lambda name: self.classes[name])

    @property
    def is_point(self) -> bool:
        """Whether it is drawn as a point."""
        return self.lat is not None and self.lon is not None and self.precision not in (None, "country")


@dataclass(frozen=True, slots=True)
class Located:
    """Places of events, those of most first. `nowhere` counts events that name no place; `more` as in Relations."""

    rows: tuple[PlaceRow, ...]
    events: int
    nowhere: int
    more: bool
    since: str | None


@dataclass(slots=True)
class _Tally:
    """What was counted of a place so far."""

    place: Place
    name: str
    classes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    days: list[str] = field(default_factory=list)

    def take(self, event: Event) -> None:
        self.classes[quad_of(event.kind) or OTHER] += 1
        self.kinds[event.kind] += 1
        self.days.append(event.day or event.first_known)


def located(store: Store, asked: Asked, *, planned: bool = False) -> Located:
    """Where the latest of the events asked for happened; with `planned` also what is to come, supposed or denied."""
    wanted = (event for event in events_of(store, asked) if planned or event.status in DONE)
    held, more = first(wanted, MOST_EVENTS)
    placed = [event for event in held if event.slots.get("place")]
    sources = Sources.of(store, placed, asked.language)
    found: dict[str, _Tally] = {}
    for event in placed:
        for figure in event.slots["place"]:
            place = _place(figure, sources)
            key = place.country if place.precision == "country" and place.country else figure.value
            found.setdefault(key, _Tally(place, _name(place, figure, sources))).take(event)
    rows = sorted((_row(key, tally) for key, tally in found.items()), key=lambda r: (-r.events, r.name))
    since = min((e.day or e.first_known for e in held), default=None) if more else None
    return Located(tuple(rows), len(held), len(held) - len(placed), more, since)


def _place(figure: Figure, sources: Sources) -> Place:
    """The place of a figure, as its mentions give it; where they do not say where that is, or an analyst gave it, as the gazetteer does."""
    for mention in figure.mentions:
        for value in sources.mentions[mention].slots.get("place", ()):
            if isinstance(value, Place) and place_key(value) == figure.value and value.precision:
                return value
    nothing = Span(0, 0, "")
    town = _towns().get(figure.value) if figure.value.isdigit() else None  # towns take a second to load
    if town:
        return Place(nothing, town.name, town.country, town.geonames, town.lat, town.lon, "city")
    code = place_of(figure.said)
    known = country_name(code) is not None
    return Place(nothing, figure.said, code if known else None, precision="country" if known else None)


@lru_cache(maxsize=1)
def _towns() -> Mapping[str, Town]:
    main = load_towns().main
    return {str(town.geonames): town for towns in main.values() for town in towns}


def _name(place: Place, figure: Figure, sources: Sources) -> str:
    country = country_name(place.country, sources.language) if place.country and place.precision == "country" else None
    return country or place_name(figure, sources)


def _row(key: str, tally: _Tally) -> PlaceRow:
    place = tally.place
    return PlaceRow(
        place=key,
        name=tally.name,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
        events=sum(tally.classes.values()),
        classes={name: tally.classes[name] for name in (*QUADS, OTHER)},
        kinds=tuple(f"{kind} {n}" for kind, n in sorted(tally.kinds.items(), key=lambda k: (-k[1], k[0]))),
        first_day=min(tally.days),
        last_day=max(tally.days),
    )


def bounds_of(rows: Iterable[PlaceRow]) -> tuple[float, float, float, float] | None:
    """West, south, east and north of all that is drawn as points; `None` without any."""
    points = [(row.lon, row.lat) for row in rows if row.is_point and row.lon is not None and row.lat is not None]
    if not points:
        return None
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)
