"""How coded articles look in a terminal: 80 columns are enough, colour is not needed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from veille.coding.articles import Coded
from veille.model import Article
from veille.values import Entity

#: below this, the model does not think that the sentence tells what the rule says
_DOUBTED = 0.05


def show_coded(console: Console, article: Article, rows: Sequence[Coded], *, cameo: bool) -> None:
    """Print an article's title and day, then a row for each coded pair with its sentence under it."""
    day = article.published.value[:10] if article.published else "undated"
    console.print(Text.assemble((article.title or "Untitled", "bold"), f"  {day}"))
    if not rows:
        console.print(Padding("No mention has a PLOVER type.", (0, 0, 0, 2)))
    told = None
    for row in rows:
        console.print(_line(row, cameo))
        if row.mention.id != told:
            console.print(Padding(Text(row.mention.evidence.said, "dim"), (0, 0, 0, 4)))
        told = row.mention.id
    console.print()


def _line(row: Coded, cameo: bool) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=5 if cameo else 0)
    table.add_column(width=10)
    table.add_column(ratio=1)
    kind = Text(row.plover, "bold")
    table.add_row(f"  {row.cameo}" if cameo else "", kind, _details(row))
    return table


def _details(row: Coded) -> Text:
    text = Text.assemble((_name(row.actor), "green"), " -> ", (_name(row.recipient), "magenta"))
    parts = [row.mode, None if row.mention.status == "happened" else row.mention.status]
    parts += ["historical" if row.mention.historical else None]
    parts += [row.day.value if row.day and row.day.value else None, row.place.name if row.place else None]
    parts += ["attributed" if row.mention.attribution else None, ", ".join(row.contexts) or None]
    if row.agreement is not None and row.agreement < _DOUBTED:
        parts.append("the model doubts it")
    for part in filter(None, parts):
        text.append(f" · {part}")
    return text


def _name(entity: Entity | None) -> str:
    return "?" if entity is None else entity.country or entity.name
