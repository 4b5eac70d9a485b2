"""Asking a source what it lists, and noting it: items that are new, faults, and when to ask again."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from veille.acquire.items import Item, Listing
from veille.acquire.source import Source
from veille.errors import RateLimited, RecordError, SourceError
from veille.store.base import Store
from veille.store.days import later
from veille.store.watching import Asked, Enrolled, Listed, SourceState
from veille.watch.schedule import asked_every, expected_gap, is_fresh
from veille.watch.world import World


@dataclass(frozen=True, slots=True)
class Heard:
    """What asking a source gave: how many items it lists, how many of them are new to us, and every fault."""

    listed: int
    new: int
    faults: tuple[str, ...] = ()
    failed: bool = False


def enrolled(source: Source) -> Enrolled:
    """A source as the record watches it. What is on this machine's disk shares its politeness with nobody.

    >>> enrolled(Source("a", "https://www.Example.org/feed", per_day=24))
    Enrolled(name='a', url='https://www.Example.org/feed', host='www.example.org', gap_seconds=3600)
    """
    host = (urlsplit(source.url).hostname or "") if "://" in source.url else ""
    return Enrolled(
        source.name, source.url, host or f"path:{source.url}", expected_gap(source.per_day, (), "2000-01-01T00:00:00Z")
    )


def ask(store: Store, world: World, source: Source, state: SourceState) -> Heard:
    """Ask a source and keep what it lists. Raises RecordError alone: what is wrong with the source is noted with it."""
    try:
        listing = world.list(source, state.tags)
    except SourceError as error:
        return _unheard(store, world, state, error)
    except RecordError:
        raise
    except (
        Exception
    ):  # a list that the program cannot stand must not end a watch of weeks; it is told and kept in sight
        last = traceback.format_exc().strip().splitlines()[-1]
        return _unheard(store, world, state, SourceError(source.url, f"unexpected: {last}", "please report this"))
    now = world.clock()
    items = tuple(_listed(listing, now))
    faults = tuple(str(fault) for fault in listing.faults)
    dates = [item.published for item in listing.items]
    gap = state.gap_seconds if listing.unchanged else expected_gap(source.per_day, dates, now)
    asked = Asked(
        at=now,
        due=later(now, asked_every(gap)),
        gap_seconds=gap,
        tags=state.tags if listing.unchanged else listing.validators,
        error=_summed(faults),
        again=source.kind == "page",
    )
    return Heard(len(items), store.watching.list(source.name, items, asked), faults)


def _unheard(store: Store, world: World, state: SourceState, error: SourceError) -> Heard:
    now = world.clock()
    wait = float(asked_every(state.gap_seconds, state.failures + 1))
    if isinstance(error, RateLimited):
        wait = max(wait, error.retry_after)
    due = later(now, wait)
    store.watching.list(state.name, (), Asked(now, due, state.gap_seconds, error=str(error), failed=True))
    return Heard(0, 0, (str(error),), failed=True)


def _listed(listing: Listing, now: str) -> Iterator[Listed]:
    for item in listing.items:
        address = _address(item)
        if address is not None:
            fresh = is_fresh(item.published, now)
            yield Listed(item.id, address, item.title, item.published, item.updated, item.content, fresh)


def _address(item: Item) -> str | None:
    """What the item's page is called in the record: its address, or where it was found when it came with its bytes."""
    return item.url or ((item.where or item.id) if item.content is not None else None)


def _summed(faults: tuple[str, ...]) -> str | None:
    """The first fault, and how many more there are."""
    return None if not faults else faults[0] + (f" (and {len(faults) - 1} more)" if len(faults) > 1 else "")
