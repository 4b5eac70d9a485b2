"""Pledges in a terminal: one by one, then what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.text import Text

from veille.cli.tables import FIXED, ID, RIGHT, WIDE, full_day, grid, said_day, short
from veille.serve.queries import PledgeRow, Pledges, TotalRow


def show_pledges(out: Console, found: Pledges) -> None:
    """Pledges by day, then totals by donor and stage, then what several give together."""
    table = grid(("day", FIXED), ("donor", WIDE), ("stage", FIXED), ("sum", RIGHT), ("rep.", RIGHT), ID)
    for row in found.rows:
        amount = sum_said(row.amount, row.currency) if row.amount is not None else "not said"
        table.add_row(said_day(row.day), _about(row), row.stage, amount, str(row.origins), short(row.event))
    out.print(table)
    own, shared = [t for t in found.totals if not t.shared], [t for t in found.totals if t.shared]
    _show_totals(out, "By donor and stage", own, found.currency)
    _show_totals(out, "Given together (shares stand above; they are not added to these)", shared, found.currency)
    out.print(
        Text(
            "Stages are never added up, nor a sum and its parts; what is announced again is no new money.", style="dim"
        )
    )


def sum_said(value: Decimal, currency: str | None) -> str:
    """A sum with its currency, in millions or billions where that loses nothing.

    >>> sum_said(Decimal("2300000000"), "EUR"), sum_said(Decimal("1234567"), "USD")
    ('2.3 bn EUR', '1,234,567 USD')
    """
    for size, name in ((10**9, " bn"), (10**6, " m")):
        if value >= size and value * 1000 % size == 0:
            return f"{(value / size).normalize():,f}{name} {currency}"
    return f"{value:,f} {currency}"


def rounded(value: Decimal, currency: str) -> str:
    """A sum to three digits.

    >>> rounded(Decimal("433050407"), "EUR")
    '433 m EUR'
    """
    return sum_said(Decimal(f"{value:.3g}"), currency)


def _about(row: PledgeRow) -> Text:
    whom = f" → {', '.join(row.recipient)}" if row.recipient else ""
    text = Text(f"{', '.join(row.donors) or 'not said'}{whom}", style="bold")
    notes = [row.about] if row.about else []
    if row.converted and row.converted.currency != row.currency:
        notes.append(
            f"about {rounded(row.converted.value, row.converted.currency)}, {row.converted.rate} on {full_day(row.converted.day)} (ECB)"
        )
    if row.others:
        notes.append(f"disputed: also {', '.join(row.others)}")
    if row.parts:
        notes.append(f"total of {', '.join(map(short, row.parts))}")
    if row.part_of:
        notes.append(f"a share of {short(row.part_of)}")
    if row.repeats:
        notes.append(f"announces {short(row.repeats)} again: no new money")
    notes += [f"review: {why}" for why in row.review if why != "conflict"]
    for note in notes:
        text.append(f"\n{note}", style="not bold dim")
    return text


def _parties(row: TotalRow) -> Text:
    whom = f" → {', '.join(row.recipients)}" if row.recipients else ""
    return Text(f"{', '.join(row.donors)}{whom}", style="bold")


def _show_totals(out: Console, title: str, rows: Sequence[TotalRow], currency: str | None) -> None:
    if not rows:
        return
    out.print(Text(title, style="bold"))
    table = grid(
        ("donor", WIDE), ("stage", FIXED), ("total", RIGHT), *([(f"in {currency}", RIGHT)] if currency else [])
    )
    for row in rows:
        into = [rounded(row.converted, currency) if row.converted is not None else "no rate"] if currency else []
        table.add_row(_parties(row), row.stage, sum_said(row.total, row.currency), *into)
    out.print(table)
