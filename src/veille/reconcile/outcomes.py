"""Lifecycles and pledge totals of a record against its gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from veille.evaluate import is_party
from veille.reconcile.asof import event_as_of
from veille.reconcile.gold import Aligned
from veille.reconcile.pledges import pledge_totals
from veille.reconcile.profile import party_key
from veille.record import Event, Filed
from veille.values import Entity


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that gold says and what the record says of it."""

    what: str
    gold: str
    found: str

    @property
    def right(self) -> bool:
        """Whether the two agree."""
        return self.gold == self.found


def states(gold: Mapping[str, Any], aligned: Aligned, events: Iterable[Event], filed: Iterable[Filed]) -> list[Outcome]:
    """The state of each event of gold's `lifecycles` on each day. The record's event is the one with most of its mentions."""
    rows, known = list(events), list(filed)
    mentions = {m.id: m for f in known for m in f.mentions}
    articles = {f.article.id: f for f in known}
    found = []
    for row in gold.get("lifecycles", ()):
        event = _event_for(row["event"], row["kind"], aligned, rows)
        for day, state in row["as_of"].items():
            then = event_as_of(event, mentions, articles, day) if event else None
            found.append(Outcome(f"{row['event']} {day}", state, (then and then.state) or "unknown"))
    return found


def _event_for(event: str, kind: str, aligned: Aligned, rows: Sequence[Event]) -> Event | None:
    counts = Counter({e.id: sum(aligned.event_of.get(m) == event for m in e.mentions) for e in rows if e.kind == kind})
    best = max(rows, key=lambda e: (counts[e.id], e.id), default=None)
    return best if best and counts[best.id] else None


def totals(gold: Mapping[str, Any], events: Iterable[Event], filed: Iterable[Filed]) -> list[Outcome]:
    """Each donor's total by stage and currency, and each sum that several give together. Gold names donors as in docs/gold.md."""
    donors = [*(r["donor"] for r in gold.get("pledges", ())), *(d for r in gold.get("shared", ()) for d in r["donors"])]
    named = _gold_names(donors, filed)
    sums = {
        (tuple(sorted(named.get(d, d) for d in t.donors)), t.stage, t.currency): t.total for t in pledge_totals(events)
    }
    found = []
    for row in gold.get("pledges", ()):
        key = ((row["donor"],), row["stage"], row["currency"])
        found.append(_sum(f"{row['donor']} {row['stage']} {row['currency']}", row["total"], sums.get(key)))
    for row in gold.get("shared", ()):
        givers = tuple(sorted(row["donors"]))
        rows = [t for (who, _, currency), t in sums.items() if who == givers and currency == row["currency"]]
        found.append(_sum(f"{', '.join(givers)} {row['currency']}", row["total"], rows[0] if rows else None))
    return found


def _gold_names(donors: Iterable[str], filed: Iterable[Filed]) -> dict[str, str]:
    """Party as the record keys it -> gold's name of it."""
    acting = (e for f in filed for m in f.mentions for e in m.slots.get("actor", ()) if isinstance(e, Entity))
    keyed = {key: e for e in acting for key in [party_key(e)] if key}
    return {key: name for key, e in keyed.items() for name in sorted(set(donors)) if is_party(name, e)}


def _sum(what: str, gold: str, found: Decimal | None) -> Outcome:
    return Outcome(what, format(Decimal(gold), "f"), "none" if found is None else format(found, "f"))
