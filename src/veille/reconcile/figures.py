"""The values that mentions give for an event's slots, side by side with their origins."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from veille.model import Value
from veille.reconcile.profile import PEOPLE, Profile, count_key, money_key, party_key, place_key
from veille.reconcile.words import fold, word_key
from veille.record import Figure
from veille.values import Count, Entity, Money, Period, Place, Span

#: the least, the most and the thing of a count's value
BOUNDS = re.compile(r"^(\d*)(\.\.)?(\d*) ?(.*)$")


def figures_of(profiles: Sequence[Profile], origins: Mapping[str, str]) -> Mapping[str, tuple[Figure, ...]]:
    """For each slot the values given, those of most origins first, then of most mentions, then the first told. `profiles` are in order."""
    rows: dict[str, dict[str, list[tuple[Profile, str]]]] = {}
    set_on = _set_on(profiles)
    for p in profiles:
        for slot, values in p.mention.slots.items():
            for value in values:
                key, said = normalised(value, p.filed.article.language)
                if slot == "deadline" and isinstance(value, Period) and value.duration and p.told > set_on[value.duration]:
                    key = value.duration  # "within 48 hours" recalled: the day it is reckoned to is not the one it was set to
                if not isinstance(value, Span) and value.span == p.mention.evidence:
                    said = _analysts(value, key)
                rows.setdefault(slot, {}).setdefault(key, []).append((p, said))
    return {slot: _ranked(slot, given, origins) for slot, given in rows.items()}


def _set_on(profiles: Sequence[Profile]) -> Mapping[str, str]:
    """Each duration of a deadline, and the day on which it was first told."""
    rows = [(v.duration, p.told) for p in profiles for v in p.mention.slots.get("deadline", ()) if isinstance(v, Period)]
    told = [(duration, day) for duration, day in rows if duration]
    return {duration: min(day for other, day in told if other == duration) for duration, _ in told}


def _ranked(
    slot: str, given: Mapping[str, Sequence[tuple[Profile, str]]], origins: Mapping[str, str]
) -> tuple[Figure, ...]:
    found = []
    for place, (key, rows) in enumerate(given.items()):
        first = min(rows, key=lambda row: row[0].order)
        mentions = tuple(dict.fromkeys(p.id for p, _ in sorted(rows, key=lambda row: row[0].order)))
        sources = tuple(sorted({origins[p.filed.article.id] for p, _ in rows}))
        found.append((-len(sources), -len(mentions), place, Figure(slot, key, first[1], mentions, sources)))
    return tuple(row[-1] for row in sorted(found, key=lambda row: row[:-1]))


def normalised(value: Value, language: str) -> tuple[str, str]:
    """A value without its language, and its wording."""
    if isinstance(value, Span):
        return fold(value.said), value.said
    if isinstance(value, Entity):
        return party_key(value) or fold(value.name), value.span.said
    if isinstance(value, Money):
        return money_key(value), value.span.said
    if isinstance(value, Count):
        return count_key(value, language), value.span.said
    if isinstance(value, Period):
        return value.value or value.duration or fold(value.span.said), value.span.said
    assert isinstance(value, Place)
    return place_key(value), value.span.said


def _analysts(value: Value, key: str) -> str:
    """The wording of a value that an analyst gave without words of the text: it stands for the whole sentence."""
    return value.name if isinstance(value, (Entity, Place)) else key


def thing_of(slot: str, value: str) -> str:
    """What a count counts: of people killed, wounded or displaced "" unless the text says whom ("16 captive": "prisoner").

    >>> thing_of("killed", "7 person"), thing_of("killed", "7 captive"), thing_of("count", "7 person")
    ('', 'prisoner', 'person')
    """
    thing = found[4] if (found := BOUNDS.match(value)) else ""
    if slot not in PEOPLE:
        return thing
    return "" if thing in (*PEOPLE, "person", "death") else word_key(thing, "en") or thing


def bounds(value: str) -> tuple[float, float]:
    """The least and the most that a count's value allows.

    >>> bounds("270..330 soldier"), bounds("51"), bounds("201..")
    ((270.0, 330.0), (51.0, 51.0), (201.0, inf))
    """
    found = BOUNDS.match(value)
    if not found or not (found[1] or found[3]):
        return 0.0, float("inf")
    low = float(found[1] or 0)
    return low, (float(found[3]) if found[3] else float("inf")) if found[2] else low
