"""`veille alerts`: rules that tell people what became known."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from veille.alerts import Alert, PassReport, load_rules, run_pass, try_rules
from veille.alerts.rules import Rule
from veille.alerts.trying import daily
from veille.cli.asking import first_day_option
from veille.cli.read import app, complain
from veille.cli.record import RECORD, Record, opened
from veille.cli.tables import FIXED, WIDE, console, grid
from veille.errors import AlertError
from veille.serve.rows import json_line
from veille.store.codec import decode
from veille.store.days import utc_now
from veille.store.letters import Letter

alerts = typer.Typer(name="alerts", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(alerts, name="alerts", help="Tell people what became known, by rules (docs/alerts.md).")

RulesFile = Annotated[
    Path, typer.Option("--rules", metavar="FILE", envvar="VEILLE_ALERTS", help="The rules, a TOML file.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
One = Annotated[str | None, typer.Option("--rule", metavar="NAME", help="Only this rule.")]
Since = Annotated[
    str, typer.Option(metavar="DATE", help="From that day on.", callback=first_day_option, show_default=False)
]
AsPublished = Annotated[
    bool, typer.Option("--as-published", help="As if each article had been read on the day it was published.")
]
FILE = Path("alerts.toml")


@alerts.command(name="list")
def show(rules: RulesFile = FILE, json: Json = False) -> None:
    """List the rules, and where each tells what it finds."""
    with _told():
        found = load_rules(rules)
        if json:
            sys.stdout.writelines(json_line(rule) + "\n" for rule in found.rules)
            return
        table = grid(
            ("rule", FIXED), ("on", {"max_width": 18}), ("of", WIDE), ("to", {"max_width": 14}), ("mode", FIXED)
        )
        for rule in found.rules:
            table.add_row(rule.name, ", ".join(rule.when.on), _of(rule), ", ".join(rule.to), _mode(rule))
        console().print(table)


@alerts.command(name="test")
def try_command(
    since: Since,
    rules: RulesFile = FILE,
    record: Record = RECORD,
    rule: One = None,
    as_published: AsPublished = False,
    json: Json = False,
) -> None:
    """Show what the rules would have told since a day, looked at once a day; nothing is sent or noted."""
    with _told(), opened(record) as store:
        moments = daily(since, utc_now())
        found = try_rules(store, load_rules(rules).named(rule), moments, as_published=as_published)
        _show(found, json)
        complain(f"{len(found)} alerts since {since}; nothing was sent")


@alerts.command(name="run")
def run(rules: RulesFile = FILE, record: Record = RECORD, json: Json = False) -> None:
    """Make one pass: find what became known, tell it once, deliver what is due. Exits with 1 when a target did not take it."""
    with _told(), opened(record) as store:
        report = run_pass(store, load_rules(rules), utc_now())
        _show(list(report.found), json)
        _sum_up(report)


@alerts.command(name="log")
def log(
    record: Record = RECORD,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many.")] = 50,
    json: Json = False,
) -> None:
    """List the last alerts with what became of each: sent, waiting, tried, given up."""
    with opened(record) as store:
        rows = store.outbox.log(limit=limit)
        if json:
            sys.stdout.writelines(json_line(row) + "\n" for row in rows)
            return
        table = grid(
            ("made", FIXED), ("rule → target", {"max_width": 18}), ("what", WIDE), ("stands", {"max_width": 16})
        )
        for row in rows:
            made = row.made_at[:16].replace("T", " ")
            table.add_row(made, f"{row.rule} → {row.target}", Text(decode(Alert, row.doc).subject), _stands(row))
        if rows:
            console().print(table)
        else:
            complain("nothing was found yet; `veille alerts test --since DATE` tries rules on the past")


def _stands(row: Letter) -> str:
    """What became of a letter."""
    if row.sent_at:
        return f"sent {row.sent_at[5:16].replace('T', ' ')}" + (f" ({row.error})" if row.error else "")
    if row.failed_at:
        return f"given up after {row.tries} tries: {row.error}"
    return f"tried {row.tries}×: {row.error}" if row.error else f"due {row.due_at[5:16].replace('T', ' ')}"


def _of(rule: Rule) -> str:
    when = rule.when
    said = [", ".join(when.kinds), *(f"{k} {v}" for k in ("actor", "place", "source") if (v := getattr(when, k)))]
    if when.amount:
        said.append(f"from {when.amount.least:,} {when.amount.currency}")
    return "; ".join(filter(None, said)) or "any"


def _mode(rule: Rule) -> str:
    return rule.mode if rule.mode == "at-once" else f"{rule.hour:02}:00\n{rule.zone}"


def _show(found: list[Alert], json: bool) -> None:
    if json:
        sys.stdout.writelines(json_line(alert) + "\n" for alert in found)
        return
    out = console()
    for alert in found:
        out.print(Text.assemble((alert.at[:10], "dim"), "  ", (alert.subject, "bold"), (f"  [{alert.rule}]", "dim")))
        for note in alert.notes:
            out.print(Padding(Text(note, style="yellow"), (0, 0, 0, 2)))
        for fact in alert.facts[:1]:
            who = ", ".join(filter(None, (fact.outlet, fact.said)))
            out.print(Padding(Text(f"“{fact.sentence}” ({who})", style="dim"), (0, 0, 0, 4)))


def _sum_up(report: PassReport) -> None:
    for one in report.failed:
        complain(one.error + (" (given up)" if one.given_up else ""))
    complain(f"{len(report.found)} found, {report.sent} messages sent, {len(report.failed)} not taken")
    if report.failed:
        raise typer.Exit(1)


@contextmanager
def _told() -> Iterator[None]:
    """What is wrong with the rules ends the command with status 2."""
    try:
        yield
    except AlertError as error:
        complain(str(error))
        raise typer.Exit(2) from None
