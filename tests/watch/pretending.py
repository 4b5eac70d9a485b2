"""A world for watching that is not there: pages and lists in a dictionary, a clock that is set, the fake reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from store.making import JOINER, outside, page
from veille.acquire.fetched import Fetched
from veille.acquire.items import Fault, Item, Listing, Validators
from veille.acquire.source import Politeness, Source
from veille.store import Store
from veille.watch.journal import Journal, Line
from veille.watch.turn import Desk
from veille.watch.watcher import Watcher, Ways
from veille.watch.world import World

START = "2025-08-06T09:30:00Z"
FEED = Source("one", "https://one.example/feed", per_day=48)


@dataclass
class Pretence:
    """Pages by address, or the errors that they raise; lists by source, or errors; the time."""

    pages: dict[str, bytes | Exception | str] = field(default_factory=dict)
    lists: dict[str, Sequence[Item] | Exception] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    now: str = START
    asked: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def get(self, url: str, *, validators: Validators | None = None, politeness: Politeness | None = None) -> Fetched:
        self.asked.append(url)
        found = self.pages[url]
        if isinstance(found, Exception):
            raise found
        if isinstance(found, str):
            return Fetched(url, url, found)  # type: ignore[arg-type]
        return Fetched(url, url, "new", found, "text/html", validators=Validators("tag"))

    def list(self, source: Source, validators: Validators) -> Listing:
        self.asked.append(source.url)
        found = self.lists[source.name]
        if isinstance(found, Exception):
            raise found
        return Listing(tuple(found), self.faults, Validators("list"))

    def article(self, number: int, *, said: str = "RUS attack UKR at Kyiv says UKR.", modified: str = "") -> Item:
        """An article in the world, and its item."""
        url = f"https://one.example/{number}"
        self.pages[url] = page(f"Night {number}", said, url=url, published="2025-08-06", modified=modified)
        return Item(url, url, f"Night {number}", published=self.now.replace("Z", "+00:00"))

    def pass_by(self, **time: float) -> None:
        """Let time pass."""
        self.now = (datetime.fromisoformat(self.now) + timedelta(**time)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def world(self) -> World:
        inner = replace(outside({}), now=lambda: self.now)
        return World(self, self.list, inner, lambda: self.now)

    def desk(self, store: Store, *sources: Source) -> Desk:
        named = {source.name: source for source in sources or (FEED,)}
        return Desk(store, self.world(), named, Journal((self.lines.append,), lambda: self.now))

    def watch_once(self, store: Store, *sources: Source, threads: int = 1) -> list[str]:
        """Watch until nothing is due; what happened, without its frame."""
        self.lines.clear()
        Watcher(self.desk(store, *sources), Ways(threads, once=True, joiner=lambda: JOINER)).run()
        return [line.what for line in self.lines if line.what not in ("started", "stopped", "joined")]
