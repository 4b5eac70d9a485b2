"""`veille evaluate-record`: how well a folder of pages is joined into one record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from veille.cli.read import app
from veille.errors import VeilleError
from veille.model import Reading
from veille.ontology import rules_version
from veille.pipeline import read_snapshot
from veille.reader.source import open_source
from veille.reconcile import reconcile
from veille.reconcile.given import given
from veille.reconcile.gold import (
    Aligned,
    align,
    baseline,
    by_kind,
    exact_keys,
    joins_against,
    joins_end_to_end,
    load_record_gold,
    pairs_across,
    stories_against,
)
from veille.reconcile.outcomes import Outcome, disputes, states, totals
from veille.reconcile.score import JoinScore, Rate
from veille.record import Filed


@app.command(name="evaluate-record")
def evaluate_record(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Gold of a record (docs/record.md).", show_default=False)
    ],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The pages that it speaks of.", show_default=False)],
    perfect: Annotated[
        bool,
        typer.Option(
            "--given", help="Join gold's own mentions instead of those read: joining without reading's errors."
        ),
    ] = False,
    kinds: Annotated[bool, typer.Option("--kinds", help="Scores by kind too.")] = False,
) -> None:
    """Compare a record with its gold: how mentions are joined, where ultimatums stand, what pledges add up to."""
    try:
        wanted = load_record_gold(gold)
        readings = {p.name: read_snapshot(open_source(str(p))) for p in sorted(folder.glob("*.html"))}
    except VeilleError as error:
        typer.echo(f"veille: {error}", err=True)
        raise typer.Exit(1) from None
    filed = _filed(readings)
    filed = given(wanted, filed, readings) if perfect else filed
    aligned, views, console = align(wanted, filed), reconcile(filed.values()), Console(highlight=False)
    _show_joins(console, aligned, [e.mentions for e in views.events], filed.values(), kinds)
    _show_stories(console, stories_against(wanted, filed, views.stories), len(views.stories))
    _show_outcomes(console, "States", states(wanted, aligned, views.events, filed.values()))
    _show_outcomes(console, "Pledges", totals(wanted, views.events, filed.values()))
    _show_outcomes(console, "Disputes", disputes(wanted, aligned, views.events))


def _filed(readings: Mapping[str, Reading]) -> dict[str, Filed]:
    """The pages as a record files them: versions of one address in the order of their times."""
    versions: dict[str, int] = {}
    found = {}
    for name, reading in sorted(readings.items(), key=lambda row: (_stamp(row[1]), row[0])):
        page = reading.article.url or name
        versions[page] = versions.get(page, 0) + 1
        found[name] = Filed(
            reading.article, reading.mentions, page, "", name, _stamp(reading), rules_version(), versions[page]
        )
    return found


def _stamp(reading: Reading) -> str:
    dated = reading.article.modified or reading.article.published
    return dated.value if dated else ""


def _show_joins(
    console: Console, aligned: Aligned, groups: list[tuple[str, ...]], filed: Iterable[Filed], kinds: bool
) -> None:
    rows = list(filed)
    read = sum(1 for event in aligned.event_of.values() if event)
    console.print(f"{read + len(aligned.missed)} mentions in gold, {read} read, {len(aligned.event_of) - read} beside")
    table = Table("joining", "B3 P", "B3 R", "B3 F1", "CoNLL", "pairs P", "pairs R", "pairs F1", box=None)
    _row(table, "mentions read", joins_against(aligned, groups))
    _row(table, "two languages", pairs_across(aligned, groups))
    _row(table, "baseline", joins_against(aligned, baseline(rows)))
    _row(table, "exact keys", joins_against(aligned, exact_keys(rows)))
    _row(table, "end to end", joins_end_to_end(aligned, groups))
    for kind, score in by_kind(aligned, groups).items() if kinds else ():
        _row(table, kind, score)
    console.print(table)


def _show_stories(console: Console, score: JoinScore, number: int) -> None:
    precision, recall, f1 = (f"{100 * value:.1f}" for value in _cells(score.b3))
    console.print(f"Stories: {number}, B3 P {precision} R {recall} F1 {f1}")


def _row(table: Table, name: str, score: JoinScore) -> None:
    cells = [*_cells(score.b3), score.conll, *_cells(score.pairs)]
    table.add_row(name, *(f"{100 * value:.1f}" for value in cells))


def _cells(rate: Rate) -> tuple[float, float, float]:
    return rate.precision, rate.recall, rate.f1


def _show_outcomes(console: Console, title: str, outcomes: list[Outcome]) -> None:
    if outcomes:
        console.print(f"{title}: {sum(o.right for o in outcomes)} of {len(outcomes)} right")
        for o in outcomes:
            if not o.right:
                console.print(f"  {o.what}: gold {o.gold}, record {o.found}")
