"""Rows of events, mentions and articles with all that formats say of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from veille.model import Mention, Plover
from veille.output import value_object
from veille.record import Event, Filed
from veille.serve.claims import ConflictRow, Side
from veille.serve.dossier import Dossier
from veille.serve.timeline import EventRow
from veille.serve.told import one_line
from veille.store.days import bounds
from veille.values import Place


@dataclass(frozen=True, slots=True)
class EventEntry:
    """An event, its row, the PLOVER code of its first mention and its places."""

    event: Event
    row: EventRow
    plover: Plover
    places: tuple[Place, ...]

    @property
    def days(self) -> tuple[str | None, str | None]:
        """The first and the last day that it may have happened on; `None` for what nobody says."""
        return days_of(self.event)

    def parties(self, slot: str) -> tuple[str, ...]:
        """Codes or ids of those in a slot."""
        return tuple(figure.value for figure in self.event.slots.get(slot, ()))


@dataclass(frozen=True, slots=True)
class MentionEntry:
    """A mention with its article and the id of its event; `None` when it awaits joining."""

    event: str | None
    mention: Mention
    filed: Filed
    outlet: str

    @property
    def source(self) -> str | None:
        """Whose word it is, as the text names them."""
        said = self.mention.attribution
        if said is None:
            return None
        named = said.source.name if said.source else said.source_span.said if said.source_span else ""
        return one_line(named) or None

    def said(self, what: str) -> str | None:
        """The "stance" or "cue" of its attribution; `None` for the outlet's own voice."""
        said = self.mention.attribution
        if said is None:
            return None
        return said.stance if what == "stance" else one_line(said.cue.said)

    @property
    def slots(self) -> dict[str, list[object]]:
        """Its values with their spans."""
        return {name: [value_object(v) for v in values] for name, values in self.mention.slots.items()}


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article with where joining put it."""

    filed: Filed
    outlet: str
    origin: str | None
    story: str | None

    @property
    def published(self) -> str | None:
        """When it was published, as the page says."""
        stamp = self.filed.article.published
        return stamp.value if stamp else None


@dataclass(frozen=True, slots=True)
class ConflictEntry:
    """One side of a conflict."""

    row: ConflictRow
    side: Side


def days_of(event: Event) -> tuple[str | None, str | None]:
    """The first and the last day that an event may have happened on: a night has two, a period those of its wording."""
    if event.day is None or event.day_precision == "day":
        return event.day, event.day
    if event.day_precision == "night":
        return event.day, (date.fromisoformat(event.day) + timedelta(days=1)).isoformat()
    told = (bounds(figure.value) for figure in event.slots.get("time", ()))
    return event.day, min((found[1] for found in told if found and found[0] == event.day), default=None)


def interval(days: tuple[str | None, str | None]) -> str | None:
    """Days in one word, ISO 8601: "2025-08-06", "2025-08-06/2025-08-07", "2025-08-01/.." where the end is not known."""
    first, last = days
    return first if first is None or first == last else f"{first}/{last or '..'}"


def event_entries(told: Dossier) -> Iterator[EventEntry]:
    """The events of a dossier."""
    for event, row in zip(told.events, told.rows, strict=True):
        plover = told.sources.mentions[event.mentions[0]].plover
        yield EventEntry(event, row, plover, tuple(told.places(event)))


def mention_entries(told: Dossier) -> Iterator[MentionEntry]:
    """The mentions of a dossier's events."""
    for event, mention, filed in told.mentions():
        yield MentionEntry(event.id, mention, filed, told.sources.outlet(mention.id))


def article_entries(told: Dossier) -> Iterator[ArticleEntry]:
    """The articles of a dossier."""
    for filed in told.articles():
        ident = filed.article.id
        outlet = filed.article.site or filed.source.rpartition("/")[2]
        yield ArticleEntry(filed, outlet, told.origins.get(ident), told.story_of.get(ident))
