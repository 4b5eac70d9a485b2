"""The ledger of pledges: a page of them with their totals, the stages of each donor side by side, and what can be asked further."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from veille.reconcile.pledges import HELP
from veille.serve.asked import Asked, events_page
from veille.serve.pledges import PledgeRow, Pledges, TotalRow, pledges_of
from veille.serve.rates import known
from veille.store.base import Store

#: the stages in their order
STAGES = ("announced", "committed", "allocated", "delivered", "cut")


@dataclass(frozen=True, slots=True)
class DonorRow:
    """A donor's totals in one currency by stage; several donors where they give one sum together. Stages are never added up."""

    donors: tuple[str, ...]
    currency: str
    stages: Mapping[str, TotalRow]


@dataclass(frozen=True, slots=True)
class Entry:
    """A pledge with the shares of it that are told."""

    row: PledgeRow
    parts: tuple[PledgeRow, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that some of the pledges have, and of how many."""

    value: str
    pledges: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """The latest pledges asked for, and what they come to: `more` when there are others, which are in no total."""

    pledges: Pledges
    entries: tuple[Entry, ...]
    donors: tuple[DonorRow, ...]
    facets: Mapping[str, tuple[Facet, ...]]
    next: str | None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What of the pledges is wanted beside what every list can be asked: a stage, a donor's name, a recipient's, a currency."""

    stage: str | None = None
    donor: str | None = None
    recipient: str | None = None
    currency: str | None = None

    def takes(self, row: PledgeRow) -> bool:
        """Whether a pledge is wanted."""
        return (
            self.stage in (None, row.stage)
            and self.currency in (None, row.currency)
            and (self.donor is None or self.donor in row.donors)
            and (self.recipient is None or self.recipient in row.recipient)
        )


def ledger(
    store: Store, asked: Asked, into: str | None = None, narrowed: Narrowed = Narrowed(), *, after: str | None = None
) -> Ledger:
    """The latest pledges and deliveries, at most `asked.limit`, with their totals. Raises QueryError for a currency without rates."""
    if into:
        known(into)
    kinds = tuple(k for k in HELP if k in asked.kinds) if asked.kinds else HELP
    events, following = events_page(store, replace(asked, kinds=kinds), after=after) if kinds else ([], None)
    whole = pledges_of(store, sorted(events, key=lambda e: (e.day or e.first_known, e.id)), asked, into)
    taken = {row.event for row in whole.rows if narrowed.takes(row)}
    kept = whole
    if len(taken) < len(whole.rows):
        kept = pledges_of(store, [e for e in events if e.id in taken], asked, into)
    return Ledger(kept, tuple(_entries(kept.rows)), tuple(_donors(kept.totals)), _facets(whole.rows), following)


def _entries(rows: Sequence[PledgeRow]) -> Iterable[Entry]:
    """Pledges, the latest first, each share under the total that it is part of."""
    by_id = {row.event: row for row in rows}
    for row in sorted(rows, key=lambda r: (r.day, r.event), reverse=True):
        if row.part_of is None:
            yield Entry(row, tuple(by_id[p] for p in row.parts if p in by_id))


def _donors(totals: Sequence[TotalRow]) -> Iterable[DonorRow]:
    """A row for each donor and currency, those who give alone first, then by name."""
    found: dict[tuple[bool, tuple[str, ...], str], dict[str, TotalRow]] = {}
    for total in totals:
        found.setdefault((total.shared, total.donors, total.currency), {})[total.stage] = total
    for (_, donors, currency), stages in sorted(found.items()):
        yield DonorRow(donors, currency, stages)


def _facets(rows: Sequence[PledgeRow]) -> Mapping[str, tuple[Facet, ...]]:
    counts: dict[str, Counter[str]] = {
        "stage": Counter(r.stage for r in rows),
        "donor": Counter(d for r in rows for d in r.donors),
        "recipient": Counter(d for r in rows for d in r.recipient),
        "currency": Counter(r.currency for r in rows if r.currency),
    }
    return {
        name: tuple(Facet(v, n) for v, n in sorted(found.items(), key=lambda i: (-i[1], i[0])))
        for name, found in counts.items()
    }

