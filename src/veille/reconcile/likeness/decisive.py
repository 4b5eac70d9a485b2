"""What outlets do not disagree on: where it differs, two mentions are two events (`decisive` of a kind's [identity])."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from veille.reconcile.likeness.said import SILENT, Said, identity, listed
from veille.reconcile.likeness.what import other_amount
from veille.reconcile.likeness.when import elsewhere, other_day
from veille.reconcile.profile import Profile

#: sums further apart than this are no rounding of one another
_SUM_RATIO = 1.25


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
    """Sums of one currency that are no rounding of each other."""
    value, said = other_amount(a, b)
    pairs = [(m.split(), n.split()) for m in a.amounts for n in b.amounts]
    near = any(m[1] == n[1] and _is_near(float(m[0]), float(n[0])) for m, n in pairs)
    return SILENT if near else (value, said)


def _is_near(one: float, other: float) -> bool:
    small, large = sorted((one, other))
    return large <= small * _SUM_RATIO


_TESTS: Mapping[str, Callable[[Profile, Profile], Said]] = {
    "actor": _actor,
    "recipient": _recipient,
    "amount": _amount,
    "day": other_day,
    "place": elsewhere,
}
