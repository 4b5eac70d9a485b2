"""Gold's own mentions as a reader that misses nothing would give them: to see how well joining does when reading does not limit it.

Kind and place in the text are gold's. Every slot is what the annotators find in the sentence: a party counts as actor or recipient only
where the sentence names it, times, sums, counts and places only where they stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from veille.evaluate import is_party, locate
from veille.model import Annotations, Mention, Plover, Reading, Value
from veille.ontology import SLOT_TYPES, load_kinds
from veille.record import Filed
from veille.values import Entity, Period, Span

_SENTENCE_END = re.compile(r"(?<=[.!?»\"])\s+(?=[A-ZÀ-Þ«\"“])|\n+")


def given(gold: Mapping[str, Any], filed: Mapping[str, Filed], readings: Mapping[str, Reading]) -> dict[str, Filed]:
    """The articles with gold's mentions in the place of those read. All three are by gold's file names."""
    rows: dict[str, list[Mention]] = {name: [] for name in gold["articles"]}
    for event in gold["events"]:
        for said in event["mentions"]:
            name = said["article"]
            place = locate(said["evidence"], readings[name].article.text)
            if place:
                recalled = name in event.get("background_in", ())
                rows[name].append(_mention(event, place, readings[name], recalled))
    return {name: replace(filed[name], mentions=tuple(own)) for name, own in rows.items()}


def _mention(event: Mapping[str, Any], place: Span, reading: Reading, recalled: bool) -> Mention:
    kind = event["kind"] if isinstance(event["kind"], str) else event["kind"][0]
    sentence, found = _sentence(reading.article.text, place), reading.annotations
    slots: dict[str, tuple[Value, ...]] = {
        "actor": _parties(event["actor"], found, sentence),
        "recipient": _parties(event["recipient"], found, sentence),
        "time": tuple(t for t in found.times if place.contains(t.span) and not _is_deadline(t)),
        "place": tuple(p for p in found.places if place.contains(p.span)),
    }
    slots |= _own_slots(kind, found, place)
    name = sha256(f"{reading.article.id}|{place.start}|{place.end}|{kind}".encode()).hexdigest()[:16]
    trigger = Span.of(reading.article.text, place.start, place.start + len(place.said.split()[0]))
    kept = {slot: values for slot, values in slots.items() if values}
    plover = Plover(load_kinds()[kind].plover)
    return Mention(name, kind, plover, trigger, sentence, "happened", kept, place.said, historical=recalled)


def _parties(names: list[str], found: Annotations, sentence: Span) -> tuple[Entity, ...]:
    return tuple(e for e in found.actors if sentence.contains(e.span) and any(is_party(n, e) for n in names))


def _own_slots(kind: str, found: Annotations, place: Span) -> dict[str, tuple[Value, ...]]:
    """Sums, deadlines and counts of the clause; the whole clause as what it is about."""
    slots: dict[str, tuple[Value, ...]] = {}
    for slot in load_kinds()[kind].own:
        sort = SLOT_TYPES[slot]
        if sort == "count":
            slots[slot] = tuple(c for c in found.counts if place.contains(c.span) and _is_of(slot, c.unit))
        elif sort == "money":
            slots[slot] = tuple(m for m in found.amounts if place.contains(m.span))
        elif sort == "period":
            slots[slot] = tuple(t for t in found.times if place.contains(t.span) and _is_deadline(t))
        elif sort == "text" and not any(SLOT_TYPES[s] == "text" for s in slots):
            slots[slot] = (place,)
    return slots


def _is_deadline(time: Period) -> bool:
    return time.bound == "by" or (time.duration is not None and time.value is None)


def _is_of(slot: str, unit: str | None) -> bool:
    special = ("killed", "wounded", "displaced")
    return unit == slot if slot in special else slot == "count" and unit not in special and unit != "percent"


def _sentence(text: str, place: Span) -> Span:
    """The sentence around a clause, by its marks and the ends of paragraphs."""
    before = [m.end() for m in _SENTENCE_END.finditer(text) if m.end() <= place.start]
    after = [m.start() for m in _SENTENCE_END.finditer(text) if m.start() >= place.end]
    return Span.of(text, before[-1] if before else 0, after[0] if after else len(text))
