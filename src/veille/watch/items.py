"""One item on its way: fetched, read, filed, noted as done. Every step can be taken again, so that a crash between two of them costs nothing."""

from __future__ import annotations

import hashlib
import traceback
from dataclasses import dataclass, replace

from veille.acquire.source import Source
from veille.errors import (
    Gone,
    MissingSource,
    RateLimited,
    RecordError,
    RobotsRefused,
    Truncated,
    Unreachable,
    VeilleError,
)
from veille.model import Snapshot
from veille.store.adding import Done, add
from veille.store.base import Given, Store
from veille.store.days import later
from veille.store.watching import WatchItem
from veille.watch.schedule import ATTEMPTS, DAY, retry_after, revisit_after
from veille.watch.world import World


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an item: `item` as it stands now, `outcome` as `veille add` says it, or "unchanged", "retry", "failed".

    `is_site_trouble` says that the site did not answer at all, so that its other pages will fare no better.
    """

    item: WatchItem
    outcome: str
    error: str | None = None
    is_site_trouble: bool = False


def take(store: Store, world: World, source: Source, item: WatchItem) -> Taken:
    """Fetch an item that is due, read and file it, and note where it stands. Raises RateLimited, with the item as it was, and RecordError."""
    try:
        taken = _filed(store, world, source, item)
    except (RecordError, RateLimited):
        raise
    except VeilleError as error:
        taken = _failed(world, item, error)
    except (
        Exception
    ):  # a page that the program cannot stand must not end a watch of weeks; it is told and kept in sight
        last = traceback.format_exc().strip().splitlines()[-1]
        taken = _given_up(item, f"{item.url}: unexpected: {last}; please report this with the page")
    store.watching.settle(taken.item)
    return taken


def _filed(store: Store, world: World, source: Source, item: WatchItem) -> Taken:
    kept = store.watching.content(item)
    if kept is not None:
        snapshot = _snapshot(item.url, kept, item.url if "://" in item.url else None)
        # of what comes with its bytes only letters have a date, and it is their own
        done = _add(store, world, item, snapshot, item.published)
        return Taken(_done(item, world, done, again=False), done.outcome)
    found = world.fetcher.get(item.url, validators=item.tags, politeness=source.politeness)
    if found.status == "unchanged":
        return Taken(_done(item, world, None), "unchanged")
    if found.status == "gone":
        done = _gone(store, world, item)
    else:
        done = _add(store, world, item, _snapshot(item.url, found.content, found.final_url, found.content_type))
    return Taken(replace(_done(item, world, done), tags=found.validators), done.outcome)


def _gone(store: Store, world: World, item: WatchItem) -> Done:
    """The page of the record marked as withdrawn. Raises Gone when the record has none."""

    def refuse(_source: str) -> Snapshot:
        raise Gone(item.url, "the site says that it is no longer there")

    return add(store, item.url, outside=replace(world.outside, open=refuse))


def _add(store: Store, world: World, item: WatchItem, snapshot: Snapshot, published: str | None = None) -> Done:
    return add(store, item.url, Given(published), replace(world.outside, open=lambda _source: snapshot))


def _snapshot(source: str, content: bytes, url: str | None = None, media_type: str | None = None) -> Snapshot:
    return Snapshot(source, content, hashlib.sha256(content).hexdigest(), url, media_type)


def _done(item: WatchItem, world: World, done: Done | None, *, again: bool = True) -> WatchItem:
    visits = item.visits + 1
    wait = revisit_after(visits) if again else None
    due = None if wait is None else later(world.clock(), wait)
    article = done.article if done else item.article
    return replace(item, state="done", attempts=0, visits=visits, due=due, article=article, error=None)


def _failed(world: World, item: WatchItem, error: VeilleError) -> Taken:
    attempts = item.attempts + 1
    passing = isinstance(error, MissingSource | Truncated | RobotsRefused) and not isinstance(error, Gone)
    if not passing or attempts >= ATTEMPTS:
        return _given_up(replace(item, attempts=attempts), str(error))
    wait = DAY if isinstance(error, RobotsRefused) else retry_after(attempts)
    due = later(world.clock(), wait)
    waiting = replace(item, attempts=attempts, due=due, error=str(error))
    return Taken(waiting, "retry", str(error), isinstance(error, Unreachable))


def _given_up(item: WatchItem, error: str) -> Taken:
    """An item whose page was filed before stays done: only its visit failed."""
    state = item.state if item.article else "failed"
    return Taken(replace(item, state=state, due=None, error=error), "failed", error)
