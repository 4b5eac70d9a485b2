"""Why the record says so: from an event back to sentences, rules, joins with their reasons, origins and judgements."""

from __future__ import annotations

from dataclasses import dataclass

from veille.errors import NotFound, QueryError
from veille.model import Mention
from veille.reconcile.judged import in_force
from veille.record import Event, Filed, Join, Judgement, Step
from veille.serve.asked import Asked, as_asked
from veille.serve.timeline import EventRow, event_row
from veille.serve.told import Sources
from veille.store.base import Store


@dataclass(frozen=True, slots=True)
class Link:
    """A mention in the chain: what it says, the rule that read it, and the page that it stands on. `copies` share its origin."""

    mention: Mention
    filed: Filed
    origin: str
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A judgement on mentions of the chain; `in_force` unless it was undone."""

    judgement: Judgement
    in_force: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """All that an event rests on. `followers` are mentions of other events that move its lifecycle."""

    row: EventRow
    event: Event
    links: tuple[Link, ...]
    followers: tuple[Link, ...]
    joins: tuple[Join, ...]
    steps: tuple[Step, ...]
    rulings: tuple[Ruling, ...]


def why(store: Store, ident: str, asked: Asked) -> Chain:
    """The chain of an event, or of the event of a mention: of that mention alone. An id may be shortened.

    Raises QueryError for an id that is not there, not unique, or not known on the day.
    """
    thing, found = find(store, ident)
    event_id = found if thing == "event" else store.event_of([found]).get(found)
    if event_id is None:
        raise NotFound(f"mention {found}", "joined to no event", "`veille add` joins what waits")
    event = next(as_asked(store, list(store.events([event_id]).values()), asked), None)
    if event is None:
        raise NotFound(f"event {event_id}", f"not known on {asked.day}", "ask for a later day")
    return _chain(store, event, found if thing == "mention" else None, asked)


def find(store: Store, ident: str) -> tuple[str, str]:
    """What an id's beginning means: "event" or "mention", and the whole id. Raises QueryError when none or several begin so."""
    rows = [(thing, found) for thing, found in store.find(ident) if thing in ("event", "mention")]
    exact = [row for row in rows if row[1] == ident]
    if len(exact) == 1 or len(rows) == 1:
        return (exact or rows)[0]
    if not rows:
        raise NotFound(repr(ident), "no event or mention has this id", "`veille timeline` shows ids")
    raise QueryError(repr(ident), f"{len(rows)} ids begin so", "give more of it")


def _chain(store: Store, event: Event, only: str | None, asked: Asked) -> Chain:
    sources = Sources.of(store, [event], asked.language)
    own = tuple(m for m in event.mentions if only in (None, m))
    judgements = store.judgements()
    active = {j.id for j in in_force(judgements)}
    touched = set(own)
    rulings = [Ruling(j, j.id in active) for j in judgements if touched & {a.mention for a in j.anchors}]
    undone = {r.judgement.id for r in rulings}
    rulings += [Ruling(j, j.action == "undo") for j in judgements if j.undoes in undone and j.id not in undone]
    return Chain(
        row=event_row(event, sources, asked.day),
        event=event,
        links=_links(store, sources, own),
        followers=_links(store, sources, event.follows) if only is None else (),
        joins=tuple(j for j in event.joins if only in (None, j.left, j.right)),
        steps=tuple(s for s in (*event.steps, *([event.due] if event.due else [])) if s.day <= asked.day),
        rulings=tuple(sorted(rulings, key=lambda r: (r.judgement.at, r.judgement.id))),
    )


def _links(store: Store, sources: Sources, mentions: tuple[str, ...]) -> tuple[Link, ...]:
    origins = store.origins(sources.filed)
    found = []
    for mention in mentions:
        article = sources.article_of[mention]
        origin = origins.get(article, article)
        copies = tuple(a for a, o in origins.items() if o == origin and a != article)
        found.append(Link(sources.mentions[mention], sources.filed[article], origin, copies))
    return tuple(found)
