"""Origins, stories and events of a record: of all of it, or of what an addition touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from veille.reconcile.cluster import agglomerate, closure, components, pair
from veille.reconcile.compare import load_weights
from veille.reconcile.duplicates import origins_of
from veille.reconcile.links import link_groups
from veille.reconcile.merge import events_of
from veille.reconcile.neighbourhood import MemoryShelf, Neighbourhood, Shelf, edges
from veille.reconcile.stories import stories_of
from veille.record import Event, Filed, Join, Judgement, Story, Views


def reconcile(filed: Iterable[Filed], judgements: Iterable[Judgement] = ()) -> Views:
    """All views of a record. The order of the articles and of the judgements makes no difference."""
    rows = sorted(filed, key=lambda f: f.article.id)
    return reconcile_near(rows, MemoryShelf(rows), judgements)


def reconcile_near(new: Iterable[Filed], shelf: Shelf, judgements: Iterable[Judgement] = ()) -> Views:
    """The views that the articles of `new` touch, the same as `reconcile` gives of the whole record.

    `shelf` finds filed articles (the new ones among them) by `keys_for`. `judgements` are all that were ever made. What comes
    back is closed: drop every stored event that holds a mention of a returned one, every story that holds an article of one, and
    store these instead.
    """
    near = Neighbourhood(shelf, sorted(judgements, key=lambda j: (j.at, j.id)))
    start = near.hold(sorted(new, key=lambda f: f.article.id))
    touched = closure(start, near.copies) | closure(start, near.on_one_matter)
    mentions = closure(near.mentions(sorted(touched)), near.linked_mentions)
    articles = touched | {near.profiles[m].filed.article.id for m in mentions}
    origins = _origins(near, articles)
    stories, story_of = _stories(near, articles)
    events = [e for group in _neighbourhoods(near, mentions) for e in _events(near, group, origins, story_of)]
    ordered = tuple(sorted(events, key=lambda e: (e.first_known, e.id)))
    return Views({a: origins[a] for a in sorted(origins)}, stories, ordered)


def _origins(near: Neighbourhood, start: Iterable[str]) -> dict[str, str]:
    reached = closure(start, near.copies)
    links = edges(reached, {a: near.copies(a) for a in reached})
    return dict(origins_of([near.filed[a] for a in sorted(reached)], links))


def _stories(near: Neighbourhood, start: Iterable[str]) -> tuple[tuple[Story, ...], dict[str, str]]:
    reached = closure(start, near.on_one_matter)
    links = edges(reached, {a: near.on_one_matter(a) for a in reached})
    return stories_of({a: near.filed[a] for a in sorted(reached)}, near.alike, links)


def _neighbourhoods(near: Neighbourhood, mentions: Iterable[str]) -> list[tuple[str, ...]]:
    """Mentions that are linked at all, by joining or by bearing on one another."""
    known = set(mentions)
    return components(known, edges(known, {m: near.linked_mentions(m) for m in known}))


def _events(
    near: Neighbourhood, mentions: tuple[str, ...], origins: Mapping[str, str], story_of: Mapping[str, str]
) -> list[Event]:
    """The events of one neighbourhood."""
    join, limits = load_weights().join, near.judged.constraints
    groups = agglomerate(mentions, lambda a, b: near.score(a, b)[0], join, limits)
    stale = {a: why for m in mentions for a in [near.profiles[m].filed.article.id] for why in [near.stale(a)] if why}
    profiles = [[near.profiles[m] for m in group] for group in groups]
    joins = [_joins(near, group) for group in groups]
    return events_of(profiles, joins, link_groups(profiles), origins, story_of, near.judged, stale)


def _joins(near: Neighbourhood, group: tuple[str, ...]) -> tuple[Join, ...]:
    """Why a group is one event: each mention's best tie to one before it, by day known, then id."""
    ordered = sorted(group, key=lambda m: near.profiles[m].order)
    found = []
    for i, one in enumerate(ordered[1:], 1):
        judgements = near.judged.constraints.together
        given = [(judgements[pair(one, o)], o) for o in ordered[:i] if pair(one, o) in judgements]
        other = given[0][1] if given else max(ordered[:i], key=lambda o: (near.score(one, o)[0], o))
        score, features = near.score(one, other)
        found.append(Join(*pair(one, other), score, features, given[0][0] if given else "rule"))
    return tuple(found)
