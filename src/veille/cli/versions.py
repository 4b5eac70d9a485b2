"""`veille versions`: what became of a page, word by word."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from veille.cli.read import app
from veille.cli.record import RECORD, Record, opened
from veille.cli.tables import console, full_day, short
from veille.serve.comparing import Paragraph
from veille.serve.rows import json_line
from veille.serve.versions import VersionRow, page_versions

_WIDTH = 80
_STYLES = {"gone": "red strike", "new": "green", "same": ""}
_MARKS = {"gone": ("[-", "-]"), "new": ("{+", "+}"), "same": ("", "")}


@app.command(name="versions")
def versions_command(
    page: Annotated[str, typer.Argument(metavar="ADDRESS|ARTICLE", help="A page, or one of its articles.")],
    record: Record = RECORD,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line and version.")] = False,
) -> None:
    """Show the versions of a page: what each took out and put in, the outlet's notices, the mentions that lost their sentence."""
    with opened(record) as store:
        rows = page_versions(store, page)
    out = console()
    for row in rows:
        if json:
            typer.echo(json_line(row))
        else:
            _show(out, row)


def _show(out: Console, row: VersionRow) -> None:
    head = f"version {row.version} · {full_day(row.known_on)} · read {row.read_at[:16].replace('T', ' ')} · {short(row.article)}"
    out.print(Text(head, style="bold"), width=_WIDTH)
    if row.title:
        out.print(_hanging(Text(row.title)), width=_WIDTH)
    if row.withdrawn_at:
        out.print(_hanging(Text(f"withdrawn: found gone on {full_day(row.withdrawn_at)}", style="red")), width=_WIDTH)
    for notice in row.notices:
        out.print(_hanging(Text(f"notice: {notice}", style="yellow")), width=_WIDTH)
    for paragraph in row.changes:
        out.print(_hanging(_marked(paragraph, plain=not out.is_terminal)), width=_WIDTH)
    for lost in row.lost:
        out.print(_hanging(Text(f"to review: {lost.kind} {lost.summary} ({short(lost.mention)})")), width=_WIDTH)


def _hanging(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 2))


def _marked(paragraph: Paragraph, *, plain: bool) -> Text:
    """The words of a paragraph; what is gone and new in colour, or [-gone-] {+new+} where there is none."""
    text = Text()
    for piece in paragraph.pieces:
        left, right = _MARKS[piece.change] if plain else ("", "")
        lead = piece.text[: len(piece.text) - len(piece.text.lstrip())]
        text.append(lead).append(f"{left}{piece.text.lstrip()}{right}", style=_STYLES[piece.change])
    return text
