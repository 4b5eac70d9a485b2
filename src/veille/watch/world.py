"""What watching needs of the world, as arguments: how sources are listed and pages fetched, how they are read, what time it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Protocol

from veille.acquire.fetch import Fetcher
from veille.acquire.fetched import Fetched
from veille.acquire.items import Listing, Validators
from veille.acquire.listing import list_items
from veille.acquire.source import Politeness, Source
from veille.model import Reading, Snapshot
from veille.store.adding import Outside
from veille.store.base import Given
from veille.store.days import utc_now


class Fetches(Protocol):
    """The seam through which addresses are asked."""

    def get(self, url: str, *, validators: Validators | None = None, politeness: Politeness | None = None) -> Fetched:
        """What an address gives. Raises SourceError."""
        ...


@dataclass(frozen=True, slots=True)
class World:
    """How the world is asked. `fetcher` is shared by threads; `clock` times the schedule, `outside.now` what is filed.

    `list` is what a source lists now, asked with the validators of last time; it raises SourceError when there is no list at all.
    """

    fetcher: Fetches
    list: Callable[[Source, Validators], Listing]
    outside: Outside = field(default_factory=Outside)
    clock: Callable[[], str] = utc_now
    ticks: Callable[[], float] = time.monotonic


def world_of(fetcher: Fetcher, outside: Outside | None = None) -> World:
    """The world as it is, asked through a fetcher."""
    return World(
        fetcher,
        lambda source, validators: list_items(source, fetcher, validators=validators),
        one_reader(outside or Outside()),
    )


def one_reader(outside: Outside) -> Outside:
    """The same world with one page read at a time: parsers are not made for threads."""
    lock, read = Lock(), outside.read

    def alone(snapshot: Snapshot, given: Given) -> Reading:
        with lock:
            return read(snapshot, given)

    return replace(outside, read=alone)
