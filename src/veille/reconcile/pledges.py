"""What was promised, by donor, stage and currency: each event once, at the stage it has reached, never a total with its shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from veille.reconcile.words import fold
from veille.record import Event, Figure
from veille.world.countries import currencies_of

#: kinds that carry help
HELP = ("pledge", "aid")
#: stage of help that has no lifecycle of its own
_STAGE_OF_KIND = {"pledge": "announced", "aid": "delivered"}


@dataclass(frozen=True, slots=True)
class PledgeTotal:
    """A donor's sum at one stage and in one currency, in major units. `donors` are several where they give one sum together.

    `recipients` are whom all of it is for, empty where an article does not say. `events` are what it adds up. A sum on which the
    articles differ is the one of most origins; the event has the conflict.
    """

    donors: tuple[str, ...]
    recipients: tuple[str, ...]
    stage: str
    currency: str
    total: Decimal
    events: tuple[str, ...]


def pledge_totals(events: Iterable[Event], day: str | None = None) -> list[PledgeTotal]:
    """Totals by donors, stage and currency, in that order. Stages, currencies and what is for two recipients are never added up.

    What repeats an earlier announcement is no new money, nor are the parts of a donor's own total, and what analysts rejected is
    none. A sum that several give together is theirs together: no share is guessed; a share that is told stands with its donor. What
    "several countries" give is nobody's total.
    `day` counts the stages reached by then.
    """
    rows = list(events)
    donors = {event.id: donors_of(event) for event in rows}
    found: dict[tuple[tuple[str, ...], str, str], list[Event]] = {}
    for event in rows:
        money = sum_of(event)
        own_part = event.part_of in donors and donors[event.part_of] == donors[event.id]
        if _counts(event) and not own_part and not all(map(_is_vague, donors[event.id])) and money:
            found.setdefault((donors[event.id], stage_of(event, day), money[1]), []).append(event)
    return [
        PledgeTotal(donor, recipients, stage, currency, _sum(own), tuple(e.id for e in own))
        for (donor, stage, currency), given in sorted(found.items())
        for recipients, own in _by_recipient(given)
    ]


def _sum(events: Iterable[Event]) -> Decimal:
    return sum((money[0] for e in events for money in [sum_of(e)] if money), Decimal())


def _by_recipient(events: Sequence[Event]) -> list[tuple[tuple[str, ...], list[Event]]]:
    """Help by whom it is for; together when no two recipients are named, for what does not say may well be for the one."""
    groups: dict[tuple[str, ...], list[Event]] = {}
    for event in events:
        groups.setdefault(recipients_of(event), []).append(event)
    if len(set(groups) - {()}) > 1:
        return sorted(groups.items())
    return [(next(iter(groups)) if len(groups) == 1 else (), list(events))]


def _counts(event: Event) -> bool:
    """Whether it is help promised, given or cut, told for the first time, and neither denied nor rejected."""
    helps = event.kind in HELP or event.state == "cut"
    return helps and not event.repeats and event.judged != "rejected" and event.status != "negated"


def stage_of(event: Event, day: str | None = None) -> str:
    """The stage that a pledge has reached, by `day` when given."""
    state = event.state_on(day) if day else event.state
    return state or _STAGE_OF_KIND.get(event.kind, "announced")


def sum_of(event: Event) -> tuple[Decimal, str] | None:
    """The sum that most origins give (the first told of several), and its currency; `None` when no article names one.

    A sum in the donor's own currency comes first: in another it is converted.
    """
    figures = [figure.value.split() for figure in event.slots.get("amount", ())]
    if not figures:
        return None
    own = {currency for donor in donors_of(event) for currency in currencies_of(donor)}
    value, currency = next((f for f in figures if f[1] in own), figures[0])
    return Decimal(value), currency


def donors_of(event: Event) -> tuple[str, ...]:
    """Who gives: those whom most mentions name together. No two are put together whom no mention names together."""
    return _named_together(event.slots.get("actor", ()))


def recipients_of(event: Event) -> tuple[str, ...]:
    """Whom it is for, in the same way; empty where no article says."""
    return _named_together(event.slots.get("recipient", ()))


def _named_together(figures: Sequence[Figure]) -> tuple[str, ...]:
    """The parties that one mention names, as most mentions do; of as many the named before the vague, then the more, then by name."""
    named: dict[str, list[Figure]] = {}
    for figure in figures:
        for mention in figure.mentions:
            named.setdefault(mention, []).append(figure)
    counts = Counter(tuple(sorted(f.value for f in own)) for own in named.values())
    return min(counts, key=lambda own: (any(map(_is_vague, own)), -counts[own], -len(own), own), default=())


def _is_vague(party: str) -> bool:
    """Whether a party is a group without a name ("countries"): its words, where a party has a code or an id."""
    return party == fold(party)
