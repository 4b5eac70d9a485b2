"""What watching needs of the world, as arguments: how sources are listed and pages fetched, how they are read, what time it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from veille.acquire.fetched import Fetched
from veille.acquire.items import Listing, Validators
from veille.acquire.source import Politeness, Source
from veille.store.adding import Outside
from veille.store.days import utc_now


class Fetches(Protocol):
    """The seam through which addresses are asked."""

    def get(self, url: str, *, validators: Validators | None = None, politeness: Politeness | None = None) -> Fetched:
        """What an address gives. Raises SourceError."""
        ...


class Lists(Protocol):
    """What a source lists now."""

    def __call__(self, source: Source, fetcher: Fetches, *, validators: Validators) -> Listing:
        """The items, with the faults met on the way. Raises SourceError when there is no list at all."""
        ...


@dataclass(frozen=True, slots=True)
class World:
    """How the world is asked. `fetcher` is shared by threads; `clock` times the schedule, `outside.now` what is filed."""

    fetcher: Fetches
    list: Lists
    outside: Outside = field(default_factory=Outside)
    clock: Callable[[], str] = utc_now
    ticks: Callable[[], float] = time.monotonic
