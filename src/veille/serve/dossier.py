"""All that is known of the events asked for, in one value: what exports and briefs are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from veille.model import Mention
from veille.reconcile.judged import in_force
from veille.reconcile.profile import place_key
from veille.record import Event, Filed, Judgement, Story
from veille.serve.asked import Asked, events_of, first, is_by
from veille.serve.timeline import EventRow, event_row
from veille.serve.told import Sources
from veille.store.base import Change, Order, Store
from veille.values import Place


@dataclass(frozen=True, slots=True)
class Dossier:
    """Events, the earliest first, each with its row; what they rest on; when each changed last.

    `story_of` and `origins` are by article. `judgements` are those in force on these events' mentions. `more` when the limit left some out.
    """

    asked: Asked
    events: tuple[Event, ...]
    rows: tuple[EventRow, ...]
    sources: Sources
    origins: Mapping[str, str]
    story_of: Mapping[str, str]
    stories: Mapping[str, Story]
    changes: Mapping[str, Change]
    judgements: tuple[Judgement, ...]
    more: bool

    def mentions(self) -> Iterator[tuple[Event, Mention, Filed]]:
        """Each mention with its event and article, in the events' order."""
        for event in self.events:
            for ident in event.mentions:
                yield event, self.sources.mentions[ident], self.sources.filed[self.sources.article_of[ident]]

    def articles(self) -> list[Filed]:
        """The articles that tell these events, the earliest known first."""
        told = {filed.article.id: filed for _, _, filed in self.mentions()}
        return sorted(told.values(), key=lambda f: (f.known_on, f.article.id))

    def places(self, event: Event) -> list[Place]:
        """The places that an event's mentions name, each once, best known first."""
        found: dict[str, Place] = {}
        for figure in event.slots.get("place", ()):
            values = (v for m in figure.mentions for v in self.sources.mentions[m].slots.get("place", ()))
            same = (v for v in values if isinstance(v, Place) and place_key(v) == figure.value)
            if place := next(same, None):
                found[figure.value] = place
        return list(found.values())


def dossier(store: Store, asked: Asked, order: Order = "day") -> Dossier:
    """The dossier of the events asked for: the last ones of an order, where there are more than the limit."""
    found, more = first(events_of(store, asked, order=order), asked.limit)
    events = sorted(found, key=lambda e: (e.day or e.first_known, e.first_known, e.id))
    return dossier_of(store, events, asked, more=more)


def dossier_of(
    store: Store, found: Iterable[Event], asked: Asked, *, more: bool = False, judged: bool = True
) -> Dossier:
    """The dossier of these events, as known on the day asked about, in their order; without judgements unless `judged`."""
    events = tuple(found)
    sources = Sources.of(store, events, asked.language)
    articles = {sources.article_of[m] for event in events for m in event.mentions}
    story_of = store.story_of(articles)
    own = {m for event in events for m in event.mentions}
    rulings = in_force(j for j in store.judgements() if is_by(j.at, asked.read_by)) if judged else []
    return Dossier(
        asked=asked,
        events=events,
        rows=tuple(event_row(event, sources, asked.day) for event in events),
        sources=sources,
        origins=store.origins(articles),
        story_of=story_of,
        stories=store.stories(set(story_of.values())),
        changes=store.changes("event", [event.id for event in events]),
        judgements=tuple(j for j in rulings if own & {a.mention for a in j.anchors}),
        more=more,
    )
