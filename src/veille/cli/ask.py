"""`veille timeline`, `deadlines`, `pledges`, `claims`, `conflicts`, `actors`, `search`: what a record is asked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated, Any

import typer
from rich.console import Console

from veille.cli.asking import Question, question
from veille.cli.money import show_pledges
from veille.cli.read import complain
from veille.cli.tables import (
    console,
    show_actors,
    show_claims,
    show_conflicts,
    show_deadlines,
    show_hits,
    show_timeline,
)
from veille.serve import queries
from veille.serve.queries import VOICES, PledgeRow, Pledges, behind
from veille.serve.rows import csv_text, json_line, plain

NOTHING = "nothing in the record answers this; `veille timeline` shows what there is"
#: more rows than a record has
_ALL = 10**9
Review = Annotated[bool, typer.Option("--review", help="Only what an analyst should look at, and why.")]
Source = Annotated[str | None, typer.Option("--source", metavar="NAME", help="Who says it: name, id or country code.")]


def _voice(value: str | None) -> str | None:
    if value and value not in VOICES:
        raise typer.BadParameter(f"no voice {value!r}; one of {', '.join(VOICES)}")
    return value


def _currency(value: str | None) -> str | None:
    return value.upper() if value else None


@question()
def timeline(question: Question, review: Review = False) -> None:
    """List events in the order in which they happened: what, how many independent reports, what is disputed."""
    found = queries.timeline(question.store, replace(question.asked, review=review))
    answer(question, found.rows, show_timeline, following=found.next)


@question()
def deadlines(question: Question) -> None:
    """List ultimatums and other deadlines by their day, and where each stands."""
    rows = queries.deadlines(question.store, replace(question.asked, limit=_ALL))
    rows, following = behind(rows, question.asked, lambda row: row.event)
    answer(question, rows, show_deadlines, following=following)


@question()
def pledges(
    question: Question,
    into: Annotated[
        str | None,
        typer.Option(
            "--in", metavar="EUR", help="In this currency too, at the ECB's rate of the day.", callback=_currency
        ),
    ] = None,
) -> None:
    """List what was promised and given, then totals by donor and stage; stages are never added up."""
    every = queries.pledges(question.store, replace(question.asked, limit=_ALL), into)
    rows, following = behind(every.rows, question.asked, lambda row: row.event)
    found = replace(every, rows=tuple(rows))
    answer(question, _flat(found) if question.form == "json" else rows, _shown(found), following=following)


def _flat(found: Pledges) -> list[dict[str, Any]]:
    """Pledges, then totals, told apart by `row`."""
    rows = (*found.rows, *found.totals)
    return [{"row": "pledge" if isinstance(r, PledgeRow) else "total", **plain(r)} for r in rows]


def _shown(found: Pledges) -> Callable[[Console, Sequence[Any]], None]:
    """How pledges are printed: with their totals."""
    return lambda out, _: show_pledges(out, found)


@question()
def claims(
    question: Question,
    voice: Annotated[
        str | None, typer.Option("--voice", metavar="VOICE", help=f"Only {', '.join(VOICES)}.", callback=_voice)
    ] = None,
    source: Source = None,
) -> None:
    """List who claims, confirms and denies what, event by event, with the sentence."""
    found = queries.claims(question.store, replace(question.asked, source=source), voice)  # type: ignore[arg-type]
    answer(question, found.rows, show_claims, following=found.next)


@question()
def conflicts(question: Question) -> None:
    """List what articles differ on: the values side by side, with who carries each."""
    found = queries.conflicts(question.store, question.asked)
    answer(question, found.rows, show_conflicts, following=found.next)


@question()
def actors(question: Question) -> None:
    """List who takes part, how often each acts, is acted on and speaks."""
    rows = queries.actors(question.store, replace(question.asked, limit=_ALL))
    rows, following = behind(rows, question.asked, lambda row: row.entity)
    answer(question, rows, show_actors, following=following)


@question()
def search(
    question: Question,
    text: Annotated[str, typer.Argument(metavar="TEXT", help='Words, "phrases", beginnings*.', show_default=False)],
) -> None:
    """Find articles by their words, newest first, with the events that the found sentences tell."""
    reach = _ALL if question.asked.after else question.asked.limit + 1
    found, _ = queries.search(question.store, replace(question.asked, text=text, limit=reach))
    hits, following = behind(found, question.asked, lambda hit: hit.article)
    answer(question, hits, show_hits, following=following)


def answer(
    question: Question,
    rows: Sequence[Any],
    show: Callable[[Console, Sequence[Any]], None],
    *,
    following: str | None = None,
) -> None:
    """Print rows in the form asked for; on stderr that there are none, or the cursor of those that follow."""
    if question.form == "json":
        sys.stdout.writelines(json_line(row) + "\n" for row in rows)
    elif question.form == "csv":
        sys.stdout.write(csv_text(rows))
    elif rows:
        show(console(), rows)
    if not rows:
        complain(NOTHING)
    elif following:
        complain(
            f"there are more: --after {following} shows the next, --limit (now {question.asked.limit}) more at a time"
        )
