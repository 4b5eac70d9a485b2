"""A watch at work in the terminal: its sources, what was filed since it began, the last lines of its journal."""

from __future__ import annotations

from collections import Counter, deque

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from veille.store.base import Store
from veille.watch.health import SourceRow, source_rows
from veille.watch.journal import Line

_LINES = 6
_STYLES = {"failing": "red", "silent": "yellow", "faults": "yellow", "well": "green"}
_FILED = ("added", "version", "known", "unchanged", "failed")


class Progress:
    """What a live view shows; it hears the journal and is drawn at every look."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._counts: Counter[str] = Counter()
        self._lines: deque[Line] = deque(maxlen=_LINES)

    def hear(self, line: Line) -> None:
        """Remember a line of the journal."""
        self._counts[line.what] += 1
        self._lines.append(line)

    def drawn(self) -> Group:
        """The view of now. Raises RecordError."""
        counts = ", ".join(f"{self._counts[name]} {name}" for name in _FILED if self._counts[name]) or "nothing yet"
        lines = [Text(line.as_plain(), style="dim", overflow="ellipsis", no_wrap=True) for line in list(self._lines)]
        return Group(source_table(source_rows(self._store)), Text(f"since the start: {counts}"), *lines)


def live(console: Console, progress: Progress) -> Live:
    """The view, redrawn as long as its block runs."""
    return Live(get_renderable=progress.drawn, console=console, refresh_per_second=2, transient=True)


def source_table(rows: list[SourceRow]) -> Table:
    """Sources with their health, 80 columns wide."""
    table = Table("source", "health", "last item", "next", box=None, pad_edge=False, width=80)
    for name in ("done", "wait", "fail"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        words = Text(row.words, style=_STYLES.get(row.words, "dim"))
        due = "now" if row.is_held else _minute(row.state.due)
        counts = (str(n) for n in (row.items.done, row.items.pending, row.items.failed))
        table.add_row(Text(row.name), words, _minute(row.state.item_at), due, *counts)
    return table


def _minute(at: str | None) -> str:
    """A time to the minute, without its year.

    >>> _minute("2025-08-06T09:30:00Z"), _minute(None)
    ('08-06 09:30', '')
    """
    return at[5:16].replace("T", " ") if at else ""
