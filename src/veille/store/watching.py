"""What is watched: sources with the time of their next turn, and the items that they listed. Every method is one transaction.

Times are "2025-08-06T09:30:00Z". A source is held by one owner at a time, until the lease ends; sources of one host by one owner.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Literal, Protocol

from veille.acquire.items import Validators

State = Literal["pending", "done", "failed"]
#: the owner of what nobody holds
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Lease:
    """Who takes or holds a source, when, and until when it is theirs unless they renew it."""

    owner: str
    now: str
    until: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A source to watch. `host` is whose politeness it shares; `gap_seconds` what is to be expected between two of its items."""

    name: str
    url: str
    host: str
    gap_seconds: int


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a watched source stands. `gap_seconds` is what is to be expected between two items, `item_at` when its last fresh one was seen.

    `failures` counts the times in a row that it gave no list.
    """

    name: str
    url: str
    host: str
    due: str
    gap_seconds: int
    tags: Validators = field(default_factory=Validators)
    asked_at: str | None = None
    item_at: str | None = None
    failures: int = 0
    error: str | None = None
    error_at: str | None = None
    owner: str = NOBODY
    until: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One item as a source lists it. `content` is `None` when it is still to be fetched; `fresh`, whether it counts as new."""

    id: str
    url: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    content: bytes | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """How asking a source for its items went: when, when to ask again, and what was wrong (`None` for nothing).

    `failed` is true when it gave no items at all; an error beside items is a fault of some of them. `again` makes items that are known due too.
    """

    at: str
    due: str
    gap_seconds: int
    tags: Validators = field(default_factory=Validators)
    error: str | None = None
    failed: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class WatchItem:
    """An item and where it stands. `due` is when it is asked for next, `None` for never; `visits` how often it gave its page."""

    source: str
    id: str
    url: str
    state: State
    first_seen: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    fresh: bool = False
    attempts: int = 0
    visits: int = 0
    due: str | None = None
    tags: Validators = field(default_factory=Validators)
    snapshot: str | None = None
    article: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items of a source are in each state."""

    pending: int = 0
    done: int = 0
    failed: int = 0


class Watching(Protocol):
    """What is watched in a record; `Store.watching` has it."""

    def enrol(self, sources: Sequence[Enrolled], now: str) -> None:
        """Watch these sources: new ones are due now, known ones keep what is known of them unless their address is another."""
        ...

    def sources(self) -> Sequence[SourceState]:
        """All sources ever watched, by name."""
        ...

    def claim(self, names: Collection[str], lease: Lease, dead: Collection[str] = ()) -> SourceState | None:
        """Take the source of `names` that has something due and was let go of first; `None` when there is none.

        What others hold is left to them, and all of its host, until their lease ends or when they are among the `dead`.
        """
        ...

    def renew(self, name: str, lease: Lease) -> bool:
        """Hold a source for longer. False when it is another's by now."""
        ...

    def release(self, name: str, lease: Lease) -> None:
        """Let go of a source, if one holds it."""
        ...

    def owners(self) -> Set[str]:
        """Who holds sources."""
        ...

    def list(self, name: str, items: Sequence[Listed], asked: Asked) -> int:
        """Keep what a source listed, and how asking went; the number of items that were not known.

        An item that is known is due again when its source says that it was updated since, or its bytes are others.
        """
        ...

    def waiting(self, name: str, now: str, limit: int) -> Sequence[WatchItem]:
        """Items of a source that are due, the first due first."""
        ...

    def items(self, name: str | None = None) -> Sequence[WatchItem]:
        """All items of a source, or of all, by source and id."""
        ...

    def content(self, item: WatchItem) -> bytes | None:
        """The bytes that came with an item's list; `None` for one that is fetched."""
        ...

    def settle(self, item: WatchItem) -> None:
        """Keep where an item stands now."""
        ...

    def postpone(self, name: str, until: str) -> None:
        """Let all that a source has due wait until then."""
        ...

    def hasten(self, names: Collection[str], now: str) -> None:
        """Make these sources due now, whatever their rhythm; their items wait as they did."""
        ...

    def next_due(self, names: Collection[str]) -> str | None:
        """When the next of these sources, or of their items, is due; `None` without any."""
        ...

    def tallies(self) -> Mapping[str, Tally]:
        """How many items each source has in each state."""
        ...

    def stale(self, articles: Iterable[str]) -> Set[str]:
        """Those of the articles that were watched and never count as new: undated, badly dated, or old when first listed."""
        ...
