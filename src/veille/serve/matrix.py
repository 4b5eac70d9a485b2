"""Claims as a matrix: a row an event, a cell an origin, with what it says: quote, figures, whose word, day. Copies of a dispatch are one origin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from veille.record import Event, Statement, Voice
from veille.serve.asked import Asked, events_page
from veille.serve.timeline import EventRow, event_row
from veille.serve.told import Sources, disputes, one_line, wording
from veille.store.base import Store

#: what can be asked of the rows: those that differ, those that somebody denies, those with more origins than one
SORTS = ("all", "conflict", "denied", "corroborated")
#: batches of the store that are gone through for one page
_MOST_BATCHES = 20


@dataclass(frozen=True, slots=True)
class Given:
    """A figure that an origin gives for a slot; `disputed` when others give another that cannot be true as well."""

    slot: str
    said: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement: its voice, who says it (`None` where it is the outlet's own word or not said whose), the cue, the sentence."""

    mention: str
    article: str
    voice: Voice
    source: str | None
    cue: str | None
    outlet: str
    day: str
    quote: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one origin says of an event: by which outlets, in which words, with which figures."""

    origin: str
    outlets: tuple[str, ...]
    sayings: tuple[Saying, ...]
    figures: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An event with a cell for each origin, the earliest first."""

    event: EventRow
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows, the latest events first, and the cursor of those that follow."""

    rows: tuple[MatrixRow, ...]
    next: str | None


def matrix(store: Store, asked: Asked, sort: str = "all", *, after: str | None = None) -> Matrix:
    """The latest events of which somebody says something, or of one of SORTS.

    Where few events are of the sort a page may have fewer rows than the limit though others follow.
    """
    torn = True if sort == "conflict" and not asked.is_replay else None
    rows: list[MatrixRow] = []
    for _ in range(_MOST_BATCHES):
        events, after = events_page(store, replace(asked, limit=asked.limit - len(rows)), after=after, conflicting=torn)
        sources = Sources.of(store, events, asked.language)
        rows += [_row(event, sources, asked.day) for event in events if _is_of(event, sort, sources)]
        if after is None or len(rows) >= asked.limit:
            break
    return Matrix(tuple(rows), after)


def _is_of(event: Event, sort: str, sources: Sources) -> bool:
    if sort == "conflict":
        return bool(disputes(event, sources)) or event.is_denied
    if sort == "denied":
        return any(s.voice == "deny" for s in event.statements)
    if sort == "corroborated":
        return len(event.origins) > 1
    return len(event.origins) > 1 or any(s.voice != "outlet" for s in event.statements)


def _row(event: Event, sources: Sources, day: str) -> MatrixRow:
    odd = {(c.slot, f.value) for c in disputes(event, sources) for f in c.figures}
    by_origin = sorted(event.statements, key=lambda s: (s.origin, s.day, s.mention))
    cells = [_cell(event, sources, origin, list(said), odd) for origin, said in groupby(by_origin, lambda s: s.origin)]
    return MatrixRow(event_row(event, sources, day), tuple(sorted(cells, key=lambda c: (c.sayings[0].day, c.origin))))


def _cell(
    event: Event, sources: Sources, origin: str, said: Sequence[Statement], odd: set[tuple[str, str]]
) -> Cell:
    mentions = {s.mention for s in said}
    figures = [
        Given(slot, wording(figure), (slot, figure.value) in odd)
        for slot, given in event.slots.items()
        for figure in given
        if slot in _FIGURES and mentions & set(figure.mentions)
    ]
    return Cell(origin, sources.outlets(s.mention for s in said), tuple(_sayings(said, sources)), tuple(figures))


#: slots that a cell shows: what outlets may differ on
_FIGURES = ("deadline", "amount", "count", "rate", "killed", "wounded", "displaced")


def _sayings(said: Iterable[Statement], sources: Sources) -> Iterable[Saying]:
    for one in said:
        attribution = sources.mentions[one.mention].attribution
        yield Saying(
            mention=one.mention,
            article=sources.article_of[one.mention],
            voice=one.voice,
            source=(one_line(one.name) or None) if attribution else None,
            cue=one_line(attribution.cue.said) if attribution else None,
            outlet=sources.outlet(one.mention),
            day=one.day,
            quote=sources.sentence(one.mention),
        )
