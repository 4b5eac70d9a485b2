"""Answers of a record in a terminal: 80 columns are enough, colour is not needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from veille.serve.queries import ActorRow, Change, ClaimRow, ConflictRow, DeadlineRow, EventRow, Hit

#: characters of an id that are shown; any command takes a beginning
SHOWN = 7
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STATES = {
    "passed": ("passed, outcome unknown", "red"),
    "enforced": ("enforced", "bold red"),
    "rejected": ("rejected", "red"),
    "met": ("met", "green"),
    "withdrawn": ("withdrawn", "green"),
}
_VOICES = {
    "claim": ("claims", "yellow"),
    "confirm": ("confirms", "green"),
    "deny": ("denies", "red"),
    "report": ("says", ""),
    "outlet": ("own word", "dim"),
}
_WIDTH = 80
_HEAD = box.Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
#: width of the label before what hangs under a heading
_LABEL = 12


def console() -> Console:
    """Where answers are printed."""
    return Console(highlight=False, soft_wrap=False)


def said_day(day: str) -> str:
    """A day for a table whose years are told apart.

    >>> said_day("2025-08-06")
    ' 6 Aug'
    """
    return f"{int(day[8:10]):2} {_MONTHS[int(day[5:7]) - 1]}"


def full_day(day: str) -> str:
    """A day with its year.

    >>> full_day("2025-08-06")
    '6 Aug 2025'
    """
    return f"{said_day(day).strip()} {day[:4]}"


def short(ident: str) -> str:
    """The beginning of an id."""
    return ident[:SHOWN]


def state_text(state: str | None) -> Text:
    """A lifecycle's state in words."""
    said, style = _STATES.get(state or "", (state or "", "cyan"))
    return Text(said, style=style)


def plural(number: int, noun: str) -> str:
    """A number with its noun.

    >>> plural(1, "report"), plural(3, "report")
    ('1 report', '3 reports')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def grid(*columns: tuple[str, dict[str, object]], wide: bool = True) -> Table:
    """A table with a light line under its head and no frame, 80 columns `wide` or as wide as it needs."""
    table = Table(box=_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold", width=_WIDTH if wide else None)
    for name, options in columns:
        table.add_column(name, **options)  # type: ignore[arg-type]
    return table


ID: tuple[str, dict[str, object]] = ("id", {"style": "dim", "no_wrap": True, "min_width": SHOWN})
FIXED: dict[str, object] = {"no_wrap": True}
RIGHT: dict[str, object] = {"no_wrap": True, "justify": "right"}
WIDE: dict[str, object] = {"ratio": 1, "overflow": "fold"}


def show_timeline(out: Console, rows: Sequence[EventRow]) -> None:
    """Events by day; the number of independent reports, and beneath what is said of each: state, dispute, denial, review."""
    for year, group in groupby(rows, lambda r: (r.day or r.known)[:4]):
        out.print(Text(year, style="bold"))
        table = grid(("day", FIXED), ("kind", FIXED), ("what", WIDE), ("rep.", RIGHT), ID)
        last = ""
        for row in group:
            day = row.day or row.known
            shown = said_day(day) + ("" if row.day else "*")
            shown, last = ("" if shown == last else shown), shown
            table.add_row(shown, Text(row.kind, style="bold"), _event_text(row), str(row.origins), short(row.event))
        out.print(table)
    if any(row.day is None for row in rows):
        out.print(Text("* the day it was published: no article says when it happened", style="dim"))


def _event_text(row: EventRow) -> Text:
    text = Text(row.what)
    notes: list[tuple[str, str]] = []
    if row.status != "happened":
        notes.append((row.status, "cyan"))
    if row.state:
        notes.append((str(state_text(row.state)), "cyan"))
    if row.disputed:
        notes.append((f"disputed: {', '.join(row.disputed)}", "yellow"))
    if row.denied_by:
        notes.append((f"denied by {', '.join(row.denied_by)}", "red"))
    notes += [(row.judged, "green")] if row.judged else []
    notes += [(f"review: {', '.join(why)}", "magenta")] if (why := [w for w in row.review if w != "conflict"]) else []
    for note, style in notes:
        text.append(f"\n[{note}]" if note == notes[0][0] else f" [{note}]", style=style)
    return text


def show_deadlines(out: Console, rows: Sequence[DeadlineRow]) -> None:
    """Deadlines by their day, with where each stands and the steps that led there."""
    table = grid(
        ("due", FIXED), ("in days", RIGHT), ("who, whom, what", WIDE), ("where it stands", {"max_width": 16}), ID
    )
    for row in rows:
        due = full_day(row.due) if row.due else "not said"
        days = f"{row.days:+d}" if row.days is not None else ""
        table.add_row(due, days, _deadline_text(row), state_text(row.state), short(row.event))
    out.print(table)


def _deadline_text(row: DeadlineRow) -> Text:
    whom = f" → {', '.join(row.recipient)}" if row.recipient else ""
    text = Text(f"{', '.join(row.actor) or 'not said'}{whom}", style="bold")
    if row.about:
        text.append(f"\n{row.about}", style="not bold")
    steps = [f"{s.state} {said_day(s.day).strip()}" for s in row.steps]
    if len(steps) > 1:
        text.append(f"\n{' › '.join(steps)}", style="not bold cyan")
    said = f"\n{row.kind} of {full_day(row.set_on)}" + (f", “{row.said}”" if row.said else "")
    text.append(said, style="not bold dim")
    if row.others:
        text.append(f"\nalso given: {', '.join(map(full_day, row.others))}", style="not bold yellow")
    return text


def show_claims(out: Console, rows: Sequence[ClaimRow]) -> None:
    """For each event who claims, confirms or denies it, with the sentence."""
    for _, group in groupby(rows, lambda r: r.event):
        said = list(group)
        heading(out, said[0].kind, said[0].what, said[0].event)
        for row in said:
            verb, style = _VOICES[row.voice]
            who = row.source or ("somebody not named" if row.cue else row.outlet)
            head = Text.assemble((f"{verb}: ", style or "bold"), (who, "bold"), (f" · {full_day(row.day)}", "dim"))
            out.print(Padding(head, (0, 0, 0, 2)))
            out.print(Padding(Text(f"“{row.evidence}” ({row.outlet})", style="dim"), (0, 0, 0, 4)))


def show_conflicts(out: Console, rows: Sequence[ConflictRow]) -> None:
    """For each event the values that cannot all be true, with who carries them."""
    for _, group in groupby(rows, lambda r: r.event):
        found = list(group)
        heading(out, found[0].kind, found[0].what, found[0].event, found[0].day)
        for row in found:
            table = Table.grid(padding=(0, 2))
            table.add_column(width=_LABEL, no_wrap=True)
            table.add_column(min_width=14, max_width=26)
            table.add_column(no_wrap=True, style="dim")
            table.add_column(style="dim")
            for number, side in enumerate(row.sides):
                label = Text(row.slot if number == 0 else "", style="yellow")
                table.add_row(label, side.said, plural(side.origins, "report"), ", ".join(side.outlets))
            out.print(Padding(table, (0, 0, 0, 2)))


def heading(out: Console, kind: str, what: str, ident: str, day: str | None = None) -> None:
    """A line that names an event, its day and its id, after a blank one."""
    when = f"{full_day(day)} · " if day else ""
    out.print()
    out.print(Text.assemble((when, "dim"), (kind, "bold"), " · ", what, (f" · {short(ident)}", "dim")))


def show_actors(out: Console, rows: Sequence[ActorRow]) -> None:
    """Who takes part, how often in which role, and from when to when."""
    table = grid(
        ("who", WIDE),
        ("acts", RIGHT),
        ("suffers", RIGHT),
        ("speaks", RIGHT),
        ("first – last", FIXED),
        ("most", {"max_width": 20}),
    )
    for row in rows:
        name = Text(row.name, style="bold")
        if row.country and not row.entity.startswith("country:"):
            name.append(f" ({row.country})", style="not bold dim")
        when = f"{said_day(row.first_day)} – {said_day(row.last_day)}"
        table.add_row(
            name, *(str(n or "") for n in (row.acts, row.receives, row.speaks)), when, ", ".join(row.kinds[:2])
        )
    out.print(table)


def show_hits(out: Console, hits: Sequence[Hit]) -> None:
    """Articles found, with the text around the words and the events that the found sentences tell."""
    for hit in hits:
        out.print(Text(hit.title, style="bold"))
        out.print(Text(f"{full_day(hit.day)} · {hit.outlet} · {hit.language}", style="dim"))
        out.print(Padding(Text(hit.snippet), (0, 0, 0, 2)))
        if hit.events:
            out.print(Padding(Text(f"tells {', '.join(map(short, hit.events))}", style="cyan"), (0, 0, 0, 2)))
        out.print()


def show_changes(out: Console, rows: Iterable[Change]) -> None:
    """What was learned, changed and lost."""
    for sort, group in groupby(rows, lambda r: r.sort):
        found = list(group)
        out.print(Text(f"{sort} ({len(found)})", style="bold"))
        table = grid(("day", FIXED), ("kind", FIXED), ("what", WIDE), ID)
        for row in found:
            text = Text(row.what)
            for change in row.changes:
                text.append(f"\n{change}", style="yellow")
            table.add_row(said_day(row.day), Text(row.kind, style="bold"), text, short(row.event))
        out.print(table)
