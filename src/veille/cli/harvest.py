"""`veille harvest`: archives of many articles into Parquet."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from veille.cli.read import app, complain
from veille.errors import HarvestError, VeilleError
from veille.reader.language import checked_language
from veille.scale.engine import Runner, harvest, in_process, on_daft
from veille.scale.manifest import Wanted, load_manifest
from veille.scale.shards import Shard, find_shards


@app.command(name="harvest")
def harvest_command(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="WARC, WACZ, JSON Lines and Parquet files, folders.", show_default=False),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the Parquet files go.", show_default=False)],
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = os.cpu_count() or 1,
    ray: Annotated[str | None, typer.Option(metavar="HOST:PORT", help="A Ray cluster that does the work.")] = None,
    language: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Only pages in this language; may be repeated.")
    ] = None,
    domain: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only pages of this domain; may be repeated.")
    ] = None,
) -> None:
    """Read archives of many articles into Parquet: articles, mentions, pages and errors, by month of publication."""
    try:
        codes = tuple(sorted({checked_language(code) for code in language or ()}))
        wanted = Wanted(codes, tuple(sorted({name.lower() for name in domain or ()})))
        shards = find_shards(sources)
        run: Runner = in_process if workers == 1 and ray is None else on_daft(workers, ray)
        done = harvest(shards, out, wanted, run, complain)
        _sum_up(shards, done, out)
    except VeilleError as error:
        complain(str(error))
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        complain("interrupted; whole shards are kept, the same command goes on from here")
        raise typer.Exit(130) from None


def _sum_up(shards: tuple[Shard, ...], done: int, out: Path) -> None:
    """What the harvest holds of these shards. Exits with 1 when records could not be read."""
    counts = Counter[str]()
    for shard in shards:
        manifest = load_manifest(out, shard.id)
        if manifest is None:
            raise HarvestError(str(out), f"the manifest of {shard.paths[0]} is gone", "run the command again")
        counts.update(manifest.counts)
    said = ", ".join(f"{counts[name]} {name.replace('_', ' ')}" for name in sorted(counts)) or "nothing"
    complain(f"{done} of {len(shards)} shards read, the others were; they hold {said}")
    if counts["errors"]:
        raise typer.Exit(1)
