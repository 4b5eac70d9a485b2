"""Events in ACLED's terms, where they have a place in its scheme; acled_table.py has its columns.

What ACLED's researchers would add from other sources (regions, districts, scale of the source) stays empty, and so does what
articles dispute: a figure is given only where all of them agree on it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib import resources
from typing import Any

from veille.reconcile.words import fold
from veille.serve.dossier import Dossier
from veille.serve.exports.dyads import Party, parties
from veille.serve.exports.entries import EventEntry, event_entries
from veille.store.base import Change
from veille.values import Place

#: events that were not only planned, imagined or denied
_STATED = ("happened", "ongoing")
_EXACT = re.compile(r"(\d+)(?: |$)")
#: days that an event may have happened on -> ACLED's precision of time
_TIME = ((1, 1), (7, 2), (31, 3))
#: precision of a place -> ACLED's precision of place
_PLACE = {"city": 1, "site": 1, "region": 3, "country": 3}


@dataclass(frozen=True, slots=True)
class Coded:
    """An event with its place in ACLED's scheme."""

    entry: EventEntry
    disorder: str
    type: str
    sub: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    change: Change | None

    @property
    def place(self) -> Place | None:
        """Where, by the place that most reports name."""
        return self.entry.places[0] if self.entry.places else None

    @property
    def time_precision(self) -> int | None:
        """1 a day, 2 a week, 3 a month; `None` where nobody says when."""
        first, last = self.entry.days
        if not first or not last:
            return None
        days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
        return next((code for most, code in _TIME if days <= most), None)

    @property
    def date(self) -> str | None:
        """The first day that it may have happened on, where it is known to the month."""
        return self.entry.days[0] if self.time_precision else None

    @property
    def fatalities(self) -> int | None:
        """Killed, where all articles that say so agree on a number."""
        figures = self.entry.event.slots.get("killed", ())
        exact = _EXACT.match(figures[0].value) if len(figures) == 1 else None
        return int(exact[1]) if exact else None

    def party(self, side: str) -> Party | None:
        """The first actor or recipient."""
        found = self.actors if side == "1" else self.recipients
        return found[0] if found else None

    def others(self, side: str) -> tuple[str, ...]:
        """The names of the others."""
        return tuple(p.name for p in (self.actors if side == "1" else self.recipients)[1:])

    def inter(self, side: str) -> str | None:
        """What the first of a side is in ACLED's terms; `None` where the text does not tell."""
        party = self.party(side)
        if party is None:
            return None
        told: str | None = _table()["inter"].get(party.role or "")
        if told == "State Forces" and self.place and self.place.country and party.country != self.place.country:
            return "External/Other forces"
        return told

    @property
    def ident(self) -> str:
        """The alpha-3 code of the country and the id of the event."""
        return f"{(self.place.country if self.place else None) or ''}{self.entry.event.id}"

    @property
    def timestamp(self) -> int | None:
        """When the record changed the event last, in seconds of Unix time."""
        return int(datetime.fromisoformat(self.change.at).timestamp()) if self.change else None

    @property
    def geo_precision(self) -> int | None:
        """1 for a place, 3 for a region or country."""
        return _PLACE.get(self.place.precision or "") if self.place else None

    @property
    def location(self) -> str | None:
        """The place, unless it is a whole country."""
        return self.place.name if self.place and self.place.precision != "country" else None

    @property
    def civilian_targeting(self) -> str | None:
        """Where civilians are the first recipient of an attack."""
        return "Civilian targeting" if self.entry.event.kind == "attack" and self.inter("2") == "Civilians" else None

    @property
    def tags(self) -> tuple[str, ...]:
        """What ACLED has no column for."""
        row = self.entry.row
        return (
            f"independent reports={row.origins}",
            *(f"disputed={slot}" for slot in row.disputed),
            *(f"word of={name or '?'}" for name in row.word_of),
            *(f"denied by={name}" for name in row.denied_by),
        )


def coded(told: Dossier) -> Iterator[Coded]:
    """Those events of a dossier that are ACLED's matter."""
    for entry in event_entries(told):
        found = _row(entry)
        if found is None or entry.event.status not in _STATED:
            continue
        actors, recipients = (
            tuple(p for p in parties(entry, slot, told.sources) if p) for slot in ("actor", "recipient")
        )
        change = told.changes.get(entry.event.id)
        yield Coded(entry, found["disorder"], found["type"], found["sub"], actors, recipients, change)


def _row(entry: EventEntry) -> Mapping[str, str] | None:
    rows = (r for r in _table()["row"] if r["kind"] == entry.event.kind)
    found = next((r for r in rows if r.get("mode") in (None, entry.plover.mode)), None)
    if found is None or found["type"] or found["kind"] != "attack" or found.get("mode"):
        return found
    return {**found, **_by_weapon(entry)}


def _by_weapon(entry: EventEntry) -> Mapping[str, str]:
    """The type that the weapons named tell; only the coarser one where they are of several sorts."""
    words = {
        word
        for slot in ("weapon", "count")
        for figure in entry.event.slots.get(slot, ())
        for said in (figure.value, figure.said)
        for word in fold(said).split()
    }
    found = [row for row in _table()["weapon"] if words & set(row["words"])]
    if not found:
        return {}
    return {"type": found[0]["type"], "sub": found[0]["sub"] if len(found) == 1 else ""}


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("veille.serve.exports") / "acled.toml").read_text("utf-8"))
