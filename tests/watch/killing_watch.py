"""A program for tests: forks watches of a site, kills them with signal 9 at random moments, and lets the last ones finish.

It loads the parser first and forks then, with one thread, so that each watch is a process of its own with the real reader.
Usage: killing_watch.py TIMES PROCESSES URL PLACE WHOLE; at WHOLE nobody is killed. Prints how many pages the killed ones had filed.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time

import alembic.command  # noqa: F401  a child should not spend its time on importing

from veille.acquire.fetch import Fetcher
from veille.acquire.source import Source
from veille.pipeline import read
from veille.serve.joiner import present_joiner
from veille.store import open_store
from veille.store.adding import Outside
from veille.watch.journal import Journal, Line
from veille.watch.turn import Desk
from veille.watch.watcher import Watcher, Ways
from veille.watch.world import world_of
from watch.site import html
from watch.test_site import QUICK, SETTINGS

#: what is filed is timed by a stopped clock, so that two records can be compared; the schedule is not
NOW = "2025-08-06T09:30:00Z"


def watch(url: str, place: str, acknowledge: int) -> None:
    """Watch the site until nothing is due, with a byte for each page that is done."""

    def hear(line: Line) -> None:
        if line.what in ("added", "known"):
            os.write(acknowledge, b".")

    source = Source("nights", url, "feed", politeness=QUICK)
    store = open_store(place)
    with Fetcher(SETTINGS) as fetcher:
        world = world_of(fetcher, Outside(now=lambda: NOW))
        Watcher(
            Desk(store, world, {source.name: source}, Journal((hear,))), Ways(threads=2, once=True, join_seconds=0.5)
        ).run()
    store.close()


def forked(url: str, place: str, acknowledge: int) -> int:
    """A process that watches."""
    child = os.fork()
    if child == 0:
        try:
            watch(url, place, acknowledge)
            os._exit(0)
        except BaseException as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(1)
    return child


def filed(place: str) -> int:
    """How many articles the record holds."""
    store = open_store(place)
    number = store.figures().articles
    store.close()
    return number


def main(times: int, processes: int, url: str, place: str, whole: str) -> None:
    for each in (place, whole):
        open_store(each, create=True).close()
    read(html(0))
    present_joiner()
    chance, before = random.Random(times * processes), 0
    for _ in range(times // processes):
        heard, acknowledge = os.pipe()
        children = [forked(url, place, acknowledge) for _ in range(processes)]
        os.close(acknowledge)
        for _ in range(chance.randrange(3)):
            os.read(heard, 1)
        time.sleep(chance.uniform(0.0, 0.1))
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        os.close(heard)
        before = filed(place)
    nobody = os.open(os.devnull, os.O_WRONLY)
    last = [*(forked(url, place, nobody) for _ in range(processes)), forked(url, whole, nobody)]
    assert all(os.waitpid(child, 0)[1] == 0 for child in last), "a watch that nobody killed failed"
    print(before)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
