"""Lifecycles, pledge totals and disputes of a record against its gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from veille.evaluate import is_party
from veille.reconcile.asof import event_as_of
from veille.reconcile.gold import Aligned
from veille.reconcile.pledges import PledgeTotal, pledge_totals
from veille.reconcile.profile import COUNTED, party_key
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
    """Each donor's total by stage and currency, and each sum that several give together. Gold names parties as in docs/gold.md.

    Where gold names no recipient, what goes to all of them counts. `also` gives the same sum in other currencies: one of them will do.
    """
    rows = [*gold.get("pledges", ()), *({**row, "stage": None} for row in gold.get("shared", ()))]
    parties = {p for row in rows for p in (*_donors(row), *([row["recipient"]] if row.get("recipient") else []))}
    named, found = _gold_names(parties, filed), pledge_totals(events)
    return [_total(row, [t for t in found if _is_of(row, t, named)]) for row in rows]


def _donors(row: Mapping[str, Any]) -> list[str]:
    return sorted(row["donors"] if "donors" in row else [row["donor"]])


def _is_of(row: Mapping[str, Any], total: PledgeTotal, named: Mapping[str, str]) -> bool:
    """Whether a total is of the donors, the stage and the recipient that gold's row names."""
    if sorted(named.get(d, d) for d in total.donors) != _donors(row) or row["stage"] not in (None, total.stage):
        return False
    wanted, recipients = row.get("recipient"), {named.get(r, r) for r in total.recipients}
    return wanted is None or wanted in recipients or not recipients


def _total(row: Mapping[str, Any], found: Sequence[PledgeTotal]) -> Outcome:
    what = " ".join(x for x in (", ".join(_donors(row)), row["stage"], row["currency"]) if x)
    sums: dict[str, Decimal] = {}
    for total in found:
        sums[total.currency] = sums.get(total.currency, Decimal()) + total.total
    for said in (row, *row.get("also", ())):
        if sums.get(said["currency"]) == Decimal(said["total"]):
            return _sum(what, row["total"], Decimal(row["total"]))
    return _sum(what, row["total"], sums.get(row["currency"]))


def _gold_names(donors: Iterable[str], filed: Iterable[Filed]) -> dict[str, str]:
    """Party as the record keys it -> gold's name of it."""
    slots = (v for f in filed for m in f.mentions for s in ("actor", "recipient") for v in m.slots.get(s, ()))
    acting = (e for e in slots if isinstance(e, Entity))
    keyed = {key: e for e in acting for key in [party_key(e)] if key}
    return {key: name for key, e in keyed.items() for name in sorted(set(donors)) if is_party(name, e)}


# -- disputes ------------------------------------------------------------------------


def disputes(gold: Mapping[str, Any], aligned: Aligned, events: Iterable[Event]) -> list[Outcome]:
    """Each dispute of gold's events and of the record's that tell them, slot by slot, then who denies what.

    A dispute is right when the record's event has it with all of gold's values; one that gold lacks is wrong.
    """
    rows, found = list(events), []
    for row in gold["events"]:
        own = [e for e in rows if _most_of(e, aligned) == row["id"]]
        told: dict[str, set[str]] = {}
        for c in (c for e in own for c in e.conflicts):
            told.setdefault(c.slot, set()).update(_bare(c.slot, f.value) for f in c.figures)
        wanted: dict[str, set[str]] = {}
        for c in row.get("conflicts", ()):
            values = {_gold_value(v) for v in c["values"].values() if v is not None}
            wanted.setdefault({"when": "time"}.get(c["slot"], c["slot"]), set()).update(values)
        for slot in sorted({*wanted, *told}):
            found.append(_dispute(f"{row['id']} {slot}", wanted.get(slot, set()), told.get(slot, set())))
        denied = {s.source for e in own for s in e.statements if s.voice == "deny" and s.source}
        if row.get("denied_by"):
            found.append(_dispute(f"{row['id']} denied by", set(row["denied_by"]), denied & set(row["denied_by"])))
    return found


def _most_of(event: Event, aligned: Aligned) -> str | None:
    """Gold's event of which the record's tells most."""
    counts = Counter(told for m in event.mentions for told in [aligned.event_of.get(m)] if told)
    return min(counts, key=lambda e: (-counts[e], e)) if counts else None


def _dispute(what: str, gold: set[str], found: set[str]) -> Outcome:
    kept = gold if gold and gold <= found else found
    return Outcome(what, " / ".join(sorted(gold)) or "none", " / ".join(sorted(kept)) or "none")


def _bare(slot: str, value: str) -> str:
    """A figure's value as gold writes it: a count without what is counted."""
    return value.partition(" ")[0] if slot in COUNTED else value


def _gold_value(said: Any) -> str:
    if isinstance(said, dict) and "currency" in said:
        return f"{said['value']} {said['currency']}"
    if isinstance(said, dict):
        low, high = said.get("low"), said.get("high")
        return f"{'' if low is None else low}..{'' if high is None else high}"
    return str(said)


def _sum(what: str, gold: str, found: Decimal | None) -> Outcome:
    return Outcome(what, format(Decimal(gold), "f"), "none" if found is None else format(found, "f"))
