"""`veille export` and `veille brief`: a record, or part of it, in the formats of others."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from veille.cli.asking import Question, question
from veille.cli.read import complain
from veille.cli.tables import console, show_conflicts, show_deadlines, show_timeline
from veille.errors import QueryError
from veille.serve import queries
from veille.serve.exports import FORMATS, Wanted, everything, export, format_named
from veille.serve.exports.tables import TABLES
from veille.serve.named import story_named

_FILTERS = ("record", "as_of", "read_by", "since", "until", "actor", "place", "kind", "story")
_BRIEFED = ("record", "as_of", "read_by")

Out = Annotated[str, typer.Option("--out", metavar="FILE", help="Where to write it; - is standard output.")]
Into = Annotated[
    str | None, typer.Option("--in", metavar="EUR", help="Sums in this currency too, at the ECB's rate of the day.")
]
Language = Annotated[
    str, typer.Option("--language", metavar="CODE", help="Language of what is said around the articles: en or fr.")
]


@question(*_FILTERS)
def export_command(
    question: Question,
    name: Annotated[str, typer.Argument(metavar="FORMAT", help=f"{', '.join(FORMATS)}.", show_default=False)],
    out: Out = "-",
    table: Annotated[
        str, typer.Option("--table", metavar="NAME", help=f"For csv, schema, parquet and jsonl: {', '.join(TABLES)}.")
    ] = "events",
    source: Annotated[
        str | None, typer.Option("--source", metavar="NAME", help="Who says it: name, id or country code.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="TEXT", help='Words, "phrases", beginnings* of the sentences.')
    ] = None,
    into: Into = None,
    language: Language = "en",
    base: Annotated[
        str | None, typer.Option("--base", metavar="URL", help="Address of the site whose pages are linked.")
    ] = None,
    snapshots: Annotated[bool, typer.Option(help="Put the pages as they were read into a bundle.")] = True,
) -> None:
    """Take what is asked for out of a record: all of it, in a format of others."""
    asked = everything(replace(question.asked, source=source, text=text, language=language))
    wanted = Wanted(
        question.store, asked, table, base, into=into.upper() if into else None, snapshots=snapshots
    )
    format_named(name)
    _write(out, export(name, wanted))


@question(*_BRIEFED)
def brief(
    question: Question,
    story: Annotated[
        str, typer.Argument(metavar="STORY", help="Its id's beginning, or words of its articles.", show_default=False)
    ],
    html: Annotated[bool, typer.Option("--html", help="A self-contained page to mail or print.")] = False,
    out: Out = "-",
    into: Into = None,
    language: Language = "en",
) -> None:
    """Tell a story in short: deadlines, what is disputed, what happened in order, with the sentences."""
    found = story_named(question.store, story)
    asked = everything(replace(question.asked, story=found.id, language=language))
    if html:
        wanted = Wanted(question.store, asked, into=into.upper() if into else None)
        _write(out, export("brief", wanted))
        return
    if out != "-":
        raise typer.BadParameter("--out goes with --html")
    shown = console()
    shown.print(" ".join(found.title.split()), style="bold", markup=False)
    show_deadlines(shown, queries.deadlines(question.store, asked))
    odd = queries.conflicts(question.store, asked).rows
    show_conflicts(shown, [row for row in odd if isinstance(row, queries.ConflictRow)])
    show_timeline(shown, queries.timeline(question.store, asked).rows)


def _write(out: str, content: bytes) -> None:
    """Write an export; on stderr how large it is. Raises QueryError when the place cannot be written to."""
    if out == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        Path(out).write_bytes(content)
    except OSError as error:
        raise QueryError(out, error.strerror or "cannot be written", "name another place") from error
    complain(f"{out}: {len(content):,} bytes")
