"""Who says what of each event, and where what is said cannot all be true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from veille.record import Event, Figure, Statement, Voice
from veille.serve.asked import Asked, events_where
from veille.serve.told import Sources, disputes, headline, one_line
from veille.store.base import Store

#: what is shown of each voice
VOICES: tuple[Voice, ...] = ("claim", "confirm", "deny", "report", "outlet")


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A statement on an event. `source` is who says it as the text names them, `None` where it is not said who; the outlet carries it."""

    event: str
    kind: str
    what: str
    day: str
    voice: Voice
    source: str | None
    cue: str | None
    outlet: str
    origin: str
    mention: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of several values, or of several words on whether it happened: who carries it, in how many independent reports."""

    value: str
    said: str
    origins: int
    outlets: tuple[str, ...]
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """What articles differ on: a slot and its values, or "happened" where somebody denies the event. Sides of most origins first."""

    event: str
    kind: str
    what: str
    day: str
    slot: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Rows, whether the limit left any out, and the cursor of those."""

    rows: tuple[ClaimRow, ...] | tuple[ConflictRow, ...]
    more: bool
    next: str | None = None


def claims(store: Store, asked: Asked, voice: Voice | None = None) -> Found:
    """Statements of the latest events that are attributed to somebody, by event; those of one `voice` when given.

    The outlets' own word is shown where somebody denies the event, or when it is asked for.
    """
    wanted = replace(asked, source=asked.source)
    events, following = events_where(store, wanted, lambda e: voiced(e, voice))
    sources = Sources.of(store, events, asked.language)
    rows = [row for event in reversed(events) for row in _claims_of(event, sources, voice)]
    return Found(tuple(rows), following is not None, following)


def voiced(event: Event, voice: Voice | None) -> list[Statement]:
    """The statements of an event that are shown."""
    if voice:
        return [s for s in event.statements if s.voice == voice]
    denied = any(s.voice == "deny" for s in event.statements)
    return [s for s in event.statements if denied or s.voice != "outlet"]


def _claims_of(event: Event, sources: Sources, voice: Voice | None) -> Iterable[ClaimRow]:
    what = headline(event, sources)
    for said in sorted(voiced(event, voice), key=lambda s: (VOICES.index(s.voice), s.day, s.mention)):
        yield claim_row(event, said, what, sources)


def claim_row(event: Event, said: Statement, what: str, sources: Sources) -> ClaimRow:
    """The row of a statement on an event; `what` is the event in one line."""
    attribution = sources.mentions[said.mention].attribution
    return ClaimRow(
        event=event.id,
        kind=event.kind,
        what=what,
        day=said.day,
        voice=said.voice,
        source=(one_line(said.name) or None) if attribution else None,
        cue=one_line(attribution.cue.said) if attribution else None,
        outlet=sources.outlet(said.mention),
        origin=said.origin,
        mention=said.mention,
        evidence=sources.sentence(said.mention),
    )


def conflicts(store: Store, asked: Asked) -> Found:
    """What articles differ on, by event, the latest events: values side by side, none of them averaged or chosen."""
    torn = None if asked.is_replay else True
    events, following = events_where(store, asked, lambda e: e.conflicts or e.is_denied, conflicting=torn)
    sources = Sources.of(store, events, asked.language)
    rows = tuple(row for event in reversed(events) for row in _conflicts_of(event, sources))
    return Found(rows, following is not None, following)


def conflict_rows(store: Store, events: Iterable[Event], asked: Asked) -> list[ConflictRow]:
    """What articles differ on of these events, in their order."""
    held = list(events)
    sources = Sources.of(store, held, asked.language)
    return [row for event in held for row in _conflicts_of(event, sources)]


def _conflicts_of(event: Event, sources: Sources) -> Iterable[ConflictRow]:
    what, day = headline(event, sources), event.day or event.first_known
    for conflict in disputes(event, sources):
        sides = tuple(_side(f, sources) for f in conflict.figures)
        yield ConflictRow(event.id, event.kind, what, day, conflict.slot, sides)
    if event.is_denied:
        told = [s for s in event.statements if s.voice != "deny"]
        denied = [s for s in event.statements if s.voice == "deny"]
        sides = (_word("told", told, sources), _word("denied", denied, sources))
        yield ConflictRow(event.id, event.kind, what, day, "happened", sides)


def _side(figure: Figure, sources: Sources) -> Side:
    return Side(
        figure.value, one_line(figure.said), len(figure.origins), sources.outlets(figure.mentions), figure.mentions
    )


def _word(value: str, said: list[Statement], sources: Sources) -> Side:
    names = ", ".join(dict.fromkeys(one_line(s.name) for s in said if s.voice != "outlet" and s.name))
    mentions = tuple(s.mention for s in said)
    wording = f"{value} by {names}" if names else value
    return Side(value, wording, len({s.origin for s in said}), sources.outlets(mentions), mentions)
