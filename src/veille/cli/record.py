"""`veille add` and `veille reread`: what fills a record."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from veille.acquire.items import Fault
from veille.cli.read import Allow, Language, Published, SomeSources, app, complain, opened_sources, with_progress
from veille.errors import HarvestError, RecordError, VeilleError
from veille.ontology import rules_version
from veille.reader.source import Document
from veille.scale.loading import load_harvest
from veille.serve.joiner import present_joiner
from veille.store import Given, Store, open_store
from veille.store.adding import Done, Outside, add, outdated, reread, utc_now
from veille.store.joining import join

#: where the record is when nobody says
RECORD = "veille.db"
_WIDTH = 80

Record = Annotated[
    str,
    typer.Option(
        "--record", metavar="PATH|URL", envvar="VEILLE_RECORD", help="The record: a SQLite file, or postgresql://..."
    ),
]


@app.command(name="add")
def add_command(
    sources: SomeSources = None,
    record: Record = RECORD,
    published: Published = None,
    language: Language = None,
    allow: Allow = None,
    harvested: Annotated[
        Path | None, typer.Option("--from", metavar="DIR", help="File what `veille harvest` read into this folder.")
    ] = None,
) -> None:
    """File articles in a record: read them, keep page, text and mentions, join them with what is there."""
    if not sources and harvested is None:
        raise typer.BadParameter("name pages, folders, archives or addresses, or --from DIR")
    tally = Counter[str]()
    with opened(record, create=True) as store:
        for found in opened_sources(sources or [], allow):
            try:
                if isinstance(found, Document):
                    _tell(_added(store, found, Given(published or found.published, language)), tally)
                    continue
            except RecordError:
                raise
            except VeilleError as error:
                found = error
            _fail(found, tally)
        if harvested is not None:
            _load(store, harvested, tally)
        _finish(store, tally)


def _added(store: Store, document: Document, given: Given) -> Done:
    return add(store, document.source, given, Outside(open=lambda _: document.open()))


def _load(store: Store, harvested: Path, tally: Counter[str]) -> None:
    try:
        for done in load_harvest(store, harvested, utc_now()):
            _tell(done, tally)
    except HarvestError as error:
        _fail(error, tally)


def _fail(what: Fault | VeilleError, tally: Counter[str]) -> None:
    tally["failed"] += 1
    complain(str(what))


@app.command(name="reread")
def reread_command(
    record: Record = RECORD,
    everything: Annotated[bool, typer.Option("--all", help="Also what the rules of now have read.")] = False,
) -> None:
    """Read a record's pages again with the rules of now; judgements stay."""
    tally = Counter[str]()
    with opened(record) as store:
        groups = outdated(store, rules_version(), everything=everything)
        numbers = {str(number): group for number, group in enumerate(groups)}
        for number in with_progress(list(numbers)):
            for done in reread(store, [numbers[number]]):
                if isinstance(done, RecordError):
                    raise done
                if isinstance(done, VeilleError):
                    tally["failed"] += 1
                    complain(f"{done} (its old reading stays)")
                else:
                    _tell(done, tally)
        _finish(store, tally)


@contextmanager
def opened(record: str, *, create: bool = False) -> Iterator[Store]:
    """The record, closed at the end; what is wrong with it ends the command with status 1."""
    try:
        store = open_store(record, create=create)
        try:
            yield store
        finally:
            store.close()
    except RecordError as error:
        complain(str(error))
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        complain("interrupted; what was filed is kept, the same command goes on from here")
        raise typer.Exit(130) from None


def _tell(done: Done, tally: Counter[str]) -> None:
    """Acknowledge what is filed: whoever reads this line can count on it."""
    tally[done.outcome] += 1
    line = f"{done.outcome:9} {done.article}  {done.mentions:3} mentions  {done.title or done.source}"
    sys.stdout.write(f"{line[:_WIDTH].rstrip()}\n")
    sys.stdout.flush()


def _finish(store: Store, tally: Counter[str]) -> None:
    """Join what was filed and sum up on stderr. Exits with 1 when something failed."""
    join(store, present_joiner())
    held = store.figures()
    said = ", ".join(f"{tally[name]} {name}" for name in sorted(tally)) or "nothing to do"
    complain(f"{said}; the record holds {held.articles} articles, {held.mentions} mentions, {held.events} events")
    if tally["failed"]:
        raise typer.Exit(1)
