"""Who did what to whom, one row for each pair of parties, coded in PLOVER 2021."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from veille.reconcile.profile import party_key
from veille.record import Figure
from veille.serve.dossier import Dossier
from veille.serve.exports.columns import Column, Table
from veille.serve.exports.entries import EventEntry, event_entries
from veille.serve.quads import QUADS
from veille.serve.told import Sources, one_line, party_name
from veille.values import Entity, Place
from veille.world.countries import countries

#: PLOVER type -> number and name of its quad class
CODES = {kind: (number, name) for number, (name, kinds) in enumerate(QUADS.items(), 1) for kind in kinds}


@dataclass(frozen=True, slots=True)
class Party:
    """Someone in a role: a state has its alpha-3 code, `role` is what they are when they act, `kind` "state", "person" ..."""

    name: str
    country: str | None
    role: str | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Dyad:
    """An event between two parties, of which one may not be named. `number` counts the event's pairs from 1."""

    entry: EventEntry
    number: int
    actor: Party | None
    recipient: Party | None
    contexts: tuple[str, ...]
    languages: tuple[str, ...]
    stances: tuple[str, ...]

    @property
    def place(self) -> Place | None:
        """Where, by the place that most reports name."""
        return self.entry.places[0] if self.entry.places else None

    @property
    def quad(self) -> tuple[int, str]:
        """Number and name of the quad class."""
        return CODES[self.entry.plover.type or ""]


def dyads(told: Dossier) -> Iterator[Dyad]:
    """The pairs of a dossier's events that have a PLOVER type, in the events' order."""
    for entry in event_entries(told):
        if entry.plover.type not in CODES:
            continue
        actors, recipients = (parties(entry, slot, told.sources) or [None] for slot in ("actor", "recipient"))
        mentions = [told.sources.mentions[m] for m in entry.event.mentions]
        articles = [told.sources.filed[told.sources.article_of[m]].article for m in entry.event.mentions]
        contexts = tuple(dict.fromkeys(c for mention in mentions for c in mention.plover.contexts))
        languages = tuple(sorted({article.language for article in articles}))
        stances = tuple(sorted({m.attribution.stance for m in mentions if m.attribution}))
        pairs = [(a, r) for a in actors for r in recipients]
        for number, (actor, recipient) in enumerate(pairs, 1):
            yield Dyad(entry, number, actor, recipient, contexts, languages, stances)


def parties(entry: EventEntry, slot: str, sources: Sources) -> list[Party | None]:
    """Those in a slot, of those whom at least half as many mentions name as name the first."""
    figures = entry.event.slots.get(slot, ())
    most = max((len(f.mentions) for f in figures), default=0)
    return [_party(f, sources) for f in figures if 2 * len(f.mentions) >= most]


def _party(figure: Figure, sources: Sources) -> Party:
    entities = [
        value
        for mention in figure.mentions
        for value in sources.mentions[mention].slots.get(figure.slot, ())
        if isinstance(value, Entity) and party_key(value) == figure.value
    ]
    first = entities[0] if entities else None
    country = figure.value if figure.value in countries("en").labels else None
    return Party(
        one_line(party_name(figure, sources)), country, first.role if first else None, first.kind if first else None
    )


def _of(side: str, name: str) -> Column:
    about = {
        "name": f"the {side}",
        "country": "ISO 3166-1 alpha-3",
        "sector": "executive, military, civilian ...; empty where not said",
    }
    take = "role" if name == "sector" else name
    return Column(f"{side}_{name}", "string", about[name], lambda d: getattr(getattr(d, side), take, None))


def _place(name: str, sort: str, about: str, take: str) -> Column:
    return Column(name, sort, about, lambda d: getattr(d.place, take, None))  # type: ignore[arg-type]


PLOVER = Table(
    "plover",
    "PLOVER events",
    "One row for each pair of actor and recipient of an event with a PLOVER type.",
    (
        Column("event_id", "string", "id of the event", lambda d: d.entry.event.id, key=True),
        Column("dyad", "integer", "number of the pair in the event; an event of several pairs is still one", lambda d: d.number, key=True),
        Column("event_date", "date", "first day that it may have happened on; empty where nobody says", lambda d: d.entry.days[0]),
        Column("event_date_last", "date", "last day that it may have happened on", lambda d: d.entry.days[1]),
        Column("reported_date", "date", "day of the first article that tells it", lambda d: d.entry.event.first_known),
        Column("event_type", "string", "PLOVER 2021 type", lambda d: d.entry.plover.type),
        Column("event_mode", "string", "PLOVER 2021 mode", lambda d: d.entry.plover.mode),
        Column("contexts", "list", "PLOVER 2021 contexts", lambda d: d.contexts),
        Column("quad_code", "integer", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict", lambda d: d.quad[0]),
        Column("quad_class", "string", "its name", lambda d: d.quad[1]),
        *(_of("actor", name) for name in ("name", "country", "sector")),
        *(_of("recipient", name) for name in ("name", "country", "sector")),
        Column("status", "string", "happened, ongoing, future, hypothetical or negated", lambda d: d.entry.event.status),
        _place("placename", "string", "where, as the text names it", "name"),
        _place("country", "string", "ISO 3166-1 alpha-3 of the place", "country"),
        _place("latitude", "number", "degrees, WGS 84", "lat"),
        _place("longitude", "number", "degrees, WGS 84", "lon"),
        _place("geonames_id", "integer", "GeoNames id", "geonames"),
        _place("place_precision", "string", "city, region, country, sea or site", "precision"),
        Column("stances", "list", "claim, confirm, deny, report: how articles attribute it; empty where none does", lambda d: d.stances),
        Column("reports", "integer", "independent reports", lambda d: d.entry.row.origins),
        Column("publishers", "list", "sites that carry it", lambda d: d.entry.row.outlets),
        Column("languages", "list", "ISO 639-1 codes of the articles", lambda d: d.languages),
        Column("confidence", "number", "between 0 and 1", lambda d: d.entry.event.confidence),
        Column("event_text", "string", "a sentence that says so", lambda d: d.entry.row.evidence),
    ),
)  # fmt: skip
