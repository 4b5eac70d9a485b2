"""What was promised and given: each pledge with its stage, then totals by donor, stage and currency, shared sums apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from veille.reconcile import pledge_totals
from veille.reconcile.pledges import HELP, donors_of, recipients_of, stage_of, sum_of
from veille.record import Event
from veille.serve.asked import Asked, events_of
from veille.serve.rates import Converted, converted, known
from veille.serve.told import Sources, country_name, party_name, party_names, shortened
from veille.store.base import Store


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """A pledge or a delivery. `amount` is what most origins give; `others` are the other wordings of a disputed sum.

    `part_of` is the shared sum that it is a share of, `repeats` the announcement that it makes again: no new money.
    """

    event: str
    day: str
    donors: tuple[str, ...]
    recipient: tuple[str, ...]
    stage: str
    amount: Decimal | None
    currency: str | None
    said: str
    others: tuple[str, ...]
    about: str
    part_of: str | None
    parts: tuple[str, ...]
    repeats: str | None
    review: tuple[str, ...]
    origins: int
    evidence: str
    converted: Converted | None = None


@dataclass(frozen=True, slots=True)
class TotalRow:
    """What donors come to at one stage and in one currency; `shared` when several give one sum together.

    `recipients` are named when all of it is said to be for them: what is for two of them is never added up.

    `converted` adds up each pledge at the rate of its own day, with the first and last of them; `None` unless all have a rate.
    """

    donors: tuple[str, ...]
    recipients: tuple[str, ...]
    stage: str
    currency: str
    total: Decimal
    shared: bool
    events: tuple[str, ...]
    converted: Decimal | None = None
    rates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pledges:
    """Pledges by day, and what they come to."""

    rows: tuple[PledgeRow, ...]
    totals: tuple[TotalRow, ...]
    currency: str | None = None


def pledges(store: Store, asked: Asked, into: str | None = None) -> Pledges:
    """Pledges and deliveries, the earliest first, and their totals, in currency `into` too when given.

    Stages are never added up, nor what is for two recipients, nor a sum with its parts; what is announced again is no new money,
    and what only edited or withdrawn pages told counts no more.
    """
    if into:
        known(into)
    wanted = tuple(k for k in HELP if k in asked.kinds) if asked.kinds else HELP
    found = list(events_of(store, replace(asked, kinds=wanted), ascending=True)) if wanted else []
    whole = pledges_of(store, found, asked, into)
    return replace(whole, rows=whole.rows[: asked.limit])


def pledges_of(store: Store, found: Sequence[Event], asked: Asked, into: str | None) -> Pledges:
    """These events as pledges, in their order, and their totals. Ties to others are left out."""
    known_ids = {e.id for e in found}
    events = [_tied(event, known_ids) for event in found]
    sources = Sources.of(store, events, asked.language)
    rows = [_row(event, sources, asked.day, into) for event in events]
    names = _names(events, sources)
    grounded = [event for event in events if not sources.is_groundless(event, asked.day)]
    totals = _totals(grounded, {r.event: r for r in rows}, names, asked.day)
    return Pledges(tuple(rows), tuple(totals), into)


def _tied(event: Event, known_ids: set[str]) -> Event:
    """The event with its ties to what is known on the day."""
    return replace(
        event,
        part_of=event.part_of if event.part_of in known_ids else None,
        parts=tuple(p for p in event.parts if p in known_ids),
        repeats=event.repeats if event.repeats in known_ids else None,
    )


def _row(event: Event, sources: Sources, day: str, into: str | None) -> PledgeRow:
    money = sum_of(event)
    amounts = event.slots.get("amount", ())
    odd = [f.said for c in event.conflicts if c.slot == "amount" for f in c.figures]
    on = event.day or event.first_known
    about = next((event.slots[s][0].said for s in ("programme", "items") if event.slots.get(s)), "")
    return PledgeRow(
        event=event.id,
        day=on,
        donors=party_names(event, "actor", sources),
        recipient=party_names(event, "recipient", sources),
        stage=stage_of(event, day),
        amount=money[0] if money else None,
        currency=money[1] if money else None,
        said=amounts[0].said if amounts else "",
        others=tuple(said for said in dict.fromkeys(odd) if said != amounts[0].said),
        about=shortened(about, 60),
        part_of=event.part_of,
        parts=event.parts,
        repeats=event.repeats,
        review=event.review,
        origins=len(event.origins),
        evidence=sources.sentence(event.mentions[0]),
        converted=converted(*money, into, on) if money and into else None,
    )


def _names(events: Sequence[Event], sources: Sources) -> Mapping[str, str]:
    """What to call each donor and recipient: a country by its name, whoever acts for it."""
    return {
        figure.value: country_name(figure.value, sources.language) or party_name(figure, sources)
        for event in events
        for slot in ("recipient", "actor")
        for figure in event.slots.get(slot, ())
        if figure.value in (*donors_of(event), *recipients_of(event))
    }


def _totals(
    events: Sequence[Event], rows: Mapping[str, PledgeRow], names: Mapping[str, str], day: str
) -> list[TotalRow]:
    found = []
    for total in pledge_totals(events, day):
        own = [c for e in total.events if (c := rows[e].converted)]
        whole = len(own) == len(total.events)
        found.append(
            TotalRow(
                donors=tuple(names[d] for d in total.donors),
                recipients=tuple(names[r] for r in total.recipients),
                stage=total.stage,
                currency=total.currency,
                total=total.total,
                shared=len(total.donors) > 1,
                events=total.events,
                converted=sum((c.value for c in own), Decimal()) if own and whole else None,
                rates=tuple(dict.fromkeys(f"{c.rate} on {c.day}" for c in own)) if whole else (),
            )
        )
    return sorted(found, key=lambda t: (t.shared, t.donors, t.stage, t.currency, t.recipients))
