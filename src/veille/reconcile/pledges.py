"""What was promised, by donor, stage and currency: each event once, at the stage it has reached, never a total with its shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from veille.record import Event, Figure

#: kinds that carry help
HELP = ("pledge", "aid")
#: stage of help that has no lifecycle of its own
_STAGE_OF_KIND = {"pledge": "announced", "aid": "delivered"}


@dataclass(frozen=True, slots=True)
class PledgeTotal:
    """A donor's sum at one stage and in one currency, in major units. `donors` are several where they give one sum together.

    `events` are what it adds up. A sum on which the articles differ is the one of most origins; the event has the conflict.
    """

    donors: tuple[str, ...]
    stage: str
    currency: str
    total: Decimal
    events: tuple[str, ...]


def pledge_totals(events: Iterable[Event], day: str | None = None) -> list[PledgeTotal]:
    """Totals by donors, stage and currency, in that order. Stages and currencies are never added up.

    What repeats an earlier announcement is no new money, and what analysts rejected is none. A sum that several give together is
    theirs together: no share is guessed; a share that is told stands with its donor. `day` counts the stages reached by then.
    """
    sums: dict[tuple[tuple[str, ...], str, str], list[tuple[Decimal, str]]] = {}
    for event in events:
        donors, money = donors_of(event), sum_of(event)
        counts = _is_help(event) and not event.repeats and event.judged != "rejected" and event.status != "negated"
        if counts and donors and money:
            sums.setdefault((donors, stage_of(event, day), money[1]), []).append((money[0], event.id))
    return [
        PledgeTotal(donors, stage, currency, sum((value for value, _ in rows), Decimal()), tuple(e for _, e in rows))
        for (donors, stage, currency), rows in sorted(sums.items())
    ]


def _is_help(event: Event) -> bool:
    """Help promised, given or cut."""
    return event.kind in HELP or event.state == "cut"


def stage_of(event: Event, day: str | None = None) -> str:
    """The stage that a pledge has reached, by `day` when given."""
    state = event.state_on(day) if day else event.state
    return state or _STAGE_OF_KIND.get(event.kind, "announced")


def sum_of(event: Event) -> tuple[Decimal, str] | None:
    """The sum that most origins give (the first told of several), and its currency; `None` when no article names one."""
    figures = event.slots.get("amount", ())
    if not figures:
        return None
    value, currency = figures[0].value.split()
    return Decimal(value), currency


def donors_of(event: Event) -> tuple[str, ...]:
    """Who gives: those whom at least half as many mentions name as name the first."""
    figures: Sequence[Figure] = event.slots.get("actor", ())
    most = max((len(f.mentions) for f in figures), default=0)
    return tuple(sorted(f.value for f in figures if 2 * len(f.mentions) >= most))
