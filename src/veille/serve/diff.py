"""What the record learned, changed and lost between two days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from veille.errors import QueryError
from veille.ontology import load_kinds
from veille.record import Event
from veille.serve.asked import Asked, as_asked, events_of
from veille.serve.told import Sources, disputes, headline, one_line
from veille.store.base import Store

Sort = Literal["learned", "changed", "lost"]
#: slots whose values are compared
_FIGURES = ("deadline", "amount", "count", "rate", "killed", "wounded", "displaced")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an event between the two days; `changes` says what of it, each as one phrase."""

    sort: Sort
    event: str
    kind: str
    day: str
    what: str
    changes: tuple[str, ...]
    evidence: str


def diff(store: Store, asked: Asked, start: str, end: str) -> list[Change]:
    """Events learned after `start` and by `end`, changed, or lost because their source was edited or withdrawn.

    In that order, each by day. Raises QueryError when the days are the wrong way round.
    """
    if start >= end:
        raise QueryError(f"{start} to {end}", "the first day is not before the second", "turn them round")
    before, after = replace(asked, as_of=start), replace(asked, as_of=end)
    now = list(events_of(store, after))
    held = {e.id: e for e in as_asked(store, now, before)}
    changes = [
        c
        for event in now
        if (c := _change(Sources.of(store, [event], asked.language), held.get(event.id), event, start, end))
    ]
    order = ("learned", "changed", "lost")
    return sorted(changes, key=lambda c: (order.index(c.sort), c.day, c.event))[: asked.limit]


def _change(sources: Sources, old: Event | None, new: Event, start: str, end: str) -> Change | None:
    lost = sources.is_groundless(new, end)
    if old is None:
        return None if lost else _told("learned", new, sources, ())
    if lost:
        return None if sources.is_groundless(old, start) else _told("lost", old, sources, new.review)
    found = tuple(differences(old, new, start, end, sources))
    return _told("changed", new, sources, found) if found else None


def _told(sort: Sort, event: Event, sources: Sources, changes: tuple[str, ...]) -> Change:
    day = event.day or event.first_known
    evidence = sources.sentence(event.mentions[-1])
    return Change(sort, event.id, event.kind, day, headline(event, sources), changes, evidence)


def differences(old: Event, new: Event, start: str, end: str, sources: Sources) -> Iterator[str]:
    """What differs between an event as it was known on `start` and as it is on `end`, each as one phrase."""
    yield from _changes(old, new, start, end)
    yield from _disputed(old, new, sources)


def _changes(old: Event, new: Event, start: str, end: str) -> Iterator[str]:
    """What differs, each as one phrase. More reports of the same are no change."""
    was, now = old.state_on(start), new.state_on(end)
    if was != now and load_kinds()[new.kind].lifecycle:
        yield f"{was} → {now}"
    for name in ("status", "day"):
        left, right = getattr(old, name), getattr(new, name)
        if left != right and right:
            yield f"{name}: {left or 'not said'} → {right}"
    for slot in _FIGURES:
        yield from _figures(slot, old, new)
    told = {(s.voice, s.name) for s in old.statements}
    for said in dict.fromkeys((s.voice, s.name) for s in new.statements):
        if said not in told and said[0] in ("deny", "confirm") and said[1]:
            yield f"{'denied' if said[0] == 'deny' else 'confirmed'} by {one_line(said[1])}"


def _disputed(old: Event, new: Event, sources: Sources) -> Iterator[str]:
    known = {c.slot for c in disputes(old, sources)}
    yield from (f"{c.slot} now disputed" for c in disputes(new, sources) if c.slot not in known)


def _figures(slot: str, old: Event, new: Event) -> Iterator[str]:
    left = {f.value: f.said for f in old.slots.get(slot, ())}
    right = {f.value: f.said for f in new.slots.get(slot, ())}
    yield from (f"{slot}: also {one_line(said)}" for value, said in right.items() if value not in left)
    yield from (f"{slot}: no longer {one_line(said)}" for value, said in left.items() if value not in right)
