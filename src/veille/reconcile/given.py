"""Gold's own mentions as a reader that misses nothing would give them: to see how well joining and following do without reading's errors.

Kind, place in the text, parties, sums, deadlines and tolls are gold's, where gold gives them. All else (times, places, counts, words)
is what the annotators find in the clause; of its times those that can be the event's. Which mentions tell one event is not given away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

from veille.evaluate import is_party, locate
from veille.model import Annotations, Mention, Plover, Reading, Value
from veille.ontology import SLOT_TYPES, load_kinds
from veille.reconcile.profile import PEOPLE, window
from veille.record import Filed
from veille.values import Count, Entity, Money, Period, Span
from veille.world.countries import countries
from veille.world.gazetteer import key_of, load_gazetteer

_SENTENCE_END = re.compile(r"(?<=[.!?»\"])\s+(?=[A-ZÀ-Þ«\"“])|\n+")
#: days by which outlets differ on when an event was
_NEAR_DAYS = 3


def given(gold: Mapping[str, Any], filed: Mapping[str, Filed], readings: Mapping[str, Reading]) -> dict[str, Filed]:
    """The articles with gold's mentions in the place of those read. All three are by gold's file names."""
    rows: dict[str, list[Mention]] = {name: [] for name in gold["articles"]}
    for event in gold["events"]:
        for said in event["mentions"]:
            name = said["article"]
            place = locate(said["evidence"], readings[name].article.text)
            if place:
                recalled = name in event.get("background_in", ())
                rows[name].append(_mention(event, said, place, readings[name], recalled))
    return {name: replace(filed[name], mentions=tuple(own)) for name, own in rows.items()}


def _mention(
    event: Mapping[str, Any], said: Mapping[str, Any], place: Span, reading: Reading, recalled: bool
) -> Mention:
    kind = event["kind"] if isinstance(event["kind"], str) else event["kind"][0]
    sentence, found = _sentence(reading.article.text, place), reading.annotations
    figures = said.get("figures", {})
    acting = [figures["actor"]] if figures.get("actor") else event["actor"]
    when = [Period(place, figures["when"], precision="day")] if figures.get("when") else []
    slots: dict[str, tuple[Value, ...]] = {
        "actor": _parties(acting, found, sentence, place),
        "recipient": _parties(event["recipient"], found, sentence, place),
        "time": (*when, *(t for t in found.times if place.contains(t.span) and _is_time_of(t, event["when"]))),
        "place": tuple(p for p in found.places if place.contains(p.span)),
    }
    slots |= _own_slots(kind, found, place, figures)
    name = sha256(f"{reading.article.id}|{place.start}|{place.end}|{kind}".encode()).hexdigest()[:16]
    trigger = Span.of(reading.article.text, place.start, place.start + len(place.said.split()[0]))
    kept = {slot: values for slot, values in slots.items() if values}
    plover = Plover(load_kinds()[kind].plover)
    return Mention(name, kind, plover, trigger, sentence, "happened", kept, place.said, historical=recalled)


# -- parties -----------------------------------------------------------------------


def _parties(names: Iterable[str], found: Annotations, sentence: Span, place: Span) -> tuple[Entity, ...]:
    return tuple(e for name in names for e in _party(name, found, sentence, place))


def _party(name: str, found: Annotations, sentence: Span, place: Span) -> list[Entity]:
    """A party of gold as the sentence names it, else as the article last named it before, else by gold's name alone."""
    named = not re.fullmatch(r"[A-Z]{3}", name)
    meant = [e for e in found.actors if is_party(name, e) and not (named and e.kind == "state")]
    here = [e for e in meant if sentence.contains(e.span)]
    before = [e for e in meant if e.span.end <= sentence.start][-1:]
    return here or before or [_named(name, place)]


def _named(name: str, place: Span) -> Entity:
    label = countries("en").labels.get(name)
    if label:
        return Entity(place, f"country:{name}", label, name)
    known = load_gazetteer().names.get(key_of(name))
    return Entity(place, known.id if known else f"name:{name}", name, kind="organisation")


# -- slots -------------------------------------------------------------------------


def _own_slots(kind: str, found: Annotations, place: Span, figures: Mapping[str, Any]) -> dict[str, tuple[Value, ...]]:
    """Gold's sums, deadlines and tolls; the clause's counts; the whole clause as what it is about."""
    slots: dict[str, tuple[Value, ...]] = {}
    for slot in dict.fromkeys((*load_kinds()[kind].own, *(s for s in figures if s in SLOT_TYPES))):
        sort = SLOT_TYPES[slot]
        if sort == "count":
            slots[slot] = _counts(slot, found, place, figures)
        elif sort == "money":
            slots[slot] = (_money(figures[slot], place),) if figures.get(slot) else ()
        elif sort == "period":
            slots[slot] = _deadlines(found, place, figures.get(slot))
        elif sort == "text" and not any(SLOT_TYPES[s] == "text" for s in slots):
            slots[slot] = (place,)
    return slots


def _money(said: Mapping[str, str], place: Span) -> Money:
    return Money(place, Decimal(said["value"]), said["currency"])


def _deadlines(found: Annotations, place: Span, said: str | None) -> tuple[Period, ...]:
    if said:
        return (Period(place, said, precision="day", bound="by"),)
    return tuple(t for t in found.times if place.contains(t.span) and _is_deadline(t))


def _is_time_of(time: Period, when: str | None) -> bool:
    """Whether a time of the clause can be the event's: near the day that gold gives, and no deadline."""
    said, gold = window([time]), window([Period(time.span, when)]) if when else None
    return not _is_deadline(time) and (not said or not gold or said.gap_days(gold) <= _NEAR_DAYS)


def _is_deadline(time: Period) -> bool:
    return time.bound == "by" or (time.duration is not None and time.value is None)


def _counts(slot: str, found: Annotations, place: Span, figures: Mapping[str, Any]) -> tuple[Count, ...]:
    """The count that gold gives, as the clause words it; all that the clause counts where gold gives none."""
    read = [c for c in found.counts if place.contains(c.span) and _is_of(slot, c.unit)]
    if figures.get(slot) is None:
        return () if slot in PEOPLE or slot == "rate" else tuple(read)
    said = figures[slot]
    low, high = (said.get("low"), said.get("high")) if isinstance(said, dict) else (said, said)
    worded = [c for c in read if c.low is not None and c.low in (low, high)]
    return tuple(worded[:1]) or (Count(place, low, high, slot if slot in PEOPLE else None),)


def _is_of(slot: str, unit: str | None) -> bool:
    if slot in PEOPLE:
        return unit == slot
    return unit == "percent" if slot == "rate" else unit not in (*PEOPLE, "percent")


def _sentence(text: str, place: Span) -> Span:
    """The sentence around a clause, by its marks and the ends of paragraphs."""
    before = [m.end() for m in _SENTENCE_END.finditer(text) if m.end() <= place.start]
    after = [m.start() for m in _SENTENCE_END.finditer(text) if m.start() >= place.end]
    return Span.of(text, before[-1] if before else 0, after[0] if after else len(text))
