"""A program for tests: forks writers of records, kills them with signal 9, and looks at what they left.

It is started anew so that it has one thread when it forks. Usage: killing.py TIMES PLACE...
At each place a record is made and its writer killed that many times; at the last place nobody is killed.
Prints how many articles were acknowledged before the kills; ends with an AssertionError when one of them is lost.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Sequence

import alembic.command  # noqa: F401  a child that makes a record should not spend its time on importing

from store.making import JOINER, everything, filed, outside, page
from veille.errors import NoRecord
from veille.store import open_store
from veille.store.adding import add
from veille.store.joining import join

#: enough pages that a writer is seldom done when it is killed; every fifth is an edited version of another
PAGES = {
    f"{n}.txt": page(
        f"Night {n}",
        *(f"RUS attack UKR at City{n} says UKR." for _ in range(5)),
        *(["Corrected."] if n % 5 == 0 else []),
        url=f"https://example.org/{n - 1 if n % 5 == 0 else n}",
        published=f"2025-07-{n % 28 + 1:02}",
        modified="2025-08-02" if n % 5 == 0 else "",
    )
    for n in range(1, 61)
}


def write(place: str, sources: Sequence[str], acknowledge: int) -> None:
    """Add all pages, saying each one that is done, then join."""
    store = open_store(place, create=True)
    for source in sources:
        done = add(store, source, outside=outside(PAGES))
        os.write(acknowledge, f"{done.article}\n".encode())
    join(store, JOINER)
    store.close()


def killed(place: str, sources: Sequence[str], patience: int, seconds: float) -> list[str]:
    """The articles that a writer acknowledged before it was killed, `seconds` after it had acknowledged `patience` of them."""
    heard, acknowledge = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        try:
            write(place, sources, acknowledge)
        finally:
            os._exit(0)
    os.close(acknowledge)
    with os.fdopen(heard) as lines:
        said = [lines.readline() for _ in range(patience)]
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said += lines.readlines()
    return [line.strip() for line in said if line.endswith("\n")]


def look_at(place: str, acknowledged: Sequence[str]) -> None:
    """All that was acknowledged is there, and all that is there is whole."""
    try:
        store = open_store(place)
    except NoRecord:
        assert not acknowledged
        return
    held = {one.article.id: one for one in store.filed()}
    assert set(acknowledged) <= set(held), "lost what was acknowledged"
    sightings = store.sightings()
    for sighting in sightings:
        one = filed(PAGES[sighting.source], sighting.source)[0]
        assert held[one.article.id].mentions == one.mentions
        assert store.snapshot(sighting).content == PAGES[sighting.source]
    assert len(sightings) == len(held)
    store.close()
    if "://" not in place:
        check_file(place)


def check_file(place: str) -> None:
    """SQLite itself finds nothing wrong with the file."""
    plain = sqlite3.connect(place)
    assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
    plain.close()


def finished(place: str) -> object:
    """The record when a writer that nobody kills has gone on from there."""
    heard, acknowledge = os.pipe()
    write(place, list(PAGES), acknowledge)
    os.close(heard)
    os.close(acknowledge)
    store = open_store(place)
    found = everything(store)
    store.close()
    return found


def kill_often(place: str, times: int, chance: random.Random) -> int:
    """Kill writers of a record and look at what each left; how many articles were acknowledged in all."""
    told: set[str] = set()
    sources = list(PAGES)
    for number in range(times):
        chance.shuffle(sources)
        # the first is killed while the record is being made, the third while it joins, the others while they file
        patience = (0, chance.randrange(len(PAGES)), len(PAGES))[min(number, 2)] if number < 3 else chance.randrange(20)
        told.update(killed(place, sources, patience, chance.uniform(0.0, 0.1 if number == 0 else 0.02)))
        look_at(place, sorted(told))
    return len(told)


def main(times: int, places: Sequence[str], whole: str) -> None:
    told = [kill_often(place, times, random.Random(number)) for number, place in enumerate(places)]
    expected = finished(whole)
    for place in places:
        assert finished(place) == expected, "going on gives another record"
    print(sum(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:-1], sys.argv[-1])
