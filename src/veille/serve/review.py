"""What an analyst should look at: events on which articles differ, that were read with little confidence, or whose source changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from veille.errors import QueryError
from veille.record import Event
from veille.serve.asked import Asked, events_page
from veille.serve.timeline import EventRow, event_row
from veille.serve.told import Sources, disputes, one_line
from veille.store.base import Store

Reason = Literal["conflict", "low confidence", "evidence changed", "source withdrawn"]
REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One value of a slot on which articles differ, and a sentence that gives it."""

    slot: str
    said: str
    origins: int
    outlets: tuple[str, ...]
    mention: str
    article: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention of the event: `stale` says what became of its page ("replaced", "withdrawn"), `None` for one that stands."""

    mention: str
    article: str
    outlet: str
    known: str
    sentence: str
    confidence: float
    stale: str | None


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """An event to be judged, why, and what it rests on. `fix` is the mention that is most likely to be mended, and its article."""

    event: EventRow
    why: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    told: tuple[Telling, ...]
    fix: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Review:
    """A page of the queue, and the cursor of the next one."""

    rows: tuple[ReviewRow, ...]
    next: str | None


def review(store: Store, asked: Asked, reason: str | None = None, *, after: str | None = None) -> Review:
    """The queue, the latest events first; of one reason when given. Raises QueryError for an unknown one."""
    if reason is not None and reason not in REASONS:
        raise QueryError(f"reason {reason!r}", "no such reason", f"one of {', '.join(REASONS)}")
    wanted = replace(asked, review=True)
    found: list[ReviewRow] = []
    while True:
        events, after = events_page(store, replace(wanted, limit=asked.limit - len(found)), after=after)
        rows = _rows(store, events, asked)
        found += [row for row in rows if row.why and (reason is None or reason in row.why)]
        if after is None or len(found) >= asked.limit:
            return Review(tuple(found), after)


def _rows(store: Store, events: Sequence[Event], asked: Asked) -> list[ReviewRow]:
    sources = Sources.of(store, events, asked.language)
    return [_row(event, sources, asked.day) for event in events]


def _row(event: Event, sources: Sources, day: str) -> ReviewRow:
    """The row of an event; a deadline that was moved since is no conflict, so that it may be left without a reason."""
    doubts = tuple(_doubts(event, sources))
    why = tuple(reason for reason in event.review if reason != "conflict" or doubts)
    told = tuple(_telling(mention, sources) for mention in event.mentions)
    doubtful = min(told, key=lambda t: (t.stale is not None, t.confidence))
    fewest = min(doubts, key=lambda d: d.origins, default=None)
    fix = (fewest.mention, fewest.article) if fewest else (doubtful.mention, doubtful.article)
    return ReviewRow(event_row(event, sources, day), why, doubts, told, fix)


def _doubts(event: Event, sources: Sources) -> Iterator[Doubt]:
    for conflict in disputes(event, sources):
        for figure in conflict.figures:
            mention = figure.mentions[0]
            yield Doubt(
                conflict.slot,
                one_line(figure.said),
                len(figure.origins),
                sources.outlets(figure.mentions),
                mention,
                sources.article_of[mention],
                sources.sentence(mention),
            )


def _telling(mention: str, sources: Sources) -> Telling:
    article = sources.article_of[mention]
    filed = sources.filed[article]
    stale = "withdrawn" if filed.withdrawn_at else "replaced" if filed.superseded else None
    return Telling(
        mention,
        article,
        sources.outlet(mention),
        filed.known_on,
        sources.sentence(mention),
        sources.mentions[mention].confidence,
        stale,
    )
