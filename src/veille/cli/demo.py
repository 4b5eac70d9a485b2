"""`veille demo`: a record of the demonstration crises, and a short tour of what can be asked of it."""

from __future__ import annotations

import multiprocessing
import os
import re
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from veille.cli.read import app, complain
from veille.cli.record import opened
from veille.cli.serve import free_port, run
from veille.cli.tables import SHOWN, console
from veille.demo import demo_pages
from veille.model import Reading, Snapshot
from veille.reader.source import open_source
from veille.record import Event
from veille.serve.joiner import present_joiner
from veille.serve.site import Filling, Settings
from veille.store import Given, Store
from veille.store.adding import Outside, add, read_given
from veille.store.base import EventFilter
from veille.store.joining import join

#: processes that read pages; each holds the parsers of both languages
_READERS = min(2, os.cpu_count() or 1)
#: pages that are joined together while the record is served
_JOINED_TOGETHER = 8
#: the day as of which the pages open: two days before the ultimatum to Russia expires
_EVE = "2025-08-07"
_ABOUT = (
    "Two crises, as {pages} dispatches of six invented outlets tell them in French and English, written for this project "
    "from public facts: the ultimatum to Russia of July and August 2025, and the coup in Niger of July 2023. "
    "The outlets disagree, copy and translate one another, correct themselves and recall old news."
)
_NEXT = (
    ("timeline --actor ECOWAS --as-of 2023-08-05", "one party, as things were known on a day: 5 August 2023"),
    ("claims --voice deny", "who denies what"),
    ("diff --from 2025-08-05 --to 2025-08-09", "what two days changed"),
    ("search sous-marin*", "the words of the articles"),
    ("timeline --review", "what an analyst should look at"),
    ("judge ID confirm --by YOU --note WHY", "what the analyst says of it"),
)
Place = Annotated[str, typer.Option("--record", metavar="PATH|URL", help="Where to build the record.")]


@app.command()
def demo(
    record: Place = "veille-demo.db",
    tour: Annotated[bool, typer.Option(help="Show the tour when the record is built.")] = True,
    serve: Annotated[
        bool,
        typer.Option("--serve", help="Serve its pages meanwhile, where somebody watches and VEILLE_DEMO_SERVE is not 0."),
    ] = False,
    port: Annotated[int, typer.Option(metavar="N", help="The port to serve at; a free one when it is taken.")] = 8765,
) -> None:
    """Build a record of the demonstration crises and show what can be asked of it."""
    pages = [str(path) for path in demo_pages()]
    if serve and sys.stdin.isatty() and os.environ.get("VEILLE_DEMO_SERVE", "1") != "0":
        _serve(record, pages, port)
        return
    with opened(record, create=True) as store:
        build(store, pages)
        held = store.figures()
        chosen = _to_explain(store)
    complain(f"{record} holds {held.articles} articles, {held.mentions} mentions joined to {held.events} events")
    if tour:
        out = console()
        out.print(Text(_ABOUT.format(pages=len(pages))))
        for title, command in _stops(chosen):
            _stop(out, title, [*command, "--record", record])
        _show_next(out, record)


def build(store: Store, pages: Sequence[str], filling: Filling | None = None) -> None:
    """File and join the pages that the record does not have yet; several processes read them.

    Where the record is served meanwhile, `filling` counts, and what is filed is joined some pages at a time.
    """
    opened_pages = {page: open_source(page) for page in pages}
    new = [page for page in pages if store.seen(opened_pages[page]) is None]
    if filling:
        filling.done = len(pages) - len(new)
    for number, (page, reading) in enumerate(_read(new, opened_pages, quiet=filling is not None), 1):
        add(store, page, outside=Outside(read=partial(_given, reading)))
        if filling and filling.stopped:
            return
        if filling:
            filling.done += 1
            if number % _JOINED_TOGETHER == 0:
                join(store, present_joiner())
    join(store, present_joiner())


def _serve(record: str, pages: Sequence[str], port: int) -> None:
    """Serve the record as it fills, until an interrupt."""
    out, filling = console(), Filling(len(pages))
    out.print(Text(_ABOUT.format(pages=len(pages))))
    with opened(record, create=True) as store:
        filler = Thread(target=_fill, args=(store, sorted(pages, key=_nearness), filling, out, record), daemon=True)
        filler.start()
        run(record, "127.0.0.1", free_port(port), Settings(as_of=_EVE), filling=filling)
        filling.stopped = True
        filler.join()


def _nearness(page: str) -> int:
    """How many days from the eve a page was published, by its name: what the first page shows is read first.

    >>> _nearness("crises/ukraine-2025/53-2025-08-05-courrier-demo.fr.html")
    2
    """
    found = re.search(r"\d{4}-\d\d-\d\d", Path(page).name)
    return abs((date.fromisoformat(found[0]) - date.fromisoformat(_EVE)).days) if found else 0


def _fill(store: Store, pages: Sequence[str], filling: Filling, out: Console, record: str) -> None:
    """Build the record, then say what else can be asked of it."""
    with suppress(BrokenProcessPool):  # an interrupt ends the readers too
        build(store, pages, filling)
    if not filling.stopped:
        held = store.figures()
        complain(f"{record} holds {held.articles} articles, {held.mentions} mentions joined to {held.events} events")
        _show_next(out, record)


def _given(reading: Reading, snapshot: Snapshot, given: Given) -> Reading:
    return reading


def _read(
    pages: Sequence[str], snapshots: dict[str, Snapshot], *, quiet: bool = False
) -> Iterator[tuple[str, Reading]]:
    """Each page with its reading, in order, with a bar on stderr where somebody watches, unless `quiet`."""
    if not pages:
        return
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    watched = Console(stderr=True)
    if not watched.is_terminal and not quiet:
        complain(f"reading {len(pages)} pages, a minute or two")
    context = multiprocessing.get_context("spawn")
    with (
        Progress(*columns, console=watched, transient=True, disable=quiet or not watched.is_terminal) as progress,
        ProcessPoolExecutor(_READERS, mp_context=context) as pool,
    ):
        readings = pool.map(partial(read_given, given=Given()), [snapshots[p] for p in pages], chunksize=4)
        try:
            yield from progress.track(zip(pages, readings, strict=True), total=len(pages))
        finally:
            pool.shutdown(cancel_futures=True)


def _to_explain(store: Store) -> str | None:
    """An event that two or three articles tell, in both languages where there is one, surely joined: its chain is shown."""
    wanted = EventFilter(kinds=("attack", "meeting", "pledge", "visit"))
    few = [e for e in store.list_events(wanted, limit=1000).rows if 2 <= len(e.articles) <= 3 and e.joins]
    few = [e for e in few if len(e.origins) == len(e.articles)]
    return (
        max(few, key=lambda e: (_languages(store, e), min(j.score for j in e.joins), e.id)).id[:SHOWN] if few else None
    )


def _languages(store: Store, event: Event) -> int:
    return len({filed.article.language for filed in store.articles(event.articles).values()})


def _stops(chosen: str | None) -> Iterator[tuple[str, list[str]]]:
    """What the tour shows: a sentence and a command."""
    days = ["--since", "2025-07-28", "--until", "2025-08-01"]
    yield "What happened, and how many independent reports say so", ["timeline", *days]
    yield "Deadlines, as things stood on 7 August 2025", ["deadlines", "--since", "2025-07", "--as-of", "2025-08-07"]
    yield "The same, as they stood three days later", ["deadlines", "--since", "2025-07", "--as-of", "2025-08-10"]
    yield "What was promised, by donor and stage", ["pledges", "--since", "2025-07", "--in", "EUR"]
    yield "What the outlets disagree on: nothing is averaged", ["conflicts", "--kind", "attack", "--limit", "2"]
    if chosen:
        yield "Why the record says so, down to the sentence", ["why", chosen]


def _stop(out: Console, title: str, command: list[str]) -> None:
    out.print()
    out.rule(Text(title, style="bold"), align="left", style="dim")
    out.print(Text(f"$ veille {' '.join(command)}", style="dim"))
    typer.main.get_command(app).main(command, prog_name="veille", standalone_mode=False)


def _show_next(out: Console, record: str) -> None:
    out.print()
    out.rule(Text("Ask next", style="bold"), align="left", style="dim")
    out.print(Text(f"export VEILLE_RECORD={record}"))
    for command, about in _NEXT:
        out.print(Text(f"# {about}", style="dim"))
        out.print(Text(f"veille {command}"))
