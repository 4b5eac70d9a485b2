"""`veille why`, `diff` and `judge`: what an event rests on, what became of it, and what an analyst says of it."""

from __future__ import annotations

from typing import Annotated

import typer

from veille.cli.ask import answer
from veille.cli.asking import NARROW, Question, day_option, question
from veille.cli.chains import show_chain
from veille.cli.read import app
from veille.cli.record import RECORD, Record, opened
from veille.cli.tables import console, show_changes
from veille.serve import queries
from veille.serve.joiner import present_joiner
from veille.serve.judging import Signed, judgement_on, undoing
from veille.serve.rows import json_line
from veille.store.adding import utc_now
from veille.store.joining import join

_FROM_TO = ("record", "read_by", "actor", "place", "kind", "story", "limit", "json", "csv")


@question(*NARROW)
def why(
    question: Question,
    ident: Annotated[str, typer.Argument(metavar="ID", help="An event or a mention.", show_default=False)],
) -> None:
    """Show the whole chain of an event: sentences, rules, pages, origins, joins with their reasons, judgements."""
    chain = queries.why(question.store, ident, question.asked)
    if question.form == "json":
        typer.echo(json_line(chain))
    else:
        show_chain(console(), chain)


@question(*_FROM_TO)
def diff(
    question: Question,
    start: Annotated[str, typer.Option("--from", metavar="DATE", callback=day_option, show_default=False)],
    end: Annotated[str, typer.Option("--to", metavar="DATE", callback=day_option, show_default=False)],
) -> None:
    """List what the record learned, changed and lost between two days."""
    answer(question, queries.diff(question.store, question.asked, start, end), show_changes)


@app.command()
def judge(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="ID ACTION [ID...] | undo JUDGEMENT",
            help="confirm, reject, correct, split (a mention leaves its event) or join (with more ids).",
            show_default=False,
        ),
    ],
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", envvar="VEILLE_ANALYST", help="Who judges.", show_default=False)
    ],
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Why.")] = "",
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="SLOT=VALUE", help="With correct: killed=31, actor=Russia, status=negated ..."),
    ] = None,
    record: Record = RECORD,
) -> None:
    """Keep a judgement on an event or mention, signed and undoable; it outlives every reading with newer rules."""
    if len(words) < 2:
        raise typer.BadParameter("ID ACTION, or undo JUDGEMENT")
    with opened(record) as store:
        signed = Signed(by, utc_now(), note)
        if words[0] == "undo":
            judgement = undoing(store, words[1], signed)
        else:
            judgement = judgement_on(store, [words[0], *words[2:]], words[1], signed, settings or ())
        store.judge(judgement)
        join(store, present_joiner())
        held = store.event_of(anchor.mention for anchor in judgement.anchors)
        many = len(judgement.anchors)
        typer.echo(f"{judgement.id}  {judgement.action} by {judgement.by} on {many} mention{'' if many == 1 else 's'}")
        for event in dict.fromkeys(held.values()):
            typer.echo(f"event {event}")
        typer.echo(f"to take it back: veille judge undo {judgement.id} --by NAME")
