"""Many readers and a writer at once: no error, no lost write.

    python benchmarks/newsroom.py --record build/veille-demo.db [--seconds 300] [--readers 50] [--pause 1.0]

Serves a copy of the record on this machine. Readers, each with a connection of its own, open the newsroom's pages and follow them to events and
stories, with a pause between two pages as people have it. Meanwhile another program reads, files and joins one article after the other, all
through the parser, as `veille add` does. In the end every article that was acknowledged must be in the record, found by its own word in the
newsroom's search, with the bytes that were put in. Ends with status 1 when a page failed or an article is not there.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import multiprocessing as mp
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx

from veille.model import Snapshot
from veille.pipeline import read_snapshot
from veille.serve.joiner import present_joiner
from veille.store import open_store
from veille.store.adding import Outside, add
from veille.store.base import EventFilter, StoryFilter
from veille.store.joining import join

#: path -> how often it is opened beside the others
PAGES = {
    "/": 6, "/timeline": 8, "/timeline?kind=attack": 3, "/timeline.json": 2, "/timeline.csv": 1, "/deadlines": 4, "/pledges": 3, "/pledges?in=EUR": 1,
    "/claims": 3, "/conflicts": 2, "/stories": 2, "/search?q=Kyiv": 3, "/search?q=drones": 2, "event": 8, "story": 3,
}  # fmt: skip
PATIENCE_SECONDS = 60
_PARTIES = ("Russia", "Ukraine", "France", "Germany", "Poland", "Norway", "Turkey", "China", "Canada", "Sweden")
_DEEDS = (
    "{a} attacked Kharkiv on {day} with {n} drones, killing {m} people.",
    "{a} pledged {n} million euros to Ukraine on {day}.",
    "{a} gave {b} until {later} to withdraw its troops.",
    "{a} imposed sanctions on {b} on {day}.",
    "{a} accused {b} of violating the ceasefire on {day}.",
)


def page(number: int, chance: random.Random) -> tuple[str, bytes]:
    """A made article of three sentences: a word of its own to be found by, and the page's bytes."""
    word, day = f"mot{number:06}kw", date(2025, 8, 1) + timedelta(days=chance.randrange(60))
    said = []
    for deed in chance.sample(_DEEDS, 3):
        a, b = chance.sample(_PARTIES, 2)
        days = {
            "day": f"{day:%B} {day.day}",
            "later": f"{day + timedelta(days=20):%B} {(day + timedelta(days=20)).day}",
        }
        said.append(deed.format(a=a, b=b, n=chance.randrange(2, 900), m=chance.randrange(2, 90), **days))
    body = "".join(f"<p>{sentence} The report carries the number {word}.</p>" for sentence in said)
    head = f"<title>Report {word}</title><meta property='article:published_time' content='{day.isoformat()}'>"
    return (
        word,
        f"<html lang='en'><head>{head}</head><body><article><h1>Report {word}</h1>{body}</article></body></html>".encode(),
    )


def write(place: str, seconds: float, acknowledged: Any) -> None:
    """Read, file and join articles for so long once the parser is loaded; each is acknowledged when it is filed and joined."""
    chance, store, joiner, number = random.Random(7), open_store(place), present_joiner(), 0
    read_snapshot(Snapshot("warm.html", page(0, random.Random(0))[1], "0" * 64, None, "text/html"))
    acknowledged.put("ready")
    until = time.time() + seconds
    try:
        while time.time() < until:
            word, content = page(number, chance)
            source = f"https://reports.example/{word}"
            snapshot = Snapshot(source, content, hashlib.sha256(content).hexdigest(), source, "text/html")
            done = add(store, source, outside=Outside(open=lambda _, given=snapshot: given))  # type: ignore[misc]
            join(store, joiner)
            acknowledged.put((done.article, word, snapshot.sha256))
            number += 1
    finally:
        store.close()
        acknowledged.put(None)


@dataclass
class Told:
    """What the readers met: times in milliseconds by page, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)


async def read(home: str, ids: dict[str, list[str]], until: float, pause: float, told: Told, seed: int) -> None:
    """One reader: opens pages until a time."""
    chance, paths = random.Random(seed), list(PAGES)
    async with httpx.AsyncClient(base_url=home, timeout=PATIENCE_SECONDS, trust_env=False) as client:
        await asyncio.sleep(chance.random() * pause)
        while time.time() < until:
            name = chance.choices(paths, weights=list(PAGES.values()))[0]
            path = f"/{name}/{chance.choice(ids[name])}" if name in ids else name
            start = time.perf_counter()
            try:
                answer = await client.get(path)
                gone = name in ids and answer.status_code == 404  # joined with another since its id was looked up
                if answer.status_code != 200 and not gone:
                    told.wrong[f"{answer.status_code} {name}"] += 1
                elif "html" in answer.headers["content-type"] and not answer.text.rstrip().endswith("</html>"):
                    told.wrong[f"cut short {name}"] += 1
                if gone:
                    told.times.setdefault("gone", []).append(0.0)
            except httpx.HTTPError as error:
                told.wrong[f"{type(error).__name__} {name}"] += 1
            told.times.setdefault(name, []).append((time.perf_counter() - start) * 1000)
            await asyncio.sleep(chance.expovariate(1 / pause) if pause else 0)


@contextmanager
def served(place: str) -> Iterator[str]:
    """The address of the newsroom over a record, in a program of its own."""
    command = [sys.executable, "-c", "from veille.cli import main; main()", "serve", "--record", place, "--port", "0"]
    with tempfile.TemporaryFile("w+") as errors:
        server = subprocess.Popen(command, stderr=errors, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
        try:
            for _ in range(600):
                errors.seek(0)
                found = re.search(r"http://\S+?(?=/ )", errors.read())
                if found:
                    break
                time.sleep(0.1)
            else:
                raise SystemExit("the server did not start")
            yield found[0]
        finally:
            server.terminate()
            server.wait(20)
            errors.seek(0)
            for line in errors.read().splitlines():
                if "Ctrl-C" not in line:
                    print(f"server: {line}")


def lost(place: str, home: str, written: list[tuple[str, str, str]]) -> list[str]:
    """What was acknowledged and is not there as it was put in."""
    store, missing = open_store(place), []
    for article, word, digest in written:
        filed = store.articles([article]).get(article)
        sightings = store.sightings(article)
        if filed is None or not any(s.snapshot == digest and store.snapshot(s).sha256 == digest for s in sightings):
            missing.append(f"{article} {word}")
    store.close()
    with httpx.Client(base_url=home, timeout=PATIENCE_SECONDS, trust_env=False) as client:
        for article, word, _ in random.Random(3).sample(written, min(25, len(written))):
            if not client.get("/search.json", params={"q": word}).json()["rows"]:
                missing.append(f"{article} {word}: not found in the newsroom")
    if not place.startswith("postgresql"):
        with sqlite3.connect(place) as plain:
            if plain.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                missing.append("the file fails SQLite's own check")
    return missing


def percentile(times: list[float], share: float) -> float:
    """The time that a share of them does not exceed."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def report(told: Told, seconds: float) -> None:
    """A row a page, and one for all."""
    gone = len(told.times.pop("gone", []))
    everything = [taken for times in told.times.values() for taken in times]
    print(f"\n{'page':28} {'asked':>6} {'median':>8} {'95 %':>8} {'max ms':>8}")
    for name, times in [*sorted(told.times.items()), ("all", everything)]:
        row = statistics.median(times), percentile(times, 0.95), max(times)
        print(f"{name:28} {len(times):6} " + " ".join(f"{value:8.0f}" for value in row))
    print(f"\n{len(everything) / seconds:.1f} pages a second; {gone} ids had been joined into others meanwhile")


async def crowd(home: str, ids: dict[str, list[str]], given: argparse.Namespace, until: float, told: Told) -> None:
    """All readers at once."""
    await asyncio.gather(*(read(home, ids, until, given.pause, told, seed) for seed in range(given.readers)))


def main() -> None:
    """Serve a copy, let readers and the writer at it, and tell what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", required=True, help="a record in a SQLite file; a copy is used")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--pause", type=float, default=1.0, help="mean seconds between two pages of a reader")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "record.db")
        with sqlite3.connect(given.record) as source, sqlite3.connect(place) as copy:
            source.backup(copy)
        store = open_store(place)
        join(store, present_joiner())
        before = store.figures().articles
        ids = {
            "event": [event.id for event in store.list_events(EventFilter(), limit=100).rows],
            "story": [story.id for story in store.list_stories(StoryFilter(), limit=30).rows],
        }
        store.close()
        context = mp.get_context("spawn")
        acknowledged = context.Queue()
        with served(place) as home:
            writer = context.Process(target=write, args=(place, given.seconds, acknowledged))
            writer.start()
            acknowledged.get()
            told, until = Told(), time.time() + given.seconds
            asyncio.run(crowd(home, ids, given, until, told))
            written = list(iter(acknowledged.get, None))
            writer.join()
            missing = lost(place, home, written)
        store = open_store(place)
        after = store.figures()
        store.close()
    report(told, given.seconds)
    if after.articles != before + len(written) or after.pending:
        missing.append(
            f"{before} and {len(written)} written articles, but {after.articles}; {after.pending} await joining"
        )
    print(f"{given.readers} readers and a writer for {given.seconds:.0f} s: {sum(told.wrong.values())} errors; "
          f"{len(written)} articles written, {len(missing)} lost")  # fmt: skip
    for what in [*(f"{count} x {what}" for what, count in told.wrong.items()), *missing[:20]]:
        print(f"  {what}")
    sys.exit(1 if told.wrong or missing or not written else 0)


if __name__ == "__main__":
    main()
