"""`veille sources`: how watched sources are, and lists of sources as OPML."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from veille.acquire.opml import opml_bytes, read_opml
from veille.acquire.source import Source
from veille.cli.read import app, complain
from veille.cli.record import RECORD, Record, opened
from veille.cli.tables import console
from veille.cli.watch import SourcesFile, loaded
from veille.errors import SourcesError
from veille.serve.rows import json_line
from veille.store.base import Store
from veille.watch.health import SourceRow, source_rows
from veille.watch.live import source_table

sources = typer.Typer(name="sources", no_args_is_help=False, rich_markup_mode=None, invoke_without_command=True)
app.add_typer(sources, name="sources", help="Show how watched sources are; take lists of sources in and out as OPML.")

Opml = Annotated[Path, typer.Argument(metavar="FILE.opml", help="A feed reader's list of feeds.", dir_okay=False)]


@sources.callback()
def show(
    context: typer.Context,
    record: Record = RECORD,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line and source.")] = False,
    faults: Annotated[bool, typer.Option("--faults", help="Also each item that could not be had, and why.")] = False,
) -> None:
    """Show when each watched source last had something new, what is wrong with it, and whether it is silent for longer than expected."""
    if context.invoked_subcommand is not None:
        return
    with opened(record) as store:
        rows = source_rows(store)
        if not rows:
            complain("nothing is watched in this record; `veille watch SOURCES.toml` does")
        elif json:
            for row in rows:
                typer.echo(json_line(_as_object(store, row)))
        else:
            console().print(source_table(rows))
            for row in rows:
                _tell_faults(store, row, every=faults)


@sources.command(name="import")
def import_opml(path: Opml) -> None:
    """Print an OPML file's feeds as a file of sources."""
    try:
        found = read_opml(path.read_bytes(), where=str(path))
    except (SourcesError, OSError) as error:
        complain(str(error))
        raise typer.Exit(1) from None
    typer.echo("\n".join(_as_toml(source) for source in found), nl=False)


@sources.command(name="export")
def export_opml(path: SourcesFile) -> None:
    """Print the feeds of a file of sources as OPML."""
    sys.stdout.buffer.write(opml_bytes(loaded(path)))


def _as_toml(source: Source) -> str:
    """A source as it stands in a file."""
    rows = {"name": source.name, "url": source.url, "kind": source.kind, "language": source.language}
    lines = [f"{key} = {_quoted(value)}" for key, value in rows.items() if value is not None]
    return "\n".join(["[[source]]", *lines, ""])


def _quoted(value: str) -> str:
    """A basic string of TOML, which escapes as JSON does."""
    return json_line(value)


def _as_object(store: Store, row: SourceRow) -> dict[str, object]:
    state = row.state
    return {
        "name": state.name,
        "url": state.url,
        "health": row.words,
        "silent": row.is_silent,
        "asked_at": state.asked_at,
        "last_item_at": state.item_at,
        "next_at": state.due,
        "gap_seconds": state.gap_seconds,
        "failures": state.failures,
        "error": state.error,
        "error_at": state.error_at,
        "items": {"pending": row.items.pending, "done": row.items.done, "failed": row.items.failed},
        "faults": [{"id": i.id, "state": i.state, "error": i.error} for i in store.watching.items(row.name) if i.error],
    }


def _tell_faults(store: Store, row: SourceRow, *, every: bool) -> None:
    """What is wrong with a source, and its items."""
    if row.state.error:
        typer.echo(f"{row.name}: {row.state.error} ({row.state.error_at})")
    if row.is_silent:
        typer.echo(f"{row.name}: nothing new since {row.state.item_at}, longer than expected")
    bad = [item for item in store.watching.items(row.name) if item.error]
    for item in bad if every else ():
        typer.echo(f"{row.name}: {item.error} ({item.state})")
    if bad and not every:
        typer.echo(f"{row.name}: {len(bad)} items could not be had; --faults says why")
