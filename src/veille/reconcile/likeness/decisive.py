"""What outlets do not disagree on: where it differs, two mentions are two events (`decisive` of a kind's [identity])."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from veille.reconcile.figures import bounds
from veille.reconcile.likeness.said import SILENT, Said, identity, listed
from veille.reconcile.likeness.what import copy
from veille.reconcile.likeness.when import elsewhere, other_day
from veille.reconcile.profile import Profile

#: a number that two events hardly share, and days by which a slip or another count of nights moves an event
_TELLING, _SLIP_DAYS = 10, 3
#: family of kinds that give
_HELP = "help"
#: sums further apart than this are no rounding of one another
_SUM_RATIO = Decimal("1.25")
#: currencies of which none is worth more than so many of another
HARD, RATE_RATIO = frozenset({"USD", "EUR", "GBP", "CHF", "CAD", "AUD"}), Decimal("2.5")


def decisive(a: Profile, b: Profile) -> Said:
    """Two donors are two pledges, two nights two attacks."""
    for name in sorted(identity(a.kind).decisive & identity(b.kind).decisive):
        value, said = _TESTS[name](a, b)
        if value < 0:
            return -1.0, f"{name}: {said}"
    return SILENT


def _actor(a: Profile, b: Profile) -> Said:
    """Another doer; of help also a donor without a name beside a named one, unless they give one sum."""
    if identity(a.kind).family == _HELP == identity(b.kind).family and bool(a.actors) != bool(b.actors):
        return SILENT if _is_one_sum(a, b) or copy(a, b)[0] > 0 else (-1.0, f"{listed(a.actors | b.actors)} / not named")
    return _apart(a.actors, b.actors)


def _is_one_sum(a: Profile, b: Profile) -> bool:
    """Whether both give one sum, in one currency, give or take a rounding."""
    pairs = [(m.split(), n.split()) for m in a.amounts for n in b.amounts]
    return any(m[1] == n[1] and _is_near(Decimal(m[0]), Decimal(n[0]), {m[1]}) for m, n in pairs)


def _recipient(a: Profile, b: Profile) -> Said:
    return _apart(a.recipients, b.recipients)


def _apart(mine: frozenset[str], theirs: frozenset[str]) -> Said:
    return (-1.0, f"{listed(mine)} / {listed(theirs)}") if mine and theirs and not mine & theirs else SILENT


def _amount(a: Profile, b: Profile) -> Said:
    """Sums that are no rounding of each other, nor one the other converted."""
    if not a.amounts or not b.amounts or not a.amounts.isdisjoint(b.amounts):
        return SILENT
    pairs = [(m.split(), n.split()) for m in a.amounts for n in b.amounts]
    near = any(_is_near(Decimal(m[0]), Decimal(n[0]), {m[1], n[1]}) for m, n in pairs)
    return SILENT if near else (-1.0, f"{listed(a.amounts)} / {listed(b.amounts)}")


def _is_near(one: Decimal, other: Decimal, currencies: set[str]) -> bool:
    small, large = sorted((one, other))
    if len(currencies) == 1:
        return large <= small * _SUM_RATIO
    return large <= small * RATE_RATIO or not currencies <= HARD


def _day(a: Profile, b: Profile) -> Said:
    """Another day, unless what counts of them is the same: then the day is in dispute."""
    return SILENT if _tells_the_same(a, b) else other_day(a, b)


def _tells_the_same(a: Profile, b: Profile) -> bool:
    """Whether both give one number of ten or more, and a name or place in common, within days."""
    if not a.when or not b.when or a.when.gap_days(b.when) > _SLIP_DAYS:
        return False
    pairs = [(m, n) for slot in a.counts for m in a.counts[slot] for n in b.counts.get(slot, ())]
    numbers = [bounds(m) for m, n in pairs if m == n]
    exact = any(low == high and low >= _TELLING for low, high in numbers)
    return exact and bool(a.names & b.names or a.places & b.places)


_TESTS: Mapping[str, Callable[[Profile, Profile], Said]] = {
    "actor": _actor,
    "recipient": _recipient,
    "amount": _amount,
    "day": _day,
    "place": elsewhere,
}
