"""A news site of sixty pages in several moods: each item arrives once, what is wrong is told by source."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from veille.acquire.fetch import Fetcher
from veille.acquire.fetched import Settings
from veille.acquire.source import Politeness, Source
from veille.store import Store, open_store
from veille.store.adding import Outside
from veille.store.days import later, utc_now
from veille.watch.journal import Journal, Line
from veille.watch.turn import Desk
from veille.watch.watcher import Watcher, Ways
from veille.watch.world import world_of
from watch.site import CLOSED, EDITED, LATIN, NEWS, Site, arrives, mood, running

SETTINGS = Settings(attempts=2, backoff_seconds=0.01, timeout_seconds=5, allow=frozenset({NEWS, CLOSED}))
QUICK = Politeness(delay_seconds=0.0)


def sources(site: Site) -> dict[str, Source]:
    found = [
        Source("nights", site.url("/feed.xml"), "feed", politeness=QUICK),
        Source("closed", site.url("/feed.xml", CLOSED), "feed", politeness=QUICK),
        Source("closed pages", site.url("/5", CLOSED), "page", politeness=QUICK),
    ]
    return {source.name: source for source in found}


def watch_once(store: Store, site: Site, ahead_seconds: int = 0) -> list[Line]:
    """Watch until nothing is due, by a clock that is ahead; what happened."""
    lines: list[Line] = []
    with Fetcher(SETTINGS) as fetcher:
        world = replace(world_of(fetcher, Outside()), clock=lambda: later(utc_now(), ahead_seconds))
        desk = Desk(store, world, sources(site), Journal((lines.append,)))
        Watcher(desk, Ways(threads=2, once=True)).run()
    return lines


def outcomes(lines: list[Line]) -> Counter[str]:
    kept = ("added", "version", "known", "unchanged", "retry", "failed")
    return Counter(line.what for line in lines if line.what in kept)


@pytest.fixture
def record(quick_path: Path) -> Store:
    return open_store(quick_path / "record.db", create=True)


def test_every_item_arrives_once_and_faults_are_told_by_source(record: Store) -> None:
    with running(Site()) as site:
        first = watch_once(record, site)
        arriving = [n for n in range(site.pages) if arrives(n)]
        assert outcomes(first) == {"added": len(arriving), "retry": site.pages - len(arriving)}
        assert record.figures().articles == len(arriving)
        assert record.figures().pending == 0
        faults = {(line.details["source"], str(line.details["error"])) for line in first if line.what == "fault"}
        assert {source for source, _ in faults} == {"nights", "closed", "closed pages"}
        assert all("robots.txt" in said for source, said in faults if source != "nights")
        assert all("circle" in said for source, said in faults if source == "nights")
        held = {item.id: item for item in record.watching.items("nights")}
        assert {int(i[1:]) for i, item in held.items() if item.state == "done"} == set(arriving)

        latin = record.articles([str(held[f"g{LATIN}"].article)])
        assert all("A café owner" in one.article.text for one in latin.values())

        site.edition = 1
        again = watch_once(record, site, ahead_seconds=4000)
        edited = [n for n in arriving if mood(n) == EDITED]
        assert outcomes(again)["version"] == len(edited)
        assert outcomes(again)["unchanged"] == site.unchanged == len(arriving) - len(edited)
        assert record.figures().articles == len(arriving) + len(edited)
    record.close()
