"""`veille watch`: keeps watch over sources, for weeks."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from veille.acquire.fetch import Fetcher
from veille.acquire.fetched import Settings
from veille.acquire.source import Source, load_sources
from veille.alerts.passing import run_pass
from veille.alerts.rules import Rules, load_rules
from veille.cli.read import app, complain
from veille.cli.record import RECORD, Record, opened
from veille.errors import SourcesError, VeilleError
from veille.store.base import Store
from veille.watch.endpoint import Watched, served
from veille.watch.journal import Journal, writer
from veille.watch.live import Progress, live
from veille.watch.metrics import Metrics
from veille.watch.turn import Desk
from veille.watch.watcher import Watcher, Ways
from veille.watch.world import world_of

SourcesFile = Annotated[
    Path, typer.Argument(metavar="SOURCES.toml", help="What to watch; docs/watch.md says how it is written.")
]
Listen = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS:PORT", help="Answer /healthz and /metrics there.", show_default=False),
]
AlertRules = Annotated[
    Path | None,
    typer.Option(
        "--alerts",
        metavar="RULES.toml",
        help="Send alerts behind every round of joining; docs/alerts.md.",
        show_default=False,
    ),
]
Allow = Annotated[
    list[str] | None,
    typer.Option(
        metavar="HOST", help="A host that may lead to private addresses; may be repeated.", show_default=False
    ),
]


@app.command(name="watch")
def watch_command(
    sources: SourcesFile,
    record: Record = RECORD,
    threads: Annotated[int, typer.Option(min=1, max=32, help="How many sources are worked on at once.")] = 2,
    once: Annotated[bool, typer.Option("--once", help="End when nothing is due.")] = False,
    now: Annotated[bool, typer.Option("--now", help="Ask every source at the start, also those left in peace.")] = False,
    log: Annotated[Literal["plain", "json"], typer.Option(help="How stderr tells what happens.")] = "plain",
    view: Annotated[
        bool | None,
        typer.Option("--live/--no-live", help="A view in the terminal instead of lines.", show_default=False),
    ] = None,
    listen: Listen = None,
    alerts: AlertRules = None,
    allow: Allow = None,
) -> None:
    """Ask sources by their own rhythm and file what they list, each item once, until it is told to stop.

    SIGTERM and Ctrl-C end it with the item at hand. Killed at any moment, it goes on where it was. Several may share one record.
    """
    found = {source.name: source for source in loaded(sources)}
    rules = None if alerts is None else _rules(alerts)
    with opened(record, create=True) as store, Fetcher(Settings(allow=frozenset(allow or ()))) as fetcher:
        progress, metrics, console = Progress(store), Metrics(store), Console(stderr=True)
        shown = console.is_terminal and log == "plain" if view is None else view
        tell = progress.hear if shown else writer(_write, log)
        desk = Desk(store, world_of(fetcher), found, Journal((metrics.hear, tell)))
        calls = () if rules is None else (partial(alert, desk, rules),)
        watcher = Watcher(desk, Ways(threads, once=once, hasty=now, after_join=calls))
        with ExitStack() as running:
            running.enter_context(_stopping(watcher))
            _serve(running, store, metrics, watcher, listen)
            if shown:
                running.enter_context(live(console, progress))
            watcher.run()


def loaded(path: Path) -> tuple[Source, ...]:
    """The sources of a file; what is wrong with it ends the command with status 1."""
    try:
        return load_sources(path)
    except SourcesError as error:
        complain(str(error))
        raise typer.Exit(1) from None


def _rules(path: Path) -> Rules:
    """The rules of a file; what is wrong with it ends the command with status 1."""
    try:
        return load_rules(path)
    except VeilleError as error:
        complain(str(error))
        raise typer.Exit(1) from None


def alert(desk: Desk, rules: Rules, _joined: int) -> None:
    """One pass of alerts; what a target did not take is told, and tried again by the next."""
    report = run_pass(desk.store, rules, desk.world.clock())
    for one in report.failed:
        desk.journal.tell("fault", error=one.error)
    if report.delivered:
        desk.journal.tell("alerted", sent=report.sent, failed=len(report.failed) or None)


def _write(line: str) -> None:
    sys.stderr.write(line)
    sys.stderr.flush()


@contextmanager
def _stopping(watcher: Watcher) -> Iterator[None]:
    """SIGTERM and SIGINT stop the watch; a second one ends the program at once, which loses nothing either."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def stop(number: int, _frame: object) -> None:
        watcher.desk.stop.set()
        signal.signal(number, before[signal.Signals(number)])

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _serve(running: ExitStack, store: Store, metrics: Metrics, watcher: Watcher, listen: str | None) -> None:
    if listen is None:
        return
    host, colon, port = listen.rpartition(":")
    if not colon or not port.isdigit() or int(port) > 65535:
        raise typer.BadParameter(f"--listen {listen}: write ADDRESS:PORT, for example 127.0.0.1:9464")
    watched = Watched(store, metrics, lambda: watcher.desk.world.ticks() - watcher.beat_at)
    try:
        bound = running.enter_context(served(watched, host.strip("[]") or "127.0.0.1", int(port)))
    except OSError as error:
        complain(f"--listen {listen}: cannot listen there ({error.strerror}); choose another port")
        raise typer.Exit(1) from None
    complain(f"http://{host or '127.0.0.1'}:{bound}/healthz and /metrics")
