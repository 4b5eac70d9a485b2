"""What outlets do not disagree on: where it differs, two mentions are two events (`decisive` of a kind's [identity])."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from veille.reconcile.likeness.said import SILENT, Said, identity, listed
from veille.reconcile.likeness.when import elsewhere, other_day
from veille.reconcile.profile import Profile

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
    return _apart(a.actors, b.actors)


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


_TESTS: Mapping[str, Callable[[Profile, Profile], Said]] = {
    "actor": _actor,
    "recipient": _recipient,
    "amount": _amount,
    "day": other_day,
    "place": elsewhere,
}
