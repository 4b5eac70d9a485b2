"""kill -9 at any moment costs a watch nothing; SIGTERM ends it with the item at hand."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

from store.making import everything
from veille.store import open_store
from veille.watch.owner import dead
from watch.site import NEWS, Site, arrives, running

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}"}


def kill(times: int, processes: int, url: str, place: str, whole: str) -> int:
    """Run killing_watch.py; how many articles the killed watches had filed."""
    program = Path(__file__).with_name("killing_watch.py")
    arguments = [sys.executable, str(program), str(times), str(processes), url, place, whole]
    done = subprocess.run(arguments, capture_output=True, text=True, env=ENVIRONMENT, timeout=300)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def contents(place: str) -> tuple[object, object, object]:
    """All that lists of the record give, and where its items stand; nobody alive holds anything, nothing awaits joining."""
    store = open_store(place)
    assert dead(store.watching.owners()) == store.watching.owners()
    assert store.figures().pending == 0
    items = [(i.id, i.url, i.state, i.article, i.visits, i.fresh) for i in store.watching.items()]
    found = everything(store), items, store.figures()
    store.close()
    return found


def test_kills_give_the_same_record(place: Callable[[], str]) -> None:
    """Thirty on SQLite, ten on PostgreSQL of two processes at once."""
    killed, whole = place(), place()
    times, processes = (10, 2) if "://" in killed else (30, 1)
    with running(Site(pages=25)) as site:
        assert kill(times, processes, site.url("/feed.xml"), killed, whole) > 0
        assert contents(killed) == contents(whole)
        store = open_store(killed)
        assert store.figures().articles == len([n for n in range(site.pages) if arrives(n)])
        store.close()


def test_the_real_command_is_asked_about_and_stopped(tmp_path: Path) -> None:
    record = str(tmp_path / "record.db")
    with running(Site(pages=25)) as site:
        sources = tmp_path / "sources.toml"
        quick = "politeness = {delay_seconds = 0.0}"
        sources.write_text(f'[[source]]\nname = "nights"\nurl = "{site.url("/feed.xml")}"\n{quick}\n', "utf-8")
        arguments = ["watch", str(sources), "--record", record, "--log", "json", "--listen", "127.0.0.1:0"]
        command = [sys.executable, "-c", "from veille.cli import main; main()", *arguments, "--allow", NEWS]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT) as child:
            assert child.stderr is not None
            address = re.search(r"http://[\d.:]+", child.stderr.readline())
            assert address is not None
            while json.loads(child.stderr.readline())["event"] != "added":
                pass
            with urllib.request.urlopen(f"{address[0]}/healthz") as answer:
                assert json.load(answer)["status"] == "well"
            with urllib.request.urlopen(f"{address[0]}/metrics") as answer:
                assert b'veille_watch_items_total{outcome="added",source="nights"}' in answer.read()
            child.send_signal(signal.SIGTERM)
            said = [json.loads(line) for line in child.stderr]
        assert child.returncode == 0
        assert said[-1]["event"] == "stopped"
    store = open_store(record)
    assert 0 < store.figures().articles < site.pages
    assert (store.watching.owners(), store.figures().pending) == (set(), 0)
    store.close()
